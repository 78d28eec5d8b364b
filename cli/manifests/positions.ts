import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import type { JsonPath } from '../../src/audit/finding';

type Event = ReturnType<typeof parseEvents>[number];

/** A range of characters, and how many steps of a path lead to it. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** Where in YAML a path lies: its key, or the item itself in a list; what is closest to it where it is absent. */
export function locate(source: string, document: number, path: JsonPath): Range {
  return new Walk(source, path).find(document);
}

class Walk {
  private readonly events: Event[];
  private position = 0;
  private found: Range = { start: 0, end: 0, depth: -1 };

  constructor(private readonly source: string, private readonly path: JsonPath) {
    this.events = parseEvents(source, {});
  }

  public find(document: number): Range {
    let number = -1;
    while (this.position < this.events.length) {
      const event = this.events[this.position++];
      if (event.type === EVENT_ID.DOCUMENT) {
        number += 1;
      } else if (event.type !== EVENT_ID.POP) {
        this.position -= 1;
        this.walk(number === document ? 0 : -1);
      }
    }
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
    while (this.events[this.position].type !== EVENT_ID.POP) {
      const key = this.events[this.position];
      const isNext = depth >= 0 && key.type === EVENT_ID.SCALAR && getScalarValue(this.source, key) === this.path[depth];
      if (isNext) this.offer(depth + 1, key.valueStart, key.valueEnd);
      this.walk(-1);
      this.walk(isNext ? depth + 1 : -1);
    }
    this.position += 1;
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
