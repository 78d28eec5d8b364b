import { expect, test } from 'vitest';
import { labelOfGroup } from '../../../../cli/operations/restore/label';
import { groupAt, policyWith } from '../snapshots/groups';

const AT = '2026-03-01T00:00:00Z';

test('a group that one cut was all for has no label', () => {
  expect(labelOfGroup(policyWith({}), groupAt(AT))).toBeUndefined();
});

test('a group of a policy that makes backups, and none of whose members has one, is broken', () => {
  const { quiesce } = policyWith({}, { quiesce: { strategy: 'postgres-backup' } as never });
  expect(() => labelOfGroup({ quiesce }, groupAt(AT))).toThrow('orders-db-20260301000000-data has no backup label, without which its volumes do not fit each other; restore from another group');
});
