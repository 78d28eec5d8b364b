import * as fc from 'fast-check';
import type { BackendRecipe } from './backends';
import { backend } from './backends';
import { classMetadata, objectMetadata } from './metadata';
import { recipes } from './recipe';
import { mostly, parameters, props, size, struct, subdomainName, text } from './values';
import { CsiHostPath } from '../../../src/facts/drivers/csi-hostpath-backends';
import { VolumeAccessMode, VolumeBindingMode } from '../../../src/facts/drivers/volume-modes';
import { StatefulSettings } from '../../../src/kube/settings';
import { GroupSnapshotApiVersion } from '../../../src/storage/group-snapshot-class';
import { ProductionStorageClass } from '../../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../../src/storage/reclaim-policy';
import { RestoredClaim } from '../../../src/storage/restored-claim';
import { SnapshotDeletionPolicy } from '../../../src/storage/snapshot-class';
import type { TopologySelector } from '../../../src/storage/topology';
import { VolumeAttributesClass } from '../../../src/storage/volume-attributes-class';
import { VolumeGroupSnapshotClass } from '../../../src/storage/volume-group-snapshot-class';
import { VolumeSnapshot } from '../../../src/storage/volume-snapshot';
import { VolumeSnapshotClass } from '../../../src/storage/volume-snapshot-class';

const selector = struct({
  key: mostly(fc.constantFrom('topology.kubernetes.io/zone', 'topology.ebs.csi.aws.com/zone'), text),
  values: mostly(fc.array(fc.constantFrom('eu-west-1a', 'eu-west-1b'), { minLength: 1, maxLength: 2 }), fc.constantFrom<string[]>([], ['a', 'a'])),
});

export const productionStorageClasses = recipes('ProductionStorageClass', struct({
  metadata: classMetadata,
  backend,
  options: props({
    reclaimPolicy: fc.constantFrom(...Object.values(ReclaimPolicy)),
    volumeBindingMode: mostly(fc.constant(VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER), fc.constant(VolumeBindingMode.IMMEDIATE)),
    allowVolumeExpansion: mostly(fc.constant(false), fc.constant(true)),
    mountOptions: mostly(fc.subarray(['noatime', 'nfsvers=4.1']), fc.array(text)),
    allowedTopologies: mostly(fc.constant<TopologySelector[]>([]), fc.array(selector, { maxLength: 2 })),
    isDefault: fc.boolean(),
  }),
}), (chart, given) => new ProductionStorageClass(chart, 'class', { metadata: given.metadata, backend: given.backend.make(), ...given.options }));

/** What classes of snapshots of one volume or of several have in common. */
const copies = {
  deletionPolicy: fc.constantFrom(...Object.values(SnapshotDeletionPolicy)),
  parameters: mostly(fc.constant({}), parameters),
  isDefault: fc.boolean(),
};

export const volumeSnapshotClasses = recipes('VolumeSnapshotClass', struct({
  metadata: classMetadata,
  backend,
  options: props(copies),
}), (chart, given) => new VolumeSnapshotClass(chart, 'class', { metadata: given.metadata, backend: given.backend.make(), ...given.options }));

const capable: BackendRecipe = { make: () => CsiHostPath.forTests() };

export const volumeGroupSnapshotClasses = recipes('VolumeGroupSnapshotClass', struct({
  metadata: classMetadata,
  backend: mostly(fc.constant(capable), backend),
  options: props({ ...copies, apiVersion: fc.constantFrom(...Object.values(GroupSnapshotApiVersion)) }),
}), (chart, given) => new VolumeGroupSnapshotClass(chart, 'class', { metadata: given.metadata, backend: given.backend.make(), ...given.options }));

const attributes = mostly(fc.constantFrom<{ [key: string]: string }>({ iops: '4000' }, { iops: '16000', throughput: '500' }, { tag_team: 'orders' }), parameters);

export const volumeAttributesClasses = recipes('VolumeAttributesClass', struct({
  kubernetesVersion: mostly(fc.constant('1.34'), fc.constantFrom('1.29', '1.33', '1.36')),
  metadata: classMetadata,
  backend: mostly(fc.constant(capable), backend),
  parameters: attributes,
}), (chart, { kubernetesVersion, backend: source, ...given }) => {
  StatefulSettings.set(chart, { kubernetesVersion });
  return new VolumeAttributesClass(chart, 'class', { ...given, backend: source.make() });
});

export const volumeSnapshots = recipes('VolumeSnapshot', struct({
  metadata: objectMetadata(),
  persistentVolumeClaimName: subdomainName,
  className: fc.option(subdomainName, { nil: undefined }),
  size: fc.option(size, { nil: undefined }),
  backend: mostly(fc.constant(undefined), backend),
}), (chart, { className, backend: source, ...given }) => new VolumeSnapshot(chart, 'copy', {
  ...given,
  backend: source?.make(),
  snapshotClass: className === undefined ? undefined : VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'class', className),
}));

export const restoredClaims = recipes('RestoredClaim', struct({
  options: props({ metadata: objectMetadata(), accessMode: fc.constantFrom(...Object.values(VolumeAccessMode)), size }),
  snapshot: struct({ name: subdomainName, size: mostly(fc.constant(undefined), size) }),
  storageClass: struct({ name: subdomainName, backend: fc.option(backend, { nil: undefined }) }),
}), (chart, { options, snapshot, storageClass }) => new RestoredClaim(chart, 'claim', {
  ...options,
  snapshot: VolumeSnapshot.fromVolumeSnapshotName(chart, 'copy', snapshot.name, { size: snapshot.size }),
  storageClass: ProductionStorageClass.fromStorageClassName(chart, 'class', storageClass.name, { backend: storageClass.backend?.make() }),
}));
