import * as fc from 'fast-check';
import { count, labelName, mostly, parameters, props, text } from './values';
import { AwsEbs, AwsEbsFileSystem } from '../../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../../src/facts/drivers/aws-efs-backends';
import { AzureDisk } from '../../../src/facts/drivers/azure-disk-backends';
import { CephRbd } from '../../../src/facts/drivers/ceph-rbd-backends';
import { CsiHostPath } from '../../../src/facts/drivers/csi-hostpath-backends';
import { NfsServer } from '../../../src/facts/drivers/csi-nfs-backends';
import { GceHyperdisk, GcePersistentDisk } from '../../../src/facts/drivers/gce-pd-backends';
import { Longhorn } from '../../../src/facts/drivers/longhorn-backends';
import { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode, VolumeBindingMode } from '../../../src/facts/drivers/volume-modes';
import { BACKENDS } from '../../conformance/backends';

/** A backend that is made when the construct is: what its factory refuses is an outcome like any other. Prints as the call. */
export interface BackendRecipe {
  readonly make: () => VolumeBackend;
}

function calls<T>(factory: string, options: fc.Arbitrary<T>, make: (options: T) => VolumeBackend): fc.Arbitrary<BackendRecipe> {
  return options.map((given) => ({ make: () => make(given), [fc.toStringMethod]: () => `${factory}(${fc.stringify(given)})` }));
}

const ebs = {
  kmsKeyId: mostly(fc.constant('arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'), text),
  // switched off, it is what the audit calls an error
  encrypted: fc.constant(true),
  fsType: fc.constantFrom(...Object.values(AwsEbsFileSystem)),
  extraParameters: mostly(fc.constantFrom<{ [key: string]: string }>({}, { blockSize: '4096' }), parameters),
};
const gp3 = props({
  ...ebs,
  iops: count(3_000, 80_000),
  iopsPerGiB: mostly<number | undefined>(fc.constant(undefined), count(1, 1_000)),
  throughputMiBps: count(125, 750),
});
const io = (max: number) => props({ ...ebs, iops: count(100, max) }, ['iops']);
const plain = props(ebs);

const efs = props({
  fileSystemId: mostly(fc.constant('fs-0123456789abcdef0'), text),
  directoryPerms: mostly(fc.constantFrom('700', '0755'), text),
  uid: count(0, 65_535),
  gid: count(0, 65_535),
  basePath: mostly(fc.constantFrom('/volumes', '/a/b'), text),
  subPathPattern: mostly(fc.constantFrom('${.PVC.namespace}/${.PVC.name}', '${.PV.name}'), text),
  enforceZoneAffinity: fc.boolean(),
  extraParameters: mostly<{ readonly [key: string]: string }>(fc.constant({}), parameters),
}, ['fileSystemId']);

const custom = props({
  provisioner: mostly(labelName(20).map((name) => `${name}.csi.example`), fc.constantFrom('', 'kubernetes.io/aws-ebs', 'Upper.example', 'with space', 'a/b/c')),
  accessModes: mostly(fc.subarray(Object.values(VolumeAccessMode), { minLength: 1 }), fc.constant<VolumeAccessMode[]>([])),
  blockAccessModes: fc.subarray(Object.values(VolumeAccessMode)),
  topology: fc.constantFrom(...Object.values(StorageTopology)),
  topologyKeys: fc.subarray(['topology.kubernetes.io/zone', 'topology.csi.example/node']),
  volumeBindingMode: fc.constantFrom(...Object.values(VolumeBindingMode)),
  expansion: fc.boolean(),
  snapshots: fc.boolean(),
  snapshotsCutAtCreationTime: mostly(fc.constant(false), fc.boolean()),
  groupSnapshots: fc.boolean(),
  clones: fc.boolean(),
  volumeAttributes: fc.subarray(['iops', 'throughput', 'tag_*']),
  encrypted: fc.boolean(),
  networkFileSystem: fc.boolean(),
  parameters,
}, ['provisioner', 'accessModes', 'topology', 'expansion', 'snapshots']);

/** What every factory makes of the least that it needs: drivers whose options are drawn nowhere else are in it, too. */
const least: fc.Arbitrary<BackendRecipe> = fc.constantFrom(...Object.entries(BACKENDS).flatMap(([driver, backends]) => (
  backends.map((made, index) => ({ make: () => made, [fc.toStringMethod]: () => `BACKENDS['${driver}'][${index}]` }))
)));

const extra = { extraParameters: mostly<{ readonly [key: string]: string }>(fc.constant({}), parameters) };

/** An arbitrary for each factory with numbers or texts of its own, and one for all factories. */
export const backend: fc.Arbitrary<BackendRecipe> = fc.oneof(
  calls('AwsEbs.gp3', gp3, (options) => AwsEbs.gp3(options)),
  calls('AwsEbs.autoModeGp3', gp3, (options) => AwsEbs.autoModeGp3(options)),
  calls('AwsEbs.io2', io(256_000), (options) => AwsEbs.io2(options)),
  calls('AwsEbs.io1', io(64_000), (options) => AwsEbs.io1(options)),
  calls('AwsEbs.gp2', plain, (options) => AwsEbs.gp2(options)),
  calls('AwsEbs.st1', plain, (options) => AwsEbs.st1(options)),
  calls('AwsEbs.sc1', plain, (options) => AwsEbs.sc1(options)),
  calls('AwsEfs.accessPoints', efs, (options) => AwsEfs.accessPoints(options)),
  calls('CsiHostPath.forTests', fc.constant(undefined), () => CsiHostPath.forTests()),
  { arbitrary: least, weight: 5 },
  calls('GcePersistentDisk.regionalSsd', props(extra), (options) => GcePersistentDisk.regionalSsd(options)),
  calls('GceHyperdisk.balanced', props({ ...extra, iops: count(3_000, 160_000), throughputMiBps: count(140, 2_400) }), (options) => GceHyperdisk.balanced(options)),
  calls('AzureDisk.premiumV2', props({ ...extra, iops: count(3_000, 80_000), throughputMBps: count(125, 2_000) }), (options) => AzureDisk.premiumV2(options)),
  calls('AzureDisk.ultra', props({ ...extra, iops: count(100, 400_000), throughputMBps: count(1, 10_000) }), (options) => AzureDisk.ultra(options)),
  calls('CephRbd.pool', props({ ...extra, pool: text, encryptionKmsId: fc.constant('vault') }, ['pool', 'encryptionKmsId']), (options) => CephRbd.pool(options)),
  calls('Longhorn.replicated', props({ ...extra, replicas: count(1, 20) }), (options) => Longhorn.replicated(options)),
  calls('NfsServer.share', props({ ...extra, server: text, share: text }, ['server', 'share']), (options) => NfsServer.share(options)),
  calls('VolumeBackend.custom', custom, (options) => VolumeBackend.custom(options)),
);
