import type { Claim } from './claim';
import type { Manifest } from './finding';
import { at, isObject, listAt, stringAt } from './json';
import { kastenCopies, whyKastenIdles } from './kasten-policy';
import { veleroCopies } from './velero-schedule';

/** What a schedule copies: a claim by its name, claims of its namespace by their labels, or what it says itself. */
export type Reach =
  | { readonly claim: string }
  | { readonly selectors: readonly unknown[] }
  | { readonly copies: (claim: Claim) => boolean };

/** A tool that copies claims on a schedule, with the kind of its schedules. */
export interface BackupTool {
  readonly kind: string;
  /** Why a schedule copies nothing for now. */
  idle(schedule: Manifest): string | undefined;
  reach(schedule: Manifest): Reach;
  /** Is the claim marked to be left out? */
  leavesOut?(claim: Claim): boolean;
}

export const SNAPSHOT_SCHEDULE = 'SnapshotSchedule.snapscheduler.backube';
export const REPLICATION_SOURCE = 'ReplicationSource.volsync.backube';
export const K8UP_SCHEDULE = 'Schedule.k8up.io';
export const CLOUD_NATIVE_PG_BACKUP = 'ScheduledBackup.postgresql.cnpg.io';
export const KASTEN_POLICY = 'Policy.config.kio.kasten.io';
export const VELERO_SCHEDULE = 'Schedule.velero.io';

/** The fields of each kind are those of the source beside it. */
export const BACKUP_TOOLS: readonly BackupTool[] = [
  {
    // backube/snapscheduler@2421ec9:api/v1/snapshotschedule_types.go; an absent selector is the empty one
    kind: SNAPSHOT_SCHEDULE,
    idle: (schedule) => (at(schedule, 'spec', 'disabled') === true ? 'it is disabled' : undefined),
    reach: (schedule) => ({ selectors: [at(schedule, 'spec', 'claimSelector') ?? {}] }),
  },
  {
    // FairwindsOps/gemini@1554f0b:pkg/types/snapshotgroup/v1/crd.yaml
    kind: 'SnapshotGroup.gemini.fairwinds.com',
    idle: (group) => (listAt(group, 'spec', 'schedule').length === 0 ? 'it has no schedule' : undefined),
    // without a name it makes a claim of its own name: FairwindsOps/gemini@59e0c2c:pkg/snapshots/pvc.go
    reach: (group) => ({ claim: stringAt(group, 'spec', 'persistentVolumeClaim', 'claimName') ?? group.metadata.name ?? '' }),
  },
  {
    // backube/volsync@028f588:api/v1alpha1/replicationsource_types.go; without a trigger it copies all the time:
    // https://volsync.readthedocs.io/en/stable/usage/triggers.html
    // Beside a manual trigger the schedule is ignored: https://github.com/backube/volsync/issues/1259
    kind: REPLICATION_SOURCE,
    idle: (source) => {
      if (at(source, 'spec', 'paused') === true) return 'it is paused';
      return stringAt(source, 'spec', 'trigger', 'manual') === undefined ? undefined : 'it is triggered by hand';
    },
    reach: (source) => ({ claim: stringAt(source, 'spec', 'sourcePVC') ?? '' }),
  },
  {
    // k8up-io/k8up@0e10a93:api/v1/backup_types.go and @440c1e7:api/v1/schedule_types.go
    kind: K8UP_SCHEDULE,
    idle: (schedule) => (stringAt(schedule, 'spec', 'backup', 'schedule') === undefined ? 'it schedules no backup' : undefined),
    reach: (schedule) => {
      const selectors = listAt(schedule, 'spec', 'backup', 'labelSelectors').filter(isObject);
      return { selectors: selectors.length > 0 ? selectors : [{}] };
    },
    // https://docs.k8up.io/k8up/2.13/how-tos/backup.html
    leavesOut: (claim) => claim.annotations['k8up.io/backup'] === 'false',
  },
  {
    // cloudnative-pg/cloudnative-pg@a95a534:api/v1/scheduledbackup_types.go; it copies its own clusters and no StatefulSets.
    // Their claims carry the label: https://cloudnative-pg.io/documentation/current/labels_annotations/
    kind: CLOUD_NATIVE_PG_BACKUP,
    idle: (backup) => (at(backup, 'spec', 'suspend') === true ? 'it is suspended' : undefined),
    reach: (backup) => ({ selectors: [{ matchLabels: { 'cnpg.io/cluster': stringAt(backup, 'spec', 'cluster', 'name') ?? '' } }] }),
  },
  {
    // vmware-tanzu/velero@059b613:pkg/apis/velero/v1/schedule_types.go
    kind: VELERO_SCHEDULE,
    idle: (schedule) => (at(schedule, 'spec', 'paused') === true ? 'it is paused' : undefined),
    reach: (schedule) => ({ copies: (claim) => veleroCopies(schedule, claim) }),
    // https://velero.io/docs/v1.18/resource-filtering/
    leavesOut: (claim) => claim.labels['velero.io/exclude-from-backup'] === 'true',
  },
  {
    // https://docs.kasten.io/latest/api/policies/
    kind: KASTEN_POLICY,
    idle: whyKastenIdles,
    reach: (policy) => ({ copies: (claim) => kastenCopies(policy, claim) }),
  },
];
