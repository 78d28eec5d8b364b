import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import type { XmlElement } from 'libxml2-wasm';
import { afterAll, describe, expect, test } from 'vitest';
import { renderJunit } from '../../../cli/render/junit';
import type { Finding, Severity } from '../../../src/audit/finding';
import { CLAIMS, claimsNamed, reportOf, ruleFinding } from '../../support/audit-report';

const schema = XmlDocument.fromBuffer(readFileSync(join(import.meta.dirname, '../../schema/junit/junit-10.xsd')));
const validator = XsdValidator.fromDoc(schema);
const opened = [schema];

afterAll(() => {
  validator.dispose();
  for (const each of opened) each.dispose();
});

interface Options {
  readonly files?: { readonly [file: string]: string };
  readonly finding?: Partial<Finding>;
  readonly failOn?: Severity | 'never';
}

/** Parsed, and valid by the schema of Jenkins. */
function junit({ files = { 'a.yaml': CLAIMS }, finding = {}, failOn = 'warning' }: Options = {}): XmlDocument {
  const document = XmlDocument.fromString(renderJunit(reportOf(files, [ruleFinding(finding)]), failOn));
  opened.push(document);
  validator.validate(document);
  return document;
}

function values(document: XmlDocument, path: string): string[] {
  return document.find(path).map((node) => node.content);
}

describe('JUnit', () => {
  test('has a suite for the input and one for each file with findings', () => {
    const document = junit({ files: { 'a.yaml': CLAIMS, 'b.yaml': claimsNamed('x'), 'clean.yaml': '' } });
    expect(values(document, '/testsuites/testsuite/@name')).toEqual(['cdk8s-stateful audit', 'a.yaml', 'b.yaml']);
    expect(['tests', 'failures', 'errors'].map((count) => values(document, `/testsuites/@${count}`)[0])).toEqual(['4', '2', '0']);
    expect(values(document, '/testsuites/testsuite[@name="a.yaml"]/@skipped')).toEqual(['1']);
  });

  test('shows a finding with its object, path, place and remedy', () => {
    const [test1] = junit().find('//testcase[failure]') as XmlElement[];
    expect(test1.attrs.map(({ name, content }) => `${name}=${content}`)).toEqual(['name=STO-001 wait-for-first-consumer spec.storageClassName', 'classname=PersistentVolumeClaim orders/ledger']);
    expect(values(junit(), '//failure/@message')).toEqual(['is wrong']);
    expect(values(junit(), '//failure')).toEqual(['a.yaml:7:3\nremedy: mend it\nexplain: cdk8s-stateful explain STO-001']);
  });

  test('skips what was acknowledged, with its reason', () => {
    expect(values(junit(), '//skipped/@message')).toEqual(['acknowledged: rebuilt from the ledger']);
  });

  test.each<[Severity, Severity | 'never', boolean]>([
    ['warning', 'error', false], ['warning', 'warning', true], ['error', 'error', true], ['info', 'warning', false], ['error', 'never', true], ['warning', 'never', false],
  ])('takes a finding of severity %s with --fail-on %s for a failure: %s', (severity, failOn, fails) => {
    const document = junit({ finding: { severity }, failOn });
    expect(values(document, '//failure')).toHaveLength(fails ? 1 : 0);
    expect(values(document, '//testcase[starts-with(@name, "STO-001")]/system-out')).toHaveLength(fails ? 0 : 1);
  });

  test('is a report with one case where there is nothing wrong', () => {
    expect(values(junit({ files: { 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n' } }), '//testcase/system-out')).toEqual(['0 errors, 0 warnings, 0 info, 1 object, 1 rule']);
  });

  test('is an error where nothing was checked, or something could not be read', () => {
    expect(values(junit({ files: {} }), '//error/@type')).toEqual(['nothing-checked']);
    const document = junit({ files: { 'a.yaml': `${CLAIMS}---\nkind: [\n` } });
    expect(values(document, '//error/@type')).toEqual(['unreadable']);
    expect(values(document, '/testsuites/@errors')).toEqual(['1']);
  });

  test('is XML, whatever a manifest holds', () => {
    const nasty = '</failure><!-- ]]> & "x" \' \u0000\u001b\u0008 \ud800 \uffff\n end';
    const document = junit({ finding: { message: nasty, remedy: nasty, path: ['metadata', 'annotations', nasty] }, files: { [`${nasty}.yaml`]: CLAIMS } });
    const shown = '</failure><!-- ]]> & "x" \' ␀␛␈ \ufffd \ufffd␊ end';
    expect(values(document, '//failure/@message')).toEqual([shown]);
    expect(values(document, '//failure')[0]).toContain(`remedy: ${shown}`);
  });
});
