import { expect, test } from 'vitest';
import { groupAt } from './groups';
import type { ObjectMetadata } from '../../../../cli/cluster/cluster';
import { holdsOf } from '../../../../cli/operations/snapshots/holds';
import { HOLD_ANNOTATION } from '../../../../src/core/vocabulary';

const GROUP = groupAt('2026-03-01T00:00:00Z');

function heldBy(...members: { reason?: string; managedFields?: unknown }[]) {
  const [member] = GROUP.members;
  return {
    ...GROUP,
    members: members.map(({ reason, managedFields }) => {
      const annotations: ObjectMetadata['annotations'] = reason === undefined ? {} : { [HOLD_ANNOTATION]: reason };
      return { ...member, metadata: { ...member.metadata, annotations, managedFields } };
    }),
  };
}

test('each reason is named once, with when it was written', () => {
  const fields = { 'f:metadata': { 'f:annotations': { [`f:${HOLD_ANNOTATION}`]: {} } } };
  const managedFields = [{ manager: 'kubectl', time: '2026-03-01T00:00:00Z', fieldsV1: { 'f:spec': {} } }, { manager: 'x', time: '2026-03-02T00:00:00Z', fieldsV1: fields }];
  expect(holdsOf([heldBy({ reason: 'audit', managedFields }, { reason: 'audit' }, { reason: 'restore to lab/db' }, {}), heldBy({})])).toEqual([
    { group: GROUP.name, reason: 'audit', since: '2026-03-02T00:00:00Z' },
    { group: GROUP.name, reason: 'restore to lab/db' },
  ]);
});
