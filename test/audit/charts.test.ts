import { describe, expect, test } from 'vitest';
import { findIn, readVerdicts, renderedFolders, writeVerdicts } from './charts';
import type { ChartFinding } from './charts';
import { RULES } from '../../src/audit/rules/index';

const UPDATE = 'judge the difference, then run UPDATE_PAGES=1 npx vitest run test/audit/charts.test.ts and write why';
const KNOWN = new Set(RULES.map((rule) => rule.id));

function withoutWhy({ rule, severity, object, path, line }: ChartFinding): ChartFinding {
  return { rule, severity, object, path, line };
}

test('there are variants of three charts', () => {
  const charts = new Set(renderedFolders().map((folder) => folder.split('/')[0]));
  expect([...charts]).toEqual(expect.arrayContaining(['kafka', 'postgresql', 'redis']));
});

describe.each(renderedFolders())('%s', (folder) => {
  const { findings, objects, unread } = findIn(folder);
  if (process.env.UPDATE_PAGES) writeVerdicts(folder, findings);
  const verdicts = readVerdicts(folder);

  test('is read as it stands', () => {
    expect(unread).toBe(0);
    expect(objects.size).toBeGreaterThan(0);
  });

  test('gets these verdicts and no others', () => {
    expect(findings, UPDATE).toEqual(verdicts.findings.map(withoutWhy));
  });

  test('has a reason for every verdict', () => {
    const bare = [...verdicts.findings, ...verdicts.silent].filter(({ why }) => why.trim().length < 20);
    expect(bare).toEqual([]);
  });

  test('is left alone where it does what a rule asks for in another way', () => {
    expect(verdicts.silent.filter(({ rule, object }) => !KNOWN.has(rule) || !objects.has(object)), 'no such rule or object').toEqual([]);
    const spoken = findings.filter((finding) => verdicts.silent.some(({ rule, object }) => rule === finding.rule && object === finding.object));
    expect(spoken).toEqual([]);
  });
});
