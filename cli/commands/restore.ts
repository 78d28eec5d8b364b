import { parseArgs } from 'node:util';
import { consent } from './consent';
import type { Proposal } from './consent';
import { withPolicy } from './policy-context';
import type { PolicyContext } from './policy-context';
import { OPTIONS, requestOf, stateOf, waitSecondsOf, wrongUsage } from './restore-options';
import type { Values } from './restore-options';
import { releaseCommand } from './restore-release';
import { swapCommand } from './restore-swap';
import { EXIT, RESTORE_EXIT } from './streams';
import type { Streams } from './streams';
import type { World } from './world';
import { workloadText } from '../../src/documents/policy-workload';
import { asksForHelp } from '../help';
import { restore } from '../operations/restore/apply';
import { readGroups, readPlan } from '../operations/restore/read';
import type { RestoreRequest } from '../operations/restore/request';
import { readLostGroups } from '../operations/restore-lost/read';
import { holderName } from '../operations/snapshot-run/plan';
import { completeNewestFirst } from '../operations/snapshots/group';
import { renderLostGroups, renderLostGroupsJson } from '../render/lost-groups';
import { HELP, usageError } from '../render/messages';
import {
  renderRestorePlan, renderRestorePlanJson, renderRestorePoints, renderRestorePointsJson, renderRestoreResult, renderRestoreResultJson,
} from '../render/restore';

const CHOICES = ['group', 'before', 'workload', 'to-namespace', 'storage-class', 'ordinal', 'as', 'lost', 'state-file', 'accept-unproven'];

type Verb = (context: PolicyContext, values: Values) => Promise<number>;

const VERBS: { readonly [verb: string]: { readonly run: Verb; readonly options: readonly string[] } } = {
  list: { run: listCommand, options: ['lost', 'state-file'] },
  plan: { run: planCommand, options: CHOICES },
  run: { run: runCommand, options: [...CHOICES, 'wait', 'yes'] },
  release: { run: releaseCommand, options: ['group', 'yes'] },
  swap: { run: swapCommand, options: ['workload', 'wait', 'dry-run', 'yes'] },
};

/** `restore list|plan|run|swap|release`: what can be restored, what a restore would make, the restore, the way back to the old name, and the end of holds. */
export async function restoreCommand(args: readonly string[], streams: Streams, world: World): Promise<number> {
  const [name, ...rest] = args;
  const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options: OPTIONS });
  if (values.help || asksForHelp(name)) {
    streams.out(HELP);
    return EXIT.clean;
  }
  const verb = name !== undefined && Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  const wrong = verb ? wrongUsage(name, verb.options, values, positionals) : `restore takes one of ${Object.keys(VERBS).join(', ')}`;
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

async function listCommand({ policy, cluster, world, streams }: PolicyContext, values: Values): Promise<number> {
  const { output, lost } = values;
  if (lost) {
    const found = (await readLostGroups(policy, cluster, stateOf(policy, world, values).state)).reverse();
    streams.out(output === 'json' ? renderLostGroupsJson(policy, found) : renderLostGroups(policy, found, cluster.now()));
    return found.length > 0 ? EXIT.clean : EXIT.findings;
  }
  const points = completeNewestFirst(await readGroups(policy, cluster));
  streams.out(output === 'json' ? renderRestorePointsJson(policy, points) : renderRestorePoints(policy, points, cluster.now()));
  return points.length > 0 ? EXIT.clean : EXIT.findings;
}

async function planCommand({ policy, cluster, world, streams }: PolicyContext, values: Values): Promise<number> {
  const plan = await readPlan(policy, requestOf({ policy, world }, values), cluster);
  streams.out(values.output === 'json' ? renderRestorePlanJson(plan) : renderRestorePlan(plan));
  return plan.refusals.length === 0 ? EXIT.clean : EXIT.nothingChecked;
}

async function runCommand(context: PolicyContext, values: Values): Promise<number> {
  const { policy, cluster, progress, world, streams } = context;
  const request = requestOf(context, values);
  if (!values.yes) {
    const answer = await consent(context, await proposalOf(context, request));
    if (answer !== undefined) return answer;
  }
  const result = await restore(policy, request, {
    cluster,
    clock: world.clock,
    progress,
    holder: holderName(world.host, world.process),
    waitSeconds: waitSecondsOf(values),
    signal: world.signal,
  });
  streams.out(values.output === 'json' ? renderRestoreResultJson(result) : renderRestoreResult(result));
  if (result.plan.refusals.length > 0) return EXIT.nothingChecked;
  return result.finished ? RESTORE_EXIT.done : RESTORE_EXIT.waiting;
}

async function proposalOf({ policy, cluster }: PolicyContext, request: RestoreRequest): Promise<Proposal> {
  const plan = await readPlan(policy, request, cluster);
  const isOfSet = policy.workload.kind === 'StatefulSet';
  return {
    plan: renderRestorePlan(plan),
    settled: plan.refusals.length > 0 ? EXIT.nothingChecked : undefined,
    deed: 'restored',
    unasked: '--yes, or restore plan to see the plan alone',
    purpose: 'To make these claims',
    whose: isOfSet ? 'set they are for' : 'policy',
    name: isOfSet ? request.workload : policy.name,
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
