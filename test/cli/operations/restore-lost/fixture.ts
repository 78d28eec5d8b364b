import { VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import type { BackupLabel } from '../../../../src/documents/backup-label';
import type { RunEvidence } from '../../../../src/documents/snapshot-state';
import { policyWith } from '../snapshots/groups';

export const ONE_VOLUME = policyWith({}, { workload: { kind: 'StatefulSet', name: 'db', replicas: 1, claimTemplates: ['data'] } });
export const DUE = 'orders-db-20260301t000700';
export const LATER = 'orders-db-20260301t010700';
export const CUT = Date.parse('2026-03-01T00:07:02Z');

/** What is left of a VolumeSnapshot that is gone. */
export function content(snapshot: string, changes: { spec?: object; status?: object; uid?: string } = {}): KubeObject {
  return {
    apiVersion: VOLUME_SNAPSHOT_CONTENT.apiVersion,
    kind: VOLUME_SNAPSHOT_CONTENT.kind,
    metadata: { name: `content-of-${snapshot}`, annotations: {} },
    spec: {
      deletionPolicy: 'Retain',
      driver: 'fake.csi.example.com',
      volumeSnapshotRef: { namespace: 'orders', name: snapshot, uid: changes.uid ?? `was-${snapshot}` },
      ...changes.spec,
    },
    status: { snapshotHandle: `copy-${snapshot}`, readyToUse: true, creationTime: CUT * 1e6, restoreSize: 1073741824, ...changes.status },
  };
}

/** A database with its log on a volume of its own. */
export const BACKUP = policyWith({}, {
  quiesce: { strategy: 'postgres-backup', service: 'db-rw', port: 5432, database: 'app', secret: { name: 's', usernameKey: 'u', passwordKey: 'p' }, logClaimTemplates: ['wal'], holdSeconds: 300 },
});
export const LABEL: BackupLabel = { backup_label: `LABEL: ${DUE}\n`, stop_lsn: '0/2000100', system_identifier: '7' };

/** What the state of a policy says of a group of data and log. */
export function runOf(group: string, changes: Partial<RunEvidence> = {}): RunEvidence {
  const claims = ['data-db-0', 'wal-db-0'];
  const names = claims.map((claim) => `${group}-${claim}`);
  return {
    group,
    run: 'r',
    scheduledAt: '2026-03-01T00:07:00Z',
    startedAt: '2026-03-01T00:07:00Z',
    finishedAt: '2026-03-01T00:08:00Z',
    members: names.map((name, at) => ({ name, claim: claims[at], claimUid: 'u' })),
    excluded: [],
    quiesce: { strategy: 'none', result: 'not asked' },
    outcome: 'Complete',
    consistency: 'crash',
    program: 'p',
    snapshots: names.map((name) => ({ name, content: `content-of-${name}` })),
    ...changes,
  };
}
