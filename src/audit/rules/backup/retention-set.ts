import { CLOUD_NATIVE_PG_BACKUP, K8UP_SCHEDULE, REPLICATION_SOURCE, SNAPSHOT_SCHEDULE } from '../../backup-tools';
import type { Finding, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { isObject, numberAt, objectAt, stringAt } from '../../json';
import { CONFIG_MAP, describe, kindOf, namespaceOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule, Verdict } from '../../rule';
import { POLICY_PATH } from '../../snapshot-policies';
import type { SnapshotPolicyManifest } from '../../snapshot-policies';

const POLICY_COUNTS = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'maxAgeSeconds'];

export const retentionSet: Rule = {
  id: 'BKP-033',
  slug: 'retention-set',
  title: 'Old copies are deleted, and the last good one is not',
  checklist: [33],
  severity: 'warning',
  why: 'Copies that nothing deletes fill the storage or the account until new ones fail. A retention that keeps only the newest copy keeps the fault that was copied last.',
  remedy: 'Say how many copies are kept: counts in the policy, `retention.maxCount` of a SnapshotSchedule, `prune` with a schedule and `retention` of K8up, `restic.retain` of VolSync, `backup.retentionPolicy` of a Cluster of CloudNativePG.',
  links: [
    'https://backube.github.io/snapscheduler/usage.html',
    'https://docs.k8up.io/k8up/2.13/how-tos/schedules.html',
    'https://volsync.readthedocs.io/en/stable/usage/restic/index.html',
    'https://cloudnative-pg.io/documentation/current/backup/',
  ],
  needs: ['set'],
  // Schedules of Velero and SnapshotGroups of gemini always have an end: an absent or zero ttl is the server's default of 720h
  // (vmware-tanzu/velero@d30d389:pkg/controller/backup_controller.go), an absent keep is 0 beside the newest
  // (FairwindsOps/gemini@0108bad:pkg/snapshots/scheduler.go). What a Policy of Kasten keeps without counts its documents do not say.
  kinds: [CONFIG_MAP, SNAPSHOT_SCHEDULE, K8UP_SCHEDULE, REPLICATION_SOURCE, CLOUD_NATIVE_PG_BACKUP],
  evaluate(object, index) {
    switch (kindOf(object)) {
      case CONFIG_MAP: {
        const policy = index.backups.policy(object);
        return policy ? judgePolicy(policy) : new NotApplicable('it holds no snapshot policy');
      }
      case SNAPSHOT_SCHEDULE: return judgeSnapshotSchedule(object);
      case K8UP_SCHEDULE: return judgeK8up(object, index);
      case CLOUD_NATIVE_PG_BACKUP: return judgeScheduledBackup(object, index);
      default: return judgeReplicationSource(object);
    }
  },
};

function judgePolicy({ object, document }: SnapshotPolicyManifest): Finding[] {
  const who = describe(object);
  if (!document) return [finding(`${who} holds a snapshot policy that is no JSON object: no snapshots are taken`, 'render it anew', POLICY_PATH, 'error')];
  const retention = objectAt(document, 'retention');
  if ((numberAt(retention, 'minReady') ?? 0) < 1) {
    return [finding(`${who} has a retention without minReady: the last complete group could be deleted`, 'set minReady to 1 or more', POLICY_PATH, 'error')];
  }
  if (hasCount(retention, POLICY_COUNTS)) return [];
  return [finding(`${who} has a retention with no count above zero: it keeps minReady groups and no history`, `set one of ${POLICY_COUNTS.join(', ')}`, POLICY_PATH)];
}

// backube/snapscheduler@2421ec9:api/v1/snapshotschedule_types.go: both optional
function judgeSnapshotSchedule(object: Manifest): Finding[] {
  const path = ['spec', 'retention'];
  if (stringAt(object, ...path, 'expires') !== undefined || hasCount(objectAt(object, ...path), ['maxCount'])) return [];
  return [finding(`${describe(object)} never deletes a snapshot`, 'set retention.maxCount', path)];
}

// k8up-io/k8up@1064a6a:api/v1/prune_types.go; any Schedule of the namespace may be the one that prunes
function judgeK8up(object: Manifest, index: ManifestIndex): Verdict {
  if (stringAt(object, 'spec', 'backup', 'schedule') === undefined) return new NotApplicable('it schedules no backup');
  if (index.backups.schedules(K8UP_SCHEDULE, namespaceOf(object)).some(prunes)) return [];
  return [finding(`${describe(object)} makes backups that no Schedule of its namespace prunes`, 'add prune with a schedule and retention', ['spec', 'prune'])];
}

function prunes(schedule: Manifest): boolean {
  const prune = objectAt(schedule, 'spec', 'prune');
  const kept = Object.entries(objectAt(prune, 'retention')).filter(([name]) => name.startsWith('keep'));
  return stringAt(prune, 'schedule') !== undefined && kept.some(([, value]) => value !== 0 && value !== '');
}

// backube/volsync@30a64bd:internal/controller/mover/restic/mover.go (generateForgetOptions)
function judgeReplicationSource(object: Manifest): Verdict {
  const restic = objectAt(object, 'spec').restic;
  if (!isObject(restic)) return new NotApplicable('it mirrors a volume and keeps no history');
  if (Object.keys(objectAt(restic, 'retain')).length > 0) return [];
  return [finding(`${describe(object)} has no retain: VolSync then keeps the newest copy only`, 'set restic.retain', ['spec', 'restic', 'retain'])];
}

// https://github.com/cloudnative-pg/cloudnative-pg/blob/a95a534/api/v1/scheduledbackup_types.go (method: barmanObjectStore unless set).
// It deletes nothing without a retentionPolicy of the Cluster, which is for object stores and not for snapshots:
// https://github.com/cloudnative-pg/cloudnative-pg/blob/b378a21/docs/src/backup.md
function judgeScheduledBackup(object: Manifest, index: ManifestIndex): Verdict {
  const method = stringAt(object, 'spec', 'method') ?? 'barmanObjectStore';
  if (method === 'plugin') return new NotApplicable('a plugin makes the backups, and deletes them');
  if (method === 'volumeSnapshot') {
    return [finding(`${describe(object)} takes snapshots, which CloudNativePG never deletes`, 'delete old ones on a schedule of your own, and acknowledge this with its place', ['spec', 'method'])];
  }
  const name = stringAt(object, 'spec', 'cluster', 'name') ?? '';
  const [cluster] = index.sameIdentity({ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name, namespace: object.metadata.namespace } });
  const path = ['spec', 'cluster', 'name'];
  if (!cluster) return [{ ...finding(`${describe(object)} copies Cluster ${name}, which is not among the manifests: nobody has seen that old backups are deleted`, 'audit it together with the Cluster', path), unresolved: true }];
  if (stringAt(cluster, 'spec', 'backup', 'retentionPolicy') !== undefined) return [];
  return [{ ...finding(`${describe(object)} makes backups of ${describe(cluster)}, which has no retentionPolicy: none is ever deleted`, 'set spec.backup.retentionPolicy of the Cluster', path), related: [cluster] }];
}

function hasCount(counts: object, names: readonly string[]): boolean {
  return names.some((name) => (numberAt(counts, name) ?? 0) > 0);
}

function finding(message: string, remedy: string, path: Finding['path'], severity?: Finding['severity']): Finding {
  return { message, remedy, path, ...(severity ? { severity } : {}) };
}
