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

/** Maps of quantities: `1Gi` and `1024Mi` are the same there. */
const QUANTITIES: readonly unknown[] = ['requests', 'limits', 'capacity'];

const LONGEST_TEXT = 80;

/**
 * Where two values differ, as deep as both have the same form. As for the API server, an absent value, an empty list and an
 * empty map are the same; unlike for many tools, the order of a list matters.
 */
export function differences(before: unknown, now: unknown, path: JsonPath = []): Difference[] {
  if (isEmpty(before) && isEmpty(now)) return [];
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
  return fields.flatMap(({ path, absent }) => differences(at(before, ...path) ?? absent, at(now, ...path) ?? absent, path));
}

/** `from Delete to Retain`, `from nothing to {"a":"b"}` */
export function describeDifference({ before, now }: Difference): string {
  return `from ${text(before)} to ${text(now)}`;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
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
  if (isEmpty(value)) return 'nothing';
  const full = typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
  return full.length > LONGEST_TEXT ? `${full.slice(0, LONGEST_TEXT)}...` : full;
}
