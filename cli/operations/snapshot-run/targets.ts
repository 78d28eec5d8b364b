import { claimNames } from './plan';
import { claimsOfPod, primaryEvidence, primaryOf } from './primary';
import { EXCHANGING_ANNOTATION } from '../../../src/core/vocabulary';
import type { PolicyStatefulSet, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { PrimaryEvidence } from '../../../src/documents/snapshot-state';
import { CLAIM, STATEFUL_SET } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/** What a run takes snapshots of. */
export interface Targets {
  /** Claims that have a volume: at least one. */
  readonly claims: readonly KubeObject[];
  /** Why others have none. */
  readonly excluded: readonly string[];
  /** The pod whose claims they are, where the policy protects the one that takes writes. */
  readonly primary?: PrimaryEvidence;
}

/** Looks up what the policy protects. Throws when there is nothing of it. */
export async function targetsOf(policy: SnapshotPolicyDocument, cluster: Cluster): Promise<Targets> {
  const { namespace, workload } = policy;
  switch (workload.kind) {
    case 'StatefulSet': return targetsOfSet(policy, workload, cluster);
    case 'PersistentVolumeClaims': return boundClaims(workload.claims, `policy ${namespace}/${policy.name}`, namespace, cluster);
  }
}

async function targetsOfSet(policy: SnapshotPolicyDocument, workload: PolicyStatefulSet, cluster: Cluster): Promise<Targets> {
  const { name, claimTemplates, primaryLabels } = workload;
  const set = await cluster.get(STATEFUL_SET, name, policy.namespace);
  if (!set) throw new Error(`StatefulSet ${policy.namespace}/${name} is not there; policy ${policy.name} has nothing to protect`);
  requireOpen(policy, set);
  requireTemplates(policy, workload, set);
  const pod = primaryLabels && await primaryOf(policy, primaryLabels, set, cluster);
  const names = pod ? claimsOfPod(pod, claimTemplates) : claimNames(workload, set);
  const found = await boundClaims(names, `StatefulSet ${policy.namespace}/${name}`, policy.namespace, cluster);
  return { ...found, ...(pod ? { primary: primaryEvidence(pod) } : {}) };
}

function requireOpen({ namespace }: SnapshotPolicyDocument, { metadata: { name, annotations } }: KubeObject): void {
  const swapper = annotations?.[EXCHANGING_ANNOTATION];
  if (swapper === undefined) return;
  const remedy = `finish it: cdk8s-stateful restore swap ${swapper} --namespace ${namespace}; protection status says with which set`;
  throw new Error(`the volumes of StatefulSet ${namespace}/${name} are being exchanged (annotation ${EXCHANGING_ANNOTATION}), so that a copy would be of a part of them; ${remedy}`);
}

function requireTemplates({ namespace, name: policy }: SnapshotPolicyDocument, { name, claimTemplates }: PolicyStatefulSet, set: KubeObject): void {
  const defined: string[] = (set.spec?.volumeClaimTemplates ?? []).map(({ metadata }: KubeObject) => metadata.name);
  const unknown = claimTemplates.filter((template) => !defined.includes(template));
  if (unknown.length === 0) return;
  const has = `it has ${defined.join(', ') || 'none'}`;
  throw new Error(`StatefulSet ${namespace}/${name} has no claim template ${unknown.join(', ')}, ${has}; render policy ${policy} anew`);
}

/**
 * Claims with a volume, and why others have none. A replica that cannot start, or is being made, has no data that could be lost,
 * nor has a claim that nobody has used yet; it is no reason to leave the others without a copy.
 */
async function boundClaims(names: readonly string[], owner: string, namespace: string, cluster: Cluster): Promise<Targets> {
  const claims = await Promise.all(names.map((claim) => cluster.get(CLAIM, claim, namespace)));
  const bound = claims.filter((claim) => claim?.status?.phase === 'Bound') as KubeObject[];
  const excluded = names.flatMap((claim, at) => (bound.some(({ metadata }) => metadata.name === claim) ? [] : [
    `claim ${claim} is ${claims[at] ? claims[at].status?.phase ?? 'not bound' : 'not there'}`,
  ]));
  if (bound.length === 0) throw new Error(`${owner} has no volume to snapshot: ${excluded.join(', ')}`);
  return { claims: bound, excluded };
}
