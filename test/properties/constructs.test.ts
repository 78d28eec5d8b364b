import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/auditor';
import { CURRENT_MINOR, ManifestSchema } from '../schema/manifest-schema';
import { ARBITRARIES } from '../support/arbitraries';
import { outcomeOf, unclear } from '../support/arbitraries/outcome';
import { constructClasses, loadAssembly } from '../support/assembly';

const RUNS = 200;
const schema = ManifestSchema.of(CURRENT_MINOR);

test('every exported construct has an arbitrary; add one to test/support/arbitraries/index.ts', () => {
  expect(constructClasses(loadAssembly()).filter((name) => !(name in ARBITRARIES))).toEqual([]);
});

describe.each(Object.entries(ARBITRARIES))('%s with any props', (_, recipes) => {
  test('is refused with a clear error, or renders what Kubernetes knows and the audit finds no error in', () => {
    let [accepted, refused] = [0, 0];
    fc.assert(fc.property(recipes, (recipe) => {
      const outcome = outcomeOf(recipe);
      if (outcome.refusal !== undefined) {
        refused += 1;
        expect(unclear(outcome.refusal), outcome.refusal).toBeUndefined();
        return;
      }
      accepted += 1;
      expect(outcome.objects.flatMap((object) => schema.problems(object))).toEqual([]);
      expect(audit(outcome.objects).findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
    }), { numRuns: RUNS });
    // neither half of the promise may go untried
    expect(accepted).toBeGreaterThan(RUNS / 20);
    expect(refused).toBeGreaterThan(0);
  });
});

describe('a refusal is unclear when it', () => {
  test.each([
    ['says no place', 'size is wrong; use more', 'does not begin with the place'],
    ['says no prop', '[db] Something is wrong', 'does not begin with a prop'],
    ['names fewer faults than it announces', '[db] 2 problems:\n  - size is wrong; use more', 'announces 2 problems and names 1'],
    ['shows a value that is not there', '[db] size is undefined; use more', 'undefined'],
    ['shows an object', '[db] size is wrong, got "[object Object]"; use more', '[object Object]'],
    ['is an accident', 'TypeError: x is not a function', 'does not begin with the place'],
  ])('%s', (_, refusal, why) => {
    expect(unclear(refusal)).toBe(why);
  });

  test('and clear when it names each prop', () => {
    expect(unclear('[db] size is wrong; use more')).toBeUndefined();
    expect(unclear('[AwsEbs.gp3] 2 problems:\n  - iops is wrong, got "1\n2"; use more\n  - extraParameters.a is wrong; leave it out')).toBeUndefined();
  });
});
