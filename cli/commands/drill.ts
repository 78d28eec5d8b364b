import { parseArgs } from 'node:util';
import { ifNamed, withCluster } from './policy-context';
import type { ClusterCommand } from './policy-context';
import { DRILL_EXIT, EXIT } from './streams';
import type { Streams } from './streams';
import type { World } from './world';
import { packageVersion } from '../../src/core/version';
import type { RestoreDrillDocument } from '../../src/documents/restore-drill';
import type { DrillEvidence } from '../../src/documents/snapshot-state';
import { asksForHelp } from '../help';
import { runDrill } from '../operations/restore-drill/apply';
import { loadDrill, parseDrill } from '../operations/restore-drill/document';
import { holderName } from '../operations/snapshot-run/plan';
import { loadState } from '../operations/snapshots/state';
import { renderDrill, renderDrillJson, renderDrills, renderDrillsJson } from '../render/drill';
import { HELP, usageError } from '../render/messages';

const OPTIONS = {
  'namespace': { type: 'string', short: 'n' },
  'drill-file': { type: 'string' },
  'kubeconfig': { type: 'string' },
  'context': { type: 'string' },
  'output': { type: 'string', short: 'o', default: 'table' },
  'help': { type: 'boolean', short: 'h', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
type Verb = (context: Parameters<ClusterCommand<RestoreDrillDocument>['act']>[0], values: Values) => Promise<number>;

const VERBS: { readonly [verb: string]: Verb } = { run: runCommand, report: reportCommand };

/** `drill run|report`: proves that the newest group can be restored, and says what drills have found. */
export async function drillCommand(args: readonly string[], streams: Streams, world: World): Promise<number> {
  const [name, ...rest] = args;
  const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options: OPTIONS });
  if (values.help || asksForHelp(name)) {
    streams.out(HELP);
    return EXIT.clean;
  }
  const verb = name !== undefined && Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  const wrong = verb ? wrongUsage(name, values, positionals) : 'drill takes one of run, report';
  if (!verb || wrong !== undefined) {
    streams.err(usageError(wrong!));
    return EXIT.badInput;
  }
  return withCluster(values, streams, world, {
    given: () => ifNamed(values['drill-file'], (file) => parseDrill(world.readFile(file), file)),
    found: async (cluster, namespace) => loadDrill(cluster, positionals[0], namespace),
    act: async (context) => verb(context, values),
  });
}

async function runCommand({ document, cluster, progress, world, streams }: Parameters<Verb>[0], { output }: Values): Promise<number> {
  const evidence = await runDrill(document, {
    cluster,
    clock: world.clock,
    progress,
    holder: holderName(world.host, world.process),
    program: `cdk8s-stateful ${packageVersion()}`,
    signal: world.signal,
  });
  streams.out(output === 'json' ? renderDrillJson(evidence) : renderDrill(evidence));
  return exitOf(evidence);
}

async function reportCommand({ document, cluster, streams }: Parameters<Verb>[0], { output }: Values): Promise<number> {
  const { drills = [] } = await loadState(cluster, document.policy);
  streams.out(output === 'json' ? renderDrillsJson(document, drills) : renderDrills(document, drills));
  const last = drills.at(-1);
  return last ? exitOf(last) : DRILL_EXIT.inconclusive;
}

function exitOf({ outcome }: DrillEvidence): number {
  return { Passed: DRILL_EXIT.passed, Failed: DRILL_EXIT.failed, Inconclusive: DRILL_EXIT.inconclusive }[outcome];
}

function wrongUsage(name: string, values: Values, positionals: readonly string[]): string | undefined {
  if (values.output !== 'table' && values.output !== 'json') return `--output "${values.output}" is not table or json`;
  if (values['drill-file'] === undefined) return positionals.length === 1 ? undefined : `drill ${name} takes the name of one policy`;
  if (values.namespace !== undefined) return 'the drill of --drill-file says its namespace; leave --namespace out';
  return positionals.length > 0 ? 'name the policy or give --drill-file, not both' : undefined;
}
