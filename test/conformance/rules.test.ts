import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIXTURES } from '../../cli/rules/examples';
import { readExamples } from '../../cli/rules/read-examples';
import type { Manifest } from '../../src/audit/finding';
import { describe as nameOf } from '../../src/audit/manifests';
import { rulesMarkdown } from '../../src/audit/reports/rules-markdown';
import { RULES } from '../../src/audit/rules/index';
import { RULE_FIXTURES, expectedIn, fixturesOf, foundIn, judged } from '../audit/fixtures';

const PAGE = join(import.meta.dirname, '../../docs/reference/rules.md');

/** What texts are left with when a part of them is empty or no text. */
const GAP = /^\s*$|undefined|\bNaN\b|\[object |(^|\s)[,;:.)]|[,;:]$|\( ?\)|  /;

/** How a claim is described by its workload: `StatefulSet orders/db (PostgreSQL) through`. */
const USER = /\S+ \S+( \([^)]+\))? through /g;

/** Whether a message names an object beyond the one that it begins with. */
function names(message: string, object: Manifest): boolean {
  const words = message.replace(USER, '').split(/[ ,;:()]+/).join(' ');
  return `${words} `.includes(` ${nameOf(object)} `) && !message.startsWith(nameOf(object));
}

describe.each(RULES.map((rule) => [rule.slug, rule] as const))('%s', (slug, rule) => {
  test('has a good and a bad fixture', () => {
    const form = rule.needs.includes('versions') ? 'folders good and bad, with old.yaml and new.yaml,' : 'good.yaml and bad.yaml,';
    const has = { good: fixturesOf(rule, 'good').length > 0, bad: fixturesOf(rule, 'bad').length > 0 };
    expect(has, `to test/audit/rules/${slug} add ${form} the latter with "# expect: ${rule.id} ${rule.severity}" on each line that it finds`)
      .toEqual({ good: true, bad: true });
  });

  test.each(fixturesOf(rule, 'good').map((file) => [basename(file), file]))('finds nothing in %s', (_, file) => {
    expect(foundIn(file, rule)).toEqual([]);
  });

  test.each(fixturesOf(rule, 'bad').map((file) => [basename(file), file]))('finds what %s expects, on its lines', (_, file) => {
    expect(expectedIn(file), `${file} expects nothing: mark its lines with "# expect: ${rule.id} ${rule.severity}"`).not.toEqual([]);
    expect(foundIn(file, rule)).toEqual(expectedIn(file));
  });

  test.each(['good', 'bad'] as const)('leaves nothing open in what it says of %s fixtures', (verdict) => {
    const said = fixturesOf(rule, verdict).map((file) => judged(file, rule)).flatMap(({ findings, notApplicable }) => [
      ...findings.flatMap(({ message, remedy }) => [message, remedy]), ...[...notApplicable.values()].flatMap((reasons) => [...reasons.keys()]),
    ]);
    expect(said.filter((text) => GAP.test(text))).toEqual([]);
  });

  test('leads to the other objects that it names', () => {
    const missing = fixturesOf(rule, 'bad').map((file) => judged(file, rule)).flatMap(({ findings, manifests }) => findings.flatMap(({ message, object, related }) => (
      manifests.filter((other) => names(message, other) && other !== object && !related?.includes(other)).map((other) => `${nameOf(other)}: ${message}`)
    )));
    expect(missing).toEqual([]);
  });

  test('says what people need to know', () => {
    expect(rule.id).toMatch(/^(STO|STS|BKP|SEC|OPS)-\d{3}$/);
    expect(rule.slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
    const rows = rule.checklist.map((row) => String(row).padStart(3, '0'));
    const number = rule.id.slice(4);
    expect(rows.includes(number) || Number(number) > 40, 'the number of a rule is its row of the checklist, or above its 40 rows').toBe(true);
    for (const text of [rule.title, rule.why, rule.remedy]) expect(text).toMatch(/\S/);
    expect(rule.links.length).toBeGreaterThan(0);
    for (const link of rule.links) expect(link).toMatch(/^https:\/\//);
  });
});

test('ids and slugs are unique', () => {
  expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  expect(new Set(RULES.map((rule) => rule.slug)).size).toBe(RULES.length);
});

test('every fixture belongs to a rule', () => {
  expect(readdirSync(RULE_FIXTURES).sort()).toEqual(RULES.map((rule) => rule.slug).sort());
});

test('the reference page is that of today\'s rules', () => {
  const page = rulesMarkdown(RULES, readExamples(FIXTURES));
  if (process.env.UPDATE_PAGES) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8'), 'run UPDATE_PAGES=1 npx vitest run test/conformance/rules.test.ts').toBe(page);
});
