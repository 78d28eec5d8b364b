import { columns, instant } from './columns';
import { pointFields, sizeOf } from './restore';
import { jsonText, lines } from './text';
import { Quantity } from '../../src/core/quantity';
import { humanSeconds } from '../../src/core/time';
import type { SnapshotPolicyDocument } from '../../src/documents/snapshot-policy';
import type { KubeObject } from '../cluster/cluster';
import { lastCutAt } from '../operations/restore/request';
import type { LostGroup } from '../operations/restore-lost/groups';

/** What is left of groups whose VolumeSnapshots are gone, for people. */
export function renderLostGroups({ name, namespace }: SnapshotPolicyDocument, found: readonly LostGroup[], now: Date): string {
  if (found.length === 0) {
    return lines(`no lost copies of policy ${namespace}/${name}: no retained VolumeSnapshotContent of its groups is without its VolumeSnapshot`);
  }
  const rows = found.map(({ group, doubts }) => [
    group.name, instant(lastCutAt(group)), humanSeconds(Math.max(0, Math.floor((now.getTime() - lastCutAt(group).getTime()) / 1000))),
    String(group.members.length), group.members.map(sizeInBinary).join(' + '), [...group.reason === undefined ? [] : [group.reason], ...doubts].join('; '),
  ]);
  return lines(
    ...columns(['GROUP', 'CUT', 'AGE', 'MEMBERS FOUND', 'SIZE', 'UNPROVEN'], rows),
    '',
    'their VolumeSnapshots are gone, and no prune deletes them; restore run --lost restores one',
  );
}

/** A content counts bytes, a VolumeSnapshot says a quantity. */
function sizeInBinary(member: KubeObject): string {
  const size = sizeOf(member);
  return Quantity.tryParse(size)?.asText() ?? size;
}

/** The same for programs. Its form is fixed: fields are added, never changed. */
export function renderLostGroupsJson({ name, namespace }: SnapshotPolicyDocument, found: readonly LostGroup[]): string {
  const points = found.map(({ group, doubts }) => ({
    ...pointFields(group),
    ready: group.state === 'Complete',
    doubts,
    contents: group.members.map(({ status }) => status.boundVolumeSnapshotContentName),
  }));
  return jsonText({ version: 1, policy: name, namespace, lost: points });
}
