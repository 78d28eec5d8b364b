import { distance } from 'fastest-levenshtein';

interface Named {
  readonly id: string;
  readonly slug: string;
}

/** The rule that somebody may have meant: the one whose id or slug takes the fewest changes. */
export function nearestRule<R extends Named>(name: string, rules: readonly R[]): R {
  const changes = ({ id, slug }: Named) => Math.min(distance(name.toUpperCase(), id), distance(name.toLowerCase(), slug));
  return rules.reduce((nearest, rule) => (changes(rule) < changes(nearest) ? rule : nearest));
}
