import type { DriverFacts, ParameterFacts } from './driver-facts';

/** What the drivers for block devices and for file systems of Ceph have in common: one project makes both. */
export const CEPH_CSI = 'ceph/ceph-csi@52fcb7b0';
export const ROOK = 'rook/rook@d0c3b9ce';

/** Credentials for one task: the name of a Secret and its namespace. */
export function secretParameters(task: string, facts: Pick<ParameterFacts, 'required' | 'note' | 'source'>): readonly ParameterFacts[] {
  const [name, namespace] = [`${secretPrefix(task)}-name`, `${secretPrefix(task)}-namespace`];
  const common = { type: 'string', required: facts.required, note: facts.note, source: facts.source } as const;
  // of those that every class needs, what is missing is said already
  return facts.required ? [{ ...common, name }, { ...common, name: namespace }]
    : [{ ...common, name, requires: [namespace] }, { ...common, name: namespace, requires: [name] }];
}

/** Where a Secret is named: `csi.storage.k8s.io/node-stage-secret`, to be followed by `-name` and `-namespace`. */
export function secretPrefix(task: string): string {
  return `csi.storage.k8s.io/${task}-secret`;
}

export const CLUSTER_ID: Omit<ParameterFacts, 'source'> = {
  name: 'clusterID',
  type: 'string',
  required: true,
  pattern: /^.{1,36}$/,
  form: 'at most 36 characters',
  note: 'an entry of the ConfigMap ceph-csi-config; with Rook the namespace of the CephCluster',
};

/** Where ceph-csi looks for key management systems: a file that Rook mounts from one ConfigMap, else the other. */
export const KMS_ENTRY = 'an entry of the ConfigMap csi-kms-connection-details, with Rook of rook-ceph-csi-kms-config';
export const KMS_SOURCES = `${CEPH_CSI} internal/kms/kms.go; ${ROOK} Documentation/Storage-Configuration/Ceph-CSI/ceph-csi-drivers.md`;

/** Keys of a VolumeSnapshotClass. */
export const SNAPSHOT_PARAMETERS: readonly string[] = [
  'clusterID', 'snapshotNamePrefix', `${secretPrefix('snapshotter')}-name`, `${secretPrefix('snapshotter')}-namespace`,
];

/** Keys of a VolumeGroupSnapshotClass that name its credentials. */
export const GROUP_SNAPSHOT_SECRET: readonly string[] = [`${secretPrefix('group-snapshotter')}-name`, `${secretPrefix('group-snapshotter')}-namespace`];

/** The name that Kubernetes knows a driver by, and how Rook prefixes it. */
export function cephProvisioners(name: string): DriverFacts['provisioners'] {
  return [
    { name, use: 'ceph-csi installed by its own manifests or charts', source: `${CEPH_CSI} examples` },
    {
      name: `rook-ceph.${name}`,
      suffix: `.${name}`,
      use: 'Rook and what builds on it, as OpenShift Data Foundation: the namespace of the operator, or CSI_DRIVER_NAME_PREFIX, stands before it',
      source: `${ROOK} Documentation/Getting-Started/quickstart.md:113-131`,
    },
  ];
}
