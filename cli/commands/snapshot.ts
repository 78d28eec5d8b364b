import { parseArgs } from 'node:util';
import { policyProblem, withPolicy } from './policy-context';
import type { PolicyChoice } from './policy-context';
import type { SnapshotContext } from './snapshot-context';
import { pruneCommand } from './snapshot-prune';
import { runCommand } from './snapshot-run';
import { statusCommand } from './snapshot-status';
import { EXIT } from './streams';
import type { Streams } from './streams';
import type { World } from './world';
import { isInstant, parseSeconds } from '../../src/core/time';
import { asksForHelp } from '../help';
import { CLOCK_TOLERANCE_SECONDS } from '../operations/snapshot-run/plan';
import { HELP, usageError } from '../render/messages';

const OPTIONS = {
  'namespace': { type: 'string', short: 'n' },
  'policy-file': { type: 'string' },
  'kubeconfig': { type: 'string' },
  'context': { type: 'string' },
  'output': { type: 'string', short: 'o', default: 'table' },
  'scheduled-at': { type: 'string' },
  'max-age': { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'yes': { type: 'boolean', short: 'y', default: false },
  'help': { type: 'boolean', short: 'h', default: false },
} as const;

type Verb = (context: SnapshotContext) => Promise<number>;

const VERBS: { readonly [verb: string]: { readonly run: Verb; readonly options: readonly string[] } } = {
  run: { run: runCommand, options: ['scheduled-at', 'dry-run'] },
  prune: { run: pruneCommand, options: ['dry-run', 'yes'] },
  status: { run: statusCommand, options: ['max-age'] },
};

/** `snapshot run|prune|status`: takes the snapshots of a policy, deletes old ones, says how they stand. */
export async function snapshotCommand(args: readonly string[], streams: Streams, world: World): Promise<number> {
  const [name, ...rest] = args;
  const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options: OPTIONS });
  if (values.help || asksForHelp(name)) {
    streams.out(HELP);
    return EXIT.clean;
  }
  const verb = name !== undefined && Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  const wrong = verb ? wrongUsage(name, verb.options, values, positionals, world.now()) : 'snapshot takes one of run, prune, status';
  if (!verb || wrong !== undefined) {
    streams.err(usageError(wrong!));
    return EXIT.badInput;
  }
  return withPolicy(values, positionals[0], streams, world, async (opened) => (
    verb.run({ ...opened, args: { ...values, json: values.output === 'json' } })
  ));
}

type Values = { readonly [option: string]: unknown };

function wrongUsage(name: string, allowed: readonly string[], values: Values, positionals: readonly string[], now: Date): string | undefined {
  const foreign = ['scheduled-at', 'max-age', 'dry-run', 'yes'].find((option) => !allowed.includes(option) && values[option] !== undefined && values[option] !== false);
  if (foreign !== undefined) return `snapshot ${name} has no option --${foreign}`;
  if (values.output !== 'table' && values.output !== 'json') return `--output "${String(values.output)}" is not table or json`;
  const scheduledAt = values['scheduled-at'];
  if (scheduledAt !== undefined && !isInstant(String(scheduledAt))) {
    return `--scheduled-at "${String(scheduledAt)}" is not a time with its zone; use a form such as 2026-11-21T16:00:00Z`;
  }
  if (scheduledAt !== undefined && Date.parse(String(scheduledAt)) > now.getTime() + CLOCK_TOLERANCE_SECONDS * 1000) {
    return `--scheduled-at "${String(scheduledAt)}" is in the future: a group of that time would be kept before all that come until then`;
  }
  if (values['max-age'] !== undefined && parseSeconds(String(values['max-age'])) === undefined) {
    return `--max-age "${String(values['max-age'])}" is not a duration; use a form such as 90m, 3h or 2d`;
  }
  return policyProblem(`snapshot ${name}`, values as PolicyChoice, positionals);
}
