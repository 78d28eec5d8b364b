import { App, Chart } from 'cdk8s';
import type { Recipe } from './recipe';
import type { Manifest } from '../../../src/audit/finding';

/** What became of a recipe: objects, or the message that refused it. */
export type Outcome = { readonly objects: readonly Manifest[]; readonly refusal?: undefined } | { readonly refusal: string };

export function outcomeOf(recipe: Recipe, namespace = 'orders'): Outcome {
  try {
    const chart = new Chart(new App(), 'chart', { namespace });
    recipe.build(chart);
    return { objects: chart.toJson() as Manifest[] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { refusal: error.name === 'Error' ? error.message : `${error.name}: ${error.message}\n${error.stack}` };
  }
}

const PROP = /^[a-z][\w-]*(\.|\[|\s|$)/;

/** What is unclear about a refusal: undefined when it says where, which prop, and nothing that only a programmer reads. */
export function unclear(refusal: string): string | undefined {
  const [, rest] = /^\[[^\]]*\] ([^]*)$/.exec(refusal) ?? [];
  if (rest === undefined) return 'does not begin with the place';
  const many = /^(\d+) problems:\n {2}- ([^]*)$/.exec(rest);
  const faults = many ? many[2].split('\n  - ') : [rest];
  if (many && faults.length !== Number(many[1])) return `announces ${many[1]} problems and names ${faults.length}`;
  if (!faults.every((fault) => PROP.test(fault))) return 'does not begin with a prop';
  return /\bundefined\b|\[object Object\]|TypeError/.exec(rest)?.[0];
}
