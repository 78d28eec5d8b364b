import type { LostGroup } from './groups';
import { STATE_FILE } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { Group } from '../snapshots/group';
import { stateName } from '../snapshots/state';

/** Why a backup is not restored whose VolumeSnapshots are gone. */
export function lostLabelProblem({ name }: SnapshotPolicyDocument, group: Group): string {
  const why = 'without which its volumes do not fit each other: it stood on the VolumeSnapshots, and went with them';
  const rest = `no run of the state has it; give a copy of ${STATE_FILE} from ConfigMap ${stateName(name)} of that time with --state-file`;
  return `group ${group.name} is a backup that needs its label, ${why}; ${rest}`;
}

/** Why a group is not restored from what is left of it; a backup has one more, that its label is gone. */
export function lostProblems({ quiesce }: SnapshotPolicyDocument, acceptUnproven: boolean, { group, doubts }: LostGroup): string[] {
  if (acceptUnproven || quiesce.strategy === 'postgres-backup') return [];
  return doubts.map((doubt) => `group ${group.name} cannot be proven to be whole: ${doubt}; look at what is restored, and accept that (--accept-unproven)`);
}
