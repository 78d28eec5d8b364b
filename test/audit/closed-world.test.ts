import { expect, test } from 'vitest';
import { fixturesOf, foundIn } from './fixtures';
import { RULES } from '../../src/audit/rules/index';

/** Rules that report what is missing: it may be elsewhere, unless the input is everything there is. */
const ABSENCES = ['restore-drill', 'volume-usage-alert', 'service-selects-pods'].map((slug) => RULES.find((rule) => rule.slug === slug)!);

test.each(ABSENCES.flatMap((rule) => fixturesOf(rule, 'bad').map((file) => [rule.id, file, rule] as const)))('%s in a closed world: %s', (_, file, rule) => {
  const open = foundIn(file, rule);
  expect(foundIn(file, rule, { closedWorld: true })).toEqual(open.map((finding) => finding.replace(' info', ' warning')));
});
