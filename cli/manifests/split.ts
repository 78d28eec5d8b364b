/** A piece of a file that is parsed by itself, so that a broken document loses only itself. */
export interface Chunk {
  readonly text: string;
  /** Lines of the file before it. */
  readonly linesBefore: number;
}

// A marker at the left edge ends whatever came before it, block scalars included: https://yaml.org/spec/1.2.2/#914-explicit-documents
const MARKER = /^---(?=\s|$)/;
const PREAMBLE = /^\s*(#.*|%.*)?$/;

/** Splits a file at its document markers. Directives stay with the document that they belong to. */
export function splitDocuments(text: string): Chunk[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const chunks: Chunk[] = [];
  let first = 0;
  let onlyPreamble = true;
  for (const [number, line] of lines.entries()) {
    const isMarker = MARKER.test(line);
    if (isMarker && !onlyPreamble) {
      chunks.push({ text: lines.slice(first, number).join('\n'), linesBefore: first });
      first = number;
    }
    onlyPreamble = !isMarker && onlyPreamble && PREAMBLE.test(line);
  }
  chunks.push({ text: lines.slice(first).join('\n'), linesBefore: first });
  return chunks;
}
