/**
 * Every rule. A new one is a file beside its neighbours, a line here, and good and bad fixtures under
 * `test/audit/rules/<slug>/`; of a rule that compares versions, folders `good` and `bad` with old.yaml and new.yaml.
 */
import type { Rule } from '../rule';
import { keepSnapshots } from './backup/keep-snapshots';
import { restoreSize } from './backup/restore-size';
import { retentionSet } from './backup/retention-set';
import { snapshotClass } from './backup/snapshot-class';
import { snapshotCoverage } from './backup/snapshot-coverage';
import { snapshotFieldsUnchanged } from './backup/snapshot-fields-unchanged';
import { dataObjectsRemain } from './operations/data-objects-remain';
import { uniqueObjects } from './operations/unique-objects';
import { networkPolicy } from './security/network-policy';
import { claimTemplateSizeIsFixed } from './stateful-sets/claim-template-size-is-fixed';
import { dataOnVolume } from './stateful-sets/data-on-volume';
import { disruptionAllowed } from './stateful-sets/disruption-allowed';
import { disruptionBudget } from './stateful-sets/disruption-budget';
import { headlessService } from './stateful-sets/headless-service';
import { keepClaims } from './stateful-sets/keep-claims';
import { replicasWithoutReplication } from './stateful-sets/replicas-without-replication';
import { serviceStaysHeadless } from './stateful-sets/service-stays-headless';
import { setFieldsUnchanged } from './stateful-sets/set-fields-unchanged';
import { spread } from './stateful-sets/spread';
import { storageRequest } from './stateful-sets/storage-request';
import { terminationGrace } from './stateful-sets/termination-grace';
import { uidOfImage } from './stateful-sets/uid-of-image';
import { allowVolumeExpansion } from './storage/allow-volume-expansion';
import { claimFieldsUnchanged } from './storage/claim-fields-unchanged';
import { classFieldsUnchanged } from './storage/class-fields-unchanged';
import { classParameters } from './storage/class-parameters';
import { deleteEphemeralVolumes } from './storage/delete-ephemeral-volumes';
import { encryptedWithOwnKey } from './storage/encrypted-with-own-key';
import { noBetaClassAnnotation } from './storage/no-beta-class-annotation';
import { noInTreeProvisioner } from './storage/no-in-tree-provisioner';
import { oneDefaultClass } from './storage/one-default-class';
import { oneVolumePerDisk } from './storage/one-volume-per-disk';
import { provisionedPerformance } from './storage/provisioned-performance';
import { retainForDatabases } from './storage/retain-for-databases';
import { storageClassApiVersion } from './storage/storage-class-api-version';
import { volumeFieldsUnchanged } from './storage/volume-fields-unchanged';
import { waitForFirstConsumer } from './storage/wait-for-first-consumer';

export const RULES: readonly Rule[] = [
  waitForFirstConsumer,
  allowVolumeExpansion,
  retainForDatabases,
  encryptedWithOwnKey,
  noInTreeProvisioner,
  storageClassApiVersion,
  noBetaClassAnnotation,
  oneDefaultClass,
  provisionedPerformance,
  classParameters,
  classFieldsUnchanged,
  claimFieldsUnchanged,
  volumeFieldsUnchanged,
  oneVolumePerDisk,
  deleteEphemeralVolumes,
  headlessService,
  disruptionBudget,
  disruptionAllowed,
  terminationGrace,
  spread,
  replicasWithoutReplication,
  dataOnVolume,
  storageRequest,
  claimTemplateSizeIsFixed,
  keepClaims,
  uidOfImage,
  setFieldsUnchanged,
  serviceStaysHeadless,
  keepSnapshots,
  snapshotCoverage,
  retentionSet,
  snapshotClass,
  restoreSize,
  snapshotFieldsUnchanged,
  networkPolicy,
  uniqueObjects,
  dataObjectsRemain,
];
