import { EVENT_ID, SCALAR_STYLE, getScalarValue } from 'js-yaml';
import type { Events } from './events';
import { nameOfPlainKey } from './kubernetes-schema';
import type { JsonPath } from '../../src/audit/finding';

type Scalar = Extract<Events[number], { type: typeof EVENT_ID.SCALAR }>;

/** A range of characters, and how many steps of a path lead to it. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** Where things lie in YAML, by what the parser says. */
export class Positions {
  /** For each event the one after all that belongs to it: the way past it. */
  private readonly after: Uint32Array;
  /** The items of a list, by where it begins: lists of all objects are long. */
  private readonly items = new Map<number, number[]>();

  constructor(private readonly source: string, private readonly events: Events) {
    this.after = waysPast(events);
  }

  /** The key at a path of the first document, or the item itself in a list; what is closest to it where it is absent. */
  public locate(path: JsonPath): Range {
    let position = this.events.findIndex(({ type }) => type !== EVENT_ID.DOCUMENT);
    let found: Range = { start: 0, end: 0, depth: -1 };
    for (let depth = 0; depth <= path.length && position >= 0; depth += 1) {
      // a key comes before its value, and was found
      if (found.depth < depth) found = this.rangeOf(position, depth) ?? found;
      const step = this.step(position, path[depth]);
      if (step?.key) found = { start: step.key.valueStart, end: step.key.valueEnd, depth: step.isMerge ? depth : depth + 1 };
      position = step === undefined || step.isMerge ? -1 : step.position;
    }
    return found;
  }

  private rangeOf(position: number, depth: number): Range | undefined {
    const event = this.events[position];
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return { start: event.start, end: event.start + 1, depth };
    if (event.type === EVENT_ID.SCALAR) return { start: event.valueStart, end: event.valueEnd, depth };
    if (event.type === EVENT_ID.ALIAS) return { start: event.anchorStart - 1, end: event.anchorEnd, depth };
    return undefined;
  }

  /** One step into a value: where it leads, and the key that led there. */
  private step(position: number, step: string | number | undefined): Step | undefined {
    const { type } = this.events[position];
    if (type === EVENT_ID.SEQUENCE && typeof step === 'number') return this.item(position, step);
    if (type === EVENT_ID.MAPPING && typeof step === 'string') return this.entry(position, step);
    return undefined;
  }

  private item(sequence: number, wanted: number): Step | undefined {
    const items = this.items.get(sequence) ?? [];
    if (items.length === 0) {
      for (let position = sequence + 1; this.events[position].type !== EVENT_ID.POP; position = this.after[position]) items.push(position);
      this.items.set(sequence, items);
    }
    return items[wanted] === undefined ? undefined : { position: items[wanted], isMerge: false };
  }

  private entry(mapping: number, wanted: string): Step | undefined {
    let merge: Step | undefined;
    for (let position = mapping + 1; this.events[position].type !== EVENT_ID.POP;) {
      const [key, value] = [this.events[position], this.after[position]];
      if (key.type === EVENT_ID.SCALAR) {
        const name = this.nameOf(key);
        if (name === wanted) return { key, position: value, isMerge: false };
        // what is not there itself may come from there
        if (name === undefined) merge = { key, position: value, isMerge: true };
      }
      position = this.after[value];
    }
    return merge;
  }

  private nameOf(key: Scalar): string | undefined {
    const text = getScalarValue(this.source, key);
    return key.style === SCALAR_STYLE.PLAIN && key.tagStart < 0 ? nameOfPlainKey(text) : text;
  }
}

interface Step {
  readonly position: number;
  readonly key?: Scalar;
  readonly isMerge: boolean;
}

function waysPast(events: Events): Uint32Array {
  const after = new Uint32Array(events.length);
  const open: number[] = [];
  for (const [position, { type }] of events.entries()) {
    if (type === EVENT_ID.POP) after[open.pop()!] = position + 1;
    else if (type === EVENT_ID.SCALAR || type === EVENT_ID.ALIAS) after[position] = position + 1;
    else open.push(position);
  }
  return after;
}
