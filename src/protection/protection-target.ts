import { needsBackup, quiesceBy } from './policy-document';
import type { ProtectionTarget } from './policy-document';
import type { SnapshotPolicyProps } from './snapshot-policy-props';
import { dnsLabelFaults } from '../core/names';
import type { IClaim } from '../storage/persistent-volume-claim';
import type { IStatefulWorkload } from '../workloads/stateful-workload';

/** The pods of a set, or some of them. */
export function targetOfWorkload(props: SnapshotPolicyProps, workload: IStatefulWorkload, policy: string): ProtectionTarget {
  const { ordinals, primaryLabels, quiesce, groupSnapshotClass } = props;
  const access = quiesce?.strategy === 'none' || quiesce?._exec ? undefined : workload.snapshotAccess;
  return {
    workload: {
      kind: 'StatefulSet',
      name: workload.workloadName,
      replicas: Math.max(workload.replicas, 1),
      claimTemplates: workload.volumes.map(({ claimTemplateName }) => claimTemplateName),
      ...(ordinals ? { ordinals: [...ordinals] } : {}),
      ...(primaryLabels ? { primaryLabels: { ...primaryLabels } } : {}),
    },
    classes: workload.volumes.map(({ storageClass }) => storageClass),
    quiesce: quiesceBy(props, workload, policy, access),
    ...(access ? { access } : {}),
    isMarked: needsBackup(workload) || groupSnapshotClass !== undefined || quiesce?._exec !== undefined,
    construct: workload,
  };
}

/** Claims, which are called what the one of them is, or else what the policy is. */
export function targetOfClaims(policy: string, claims: readonly IClaim[]): ProtectionTarget {
  const names = claims.map(({ claimName }) => claimName);
  const isLabel = names.length === 1 && dnsLabelFaults('claims', names[0]).length === 0;
  return {
    workload: { kind: 'PersistentVolumeClaims', name: isLabel ? names[0] : policy, claims: names },
    classes: claims.map(({ storageClass }) => storageClass),
    quiesce: { strategy: 'none' },
    isMarked: false,
  };
}
