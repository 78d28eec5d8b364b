import {
  AT_REST_ANNOTATION, BACKUP_LABEL_ANNOTATION, CLAIM_SPEC_ANNOTATION, CONSISTENCY_ANNOTATION,
} from '../../../src/core/vocabulary';
import type { RunEvidence } from '../../../src/documents/snapshot-state';
import type { KubeObject } from '../../cluster/cluster';

/**
 * What the state of a policy still knows of a group whose VolumeSnapshots are gone. Only of the very contents that its run had made: a
 * state of another cluster, or of another time, proves nothing about copies that happen to have the names.
 */
export function evidenceOf(group: string, contents: readonly KubeObject[], runs: readonly RunEvidence[]): RunEvidence | undefined {
  const run = runs.find((each) => each.group === group);
  const isOf = ({ metadata, spec }: KubeObject): boolean => (
    run!.snapshots.some(({ name, content }) => name === spec.volumeSnapshotRef.name && content === metadata.name)
  );
  // a content that somebody made for the same copy does not make it another
  const isKnown = ({ status }: KubeObject): boolean => contents.some((other) => other.status.snapshotHandle === status.snapshotHandle && isOf(other));
  return run && contents.every(isKnown) ? run : undefined;
}

/** What the VolumeSnapshot of a claim said. */
export function annotationsFrom({ quiesce, consistency, members, atRest }: RunEvidence, snapshot: string): { [annotation: string]: string } {
  const claimSpec = members.find(({ name }) => name === snapshot)?.claimSpec;
  return {
    [CONSISTENCY_ANNOTATION]: consistency,
    ...(quiesce.backup ? { [BACKUP_LABEL_ANNOTATION]: JSON.stringify(quiesce.backup) } : {}),
    ...(claimSpec ? { [CLAIM_SPEC_ANNOTATION]: JSON.stringify(claimSpec) } : {}),
    ...(atRest ? { [AT_REST_ANNOTATION]: 'true' } : {}),
  };
}
