/**
 * One process of the benchmark: reads a folder again and again, by turns only parsing it and auditing it, and prints what each
 * round took as a line of JSON. Arguments: the folder, how many rounds.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, boolYaml11Tag, constructFromEvents, mergeTag, parseEvents } from 'js-yaml';
import { runCommandLine } from '../../../cli/cli';
import type { World } from '../../../cli/commands/world';

const [folder, rounds] = [process.argv[2], Number(process.argv[3])];
const SCHEMA = CORE_SCHEMA.withTags(boolYaml11Tag, mergeTag);
const MARKER = /^---$/m;

/** What any program pays that uses this parser and wants to know where things lie. */
function parse(): number {
  let documents = 0;
  for (const file of readdirSync(folder)) {
    for (const source of readFileSync(join(folder, file), 'utf8').split(MARKER)) {
      documents += constructFromEvents(parseEvents(source, {}), { source, schema: SCHEMA }).filter(Boolean).length;
    }
  }
  return documents;
}

/** The whole command, with its report for programs. */
async function audit(): Promise<number> {
  let output = '';
  const streams = { out: (text: string) => { output += text; }, err: (text: string) => { throw new Error(text); } };
  await runCommandLine(['audit', '-o', 'json', folder], streams, { now: () => new Date() } as World);
  return (JSON.parse(output) as { summary: { objects: number } }).summary.objects;
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ milliseconds: number; result: T }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: (user + system) / 1000, result };
}

async function main(): Promise<void> {
  for (let round = -1; round < rounds; round += 1) {
    const parsed = await timed(parse);
    const audited = await timed(audit);
    if (parsed.result !== audited.result) throw new Error(`${parsed.result} documents parsed, ${audited.result} audited`);
    // the first warms up
    if (round >= 0) console.log(JSON.stringify({ parse: parsed.milliseconds, audit: audited.milliseconds, documents: parsed.result }));
  }
}

void main();
