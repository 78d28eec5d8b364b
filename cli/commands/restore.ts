import { parseArgs } from 'node:util';
import { policyProblem, withPolicy } from './policy-context';
import type { PolicyContext } from './policy-context';
import { EXIT, RESTORE_EXIT } from './streams';
import type { Streams } from './streams';
import type { World } from './world';
import { isInstant, parseSeconds } from '../../src/core/time';
import { workloadText } from '../../src/documents/policy-workload';
import { asksForHelp } from '../help';
import { restore } from '../operations/restore/apply';
import { readGroups, readPlan } from '../operations/restore/read';
import type { RestoreRequest } from '../operations/restore/request';
import { holderName } from '../operations/snapshot-run/plan';
import { completeNewestFirst } from '../operations/snapshots/group';
import { HELP, usageError } from '../render/messages';
import {
  nothingRestored, renderRestorePlan, renderRestorePlanJson, renderRestorePoints, renderRestorePointsJson, renderRestoreResult,
  renderRestoreResultJson,
} from '../render/restore';

const OPTIONS = {
  'namespace': { type: 'string', short: 'n' },
  'policy-file': { type: 'string' },
  'kubeconfig': { type: 'string' },
  'context': { type: 'string' },
  'output': { type: 'string', short: 'o', default: 'table' },
  'group': { type: 'string' },
  'before': { type: 'string' },
  'workload': { type: 'string' },
  'to-namespace': { type: 'string' },
  'storage-class': { type: 'string' },
  'ordinal': { type: 'string' },
  'as': { type: 'string' },
  'wait': { type: 'string' },
  'yes': { type: 'boolean', short: 'y', default: false },
  'help': { type: 'boolean', short: 'h', default: false },
} as const;

/** Immediate classes make a volume of a copy within it, where the driver does not read all of it first. */
const WAIT = '5m';
const CHOICES = ['group', 'before', 'workload', 'to-namespace', 'storage-class', 'ordinal', 'as'] as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
type Verb = (context: PolicyContext, values: Values) => Promise<number>;

const VERBS: { readonly [verb: string]: { readonly run: Verb; readonly options: readonly string[] } } = {
  list: { run: listCommand, options: [] },
  plan: { run: planCommand, options: CHOICES },
  run: { run: runCommand, options: [...CHOICES, 'wait', 'yes'] },
};

/** `restore list|plan|run`: what can be restored, what a restore would make, and the restore. */
export async function restoreCommand(args: readonly string[], streams: Streams, world: World): Promise<number> {
  const [name, ...rest] = args;
  const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options: OPTIONS });
  if (values.help || asksForHelp(name)) {
    streams.out(HELP);
    return EXIT.clean;
  }
  const verb = name !== undefined && Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  const wrong = verb ? wrongUsage(name, verb.options, values, positionals) : 'restore takes one of list, plan, run';
  if (!verb || wrong !== undefined) {
    streams.err(usageError(wrong!));
    return EXIT.badInput;
  }
  return withPolicy(values, positionals[0], streams, world, async (opened) => {
    const misfit = misfitOf(opened.policy, values);
    if (misfit === undefined) return verb.run(opened, values);
    streams.err(usageError(misfit));
    return EXIT.badInput;
  });
}

async function listCommand({ policy, cluster, streams }: PolicyContext, { output }: Values): Promise<number> {
  const points = completeNewestFirst(await readGroups(policy, cluster));
  streams.out(output === 'json' ? renderRestorePointsJson(policy, points) : renderRestorePoints(policy, points, cluster.now()));
  return points.length > 0 ? EXIT.clean : EXIT.findings;
}

async function planCommand({ policy, cluster, streams }: PolicyContext, values: Values): Promise<number> {
  const plan = await readPlan(policy, requestOf({ policy }, values), cluster);
  streams.out(values.output === 'json' ? renderRestorePlanJson(plan) : renderRestorePlan(plan));
  return plan.refusals.length === 0 ? EXIT.clean : EXIT.nothingChecked;
}

async function runCommand(context: PolicyContext, values: Values): Promise<number> {
  const { policy, cluster, progress, world, streams } = context;
  const request = requestOf(context, values);
  if (!values.yes) {
    const answer = await consent(context, request);
    if (answer !== undefined) return answer;
  }
  const result = await restore(policy, request, {
    cluster,
    clock: world.clock,
    progress,
    holder: holderName(world.host, world.process),
    waitSeconds: parseSeconds(values.wait ?? WAIT)!,
    signal: world.signal,
  });
  streams.out(values.output === 'json' ? renderRestoreResultJson(result) : renderRestoreResult(result));
  if (result.plan.refusals.length > 0) return EXIT.nothingChecked;
  return result.finished ? RESTORE_EXIT.done : RESTORE_EXIT.waiting;
}

/** Shows what would be made and asks for the name of the set. Undefined when the answer is yes, else the exit code. */
async function consent({ policy, cluster, world, streams }: PolicyContext, request: RestoreRequest): Promise<number | undefined> {
  const plan = await readPlan(policy, request, cluster);
  streams.err(renderRestorePlan(plan));
  if (plan.refusals.length > 0) return EXIT.nothingChecked;
  if (!world.isTerminal) {
    streams.err(nothingRestored('there is nobody to ask; say --yes, or restore plan to see the plan alone'));
    return EXIT.badInput;
  }
  const [what, name] = policy.workload.kind === 'StatefulSet' ? ['set they are for', request.workload] : ['policy', policy.name];
  const answer = await world.ask(`To make these claims, type the name of the ${what} (${name}): `);
  if (answer.trim() === name) return undefined;
  streams.err(nothingRestored());
  return EXIT.nothingChecked;
}

function requestOf({ policy }: Pick<PolicyContext, 'policy'>, values: Values): RestoreRequest {
  const { group, before, workload = policy.workload.name, 'to-namespace': namespace = policy.namespace, 'storage-class': storageClass, ordinal, as } = values;
  return {
    namespace,
    workload,
    ...(group !== undefined ? { group } : {}),
    ...(before !== undefined ? { before: new Date(before) } : {}),
    ...(storageClass !== undefined ? { storageClass } : {}),
    ...(ordinal !== undefined ? { ordinal: Number(ordinal) } : {}),
    ...(as !== undefined ? { as } : {}),
  };
}

/** Options that are about something else than the policy protects. */
function misfitOf({ name, workload }: PolicyContext['policy'], { as, ordinal, workload: target }: Values): string | undefined {
  switch (workload.kind) {
    case 'StatefulSet': return as === undefined ? undefined : `--as is for policies of claims, and ${name} protects ${workloadText(workload)}; use --workload`;
    case 'PersistentVolumeClaims': {
      const foreign = Object.entries({ '--workload': target, '--ordinal': ordinal }).find(([, value]) => value !== undefined);
      return foreign && `${foreign[0]} is for policies of a StatefulSet, and ${name} protects ${workloadText(workload)}; use --as`;
    }
  }
}

function wrongUsage(name: string, allowed: readonly string[], values: Values, positionals: readonly string[]): string | undefined {
  const foreign = ([...CHOICES, 'wait', 'yes'] as const).find((option) => !allowed.includes(option) && values[option] !== undefined && values[option] !== false);
  if (foreign !== undefined) return `restore ${name} has no option --${foreign}`;
  if (values.output !== 'table' && values.output !== 'json') return `--output "${values.output}" is not table or json`;
  if (values.group !== undefined && values.before !== undefined) return 'name the group or give --before, not both';
  if (values.before !== undefined && !isInstant(values.before)) return `--before "${values.before}" is not a time with its zone; use a form such as 2026-11-21T16:00:00Z`;
  if (values.wait !== undefined && parseSeconds(values.wait) === undefined) return `--wait "${values.wait}" is not a duration; use a form such as 90s, 5m or 1h`;
  if (values.ordinal !== undefined && !/^\d{1,9}$/.test(values.ordinal)) return `--ordinal "${values.ordinal}" is not the number of a pod; use 0 or more`;
  return policyProblem(`restore ${name}`, values, positionals);
}
