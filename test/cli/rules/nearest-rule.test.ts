import { expect, test } from 'vitest';
import { nearestRule } from '../../../cli/rules/nearest-rule';

const RULES = [{ id: 'STO-003', slug: 'retain-for-databases' }, { id: 'STS-003', slug: 'spread' }, { id: 'BKP-031', slug: 'keep-snapshots' }];

test.each([
  ['sto-03', 'STO-003'], ['STS003', 'STS-003'], ['BKP-031 ', 'BKP-031'], ['Spred', 'STS-003'], ['keep-snapshot', 'BKP-031'], ['retain-databases', 'STO-003'],
])('%j is nearest to %s', (name, id) => expect(nearestRule(name, RULES).id).toBe(id));
