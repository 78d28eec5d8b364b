import { countBySeverity, placeFindings } from '../../cli/commands/report';
import type { AuditReport } from '../../cli/commands/report';
import { readText } from '../../cli/manifests/document';
import { audit } from '../../src/audit/auditor';
import type { Finding } from '../../src/audit/finding';
import type { Rule } from '../../src/audit/rule';
import { RULES } from '../../src/audit/rules/index';

/** A claim that a rule finds something about, and one whose finding is accepted. */
export const CLAIMS = [
  'apiVersion: v1', 'kind: PersistentVolumeClaim', 'metadata:', '  name: ledger', '  namespace: orders', 'spec:', '  storageClassName: disk', '---',
  'apiVersion: v1', 'kind: PersistentVolumeClaim', 'metadata:', '  name: cache', '  annotations:', '    audit.cdk8s-stateful.dev/STO-001: "rebuilt from the ledger"',
  'spec:', '  storageClassName: disk', '',
].join('\n');

/** A rule of that id that finds the same in every claim, so that tests of reports do not depend on what real rules say. */
export function ruleFinding(finding: Partial<Finding> = {}, id = 'STO-001'): Rule {
  const rule = RULES.find((each) => each.id === id)!;
  return { ...rule, kinds: ['PersistentVolumeClaim'], needs: ['document'], evaluate: () => [{ message: 'is wrong', remedy: 'mend it', path: ['spec', 'storageClassName'], ...finding }] };
}

/** What an audit of texts comes to, by file. */
export function reportOf(files: { readonly [file: string]: string }, rules: readonly Rule[] = [ruleFinding()]): AuditReport {
  const read = Object.entries(files).map(([file, text]) => readText(file, text));
  const objects = read.flatMap((each) => each.objects);
  const errors = read.flatMap((each) => each.errors);
  const result = audit(objects.map(({ manifest }) => manifest), { rules });
  return {
    result,
    ...placeFindings(result, objects),
    counts: countBySeverity(result.findings),
    unreadable: errors.length,
    errors,
    milliseconds: 7,
  };
}

/** Claims of these names, one a document. */
export function claimsNamed(...names: readonly string[]): string {
  return names.map((name) => `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ${name}\nspec:\n  storageClassName: disk\n`).join('---\n');
}
