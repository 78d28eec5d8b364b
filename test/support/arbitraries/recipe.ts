import type { Chart } from 'cdk8s';
import * as fc from 'fast-check';

/** One construct with the props that were thrown for it. Prints as the props. */
export interface Recipe {
  readonly build: (chart: Chart) => void;
}

/** Recipes of a construct, from the props that it may be given. */
export function recipes<T>(construct: string, props: fc.Arbitrary<T>, build: (chart: Chart, props: T) => void): fc.Arbitrary<Recipe> {
  return props.map((given) => ({
    build: (chart: Chart) => build(chart, given),
    [fc.toStringMethod]: () => `${construct} ${fc.stringify(given)}`,
  }));
}
