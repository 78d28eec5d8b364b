/**
 * What the API server compares on update, and refuses when it differs. Everything else of these kinds may change.
 */

/** A field that is compared, as a path from the top of the object. */
export interface ImmutableField {
  readonly path: readonly string[];
  /** What the API server takes an absent field for. */
  readonly absent?: string;
  /** It may be set where it was not. */
  readonly mayBeAdded?: true;
}

// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/storage/validation/validation.go (ValidateStorageClassUpdate):
// allowVolumeExpansion, mountOptions and allowedTopologies are not compared.
// Defaults: https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/storage/v1/defaults.go
export const STORAGE_CLASS_FIELDS: readonly ImmutableField[] = [
  { path: ['provisioner'] },
  { path: ['parameters'] },
  { path: ['reclaimPolicy'], absent: 'Delete' },
  { path: ['volumeBindingMode'], absent: 'Immediate' },
];

// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/storage/validation/validation.go (ValidateVolumeAttributesClassUpdate)
export const VOLUME_ATTRIBUTES_CLASS_FIELDS: readonly ImmutableField[] = [{ path: ['driverName'] }, { path: ['parameters'] }];

// https://github.com/kubernetes-csi/external-snapshotter/blob/client/v8.6.0/client/config/crd/groupsnapshot.storage.k8s.io_volumegroupsnapshotclasses.yaml
export const GROUP_SNAPSHOT_CLASS_FIELDS: readonly ImmutableField[] = [{ path: ['driver'] }, { path: ['parameters'] }, { path: ['deletionPolicy'] }];

// Accepted by the API server (its CRD compares nothing), and not meant to change: "the objects cannot be updated once they are created".
// https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/
export const SNAPSHOT_CLASS_FIELDS: readonly ImmutableField[] = [{ path: ['driver'] }, { path: ['parameters'] }];

// https://github.com/kubernetes-csi/external-snapshotter/blob/client/v8.6.0/client/config/crd/snapshot.storage.k8s.io_volumesnapshots.yaml
export const SNAPSHOT_FIELDS: readonly ImmutableField[] = [
  { path: ['spec', 'source', 'persistentVolumeClaimName'] },
  { path: ['spec', 'source', 'volumeSnapshotContentName'] },
];

// https://github.com/kubernetes-csi/external-snapshotter/blob/client/v8.6.0/client/config/crd/groupsnapshot.storage.k8s.io_volumegroupsnapshots.yaml
export const GROUP_SNAPSHOT_FIELDS: readonly ImmutableField[] = [
  { path: ['spec', 'source', 'selector'] },
  { path: ['spec', 'source', 'volumeGroupSnapshotContentName'] },
];

// https://github.com/kubernetes-csi/external-snapshotter/blob/client/v8.6.0/client/config/crd/snapshot.storage.k8s.io_volumesnapshotcontents.yaml
export const SNAPSHOT_CONTENT_FIELDS: readonly ImmutableField[] = [
  { path: ['spec', 'source', 'snapshotHandle'] },
  { path: ['spec', 'source', 'volumeHandle'] },
  { path: ['spec', 'sourceVolumeMode'], mayBeAdded: true },
];

// https://github.com/kubernetes-csi/external-snapshotter/blob/client/v8.6.0/client/config/crd/groupsnapshot.storage.k8s.io_volumegroupsnapshotcontents.yaml
export const GROUP_SNAPSHOT_CONTENT_FIELDS: readonly ImmutableField[] = [
  { path: ['spec', 'source', 'groupSnapshotHandles'] },
  { path: ['spec', 'source', 'volumeHandles'] },
  { path: ['spec', 'driver'] },
  { path: ['spec', 'volumeGroupSnapshotClassName'], mayBeAdded: true },
  { path: ['spec', 'volumeGroupSnapshotRef', 'name'] },
  { path: ['spec', 'volumeGroupSnapshotRef', 'namespace'] },
];

// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/apps/validation/validation.go (ValidateStatefulSetUpdate):
// all other fields of the spec are compared.
export const STATEFUL_SET_MUTABLE_FIELDS: readonly string[] = [
  'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds',
];

// Defaults: https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/apps/v1/defaults.go (SetDefaults_StatefulSet)
export const STATEFUL_SET_DEFAULTS: { readonly [field: string]: unknown } = { podManagementPolicy: 'OrderedReady', serviceName: '' };

// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/validation/validation.go (ValidatePersistentVolumeUpdate):
// what is left of the spec is the volume's source, which is compared, as volumeMode is, and nodeAffinity once it is set.
export const VOLUME_MUTABLE_FIELDS: readonly string[] = [
  'capacity', 'accessModes', 'claimRef', 'persistentVolumeReclaimPolicy', 'storageClassName', 'mountOptions', 'volumeAttributesClassName',
];

// What the API server sees as the same in a volume's node affinity:
// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/validation/validation.go (validatePvNodeAffinity)
export const RENAMED_NODE_LABELS: { readonly [beta: string]: string } = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
};

// Claims, claim templates and volumes alike: https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/v1/defaults.go
export const DEFAULT_VOLUME_MODE = 'Filesystem';
