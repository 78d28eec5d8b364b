import type { JsonPath } from '../../src/audit/finding';
import { isObject } from '../../src/audit/json';

/** A value of a document and where it lies there. */
export interface Item {
  readonly value: unknown;
  readonly path: JsonPath;
}

const LIST = /^(.*)List$/;

/**
 * The items of a list, of lists in it too, or the document itself. Whatever has `items` is a list to kubectl; items without a
 * kind are of the kind that the list is named after.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/apis/meta/v1/unstructured/unstructured.go (decodeToList)
 */
export function itemsOf(document: unknown): Item[] {
  const items: Item[] = [];
  addItems(document, [], items);
  return items;
}

function addItems(value: unknown, path: JsonPath, items: Item[]): void {
  if (!isList(value)) {
    items.push({ value, path });
    return;
  }
  for (const [position, item] of (value.items ?? []).entries()) addItems(withKindOf(value, item), [...path, 'items', position], items);
}

interface ListOfObjects {
  readonly apiVersion?: unknown;
  readonly kind: string;
  readonly items: readonly unknown[] | null;
}

function isList(value: unknown): value is ListOfObjects {
  return isObject(value) && typeof value.kind === 'string' && 'items' in value && (value.items === null || Array.isArray(value.items));
}

function withKindOf({ apiVersion, kind }: ListOfObjects, item: unknown): unknown {
  const kindOfItems = LIST.exec(kind)?.[1];
  if (!kindOfItems || !isObject(item) || item.kind !== undefined) return item;
  return { ...item, apiVersion: item.apiVersion ?? apiVersion, kind: kindOfItems };
}
