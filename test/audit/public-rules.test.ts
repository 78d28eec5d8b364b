import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { PUBLIC_RULES, conflictsOf } from '../../src/audit/public-rules';
import type { PublicRule } from '../../src/audit/public-rules';
import { RULES } from '../../src/audit/rules/index';

const ALL: readonly PublicRule[] = Object.values(PUBLIC_RULES);

describe.each(ALL.map((rule) => [`${rule.tool} ${rule.rule}`, rule] as const))('%s', (_, rule) => {
  test('is told with its reason and source', () => {
    expect(rule.asks).toMatch(/^[a-z].*[^.]$/);
    expect(rule.whyWrongHere).toMatch(/^[A-Z`].*[.)]$/);
    expect(rule.source).toMatch(/^https:\/\//);
  });

  test('can be silenced by text that its tool can read', () => {
    const { language, text, where } = rule.suppress;
    expect(where).toMatch(/^\w/);
    if (text.startsWith('#')) expect(text).toMatch(/^# kics-scan disable=[0-9a-f-]{36}$/);
    else if (language === 'yaml') expect(load(text)).toMatchObject({ metadata: expect.any(Object) });
    else expect(text).toMatch(/^\w+ /);
  });
});

test('every one contradicts a rule of ours', () => {
  const judged = new Set(RULES.flatMap((rule) => rule.checklist));
  expect(ALL.filter(({ row }) => !judged.has(row))).toEqual([]);
});

test.each([
  [[3], ['restrict-storageclass']], [[12], ['mutate-large-termination-gps']], [[25], ['container-security-context-user-group-id', 'CKV_K8S_40', '02323c00-cdc3-4fdc-a310-4f2b3e7a1660']],
  [[17], ['deployment-strategy', 'C-0305', 'no-rolling-update-strategy']], [[1, 2], []], [[], []],
])('those about rows %j are %j', (checklist, rules) => {
  expect(conflictsOf({ checklist }).map(({ rule }) => rule)).toEqual(rules);
});
