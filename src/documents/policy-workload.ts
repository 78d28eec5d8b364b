import type { PolicyStatefulSet, PolicyWorkload, SnapshotPolicyDocument } from './snapshot-policy';

/** What a policy protects, for people: `StatefulSet db`, `claim uploads`, `claims avatars, uploads`. */
export function workloadText(workload: PolicyWorkload): string {
  switch (workload.kind) {
    case 'StatefulSet': return `StatefulSet ${workload.name}`;
    case 'PersistentVolumeClaims': return `${workload.claims.length === 1 ? 'claim' : 'claims'} ${workload.claims.join(', ')}`;
  }
}

/** The set of a policy, for what makes sense of a set alone. Throws when the policy protects claims. */
export function statefulSetOf({ name, namespace, workload }: Pick<SnapshotPolicyDocument, 'name' | 'namespace' | 'workload'>): PolicyStatefulSet {
  if (workload.kind === 'StatefulSet') return workload;
  throw new Error(`policy ${namespace}/${name} protects ${workloadText(workload)}, and this is for the pods of a StatefulSet`);
}
