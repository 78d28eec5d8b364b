/**
 * Every rule. A new one is a file beside its neighbours, a line here, and good and bad fixtures under
 * `test/audit/rules/<slug>/`; of a rule that compares versions, folders `good` and `bad` with old.yaml and new.yaml.
 */
import type { Rule } from '../rule';
import { keepSnapshots } from './backup/keep-snapshots';
import { restoreDrill } from './backup/restore-drill';
import { restoreSize } from './backup/restore-size';
import { retentionSet } from './backup/retention-set';
import { snapshotClass } from './backup/snapshot-class';
import { snapshotCoverage } from './backup/snapshot-coverage';
import { snapshotFieldsUnchanged } from './backup/snapshot-fields-unchanged';
import { classOwner } from './operations/class-owner';
import { dataObjectsRemain } from './operations/data-objects-remain';
import { policiesKeepData } from './operations/policies-keep-data';
import { serviceSelectsPods } from './operations/service-selects-pods';
import { storageQuota } from './operations/storage-quota';
import { subPathNeverUpdates } from './operations/sub-path-never-updates';
import { uniqueObjects } from './operations/unique-objects';
import { volumeUsageAlert } from './operations/volume-usage-alert';
import { networkPolicy } from './security/network-policy';
import { noPlainSecrets } from './security/no-plain-secrets';
import { claimTemplateSizeIsFixed } from './stateful-sets/claim-template-size-is-fixed';
import { dataOnVolume } from './stateful-sets/data-on-volume';
import { disruptionAllowed } from './stateful-sets/disruption-allowed';
import { disruptionBudget } from './stateful-sets/disruption-budget';
import { headlessService } from './stateful-sets/headless-service';
import { keepClaims } from './stateful-sets/keep-claims';
import { patientLiveness } from './stateful-sets/patient-liveness';
import { replicasWithoutReplication } from './stateful-sets/replicas-without-replication';
import { serviceStaysHeadless } from './stateful-sets/service-stays-headless';
import { setFieldsUnchanged } from './stateful-sets/set-fields-unchanged';
import { spread } from './stateful-sets/spread';
import { storageRequest } from './stateful-sets/storage-request';
import { terminationGrace } from './stateful-sets/termination-grace';
import { uidOfImage } from './stateful-sets/uid-of-image';
import { variablesInProbes } from './stateful-sets/variables-in-probes';
import { accessModeOfDriver } from './storage/access-mode-of-driver';
import { allowVolumeExpansion } from './storage/allow-volume-expansion';
import { claimFieldsUnchanged } from './storage/claim-fields-unchanged';
import { claimSharedByWorkloads } from './storage/claim-shared-by-workloads';
import { classFieldsUnchanged } from './storage/class-fields-unchanged';
import { classParameters } from './storage/class-parameters';
import { defaultClassRetains } from './storage/default-class-retains';
import { deleteEphemeralVolumes } from './storage/delete-ephemeral-volumes';
import { encryptedWithOwnKey } from './storage/encrypted-with-own-key';
import { noBetaClassAnnotation } from './storage/no-beta-class-annotation';
import { noHostPathForData } from './storage/no-host-path-for-data';
import { noInTreeProvisioner } from './storage/no-in-tree-provisioner';
import { noNetworkFileSystemForDatabases } from './storage/no-network-file-system-for-databases';
import { oneDefaultClass } from './storage/one-default-class';
import { oneVolumePerDisk } from './storage/one-volume-per-disk';
import { provisionedPerformance } from './storage/provisioned-performance';
import { replicasOnOneClaim } from './storage/replicas-on-one-claim';
import { retainForDatabases } from './storage/retain-for-databases';
import { storageClassApiVersion } from './storage/storage-class-api-version';
import { updateWaitsForClaim } from './storage/update-waits-for-claim';
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
  defaultClassRetains,
  claimSharedByWorkloads,
  replicasOnOneClaim,
  updateWaitsForClaim,
  accessModeOfDriver,
  noNetworkFileSystemForDatabases,
  noHostPathForData,
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
  patientLiveness,
  variablesInProbes,
  setFieldsUnchanged,
  serviceStaysHeadless,
  keepSnapshots,
  snapshotCoverage,
  retentionSet,
  restoreDrill,
  snapshotClass,
  restoreSize,
  snapshotFieldsUnchanged,
  networkPolicy,
  noPlainSecrets,
  subPathNeverUpdates,
  volumeUsageAlert,
  serviceSelectsPods,
  storageQuota,
  classOwner,
  uniqueObjects,
  dataObjectsRemain,
  policiesKeepData,
];
