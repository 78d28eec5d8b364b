/**
 * What the audit costs, by itself and beside other tools on the same manifests:
 *
 *     npm run bench:audit -- [--rounds 5] [--only own|others] [--tools FOLDER] [--documents 1003,10003,10003@1] [--json FILE]
 *
 * `10003@1` is in one namespace, not in 50. Manifests are made from a seed. A tool's time counts only if it reports the fault that is planted in the last document.
 * test/bench/audit/install-tools.sh installs the tools. Needs GNU time.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCorpus } from './corpus';
import { measureOwn } from './own';
import { medianCost, run } from './processes';
import type { Cost } from './processes';
import { toolsIn } from './tools';
import type { Tool } from './tools';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    tools: { type: 'string' },
    documents: { type: 'string', default: '1003,10003,10003@1' },
    json: { type: 'string' },
  },
});
const rounds = Number(values.rounds);

interface Compared {
  readonly tool: string;
  readonly version: string;
  readonly work: string;
  readonly documents: number;
  readonly namespaces: number;
  /** Why there is no time. */
  readonly absent?: string;
  readonly cost?: Cost;
}

function compare(tool: Tool, folder: string, documents: number, namespaces: number): Compared {
  const entry = { tool: tool.name, work: tool.work, documents, namespaces };
  try {
    const version = tool.version();
    const command = tool.command(folder);
    // the first, which does not count, shows that it sees everything
    if (!tool.reports(run(command).stdout)) return { ...entry, version, absent: 'does not report the planted fault' };
    return { ...entry, version, cost: medianCost(Array.from({ length: rounds }, () => run(command))) };
  } catch (error) {
    return { ...entry, version: '', absent: error instanceof Error ? error.message.split('\n')[0] : String(error) };
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bench-audit-'));
try {
  const machine = { processors: `${cpus().length} x ${cpus()[0].model}`, gibibytes: Math.round(totalmem() / 2 ** 30), node: process.version, rounds };
  const own = values.only === 'others' ? [] : measureOwn(folder, rounds);
  console.table(own.map(({ what, value, unit, atMost }) => (
    { what, measured: `${value.toFixed(2)} ${unit}`, target: `at most ${atMost}`, verdict: value <= atMost ? 'met' : 'over' }
  )));
  const compared = (values.only === 'own' ? [] : values.documents.split(',')).flatMap((shape) => {
    const [documents, namespaces = 50] = shape.split('@').map(Number);
    const corpus = join(folder, `compared-${shape}`);
    writeCorpus(corpus, { documents, seed: 1, namespaces });
    return toolsIn(values.tools ?? folder).map((tool) => compare(tool, corpus, documents, namespaces));
  });
  console.table(compared.map(({ tool, version, work, documents, namespaces, absent, cost }) => ({
    documents,
    namespaces,
    tool,
    version,
    work,
    'wall s': cost?.wallSeconds.toFixed(2) ?? absent,
    'cpu s': cost?.cpuSeconds.toFixed(2),
    'peak MiB': cost?.peakMebibytes.toFixed(0),
  })));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, own, compared }, undefined, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
