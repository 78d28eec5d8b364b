import { describe, expect, test } from 'vitest';
import { renderTable } from '../../../cli/render/table';
import { CLAIMS, reportOf, ruleFinding } from '../../support/audit-report';

describe('the table', () => {
  test('groups by file, with path, line, caret, remedy, acknowledgements and their reasons', () => {
    expect(renderTable(reportOf({ 'b.yaml': CLAIMS, 'a.yaml': CLAIMS.split('---')[0] }))).toBe([
      'a.yaml',
      '  7:3     warning  STO-001  wait-for-first-consumer  is wrong',
      '           7 |   storageClassName: disk',
      '             |   ^^^^^^^^^^^^^^^^ spec.storageClassName',
      '        mend it    explain: cdk8s-stateful explain STO-001',
      '',
      'b.yaml',
      '  7:3     warning  STO-001  wait-for-first-consumer  is wrong',
      '           7 |   storageClassName: disk',
      '             |   ^^^^^^^^^^^^^^^^ spec.storageClassName',
      '        mend it    explain: cdk8s-stateful explain STO-001',
      '',
      'acknowledged',
      '  STO-001  PersistentVolumeClaim cache: rebuilt from the ledger',
      '',
      '0 errors, 2 warnings, 0 info, 1 acknowledged, 3 objects, 1 rule, 7 ms',
      '',
    ].join('\n'));
  });

  test('groups by the template that Helm rendered, too', () => {
    const ofChart = (template: string) => `# Source: db/templates/${template}.yaml\n${CLAIMS.split('---')[0]}`;
    const lines = renderTable(reportOf({ 'a.yaml': ['one', 'one', 'two'].map(ofChart).join('---\n') + `---\n${CLAIMS.split('---')[0]}` })).split('\n');
    expect(lines.filter((line) => line.startsWith('a.yaml'))).toEqual(['a.yaml (db/templates/one.yaml)', 'a.yaml (db/templates/two.yaml)', 'a.yaml']);
  });

  test('is coloured when it is told to', () => {
    const text = renderTable(reportOf({ 'a.yaml': CLAIMS }), { color: true });
    expect(text).toContain('\u001b[1ma.yaml\u001b[22m');
    expect(text).toContain('\u001b[33mwarning \u001b[39m');
  });

  test('cuts a long line to the columns of the terminal', () => {
    const line = `{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "ledger", "labels": {"a": "${'x'.repeat(5000)}"}}, "spec": {"storageClassName": "disk"}}`;
    const lines = renderTable(reportOf({ 'a.json': line }), { columns: 80 }).split('\n');
    expect(lines[2].length).toBeLessThanOrEqual(80);
    expect(lines[2].slice(lines[3].indexOf('^'), lines[3].lastIndexOf('^') + 1)).toBe('storageClassName');
  });

  test.each(['message', 'remedy'])('shows control characters of a %s, and obeys none', (field) => {
    const text = renderTable(reportOf({ '\u001b]0;title\u0007.yaml': CLAIMS }, [ruleFinding({ [field]: 'a\u001b[2Jb\u009bc' })]));
    expect(text).toContain('a␛[2Jb\ufffdc');
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});
