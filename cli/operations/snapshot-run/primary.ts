import { statefulSetOf } from '../../../src/documents/policy-workload';
import type { PolicyStatefulSet, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent, PrimaryEvidence } from '../../../src/documents/snapshot-state';
import { ClusterError, POD, STATEFUL_SET } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/** Nobody can tell which pod is the primary. */
class NoPrimary extends Error {}

type Labels = NonNullable<PolicyStatefulSet['primaryLabels']>;

/**
 * The pod of the set that takes writes: the one ready pod with the labels. A pod that crashed keeps them until it is started again, and is not
 * ready meanwhile; one that is being deleted is about to give them up. Throws when there is none, or more than one.
 */
export async function primaryOf(policy: SnapshotPolicyDocument, labels: Labels, set: KubeObject, cluster: Cluster): Promise<KubeObject> {
  const pods = await podsOf(set, cluster);
  const marked = pods.filter(({ metadata }) => Object.entries(labels).every(([label, value]) => metadata.labels?.[label] === value));
  const ready = marked.filter(isReady);
  if (ready.length === 1) return ready[0];
  const { name, namespace } = set.metadata;
  const wanted = `with the labels of its primary, ${Object.entries(labels).map((pair) => pair.join('=')).join(', ')}`;
  if (ready.length > 1) {
    throw new NoPrimary(`StatefulSet ${namespace}/${name} has ${ready.length} ready pods ${wanted}: ${namesOf(ready)}; which of them takes writes is not known, look at them and run again`);
  }
  const found = marked.length > 0 ? `${namesOf(marked)} has them and is not ready` : `its pods are ${namesOf(pods) || 'none'}`;
  throw new NoPrimary(`StatefulSet ${namespace}/${name} has no ready pod ${wanted}: ${found}; run again when one is elected, or correct primaryLabels of policy ${policy.name}`);
}

/** Names of the claims that a pod mounts of these claim templates: a volume has the name of its template. */
// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/statefulset/stateful_set_utils.go updateStorage
export function claimsOfPod({ metadata, spec }: KubeObject, templates: readonly string[]): string[] {
  const volumes: { readonly name: string; readonly persistentVolumeClaim?: { readonly claimName: string } }[] = spec?.volumes ?? [];
  return templates.map((template) => {
    const claim = volumes.find(({ name }) => name === template)?.persistentVolumeClaim?.claimName;
    if (claim === undefined) throw new Error(`pod ${metadata.namespace}/${metadata.name} mounts no claim of template ${template}`);
    return claim;
  });
}

/** What is to be said of a primary that somebody has just found. */
export function primaryEvidence({ metadata }: KubeObject): PrimaryEvidence {
  return { pod: metadata.name, uid: metadata.uid! };
}

/**
 * Looks again, when the volumes are cut: is the pod whose volumes they are still the primary? A cluster that does not answer, or answers that
 * there is none, is an answer too: nothing fails by it but what cannot do without.
 */
export async function lookAgain(policy: SnapshotPolicyDocument, before: PrimaryEvidence, cluster: Cluster): Promise<PrimaryEvidence> {
  const { name, primaryLabels = {} } = statefulSetOf(policy);
  const seen = (afterCut: PrimaryEvidence['afterCut'], reason: string): PrimaryEvidence => ({ ...before, afterCut, reason });
  try {
    const set = await cluster.get(STATEFUL_SET, name, policy.namespace);
    if (!set) return seen('unknown', `StatefulSet ${name} is gone, so nobody can see whether ${before.pod} is still its primary`);
    const { pod, uid } = primaryEvidence(await primaryOf(policy, primaryLabels, set, cluster));
    if (uid === before.uid) return { ...before, afterCut: 'same' };
    const now = pod === before.pod ? `${pod} was made anew` : `${pod} is the primary now`;
    return seen('changed', `the volumes are of ${before.pod}, which was the primary, and ${now}: what another pod took is not in them`);
  } catch (error) {
    if (!(error instanceof NoPrimary || error instanceof ClusterError)) throw error;
    return seen('unknown', `nobody can see whether ${before.pod} is still the primary: ${error.message}`);
  }
}

/** Why a group holds less than the primary for certain, if somebody saw that. */
export function primaryProblem({ primary }: Pick<GroupIntent, 'primary'>): string | undefined {
  if (primary === undefined || primary.afterCut === 'same') return undefined;
  return primary.reason ?? `nobody saw whether ${primary.pod} was still the primary when its volumes were cut`;
}

async function podsOf({ metadata, spec }: KubeObject, cluster: Cluster): Promise<KubeObject[]> {
  const pods = await cluster.list(POD, metadata.namespace, spec?.selector?.matchLabels ?? {});
  return pods.filter((pod) => pod.metadata.ownerReferences?.some(({ controller, uid }) => controller === true && uid === metadata.uid));
}

function isReady({ metadata, status }: KubeObject): boolean {
  const conditions: { readonly type: string; readonly status: string }[] = status?.conditions ?? [];
  return metadata.deletionTimestamp === undefined && conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True');
}

function namesOf(pods: readonly KubeObject[]): string {
  return pods.map(({ metadata }) => metadata.name).sort().join(', ');
}
