import { POLICY_LABEL } from '../../../src/core/vocabulary';
import { restoreConfigMapName } from '../../../src/documents/backup-label';
import { statefulSetOf } from '../../../src/documents/policy-workload';
import type { RestoreDrillDocument } from '../../../src/documents/restore-drill';
import { placeInSet } from '../../../src/facts/claims-of-sets';
import { CLAIM, CONFIG_MAP, ClusterError, POD, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster, Kind, KubeObject } from '../../cluster/cluster';
import { holdReason, withoutReason } from '../restore/hold';
import { takesCopyWithIt } from '../restore/import';
import { sourceOf } from '../restore/restored-claim';
import type { Clock } from '../snapshots/clock';
import { reasonsOf } from '../snapshots/holds';

const POLL_SECONDS = 2;
const PATIENCE_SECONDS = 300;

interface Surroundings {
  readonly cluster: Cluster;
  readonly clock: Clock;
}

/**
 * Takes away all that a drill made, this one or one that was killed: the pod first, then the claims and with them their volumes, then
 * what made the copies known there, then the label of a backup, then the hold. Returns what is left of it.
 */
export async function cleanUp(drill: RestoreDrillDocument, surroundings: Surroundings): Promise<string[]> {
  const { cluster } = surroundings;
  const left: string[] = [];
  left.push(...await deleteAll(POD, (await cluster.list(POD, drill.namespace, { [POLICY_LABEL]: drill.policy.name })), surroundings));
  const claims = (await cluster.list(CLAIM, drill.namespace, {})).filter((claim) => isOf(drill, claim));
  left.push(...await deleteAll(CLAIM, claims, surroundings));
  const { snapshots, contents, kept } = await importsOf(drill, cluster);
  left.push(...await deleteAll(VOLUME_SNAPSHOT, snapshots, surroundings));
  left.push(...await deleteAll(VOLUME_SNAPSHOT_CONTENT, contents, surroundings), ...kept);
  left.push(...await deleteAll(CONFIG_MAP, await labelsOf(drill, cluster), surroundings));
  // volumes that are still there may still be filled
  if (left.length === 0) await release(drill, cluster);
  return left;
}

/** Did a restore make the claim for this drill? What people have restored there themselves is theirs. */
function isOf({ name, policy }: RestoreDrillDocument, claim: KubeObject): boolean {
  return sourceOf(claim) !== undefined && placeInSet(claim.metadata.name, name, statefulSetOf(policy).claimTemplates) !== undefined;
}

/** Of one volume there is none, nor the right to look for it. */
async function labelsOf({ name, namespace, preparer }: RestoreDrillDocument, cluster: Cluster): Promise<KubeObject[]> {
  const label = preparer === undefined ? undefined : await cluster.get(CONFIG_MAP, restoreConfigMapName(name), namespace);
  return label ? [label] : [];
}

interface Imports {
  readonly snapshots: readonly KubeObject[];
  readonly contents: readonly KubeObject[];
  /** What would take the copy with it, since somebody has changed it: not touched. */
  readonly kept: readonly string[];
}

async function importsOf({ namespace }: RestoreDrillDocument, cluster: Cluster): Promise<Imports> {
  const imports: { snapshots: KubeObject[]; contents: KubeObject[]; kept: string[] } = { snapshots: [], contents: [], kept: [] };
  for (const snapshot of await cluster.list(VOLUME_SNAPSHOT, namespace, {})) {
    if (!snapshot.metadata.name.startsWith('restore-')) continue;
    const content = await cluster.get(VOLUME_SNAPSHOT_CONTENT, snapshot.spec.source.volumeSnapshotContentName);
    if (content && takesCopyWithIt(content)) imports.kept.push(`${VOLUME_SNAPSHOT_CONTENT.kind} ${content.metadata.name}, which is no longer retained`);
    else imports.snapshots.push(snapshot);
    if (content && !takesCopyWithIt(content)) imports.contents.push(content);
  }
  return imports;
}

/** Deletes objects and waits until they are gone; returns those that are not. */
async function deleteAll(kind: Kind, objects: readonly KubeObject[], { cluster, clock }: Surroundings): Promise<string[]> {
  const deadline = clock.monotonic() + PATIENCE_SECONDS * 1000;
  let left = [...objects];
  for (const object of objects) await cluster.delete(kind, object);
  while (left.length > 0) {
    const there: KubeObject[] = [];
    for (const object of left) {
      const found = await cluster.get(kind, object.metadata.name, object.metadata.namespace);
      if (found?.metadata.uid === object.metadata.uid) there.push(object);
    }
    left = there;
    if (left.length === 0 || clock.monotonic() >= deadline) break;
    await clock.sleep(POLL_SECONDS * 1000);
  }
  return left.map(({ metadata }) => `${kind.kind} ${metadata.name}`);
}

/** No group of the policy is held for this drill any more. */
async function release({ policy, namespace, name }: RestoreDrillDocument, cluster: Cluster): Promise<void> {
  const reason = holdReason({ namespace, workload: name });
  for (const { metadata } of await cluster.list(VOLUME_SNAPSHOT, policy.namespace, { [POLICY_LABEL]: policy.name })) {
    if (!reasonsOf(metadata).includes(reason)) continue;
    try {
      await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, withoutReason(metadata, reason));
    } catch (error) {
      if (!(error instanceof ClusterError) || error.reason !== 'NotFound') throw error;
    }
  }
}
