import type { KubeObject } from '../../../../cli/cluster/cluster';
import type { Group } from '../../../../cli/operations/snapshots/group';
import {
  CLAIM_ANNOTATION, CLAIM_UID_ANNOTATION, GROUP_LABEL, MEMBERS_ANNOTATION, POLICY_LABEL, SCHEDULED_AT_ANNOTATION,
} from '../../../../src/core/vocabulary';
import { SNAPSHOT_POLICY_VERSION } from '../../../../src/documents/snapshot-policy';
import type { PolicyRetention, SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';

export const NOTHING: PolicyRetention = { last: 0, hourly: 0, daily: 0, weekly: 0, monthly: 0, minReady: 1, failedTtlSeconds: 172_800 };
export const USUAL: PolicyRetention = { ...NOTHING, last: 6, hourly: 24, daily: 7, weekly: 4, monthly: 12, minReady: 3 };

export function policyWith(retention: Partial<PolicyRetention>, changes: Partial<SnapshotPolicyDocument> = {}): SnapshotPolicyDocument {
  return {
    schema: SNAPSHOT_POLICY_VERSION,
    name: 'orders-db',
    namespace: 'orders',
    workload: { kind: 'StatefulSet', name: 'db', replicas: 1, claimTemplates: ['data', 'wal'] },
    snapshotClass: { name: 'disk', cut: 'creationTime', deletionPolicy: 'Retain' },
    quiesce: { strategy: 'none' },
    schedule: { cron: '7 * * * *', timeZone: 'Etc/UTC', suspend: false },
    retention: { ...NOTHING, ...retention },
    deadlines: { quiesceSeconds: 30, waitSeconds: 600, readySeconds: 3600 },
    parallelism: 4,
    ...changes,
  };
}

export function nameOf(scheduledAt: string): string {
  return `orders-db-${scheduledAt.replace(/\D/g, '')}`;
}

/** VolumeSnapshots of a group, as a run creates them; what became of them is for a controller to say. */
export function snapshotsOf(scheduledAt: string, claims: readonly string[] = ['data', 'wal']): KubeObject[] {
  const names = claims.map((claim) => `${nameOf(scheduledAt)}-${claim}`);
  return claims.map((claim, at) => ({
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: {
      name: names[at],
      namespace: 'orders',
      uid: `uid-of-${names[at]}`,
      creationTimestamp: scheduledAt,
      labels: { [POLICY_LABEL]: 'orders-db', [GROUP_LABEL]: nameOf(scheduledAt) },
      annotations: {
        [SCHEDULED_AT_ANNOTATION]: scheduledAt,
        [MEMBERS_ANNOTATION]: JSON.stringify(names),
        [CLAIM_ANNOTATION]: claim,
        [CLAIM_UID_ANNOTATION]: `uid-of-${claim}`,
      },
    },
    spec: { source: { persistentVolumeClaimName: claim }, volumeSnapshotClassName: 'disk' },
  }));
}

/** The group of one snapshot that was due, created and cut then; complete unless told. */
export function groupAt(scheduledAt: string, changes: Partial<Group> = {}): Group {
  const members = snapshotsOf(scheduledAt, ['data']).map((snapshot) => ({ ...snapshot, status: { readyToUse: changes.state === undefined } }));
  const due = new Date(scheduledAt);
  return { name: nameOf(scheduledAt), scheduledAt: due, cutAt: due, state: 'Complete', released: false, members, expected: [members[0].metadata.name], ...changes };
}

/** The members of a group that was due then, of these claims by the uid that they had. */
export function membersOfVolumes(scheduledAt: string, uids: { readonly [claim: string]: string }): KubeObject[] {
  return snapshotsOf(scheduledAt, Object.keys(uids)).map((snapshot) => {
    const annotations = { ...snapshot.metadata.annotations, [CLAIM_UID_ANNOTATION]: uids[snapshot.metadata.annotations![CLAIM_ANNOTATION]] };
    return { ...snapshot, metadata: { ...snapshot.metadata, annotations }, status: { readyToUse: true } };
  });
}

/** `count` instants, `hours` apart. */
export function instants(first: string, count: number, hours: number): string[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.parse(first) + index * hours * 3_600_000).toISOString().replace('.000Z', 'Z'));
}
