/** A piece of a file that is parsed by itself, so that a broken document loses only itself. */
export interface Piece {
  /** Valid until the next piece is asked for. */
  readonly bytes: Buffer;
  /** At which byte of the file it begins. */
  readonly start: number;
  /** Lines of the file before it. */
  readonly linesBefore: number;
  /** It is longer than what is read of one document, and has no bytes here. */
  readonly isTooLong: boolean;
}

/** Where bytes come from: fills some of a buffer from its beginning and says how many; none at the end. */
export type Read = (target: Buffer) => number;

/** Bytes of one document. A cluster stores none above 3 MiB, but a list of all its objects is one document. */
export const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;

const BLOCK = 256 * 1024;
const LINE_FEED = 10;
const MARKER = Buffer.from('\n---');
/** Comments, directives and blank lines before a marker belong to the document that it begins. */
const PREAMBLE = /^\uFEFF?(?:[ \t\r]*(?:[#%].*)?(?:\n|$))*$/;
const LONGEST_PREAMBLE = 64 * 1024;

/**
 * Splits a file at its document markers: as in Kubernetes, every line that begins with `---`. Holds one document at a time.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/util/yaml/decoder.go (YAMLReader)
 */
export function* splitDocuments(read: Read, maxBytes = MAX_DOCUMENT_BYTES): Generator<Piece> {
  const window = new Window(read);
  for (;;) {
    const { start, linesBefore } = window;
    let [end, isTooLong] = [window.nextMarker(), false];
    while (end === undefined && window.readMore()) {
      end = window.nextMarker();
      if (end !== undefined || window.held.length <= maxBytes) continue;
      isTooLong = true;
      window.drop(window.held.length - MARKER.length);
    }
    const bytes = window.held.subarray(0, end);
    isTooLong ||= bytes.length > maxBytes;
    if (bytes.length > 0) yield { bytes: isTooLong ? Buffer.alloc(0) : bytes, start, linesBefore, isTooLong };
    if (end === undefined) return;
    window.drop(end);
  }
}

/** The part of a file that is looked at. */
class Window {
  public held: Buffer = Buffer.alloc(0);
  private buffer = Buffer.alloc(BLOCK);
  public start = 0;
  public linesBefore = 0;
  private searched = 0;

  constructor(private readonly read: Read) {}

  /** Where the next document begins in what is held; undefined when that is not known yet. */
  public nextMarker(): number | undefined {
    for (;;) {
      const marker = this.held.indexOf(MARKER, this.searched);
      this.searched = marker < 0 ? Math.max(0, this.held.length - MARKER.length) : marker + 1;
      if (marker < 0) return undefined;
      if (!isPreamble(this.held.subarray(0, marker + 1))) return marker + 1;
    }
  }

  /** Reads behind what is held, into a larger buffer when that does not fit: one for the whole file, unless documents are long. */
  public readMore(): boolean {
    const { length } = this.held;
    const room = length > this.buffer.length / 2 ? Buffer.alloc(this.buffer.length * 2) : this.buffer;
    this.held.copy(room);
    this.buffer = room;
    const count = this.read(room.subarray(length));
    this.held = room.subarray(0, length + count);
    return count > 0;
  }

  public drop(count: number): void {
    this.linesBefore += linesIn(this.held.subarray(0, count));
    this.start += count;
    this.held = this.held.subarray(count);
    this.searched = 0;
  }
}

function isPreamble(bytes: Buffer): boolean {
  return bytes.length < LONGEST_PREAMBLE && !bytes.subarray(0, 3).equals(MARKER.subarray(1)) && PREAMBLE.test(bytes.toString());
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let position = 0; position < bytes.length; position += 1) if (bytes[position] === LINE_FEED) lines += 1;
  return lines;
}
