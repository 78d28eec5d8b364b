/*
 * What a terminal, a browser or an XML parser would obey or refuse instead of show: C0 and C1 controls, DEL, direction and
 * zero-width characters, line and paragraph separators, noncharacters and halves of surrogate pairs.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing, https://www.w3.org/TR/xml/#charsets
 */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Where Unicode has pictures of the C0 controls: https://www.unicode.org/charts/PDF/U2400.pdf */
const PICTURES = 0x2400;
const PICTURE_OF_DELETE = '\u2421';
const REPLACEMENT = '\ufffd';

/** A text of somebody else's as one line that does nothing but be read. It keeps its length, so that columns still count. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, pictureOf).replace(LONE_SURROGATE, REPLACEMENT);
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\t') return ' ';
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  return code === 0x7f ? PICTURE_OF_DELETE : REPLACEMENT;
}

/** JSON that means the same and holds nothing that a terminal obeys. `JSON.stringify` escapes C0 alone. */
export function printableJson(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2);
  return `${json.replace(UNPRINTABLE, (character) => (character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`))}\n`;
}
