import type { Manifest } from './finding';

/** Kind and group as kubectl writes them: `StatefulSet.apps`, `Service`. */
export const POD = 'Pod';
export const SERVICE = 'Service';
export const CONFIG_MAP = 'ConfigMap';
export const SECRET = 'Secret';
export const NAMESPACE = 'Namespace';
export const CLAIM = 'PersistentVolumeClaim';
export const VOLUME = 'PersistentVolume';
export const STATEFUL_SET = 'StatefulSet.apps';
export const DEPLOYMENT = 'Deployment.apps';
export const REPLICA_SET = 'ReplicaSet.apps';
export const DAEMON_SET = 'DaemonSet.apps';
export const JOB = 'Job.batch';
export const CRON_JOB = 'CronJob.batch';
export const HORIZONTAL_POD_AUTOSCALER = 'HorizontalPodAutoscaler.autoscaling';
/** https://keda.sh/docs/2.18/reference/scaledobject-spec/ */
export const SCALED_OBJECT = 'ScaledObject.keda.sh';
export const STORAGE_CLASS = 'StorageClass.storage.k8s.io';
export const VOLUME_ATTRIBUTES_CLASS = 'VolumeAttributesClass.storage.k8s.io';
export const SNAPSHOT = 'VolumeSnapshot.snapshot.storage.k8s.io';
export const SNAPSHOT_CLASS = 'VolumeSnapshotClass.snapshot.storage.k8s.io';
export const SNAPSHOT_CONTENT = 'VolumeSnapshotContent.snapshot.storage.k8s.io';
export const GROUP_SNAPSHOT = 'VolumeGroupSnapshot.groupsnapshot.storage.k8s.io';
export const GROUP_SNAPSHOT_CLASS = 'VolumeGroupSnapshotClass.groupsnapshot.storage.k8s.io';
export const GROUP_SNAPSHOT_CONTENT = 'VolumeGroupSnapshotContent.groupsnapshot.storage.k8s.io';
export const DISRUPTION_BUDGET = 'PodDisruptionBudget.policy';
export const RESOURCE_QUOTA = 'ResourceQuota';
export const NETWORK_POLICY = 'NetworkPolicy.networking.k8s.io';

/** Kinds whose pods serve; the pods of Jobs come and go. */
export const SERVING_KINDS: readonly string[] = [STATEFUL_SET, DEPLOYMENT, REPLICA_SET, DAEMON_SET, POD];

/** All kinds that run pods. */
export const WORKLOAD_KINDS: readonly string[] = [...SERVING_KINDS, JOB, CRON_JOB];

export function kindOf({ apiVersion, kind }: Manifest): string {
  const known = KNOWN_KINDS.get(apiVersion) ?? new Map<string, string>();
  let name = known.get(kind);
  if (name === undefined) {
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    name = group === '' ? kind : `${kind}.${group}`;
    KNOWN_KINDS.set(apiVersion, known.set(kind, name));
  }
  return name;
}

/** By apiVersion and kind: every object is asked several times, and there are few kinds. */
const KNOWN_KINDS = new Map<string, Map<string, string>>();

/** Objects without a namespace belong together: they go where the others without one go. */
export function namespaceOf(object: Manifest): string {
  return object.metadata.namespace ?? '';
}

/** `StatefulSet orders/db`, `StorageClass disk` */
export function describe(object: Manifest): string {
  const name = object.metadata.name ?? '(no name)';
  return `${object.kind} ${object.metadata.namespace ? `${object.metadata.namespace}/` : ''}${name}`;
}
