import { DRILL, GOOD, NEWEST, endedWith, sceneWith } from './fixture';
import type { Scene } from './fixture';
import { VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import { BACKUP_LABEL_ANNOTATION } from '../../../../src/core/vocabulary';
import type { BackupLabel } from '../../../../src/documents/backup-label';
import type { RestoreDrillDocument } from '../../../../src/documents/restore-drill';
import type { FakeCluster } from '../../../support/fake-cluster';
import { GROUPS } from '../restore/fixture';

export const BACKUP_DRILL: RestoreDrillDocument = {
  ...DRILL,
  preparer: 'prepare',
  policy: {
    ...DRILL.policy,
    quiesce: {
      strategy: 'postgres-backup',
      service: 'db-rw',
      port: 5432,
      database: 'postgres',
      secret: { name: 'db-snapshot', usernameKey: 'username', passwordKey: 'password' },
      logClaimTemplates: ['wal'],
      holdSeconds: 60,
    },
  },
};

export const GOOD_BACKUP = [...GOOD, ['recovered', 'passed', 't']];

export function labelOf(group: string): BackupLabel {
  return { backup_label: `START WAL LOCATION: 0/2000028\nLABEL: ${group}\n`, stop_lsn: '0/2000130', system_identifier: '7' };
}

/** Three groups that are backups, and a closed namespace in which pods say this. */
export async function backupScene(status: object = endedWith(GOOD_BACKUP)): Promise<Scene> {
  const scene = sceneWith(status);
  for (const { metadata } of scene.cluster.all(VOLUME_SNAPSHOT)) {
    await patchLabel(scene.cluster, metadata.name, 'add', labelOf(GROUPS.find((group) => metadata.name.startsWith(group))!));
  }
  scene.cluster.calls.length = 0;
  return { ...scene, run: async (drill = BACKUP_DRILL, changes = {}) => scene.run(drill, changes) };
}

/** What a member of the newest group says of its backup from now on; nothing without a content. */
export async function relabel(cluster: FakeCluster, role: 'data' | 'wal', content?: object): Promise<void> {
  await patchLabel(cluster, `${NEWEST}-${role}-db-0`, content === undefined ? 'remove' : 'replace', content);
}

async function patchLabel(cluster: FakeCluster, snapshot: string, op: 'add' | 'replace' | 'remove', content?: object): Promise<void> {
  const path = `/metadata/annotations/${BACKUP_LABEL_ANNOTATION.replace('/', '~1')}`;
  await cluster.patch(VOLUME_SNAPSHOT, snapshot, 'orders', [{ op, path, ...(content === undefined ? {} : { value: JSON.stringify(content) }) }]);
}
