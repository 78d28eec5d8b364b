import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { placeFindings } from '../../cli/commands/report';
import { readText } from '../../cli/manifests/document';
import type { ReadObject } from '../../cli/manifests/document';
import { audit } from '../../src/audit/auditor';
import type { AuditOptions, AuditResult } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';
import type { Rule } from '../../src/audit/rule';

export const RULE_FIXTURES = join(import.meta.dirname, 'rules');

const EXPECTATION = /# expect: ([A-Z]{3}-\d{3}) (error|warning|info)\s*$/;

/** `12 STO-003 error`: a finding as fixtures expect it; with its file, where the fixture is an old and a new render. */
type Expectation = string;

/** What a fixture expects, from the comments on its lines. */
export function expectedIn(fixture: string): Expectation[] {
  return filesOf(fixture).flatMap((file) => readFileSync(file, 'utf8').split('\n').flatMap((line, number) => {
    const match = EXPECTATION.exec(line);
    return match ? [`${prefixOf(fixture, file)}${number + 1} ${match[1]} ${match[2]}`] : [];
  }));
}

/** What a rule finds in a fixture. */
export function foundIn(fixture: string, rule: Rule, options: AuditOptions = {}): Expectation[] {
  const [now, before] = filesOf(fixture).map(read);
  return placeFindings(judge(now, before, { ...options, rules: [rule] }), [...now, ...before ?? []]).findings
    .map(({ finding, place }) => `${prefixOf(fixture, place.file)}${place.line} ${finding.rule} ${finding.severity}`);
}

/** What a rule has to say about a fixture, and the objects of the fixture as they are now. */
export function judged(fixture: string, rule: Rule): AuditResult & { readonly manifests: readonly Manifest[] } {
  const [now, before] = filesOf(fixture).map(read);
  return { ...judge(now, before, { rules: [rule] }), manifests: now.map((object) => object.manifest) };
}

/** Files with one render each; folders with an old and a new one, of rules that compare versions. */
export function fixturesOf(rule: Rule, verdict: 'good' | 'bad'): string[] {
  const folder = join(RULE_FIXTURES, rule.slug);
  const entries = readdirSync(RULE_FIXTURES).includes(rule.slug) ? readdirSync(folder) : [];
  const form = rule.needs.includes('versions') ? '' : '\\.yaml';
  return entries.filter((entry) => new RegExp(`^${verdict}(-[a-z-]+)?${form}$`).test(entry)).map((entry) => join(folder, entry));
}

function judge(now: readonly ReadObject[], before: readonly ReadObject[] | undefined, options: AuditOptions): AuditResult {
  const against = before?.map((object) => object.manifest);
  return audit(now.map((object) => object.manifest), { ...options, against });
}

function filesOf(fixture: string): string[] {
  return fixture.endsWith('.yaml') ? [fixture] : [join(fixture, 'new.yaml'), join(fixture, 'old.yaml')];
}

function prefixOf(fixture: string, file: string): string {
  return fixture === file ? '' : `${basename(file)} `;
}

function read(file: string): ReadObject[] {
  const { objects, errors } = readText(file, readFileSync(file, 'utf8'));
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0].reason}`);
  return objects;
}
