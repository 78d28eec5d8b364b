import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { placeFindings } from '../../cli/commands/report';
import { readText } from '../../cli/manifests/document';
import { audit } from '../../src/audit/auditor';
import type { Rule } from '../../src/audit/rule';

export const RULE_FIXTURES = join(import.meta.dirname, 'rules');

const EXPECTATION = /# expect: ([A-Z]{3}-\d{3}) (error|warning|info)\s*$/;

/** `12 STO-003 error`: a finding as fixtures expect it. */
type Expectation = string;

/** What a fixture expects, from the comments on its lines. */
export function expectedIn(file: string): Expectation[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((line, number) => {
    const match = EXPECTATION.exec(line);
    return match ? [`${number + 1} ${match[1]} ${match[2]}`] : [];
  });
}

/** What a rule finds in a fixture. */
export function foundIn(file: string, rule: Rule): Expectation[] {
  const { objects, errors } = readText(file, readFileSync(file, 'utf8'));
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0].reason}`);
  const { findings } = audit(objects.map((object) => object.manifest), { rules: [rule] });
  return placeFindings(findings, objects).map(({ finding, place }) => `${place.line} ${finding.rule} ${finding.severity}`);
}

export function fixturesOf(rule: Rule, verdict: 'good' | 'bad'): string[] {
  const folder = join(RULE_FIXTURES, rule.slug);
  const files = readdirSync(RULE_FIXTURES).includes(rule.slug) ? readdirSync(folder) : [];
  return files.filter((file) => new RegExp(`^${verdict}(-[a-z-]+)?\\.yaml$`).test(file)).map((file) => join(folder, file));
}
