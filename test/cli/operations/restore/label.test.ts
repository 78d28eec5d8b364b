import { expect, test } from 'vitest';
import { labelOfGroup } from '../../../../cli/operations/restore/label';
import { groupAt, membersOfVolumes, policyWith } from '../snapshots/groups';

const AT = '2026-03-01T00:00:00Z';

test('a group that one cut was all for has no label', () => {
  expect(labelOfGroup(policyWith({}), groupAt(AT))).toBeUndefined();
});

const BACKUPS = policyWith({}, { quiesce: { strategy: 'postgres-backup' } as never });

test('one that was cut as a VolumeGroupSnapshot needs none, though the policy makes backups by now', () => {
  const members = membersOfVolumes(AT, { data: 'a', wal: 'b' }).map((member) => ({ ...member, status: { ...member.status, volumeGroupSnapshotName: 'cut' } }));
  expect(labelOfGroup(BACKUPS, groupAt(AT, { members }))).toBeUndefined();
});

test('a group of a policy that makes backups, and none of whose members has one, is broken', () => {
  expect(() => labelOfGroup(BACKUPS, groupAt(AT))).toThrow('orders-db-20260301000000-data has no backup label, without which its volumes do not fit each other; restore from another group');
});
