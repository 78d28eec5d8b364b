import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readExamples } from '../../../cli/rules/read-examples';
import { examplesModule } from '../../../projenrc/rule-examples';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'examples-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test('the example of a rule is its plainest fixture, with the expected lines marked', () => {
  write('a-rule/bad-first.yaml', 'a: 1\n');
  write('a-rule/bad.yaml', 'kind: A # a comment\nb: 2 # expect: STO-001 error\n# expect: STO-001 info\n');
  write('a-rule/good-long.yaml', 'a: 1\nb: 2\nc: 3\n');
  write('a-rule/good-short.yaml', 'a: 1\n');
  expect(readExamples(folder)).toEqual({
    'a-rule': {
      bad: [{ lines: [{ text: 'kind: A # a comment' }, { text: 'b: 2', found: 'error' }, { text: '', found: 'info' }] }],
      good: [{ lines: [{ text: 'a: 1' }] }],
    },
  });
});

test('the example of a rule that compares has both renders, the old one first', () => {
  write('changed/bad/new.yaml', 'a: 2 # expect: STO-042 error\n');
  write('changed/bad/old.yaml', 'a: 1\n');
  write('changed/good/new.yaml', 'a: 1\n');
  expect(readExamples(folder)).toEqual({
    changed: {
      bad: [{ render: 'old', lines: [{ text: 'a: 1' }] }, { render: 'new', lines: [{ text: 'a: 2', found: 'error' }] }],
      good: [{ render: 'new', lines: [{ text: 'a: 1' }] }],
    },
  });
});

test('the module of the bundle holds them as JSON', () => {
  write('a-rule/bad.yaml', "a: '\"'\n");
  write('a-rule/good.yaml', 'a: 1\n');
  const [, literal] = /^export const RULE_EXAMPLES = (".*");\n$/.exec(examplesModule(folder))!;
  expect(JSON.parse(JSON.parse(literal))).toEqual(readExamples(folder));
});
