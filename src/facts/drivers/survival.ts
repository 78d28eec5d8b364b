import type { DriverFacts, Survival, SurvivalFacts } from './driver-facts';
import { ParameterValues } from './parameter-values';

/** From the smallest loss to the largest. */
const LOSSES: readonly Survival[] = ['nothing', 'pod', 'node', 'zone'];

/** What volumes with these parameters outlive. */
export function survivalOf(driver: DriverFacts, parameters: { readonly [key: string]: string }): SurvivalFacts {
  const values = ParameterValues.of(driver, parameters);
  return driver.outlives.variants?.find(({ when }) => values.meets(when)) ?? driver.outlives;
}

/** Whether that is as much as is needed: `perhaps` where it was decided outside of the class. */
export function outlives({ surely, atBest = surely }: SurvivalFacts, needed: Survival): 'surely' | 'perhaps' | 'never' {
  const enough = (has: Survival) => LOSSES.indexOf(has) >= LOSSES.indexOf(needed);
  if (enough(surely)) return 'surely';
  return enough(atBest) ? 'perhaps' : 'never';
}
