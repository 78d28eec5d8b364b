import { VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
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
