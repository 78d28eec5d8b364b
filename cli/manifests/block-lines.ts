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
interface Entry {
  readonly range: Range;
  readonly inside: Block | 'nothing' | 'unknown';
}

/**
 * Where things lie in a document, found by indentation without parsing again: in block style, what belongs to a key is
 * indented deeper.
 */
export class BlockLines {
  /** @param text of a document that was read without a fault. */
  public static of(text: string): BlockLines | undefined {
    return NOT_PLAIN.test(text) ? undefined : new BlockLines(text);
  }

  /** Where the items of a list begin, by where the list does. */
  private readonly items = new Map<number, number[]>();

  private constructor(private readonly text: string) {}

  /** As `Positions.locate`; undefined where the lines do not tell. */
  public locate(path: JsonPath): Range | undefined {
    let inside: Entry['inside'] = this.root();
    let found: Range | undefined;
    for (const [depth, step] of path.entries()) {
      if (inside === 'nothing') return found;
      if (inside === 'unknown') return undefined;
      found ??= { start: inside.start, end: inside.start + 1, depth };
      const entry: Entry | 'absent' | 'unknown' = typeof step === 'number' ? this.item(inside, step, depth + 1) : this.key(inside, step, depth + 1);
      if (entry === 'unknown') return undefined;
      if (entry === 'absent') return found;
      found = entry.range;
      inside = entry.inside;
    }
    return found;
  }

  private root(): Block | 'nothing' {
    const first = this.blockFrom(0);
    return first !== 'nothing' && this.text.startsWith('---', first.start) ? this.blockFrom(this.lineEnd(first.start)) : first;
  }

  private key(block: Block, name: string, depth: number): Entry | 'absent' | 'unknown' {
    for (const start of this.entries(block)) {
      const line = this.text.slice(start, this.lineEnd(start));
      const [, key, rest] = KEY.exec(line) ?? [];
      if (key === undefined) {
        if (start !== block.start && isItem(line)) continue;
        return 'unknown';
      }
      if (nameOfPlainKey(key) !== name) continue;
      const isBlock = rest === undefined || NOTHING.test(rest);
      return { range: { start, end: start + key.length, depth }, inside: isBlock ? this.valueBelow(start, block.indent) : 'unknown' };
    }
    return 'absent';
  }

  private item(block: Block, wanted: number, depth: number): Entry | 'absent' | 'unknown' {
    const items = this.items.get(block.start) ?? [...this.entries(block)];
    this.items.set(block.start, items);
    // other lines follow the items of a list that is indented no deeper than its key
    const start = items[wanted];
    if (start === undefined) return 'absent';
    const line = this.text.slice(start, this.lineEnd(start));
    const dash = ITEM.exec(line)?.[0];
    if (dash === undefined) return wanted === 0 ? 'unknown' : 'absent';
    if (!KEY.test(line.slice(dash.length))) return 'unknown';
    const inside = { start: start + dash.length, indent: block.indent + dash.length };
    return { range: { start: inside.start, end: inside.start + 1, depth }, inside };
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
/** A dash and what follows it on its line, which may be nothing. */
const ITEM = /^-(?: +|$)/;

function isItem(line: string): boolean {
  return ITEM.test(line);
}
