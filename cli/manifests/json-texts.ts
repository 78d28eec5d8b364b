/** A piece of a document: one of several objects of JSON, one after the other. */
export interface JsonText {
  readonly start: number;
  readonly end: number;
  readonly linesBefore: number;
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, LINE_FEED, SPACE] = Buffer.from('"\\{}[]\n ');

/**
 * Where objects of JSON begin and end that follow each other. A line that begins with `{` begins one, also after what is broken
 * or no JSON at all.
 */
export function jsonTexts(bytes: Buffer): JsonText[] {
  const texts: JsonText[] = [];
  let [start, depth, lines, linesBefore, isInString] = [-1, 0, 0, 0, false];
  const close = (end: number) => {
    texts.push({ start, end, linesBefore });
    [start, depth, isInString] = [-1, 0, false];
  };
  for (let position = 0; position < bytes.length; position += 1) {
    const byte = bytes[position];
    if (start >= 0 && byte === OPEN_BRACE && bytes[position - 1] === LINE_FEED) close(position);
    if (start < 0 && byte > SPACE) {
      if (byte !== OPEN_BRACE && texts.length === 0) return [];
      [start, linesBefore] = [position, lines];
    }
    if (byte === LINE_FEED) lines += 1;
    else if (isInString && byte === BACKSLASH) position += 1;
    else if (byte === QUOTE) isInString = !isInString;
    else if (!isInString && (byte === OPEN_BRACE || byte === OPEN_BRACKET)) depth += 1;
    else if (!isInString && (byte === CLOSE_BRACE || byte === CLOSE_BRACKET)) depth -= 1;
    if (start >= 0 && depth === 0 && byte === CLOSE_BRACE && !isInString) close(position + 1);
  }
  if (start >= 0) close(bytes.length);
  return texts;
}
