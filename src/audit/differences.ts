import type { JsonPath } from './finding';
import { at, isObject } from './json';
import { Quantity } from '../core/quantity';
import type { ImmutableField } from '../facts/immutable-fields';

/** One value that is not what it was. */
export interface Difference {
  readonly path: JsonPath;
  readonly before: unknown;
  readonly now: unknown;
}

/** A field that is a pointer in Go: an empty map there is a value, and selects everything. */
const SELECTOR = 'selector';

/** Maps of quantities: `1Gi` and `1024Mi` are the same there. */
const QUANTITIES: readonly unknown[] = ['requests', 'limits', 'capacity'];

const LONGEST_TEXT = 80;

/**
 * Where two values differ, as deep as both have the same form. As for the API server, an absent value, an empty list and an
 * empty map (but of a selector) are the same; unlike for many tools, the order of a list matters.
 */
export function differences(before: unknown, now: unknown, path: JsonPath = []): Difference[] {
  if (isEmpty(before) && isEmpty(now)) return path.at(-1) === SELECTOR && isAbsent(before) !== isAbsent(now) ? [{ path, before, now }] : [];
  if (isObject(before) && isObject(now)) {
    return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((key) => differences(before[key], now[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(now) && before.length === now.length) {
    return before.flatMap((value, position) => differences(value, now[position], [...path, position]));
  }
  return isSame(before, now, path) ? [] : [{ path, before, now }];
}

/** Where fields of an object differ that must not. */
export function fieldDifferences(before: unknown, now: unknown, fields: readonly ImmutableField[]): Difference[] {
  return fields.flatMap(({ path, absent, mayBeAdded }) => {
    const was = at(before, ...path) ?? absent;
    return mayBeAdded && isAbsent(was) ? [] : differences(was, at(now, ...path) ?? absent, path);
  });
}

/** `from Delete to Retain`, `from nothing to {"a":"b"}` */
export function describeDifference({ before, now }: Difference): string {
  return `from ${text(before)} to ${text(now)}`;
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isEmpty(value: unknown): boolean {
  return isAbsent(value) || (typeof value === 'object' && Object.keys(value).length === 0);
}

function isSame(before: unknown, now: unknown, path: JsonPath): boolean {
  if (!QUANTITIES.includes(path[path.length - 2])) return before === now;
  const [was, is] = [quantity(before), quantity(now)];
  return was && is ? was.compare(is) === 0 : before === now;
}

function quantity(value: unknown): Quantity | undefined {
  return typeof value === 'string' || typeof value === 'number' ? Quantity.tryParse(value) : undefined;
}

function text(value: unknown): string {
  if (isAbsent(value)) return 'nothing';
  const full = typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
  return full.length > LONGEST_TEXT ? `${full.slice(0, LONGEST_TEXT)}...` : full;
}
