import type { Fault } from '../../core/faults';

/** What an option of a factory may be to become one parameter: a list is written with commas between its items. */
export type OptionValue = string | number | boolean | readonly string[] | undefined;

/** An item of a list that would be read as two. */
export function commaFaults(prop: string, value: OptionValue): Fault[] {
  if (typeof value !== 'object') return [];
  return value.flatMap((item, index) => (item.includes(',')
    ? [{ prop: `${prop}[${index}]`, problem: 'holds a comma, which ends an item of the list', got: item, remedy: 'give each item by itself' }] : []));
}
