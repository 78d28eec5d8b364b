import type { Manifest } from './finding';

/** As many as a person reads. Each of many that are alike with all the others would be the square of their number. */
const MOST = 10;

/** The first of a number of objects, without one of them. */
export function othersThan(object: Manifest, all: readonly Manifest[]): readonly Manifest[] {
  return all.slice(0, MOST + 1).filter((each) => each !== object).slice(0, MOST);
}

/** `a, b and 7 more`: names of others, and how many are not named. */
export function namesOf(others: readonly Manifest[], count: number): string {
  const more = count - others.length;
  return `${others.map((other) => other.metadata.name).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
