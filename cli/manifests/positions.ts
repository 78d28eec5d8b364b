import { EVENT_ID, SCALAR_STYLE, getScalarValue } from 'js-yaml';
import { nameOfPlainKey } from './kubernetes-schema';
import type { Events } from './parse';
import type { JsonPath } from '../../src/audit/finding';

type Scalar = Extract<Events[number], { type: typeof EVENT_ID.SCALAR }>;

/** A range of characters, and how many steps of a path lead to it. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** Where in YAML a path of its first document lies: its key, or the item itself in a list; what is closest to it where it is absent. */
export function locate(source: string, events: Events, path: JsonPath): Range {
  return new Walk(source, events, path).find();
}

class Walk {
  private position = 0;
  private found: Range = { start: 0, end: 0, depth: -1 };

  constructor(private readonly source: string, private readonly events: Events, private readonly path: JsonPath) {}

  public find(): Range {
    while (this.events[this.position]?.type === EVENT_ID.DOCUMENT) this.position += 1;
    if (this.position < this.events.length) this.walk(0);
    return this.found;
  }

  /** Passes one value. `depth` steps of the path led here; -1 when another way was taken. */
  private walk(depth: number): void {
    const event = this.events[this.position++];
    if (event.type === EVENT_ID.MAPPING) this.walkMapping(event.start, depth);
    else if (event.type === EVENT_ID.SEQUENCE) this.walkSequence(event.start, depth);
    else if (event.type === EVENT_ID.SCALAR) this.offer(depth, event.valueStart, event.valueEnd);
    else if (event.type === EVENT_ID.ALIAS) this.offer(depth, event.anchorStart - 1, event.anchorEnd);
  }

  private walkMapping(start: number, depth: number): void {
    this.offer(depth, start, start + 1);
    let merge: Scalar | undefined;
    while (this.events[this.position].type !== EVENT_ID.POP) {
      const key = this.events[this.position];
      const name = depth >= 0 && key.type === EVENT_ID.SCALAR ? this.nameOf(key) : undefined;
      const isNext = name !== undefined && name === this.path[depth];
      if (isNext && key.type === EVENT_ID.SCALAR) this.offer(depth + 1, key.valueStart, key.valueEnd);
      else if (depth >= 0 && key.type === EVENT_ID.SCALAR && name === undefined) merge = key;
      this.walk(-1);
      this.walk(isNext ? depth + 1 : -1);
    }
    // what is not there itself may be merged from elsewhere
    if (merge && depth < this.path.length) this.offer(depth + 0.5, merge.valueStart, merge.valueEnd);
    this.position += 1;
  }

  private nameOf(key: Scalar): string | undefined {
    const text = getScalarValue(this.source, key);
    return key.style === SCALAR_STYLE.PLAIN && key.tagStart < 0 ? nameOfPlainKey(text) : text;
  }

  private walkSequence(start: number, depth: number): void {
    this.offer(depth, start, start + 1);
    for (let item = 0; this.events[this.position].type !== EVENT_ID.POP; item += 1) {
      this.walk(depth >= 0 && this.path[depth] === item ? depth + 1 : -1);
    }
    this.position += 1;
  }

  // the first offer for a depth is the best: a key comes before its value
  private offer(depth: number, start: number, end: number): void {
    if (depth > this.found.depth) this.found = { start, end, depth };
  }
}
