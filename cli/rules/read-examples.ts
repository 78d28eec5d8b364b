import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exampleFile } from '../../src/audit/reports/rule-examples';
import type { ExampleFile, RuleExamples } from '../../src/audit/reports/rule-examples';

/** Examples of rules, by slug. */
export interface ExamplesBySlug {
  readonly [slug: string]: RuleExamples;
}

const RENDERS = ['old', 'new'];

/** Reads the examples of all rules from a folder of fixtures: `<slug>/{good,bad}*.yaml`, or folders with old.yaml and new.yaml. */
export function readExamples(folder: string): ExamplesBySlug {
  return Object.fromEntries(readdirSync(folder).sort().map((slug) => [slug, { bad: read(join(folder, slug), 'bad'), good: read(join(folder, slug), 'good') }]));
}

/** The plainest of several: the one without a surname, else the shortest. */
function read(folder: string, verdict: 'good' | 'bad'): ExampleFile[] {
  const fixtures = readdirSync(folder).filter((name) => name.startsWith(verdict)).map((name) => filesOf(join(folder, name)));
  const [plainest] = fixtures.sort((a, b) => surnamed(a, verdict) - surnamed(b, verdict) || length(a) - length(b));
  return plainest?.files ?? [];
}

interface Fixture {
  readonly name: string;
  readonly files: ExampleFile[];
}

function filesOf(path: string): Fixture {
  const files = path.endsWith('.yaml')
    ? [exampleFile(readFileSync(path, 'utf8'))]
    : RENDERS.map((render) => [render, join(path, `${render}.yaml`)]).filter(([, file]) => existsSync(file)).map(([render, file]) => exampleFile(readFileSync(file, 'utf8'), render));
  return { name: basename(path, '.yaml'), files };
}

function surnamed({ name }: Fixture, verdict: string): number {
  return name === verdict ? 0 : 1;
}

function length({ files }: Fixture): number {
  return files.reduce((lines, file) => lines + file.lines.length, 0);
}
