import { pair, requiredPair, selects } from './label-selector';
import type { Labels } from './label-selector';

/** Adds to the list under a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/**
 * Things with labels and things with selectors of one sort, found from either side without looking at all of them:
 * both are filed by namespace and one `key=value`; only selectors that ask for no pair are filed by namespace alone.
 */
export class SelectorIndex<Selecting, Labelled> {
  private readonly selecting = new Map<string, { selector: unknown; item: Selecting }[]>();
  private readonly labelled = new Map<string, { labels: Labels; item: Labelled }[]>();

  public addSelecting(namespace: string, selector: unknown, item: Selecting): void {
    addTo(this.selecting, `${namespace}|${requiredPair(selector) ?? ''}`, { selector, item });
  }

  public addLabelled(namespace: string, labels: Labels, item: Labelled): void {
    addTo(this.labelled, `${namespace}|`, { labels, item });
    for (const [key, value] of Object.entries(labels)) addTo(this.labelled, `${namespace}|${pair(key, value)}`, { labels, item });
  }

  /** Those whose selector selects these labels. */
  public selectorsOf(namespace: string, labels: Labels): Selecting[] {
    if (this.selecting.size === 0) return [];
    const pairs = Object.entries(labels).map(([key, value]) => pair(key, value));
    return ['', ...pairs].flatMap((key) => {
      const entries = this.selecting.get(`${namespace}|${key}`);
      return entries ? entries.filter(({ selector }) => selects(selector, labels)).map(({ item }) => item) : [];
    });
  }

  /** Those whose labels this selector selects. */
  public selected(namespace: string, selector: unknown): Labelled[] {
    return (this.labelled.get(`${namespace}|${requiredPair(selector) ?? ''}`) ?? [])
      .filter((entry) => selects(selector, entry.labels))
      .map((entry) => entry.item);
  }
}
