import { EVENT_ID, SCALAR_STYLE, getScalarValue } from 'js-yaml';
import type { Events } from './events';
import { keep } from './kept-strings';
import { nameOfKey } from './kubernetes-scalars';
import { isMerge, resolvePlainScalar } from './kubernetes-schema';

type Event = Events[number];
type Node = Extract<Event, { readonly anchorStart: number; readonly tagStart: number }>;
type Scalar = Extract<Event, { readonly type: typeof EVENT_ID.SCALAR }>;

const NOT_PLAIN = Symbol('not plain');
const NO_PLACE = -1;

/**
 * Builds what the events of a document say, where it is written as tools write it: without tags, anchors and merges, and without
 * a fault. This is half the work of the parser's own constructor, which reads everything else.
 *
 * @returns the value; undefined where the document is not of this sort
 */
export function plainDocument(text: string, events: Events): { readonly value: unknown } | undefined {
  const [document] = events;
  if (document?.type !== EVENT_ID.DOCUMENT || document.directives.length > 0) return undefined;
  const reading = new Reading(text, events);
  const value = reading.next();
  return value === NOT_PLAIN || !reading.isAtEnd ? undefined : { value };
}

class Reading {
  private position = 1;

  constructor(private readonly text: string, private readonly events: Events) {}

  /** Has nothing come after the value, no second document either? */
  public get isAtEnd(): boolean {
    return this.position === this.events.length - 1 && this.events[this.position].type === EVENT_ID.POP;
  }

  public next(): unknown {
    const event = this.events[this.position];
    this.position += 1;
    if (event.type === EVENT_ID.SCALAR) return hasProperties(event) ? NOT_PLAIN : this.scalar(event);
    if (event.type === EVENT_ID.MAPPING) return hasProperties(event) ? NOT_PLAIN : this.mapping();
    if (event.type === EVENT_ID.SEQUENCE) return hasProperties(event) ? NOT_PLAIN : this.sequence();
    return NOT_PLAIN;
  }

  private scalar(event: Scalar): unknown {
    const written = getScalarValue(this.text, event);
    if (event.style !== SCALAR_STYLE.PLAIN) return keep(written);
    const value = resolvePlainScalar(written);
    const isFault = isMerge(value) || (typeof value === 'number' && !Number.isFinite(value));
    return isFault ? NOT_PLAIN : value;
  }

  private mapping(): unknown {
    const mapping: Record<string, unknown> = {};
    while (this.events[this.position].type !== EVENT_ID.POP) {
      const key = this.next();
      const name = typeof key === 'string' ? key : nameOfKey(key);
      if (name === undefined || name === '__proto__' || Object.hasOwn(mapping, name)) return NOT_PLAIN;
      const value = this.next();
      if (value === NOT_PLAIN) return NOT_PLAIN;
      mapping[name] = value;
    }
    this.position += 1;
    return mapping;
  }

  private sequence(): unknown {
    const list: unknown[] = [];
    while (this.events[this.position].type !== EVENT_ID.POP) {
      const item = this.next();
      if (item === NOT_PLAIN) return NOT_PLAIN;
      list.push(item);
    }
    this.position += 1;
    return list;
  }
}

function hasProperties({ anchorStart, tagStart }: Node): boolean {
  return anchorStart !== NO_PLACE || tagStart !== NO_PLACE;
}
