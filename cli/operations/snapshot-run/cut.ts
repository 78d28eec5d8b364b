import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent } from '../../../src/documents/snapshot-state';
import type { KubeObject } from '../../cluster/cluster';

/** Is what is written from now on not in the snapshot? */
export function isCut({ status }: KubeObject, { snapshotClass }: SnapshotPolicyDocument): boolean {
  if (status?.readyToUse === true) return true;
  return snapshotClass.cut === 'creationTime' && status?.creationTime !== undefined && status.error === undefined;
}

/** When each snapshot was cut, by its name. */
export function cutTimes(snapshots: readonly KubeObject[]): { [name: string]: string } {
  return Object.fromEntries(snapshots.map(({ metadata, status }) => [metadata.name, String(status?.creationTime)]));
}

/** Names of the members of a backup that say now that they were cut at another time than was seen during it. */
export function recutMembers({ quiesce: { cuts = {} } }: GroupIntent, members: readonly KubeObject[]): string[] {
  const now = cutTimes(members);
  return Object.keys(cuts).filter((name) => name in now && now[name] !== cuts[name]);
}
