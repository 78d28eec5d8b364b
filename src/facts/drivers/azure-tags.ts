import type { Fault } from '../../core/faults';

const DELIMITERS = [',', ';', '|'];

interface Tags { readonly [key: string]: string }

interface TagParameters {
  readonly tags?: string;
  readonly tagValueDelimiter?: string;
}

/** `tags` of the Azure drivers, which read `key=value` pairs between commas, unless `tagValueDelimiter` names something else. */
export function azureTags(tags: Tags | undefined): { readonly parameters: TagParameters; readonly faults: Fault[] } {
  if (tags === undefined) return { parameters: {}, faults: [] };
  const faults: Fault[] = [];
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const delimiter = DELIMITERS.find((candidate) => !pairs.some((pair) => pair.includes(candidate)));
  faults.push(...Object.keys(tags).filter((key) => key.trim() === '' || key.includes('=')).map((got) => (
    { prop: 'tags', problem: 'have a key that the driver cannot read', got, remedy: 'use a name without "="' })));
  if (delimiter === undefined) {
    faults.push({ prop: 'tags', problem: `hold each of ${DELIMITERS.join(' ')}, so that nothing can stand between them`, remedy: 'do without one of them' });
  }
  if (pairs.length === 0 || faults.length > 0) return { parameters: {}, faults };
  return { parameters: { tags: pairs.join(delimiter), ...delimiter === ',' ? {} : { tagValueDelimiter: delimiter } }, faults };
}
