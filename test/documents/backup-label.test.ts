import { expect, test } from 'vitest';
import { BACKUP_LABEL_ANNOTATION } from '../../src/core/vocabulary';
import { backupLabelOf, restoreConfigMapName } from '../../src/documents/backup-label';
import type { BackupLabel } from '../../src/documents/backup-label';
import { RESTORE_FILES } from '../../src/facts/engines/postgres-prepare';

const LABEL: BackupLabel = { backup_label: 'START WAL LOCATION: 0/1\n', stop_lsn: '0/2', system_identifier: '3' };

test('comes back byte for byte, with the names of the files that pods read', () => {
  const full = { ...LABEL, tablespace_map: '1 /fast\n' };
  expect(backupLabelOf({ [BACKUP_LABEL_ANNOTATION]: JSON.stringify(full) })).toEqual(full);
  expect(Object.keys(full).sort()).toEqual(Object.values(RESTORE_FILES).sort());
  expect(backupLabelOf({ [BACKUP_LABEL_ANNOTATION]: JSON.stringify(LABEL) })).toEqual(LABEL);
});

test.each([[undefined], [{}]])('is none on a snapshot of no backup: %j', (annotations) => {
  expect(backupLabelOf(annotations)).toBeUndefined();
});

test.each(['', '[]', 'null', '{"backup_label":"a","stop_lsn":"0/1 or true","system_identifier":"1"}', '{"backup_label":"a","stop_lsn":"0/1"}', '{"backup_label":1,"stop_lsn":"0/1","system_identifier":"1"}',
  '{"backup_label":"a","stop_lsn":"0/1","system_identifier":"1","postgresql.conf":"fsync=off"}'])('is refused when somebody has changed it: %s', (text) => {
  expect(() => backupLabelOf({ [BACKUP_LABEL_ANNOTATION]: text })).toThrow(`annotation cdk8s-stateful.dev/backup-label is not what a run wrote, got ${text.slice(0, 80)}; restore from another group`);
});

test('is read by the pods of a set from a ConfigMap of this name', () => {
  expect(restoreConfigMapName('orders-db')).toBe('orders-db-restore');
});
