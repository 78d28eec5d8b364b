import { listAt, objectAt, stringAt, stringsAt } from './json';

export type Labels = { readonly [key: string]: string };

/**
 * Does a LabelSelector select these labels? An empty selector selects everything, an absent one nothing.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function selects(selector: unknown, labels: Labels): boolean {
  if (selector === undefined || selector === null) return false;
  const wanted = Object.entries(stringsAt(selector, 'matchLabels'));
  return wanted.every(([key, value]) => labels[key] === value)
    && listAt(selector, 'matchExpressions').every((expression) => holds(expression, labels));
}

/** One `key=value` that every selected object carries, if the selector asks for one: the key of an index. */
export function requiredPair(selector: unknown): string | undefined {
  const [first] = Object.entries(stringsAt(selector, 'matchLabels'));
  return first ? pair(first[0], first[1]) : undefined;
}

export function pair(key: string, value: string): string {
  return `${key}=${value}`;
}

/** A plain map of labels, as Services use, as a LabelSelector; undefined when it is empty and so selects nothing. */
export function selectorOfLabels(labels: Labels): unknown {
  return Object.keys(labels).length > 0 ? { matchLabels: labels } : undefined;
}

function holds(expression: unknown, labels: Labels): boolean {
  const { key } = objectAt(expression);
  const value = typeof key === 'string' ? labels[key] : undefined;
  const values = listAt(expression, 'values');
  switch (stringAt(expression, 'operator')) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    default: return false;
  }
}
