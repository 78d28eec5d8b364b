import { nameOfPlainKey } from './kubernetes-schema';
import type { Range } from './positions';
import type { JsonPath } from '../../src/audit/finding';

/** A plain key of a block mapping and what follows on its line. */
const KEY = /^([A-Za-z_./][\w./-]*):(?: +(.*))?$/;
/** What makes the lines of a document say something else than they seem to. */
const NOT_PLAIN = /<<|[\t\r\uFEFF]|^(?:%|\.\.\.)/m;
const NOTHING = /^(?:#.*)?$/;

/** A mapping or a list in block style, by its first line; `-` of an item counts as indentation. */
interface Block {
  readonly start: number;
  readonly indent: number;
}

/** A key or an item of a block, and what it holds, when that is a block. */
interface Entry extends Range {
  readonly inside: Block | 'nothing' | 'unknown';
}

/**
 * Where a path lies, found by indentation without parsing again: in block style, what belongs to a key is indented deeper.
 * Undefined where the lines do not tell.
 *
 * @param text of a document that was read without a fault.
 */
export function locateByLines(text: string, path: JsonPath): Range | undefined {
  if (NOT_PLAIN.test(text)) return undefined;
  const lines = new Lines(text);
  let inside: Entry['inside'] = lines.root();
  let found: Range | undefined;
  for (const [depth, step] of path.entries()) {
    if (inside === 'nothing') return found;
    if (inside === 'unknown') return undefined;
    found ??= { start: inside.start, end: inside.start + 1, depth };
    const entry: Entry | 'absent' | 'unknown' = typeof step === 'number' ? lines.item(inside, step, depth + 1) : lines.key(inside, step, depth + 1);
    if (entry === 'unknown') return undefined;
    if (entry === 'absent') return found;
    found = entry;
    inside = entry.inside;
  }
  return found;
}

class Lines {
  constructor(private readonly text: string) {}

  public root(): Block | 'nothing' {
    const first = this.blockFrom(0);
    return first !== 'nothing' && this.text.startsWith('---', first.start) ? this.blockFrom(this.lineEnd(first.start)) : first;
  }

  public key(block: Block, name: string, depth: number): Entry | 'absent' | 'unknown' {
    for (const start of this.entries(block)) {
      const line = this.text.slice(start, this.lineEnd(start));
      const [, key, rest] = KEY.exec(line) ?? [];
      if (key === undefined) {
        if (start !== block.start && isItem(line)) continue;
        return 'unknown';
      }
      if (nameOfPlainKey(key) !== name) continue;
      const isBlock = rest === undefined || NOTHING.test(rest);
      return { start, end: start + key.length, depth, inside: isBlock ? this.valueBelow(start, block.indent) : 'unknown' };
    }
    return 'absent';
  }

  public item(block: Block, wanted: number, depth: number): Entry | 'absent' | 'unknown' {
    let number = -1;
    for (const start of this.entries(block)) {
      const line = this.text.slice(start, this.lineEnd(start));
      if (!isItem(line)) return number < 0 ? 'unknown' : 'absent';
      number += 1;
      if (number < wanted) continue;
      const [dash, content] = [/^- +/.exec(line)![0], line.replace(/^- +/, '')];
      if (!KEY.test(content)) return 'unknown';
      const inside = { start: start + dash.length, indent: block.indent + dash.length };
      return { start: inside.start, end: inside.start + 1, depth, inside };
    }
    return 'absent';
  }

  /** Where lines of a block begin, after its indentation. */
  private* entries({ start, indent }: Block): Generator<number> {
    yield start;
    for (let block = this.blockFrom(this.lineEnd(start)); block !== 'nothing'; block = this.blockFrom(this.lineEnd(block.start))) {
      if (block.indent < indent) return;
      if (block.indent === indent) yield block.start;
    }
  }

  /** The value of a key that has nothing on its line. */
  private valueBelow(key: number, indent: number): Entry['inside'] {
    const block = this.blockFrom(this.lineEnd(key));
    if (block === 'nothing') return 'nothing';
    const line = this.text.slice(block.start, this.lineEnd(block.start));
    if (block.indent > indent) return KEY.test(line) || isItem(line) ? block : 'unknown';
    return block.indent === indent && isItem(line) ? block : 'nothing';
  }

  /** The first line from an offset on that is neither blank nor a comment. */
  private blockFrom(offset: number): Block | 'nothing' {
    for (let lineStart = offset; lineStart < this.text.length; lineStart = this.lineEnd(lineStart)) {
      if (this.text.charCodeAt(lineStart) === LINE_FEED) lineStart += 1;
      let start = lineStart;
      while (this.text.charCodeAt(start) === SPACE) start += 1;
      const code = this.text.charCodeAt(start);
      if (code !== LINE_FEED && code !== HASH && start < this.text.length) return { start, indent: start - lineStart };
      lineStart = start;
    }
    return 'nothing';
  }

  private lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end;
  }
}

const [LINE_FEED, SPACE, HASH] = [10, 32, 35];

function isItem(line: string): boolean {
  return line.startsWith('- ');
}
