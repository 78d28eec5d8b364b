/** What the operations ask of a cluster. One adapter speaks to a real one; tests have theirs. */
export interface Cluster {
  /** The object, or undefined where there is none. */
  get(kind: Kind, name: string, namespace?: string): Promise<KubeObject | undefined>;
  /** All objects with these labels, in all namespaces without one: either the whole list or an error. */
  list(kind: Kind, namespace: string | undefined, labels: { readonly [label: string]: string }): Promise<KubeObject[]>;
  /** Throws a ClusterError with reason `AlreadyExists` for a name that is taken. */
  create(kind: Kind, object: KubeObject, options?: { readonly dryRun?: boolean }): Promise<KubeObject>;
  /** Replaces what was read; throws a ClusterError with reason `Conflict` when it has changed since. */
  replace(kind: Kind, object: KubeObject): Promise<KubeObject>;
  /** Throws a ClusterError with reason `Conflict` or `Invalid` when a `test` does not hold. */
  patch(kind: Kind, name: string, namespace: string | undefined, operations: readonly JsonPatchOperation[]): Promise<KubeObject>;
  /** Deletes this very object, not another of its name. One that is gone already is no error. */
  delete(kind: Kind, object: KubeObject): Promise<void>;
  /** Kinds of an API group that can be listed, each in the version that the cluster prefers; none where there is no such group. */
  servedKinds(group: string): Promise<ServedKind[]>;
  /** Opens a way to a port of a Service: its address inside the cluster, a forwarded port outside of it. */
  connect(namespace: string, service: string, port: number): Promise<Connection>;
  /**
   * Runs a command in a container of a pod, and answers with how it ended. Throws when that is not known, or the command did not start: it may
   * be running then. One that is told to stop by the signal goes on in the container.
   */
  exec(target: ExecTarget, command: readonly string[], signal: AbortSignal): Promise<ExecResult>;
  /** The API server's clock, as of its last answer: times that are compared with those of objects are taken from it. */
  now(): Date;
}

/** Of a label that is listed by: whatever its value is. No label has it as its value. */
export const ANY_VALUE = '*';

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#standard-api-terminology */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
}

/** What the audit asks of a cluster: it only reads. */
export interface Inventory {
  /** The kinds of a group (`''` for the core) that can be listed, each in the version that the cluster prefers; none where there is no such group. */
  servedKinds(group: string): Promise<ServedKind[]>;
  /** All objects of a kind, in all namespaces without one: either the whole list or an error. */
  list(kind: Kind, namespace: string | undefined, labels: { readonly [label: string]: string }): Promise<KubeObject[]>;
}

export interface ServedKind extends Kind {
  readonly namespaced: boolean;
}

export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}

export interface ObjectMetadata {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  /** Grows with each change of the spec. */
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: { [label: string]: string };
  annotations?: { [annotation: string]: string };
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: unknown;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/ */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid?: string;
  readonly controller?: boolean;
}

export interface JsonPatchOperation {
  readonly op: 'test' | 'replace' | 'add' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

export interface Connection {
  readonly host: string;
  readonly port: number;
  close(): void;
}

export interface ExecTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** https://github.com/kubernetes/apimachinery/blob/v0.36.0/pkg/apis/meta/v1/types.go StatusReason; `Unreachable` is ours */
export type ClusterErrorReason = 'AlreadyExists' | 'Conflict' | 'Forbidden' | 'Invalid' | 'NotFound' | 'Unauthorized' | 'Unreachable' | 'Other';

/** The cluster said no, or nothing. */
export class ClusterError extends Error {
  constructor(public readonly reason: ClusterErrorReason, message: string) {
    super(message);
  }
}

export const VOLUME_SNAPSHOT: Kind = { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot', plural: 'volumesnapshots' };
export const VOLUME_SNAPSHOT_CONTENT: Kind = { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotContent', plural: 'volumesnapshotcontents' };
export const STORAGE_CLASS: Kind = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', plural: 'storageclasses' };
export const NETWORK_POLICY: Kind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', plural: 'networkpolicies' };
export const NAMESPACE: Kind = { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces' };
export const STATEFUL_SET: Kind = { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' };
export const CLAIM: Kind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims' };
export const VOLUME: Kind = { apiVersion: 'v1', kind: 'PersistentVolume', plural: 'persistentvolumes' };
export const CONFIG_MAP: Kind = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' };
export const SECRET: Kind = { apiVersion: 'v1', kind: 'Secret', plural: 'secrets' };
export const SERVICE: Kind = { apiVersion: 'v1', kind: 'Service', plural: 'services' };
export const POD: Kind = { apiVersion: 'v1', kind: 'Pod', plural: 'pods' };
export const LEASE: Kind = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', plural: 'leases' };
export const CRON_JOB: Kind = { apiVersion: 'batch/v1', kind: 'CronJob', plural: 'cronjobs' };
