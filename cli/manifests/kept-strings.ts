const MAX_LENGTH = 64;
const MAX_KEPT = 20_000;
/** V8 copies what is shorter; of longer parts of a string it keeps the whole string. */
const COPIED_BELOW = 13;

let kept = new Map<string, string>();

/**
 * The same string without the text that it was cut out of, which it would keep in memory. Names and images that come again
 * and again are one string.
 *
 * @see https://github.com/v8/v8/blob/main/src/objects/string.h (SlicedString)
 */
export function keep(part: string): string {
  if (part.length < COPIED_BELOW) return part;
  if (part.length > MAX_LENGTH) return copy(part);
  const known = kept.get(part);
  if (known !== undefined) return known;
  if (kept.size >= MAX_KEPT) kept = new Map();
  const own = copy(part);
  kept.set(own, own);
  return own;
}

/** Cut out of a string that holds nothing else. */
function copy(part: string): string {
  return ` ${part}`.slice(1);
}
