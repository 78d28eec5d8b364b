import { awaitPod } from './await-pod';
import { cleanUp } from './clean';
import { withDrill } from './evidence';
import { expectIsolation } from './isolation';
import { checksOf, containerOf, judge } from './judge';
import type { Verdict } from './judge';
import { expectedLsnOf, podOf } from './pod';
import type { RestoreDrillDocument } from '../../../src/documents/restore-drill';
import type { DrillEvidence } from '../../../src/documents/snapshot-state';
import { POD } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import type { Progress } from '../progress';
import { restore } from '../restore/apply';
import { BrokenBackup, labelOfGroup } from '../restore/label';
import { ordinalsOf } from '../restore/place';
import { readGroups } from '../restore/read';
import { chooseGroup } from '../restore/request';
import type { RestoreRequest } from '../restore/request';
import type { Clock } from '../snapshots/clock';
import type { Group } from '../snapshots/group';
import { withPolicyLease } from '../snapshots/lease';
import { loadState, updateState } from '../snapshots/state';

/** What a drill works with. */
export interface DrillEnvironment {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Who drills: for the leases. */
  readonly holder: string;
  /** Name and version of the program, for the evidence. */
  readonly program: string;
  readonly signal: AbortSignal;
}

/** Restores the newest group apart, looks at it, writes down what it found, and cleans up. */
export async function runDrill(drill: RestoreDrillDocument, environment: DrillEnvironment): Promise<DrillEvidence> {
  return withPolicyLease(drill.policy, environment, async ({ signal }) => drillUnderLease(drill, { ...environment, signal }), drill.name);
}

async function drillUnderLease(drill: RestoreDrillDocument, environment: DrillEnvironment): Promise<DrillEvidence> {
  const { cluster, progress, program } = environment;
  const swept = await cleanUp(drill, environment);
  if (swept.length > 0) throw new Error(`an earlier drill left behind what does not go away: ${swept.join(', ')}`);
  const group = chooseGroup(await readGroups(drill.policy, cluster), drill.policy, { namespace: drill.namespace, workload: drill.name });
  const startedAt = cluster.now();
  const rpoSeconds = secondsBetween(group.cutAt, startedAt);
  progress.step('group', `restores group ${group.name}, which is ${rpoSeconds} s old`, { group: group.name, rpoSeconds });

  let found: Finding;
  let leftovers: string[];
  try {
    found = await lookAt(group, drill, environment);
  } catch (error) {
    // the label is a part of the copy
    found = { outcome: error instanceof BrokenBackup ? 'Failed' : 'Inconclusive', reason: (error as Error).message };
  } finally {
    leftovers = await cleanUp(drill, environment).catch((error: unknown) => [(error as Error).message]);
  }
  const rtoSeconds = found.finishedAt && secondsBetween(startedAt, found.finishedAt);
  // the clock of the server is read from answers, which count whole seconds
  const finishedAt = new Date(Math.max(startedAt.getTime(), cluster.now().getTime()));
  const evidence: DrillEvidence = {
    group: group.name,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    ...againstTargets(drill, found, rpoSeconds, rtoSeconds),
    rpoSeconds,
    ...(rtoSeconds !== undefined ? { rtoSeconds } : {}),
    phases: found.pod ? phasesOf(found.pod, drill, startedAt) : [],
    checks: found.pod ? checksOf(found.pod, drill) : [],
    leftovers,
    program,
  };
  await updateState(cluster, drill.policy, (state) => withDrill(state, evidence));
  return evidence;
}

interface Finding extends Verdict {
  readonly pod?: KubeObject;
  /** When the validator ended. */
  readonly finishedAt?: Date;
}

async function lookAt(group: Group, drill: RestoreDrillDocument, environment: DrillEnvironment): Promise<Finding> {
  const { cluster, progress } = environment;
  await expectIsolation(cluster, drill);
  const label = labelOfGroup(drill.policy, group);
  if ((label === undefined) !== (drill.preparer === undefined)) {
    throw new Error(`group ${group.name} is ${label ? 'a backup' : 'of one cut'}, from before the policy was changed, and the drill is for those that it makes now`);
  }
  const request: RestoreRequest = {
    group: group.name,
    namespace: drill.namespace,
    namespaceIsKnown: true,
    workload: drill.name,
    storageClass: drill.storageClass,
    // the pod of a drill mounts the volumes of the first
    ...ordinalsOf(drill.policy, group).length === 1 ? { ordinal: 0 } : {},
  };
  const { plan } = await restore(drill.policy, request, { ...environment, waitSeconds: 0 });
  if (plan.refusals.length > 0) return { outcome: 'Inconclusive', reason: plan.refusals.join('; ') };
  const expectedLsn = label?.stop_lsn ?? expectedLsnOf(await loadState(cluster, drill.policy), group.name);
  const created = await cluster.create(POD, podOf(drill, expectedLsn));
  progress.step('pod', `pod ${drill.namespace}/${drill.name} starts a server on it`, { pod: drill.name });
  const pod = await awaitPod(created, drill, environment);
  const finishedAt: string | undefined = containerOf(pod, 'containerStatuses', drill.validator)?.state?.terminated?.finishedAt;
  return { ...judge(pod, drill), pod, ...(finishedAt !== undefined ? { finishedAt: new Date(finishedAt) } : {}) };
}

/** Data that is good, and too old or too late, is a failed drill: the promise is broken. */
function againstTargets(
  { targets }: RestoreDrillDocument, { outcome, reason }: Finding, rpoSeconds: number, rtoSeconds: number | undefined,
): Verdict {
  const missed = [
    ...targets.rpoSeconds !== undefined && rpoSeconds > targets.rpoSeconds ? [`the newest group was ${rpoSeconds} s old, and ${targets.rpoSeconds} s are allowed`] : [],
    ...targets.rtoSeconds !== undefined && (rtoSeconds ?? 0) > targets.rtoSeconds ? [`it took ${rtoSeconds} s, and ${targets.rtoSeconds} s are allowed`] : [],
  ];
  if (missed.length === 0 || outcome === 'Inconclusive') return { outcome, ...(reason !== undefined ? { reason } : {}) };
  return { outcome: 'Failed', reason: [...reason === undefined ? [] : [reason], ...missed].join('; ') };
}

/** Where the time went: until the volumes were there, until the server was ready, until all was looked at. */
function phasesOf(pod: KubeObject, { server, validator }: RestoreDrillDocument, startedAt: Date): NonNullable<DrillEvidence['phases']> {
  const status = containerOf(pod, 'initContainerStatuses', server)?.state;
  const looked = containerOf(pod, 'containerStatuses', validator)?.state?.terminated;
  const times = [startedAt.toISOString(), (status?.running ?? status?.terminated)?.startedAt, looked?.startedAt, looked?.finishedAt];
  return ['volumes', 'recovery', 'validation'].flatMap((name, at) => (
    times[at] !== undefined && times[at + 1] !== undefined ? [{ name, seconds: secondsBetween(new Date(times[at]), new Date(times[at + 1])) }] : []
  ));
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
}
