import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../../cli/render/markdown';
import { CLAIMS, claimsNamed, reportOf, ruleFinding } from '../../support/audit-report';

const RULE = '[STO-001](https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/reference/rules.md#sto-001-wait-for-first-consumer)';

describe('Markdown', () => {
  test('has a table of findings, one of acknowledgements with reasons, and what was not read', () => {
    expect(renderMarkdown(reportOf({ 'a.yaml': `${CLAIMS}---\nkind: [\n` })).split('\n')).toEqual([
      '## Storage audit',
      '',
      '0 errors, 1 warning, 0 info, 1 acknowledged, 1 unreadable, 2 objects, 1 rule.',
      '',
      '**Not read:**',
      '',
      expect.stringMatching(/^- a\.yaml:\d+:\d+: /),
      '',
      '| Severity | Rule | Object | Where | What is wrong, and the remedy |',
      '| --- | --- | --- | --- | --- |',
      `| warning | ${RULE} | PersistentVolumeClaim orders/ledger | a.yaml:7 | is wrong; mend it |`,
      '',
      '**Acknowledged:**',
      '',
      '| Rule | Object | Reason |',
      '| --- | --- | --- |',
      `| ${RULE} | PersistentVolumeClaim cache | rebuilt from the ledger |`,
      '',
    ]);
  });

  test('names the template that Helm rendered', () => {
    expect(renderMarkdown(reportOf({ 'a.yaml': `# Source: db/templates/claim.yaml\n${CLAIMS}` }))).toContain('| a.yaml:8 \\(db/templates/claim.yaml\\) |');
  });

  test.each([
    ['ends no cell', 'a|b', 'a\\|b'],
    ['ends no row', 'a\nb', 'a␊b'],
    ['begins no tag', '<img src=x>', '&lt;img src=x&gt;'],
    ['begins no link', '[a](https://b.example)', '\\[a\\]\\(https&#58;//b.example\\)'],
    ['begins no code, and cannot undo an escape', 'a`\\`', 'a\\`\\\\\\`'],
    ['is no emphasis', '*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
    ['is no entity', '&lt;', '&amp;lt;'],
    ['begins no link by itself', 'www.b.example', 'www&#46;b.example'],
    ['mentions nobody', '@everyone', '&#64;everyone'],
    ['is cut', 'x'.repeat(600), `${'x'.repeat(500)}...`],
  ])('shows a message that %s', (_, message, shown) => {
    expect(renderMarkdown(reportOf({ 'a.yaml': claimsNamed('x') }, [ruleFinding({ message })]))).toContain(`| ${shown}; mend it |`);
  });

  test('is cut before 1 MiB, saying how much is left out', () => {
    const report = reportOf({ 'a.yaml': claimsNamed('x') });
    const text = renderMarkdown({ ...report, findings: Array.from({ length: 10_000 }, () => report.findings[0]) });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    const rows = text.split('\n').filter((line) => line.startsWith('| warning')).length;
    expect(rows).toBeGreaterThan(1000);
    expect(text).toContain(`**${10_000 - rows} of 10000 are left out**`);
  });
});
