import { HOLD_ANNOTATION, POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { removeAnnotation } from '../../cluster/annotate';
import { CLAIM, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import type { Progress } from '../progress';
import { reasonsOf } from '../restore/hold';
import { readGroups } from '../restore/read';
import { sourceOf } from '../restore/restored-claim';
import { loadRecord } from '../restore-swap/record';
import { safetyGroup } from '../restore-swap/safety';
import type { Clock } from '../snapshots/clock';
import type { Group } from '../snapshots/group';
import { holdsOf } from '../snapshots/holds';
import type { HeldGroup } from '../snapshots/holds';
import { withLease } from '../snapshots/lease';

/** What a release works with. */
export interface ReleaseEnvironment {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Who releases: for the lease. */
  readonly holder: string;
  readonly signal: AbortSignal;
}

export interface ReleasePlan {
  /** What holds the group; nothing, when nobody does. */
  readonly holds: readonly HeldGroup[];
  /** Who still needs it. */
  readonly refusals: readonly string[];
}

/** What a release would take away. Only reads. */
export async function readReleasePlan(policy: SnapshotPolicyDocument, group: string, cluster: Cluster): Promise<ReleasePlan> {
  return planRelease(policy, await groupNamed(policy, group, cluster), cluster);
}

/** Takes the holds of a group away, whoever put them there, and nothing else: the retention decides about it again. */
export async function release(policy: SnapshotPolicyDocument, name: string, environment: ReleaseEnvironment): Promise<ReleasePlan> {
  const { cluster, clock, progress, holder, signal } = environment;
  const lease = { name: policy.name, namespace: policy.namespace, holder, labels: { [POLICY_LABEL]: policy.name }, signal };
  return withLease(cluster, clock, progress, lease, async () => {
    const group = await groupNamed(policy, name, cluster);
    const plan = await planRelease(policy, group, cluster);
    if (plan.refusals.length > 0) return plan;
    for (const { metadata } of group.members) {
      if (metadata.annotations?.[HOLD_ANNOTATION] === undefined) continue;
      await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, removeAnnotation(metadata, HOLD_ANNOTATION));
    }
    return plan;
  });
}

async function groupNamed(policy: SnapshotPolicyDocument, name: string, cluster: Cluster): Promise<Group> {
  const group = (await readGroups(policy, cluster)).find((each) => each.name === name);
  if (!group) throw new Error(`policy ${policy.namespace}/${policy.name} has no group ${name}; snapshot status shows those that there are`);
  return group;
}

async function planRelease(policy: SnapshotPolicyDocument, group: Group, cluster: Cluster): Promise<ReleasePlan> {
  const reasons = new Set(group.members.flatMap(({ metadata }) => reasonsOf(metadata)));
  const unfinished: string[] = [];
  for (const reason of reasons) unfinished.push(...await claimsToFill(reason, group, cluster));
  return { holds: holdsOf([group]), refusals: [...unfinished, ...await swapToFinish(policy, group, cluster)] };
}

/** A restore whose claims wait for their first pod needs its copies for as long. */
async function claimsToFill(reason: string, group: Group, cluster: Cluster): Promise<string[]> {
  const namespace = /^restore to ([^/]+)\/.+$/.exec(reason)?.[1];
  if (namespace === undefined) return [];
  const sources = group.members.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const claims = await cluster.list(CLAIM, namespace, {});
  const waiting = claims.filter((claim) => claim.status?.phase !== 'Bound' && sources.includes(sourceOf(claim) ?? ''));
  return waiting.map(({ metadata }) => `claim ${namespace}/${metadata.name} is still to be filled from ${group.name}; start its pod, or delete the claim`);
}

async function swapToFinish(policy: SnapshotPolicyDocument, { name }: Group, cluster: Cluster): Promise<string[]> {
  const record = (await loadRecord(policy, cluster))?.record;
  if (!record || record.phase === 'done' || safetyGroup(policy, record.safetyAt) !== name) return [];
  return [`the exchange with StatefulSet ${policy.namespace}/${record.workload} that ${name} was taken for is not finished; finish it: restore swap --workload ${record.workload}`];
}
