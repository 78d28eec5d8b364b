import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import schema from '../../../cli/render/audit-report-1.schema.json';
import { REPORT_SCHEMA, renderJson } from '../../../cli/render/json';
import { CLAIMS, reportOf, ruleFinding } from '../../support/audit-report';

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

describe('JSON', () => {
  test('says which schema describes it, and that schema is the one in the repository', () => {
    expect(JSON.parse(renderJson(reportOf({})))).toMatchObject({ $schema: REPORT_SCHEMA, version: 1 });
    expect(schema.$id).toBe(REPORT_SCHEMA);
  });

  test.each([
    ['nothing', {}],
    ['findings and acknowledgements', { 'a.yaml': CLAIMS }],
    ['what cannot be read', { 'a.yaml': 'kind: [\n' }],
    ['a name that is a number', { 'a.yaml': CLAIMS.replace('ledger', '17') }],
  ])('of %s is as its schema says', (_, files) => {
    validate(JSON.parse(renderJson(reportOf(files))));
    expect(validate.errors).toBeNull();
  });

  test.each([
    ['summary', 'objects'], ['findings', 0, 'fingerprint'], ['findings', 0, 'object', 'name'], ['acknowledged', 0, 'reason'], ['unreadable', 0, 'file'], ['version'],
  ])('without %s %s %s is not', (...path) => {
    const report = JSON.parse(renderJson(reportOf({ 'a.yaml': `${CLAIMS}---\nkind: [\n` })));
    const last = path.pop()!;
    const parent = path.reduce((here, step) => here[step], report);
    delete parent[last];
    expect(validate(report)).toBe(false);
  });

  test('has the place of what was accepted, with the reason, and of what could not be read', () => {
    const { acknowledged, unreadable } = JSON.parse(renderJson(reportOf({ 'a.yaml': `${CLAIMS}---\nkind: [\n` })));
    expect(acknowledged).toEqual([expect.objectContaining({ rule: 'STO-001', file: 'a.yaml', line: 16, column: 3, reason: 'rebuilt from the ledger' })]);
    expect(unreadable).toEqual([{ file: 'a.yaml', line: 19, column: 1, reason: expect.any(String) }]);
  });

  test('names the template that Helm rendered, where there is one', () => {
    const [ofChart, plain] = [`# Source: db/templates/claim.yaml\n${CLAIMS}`, CLAIMS].map((text) => JSON.parse(renderJson(reportOf({ 'a.yaml': text }))).findings[0]);
    expect(ofChart).toMatchObject({ file: 'a.yaml', line: 8, template: 'db/templates/claim.yaml' });
    expect(plain).not.toHaveProperty('template');
  });

  test('has a fingerprint that stays when lines move, and is another for another object, path or rule', () => {
    const printOf = (text: string, rule = ruleFinding()): string => JSON.parse(renderJson(reportOf({ 'a.yaml': text }, [rule]))).findings[0].fingerprint;
    const claim = CLAIMS.split('---')[0];
    const print = printOf(claim);
    expect(printOf(`# moved\n\n${claim}`, ruleFinding({ message: 'is put otherwise' }))).toBe(print);
    const others = [printOf(claim.replace('ledger', 'other')), printOf(claim.replace('orders', 'other')), printOf(claim, ruleFinding({ path: ['spec'] })), printOf(claim, ruleFinding({}, 'STO-002'))];
    expect(new Set([print, ...others]).size).toBe(5);
  });
});
