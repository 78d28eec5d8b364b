import { PRUNING_ANNOTATION, SNAPSHOT_BOUND_FINALIZER } from '../../../src/core/vocabulary';
import { annotate } from '../../cluster/annotate';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, JsonPatchOperation, KubeObject } from '../../cluster/cluster';
import type { Clock } from '../snapshots/clock';

/** A controller that works sees a change within milliseconds; one that is being replaced by another takes half a minute. */
export const SIGHT_SECONDS = 45;
const POLL_MILLISECONDS = 200;

/** What has to be there for a deletion. */
export interface Surroundings {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The snapshot controller does not say that it knows what was asked for. */
export class ControllerSilent extends Error {}

/**
 * Waits until the snapshot controller knows that the content of a VolumeSnapshot shall go with it. When it deletes a VolumeSnapshot it goes
 * by its own copy of the content, and if that is from before the change, the content stays behind for ever and nobody finds it.
 * What its copy says it shows in a finalizer, each time the VolumeSnapshot changes: so we change it until the finalizer comes.
 *
 * Throws ControllerSilent, and the signal's reason when it is told to stop.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/common-controller/snapshot_controller.go checkandAddSnapshotFinalizers, processSnapshotWithDeletionTimestamp
 */
export async function awaitSeen(snapshot: KubeObject, { cluster, clock, signal }: Surroundings): Promise<void> {
  const { name, namespace } = snapshot.metadata;
  const deadline = clock.monotonic() + SIGHT_SECONDS * 1000;
  // a finalizer from before may speak of an earlier change that was taken back
  let seen = await cluster.patch(VOLUME_SNAPSHOT, name, namespace, [...attention(snapshot), ...withoutFinalizer(snapshot)]);
  while (!isSeen(seen)) {
    if (clock.monotonic() >= deadline) {
      throw new ControllerSilent(`the snapshot controller has not taken note within ${SIGHT_SECONDS} s that the content of VolumeSnapshot ${name} is to be deleted with it; is it running?`);
    }
    await clock.sleep(POLL_MILLISECONDS, signal);
    seen = await cluster.patch(VOLUME_SNAPSHOT, name, namespace, attention(seen));
  }
}

function isSeen({ metadata }: KubeObject): boolean {
  return metadata.finalizers?.includes(SNAPSHOT_BOUND_FINALIZER) === true;
}

/** A change that means nothing but makes the controller look. */
function attention({ metadata }: KubeObject): JsonPatchOperation[] {
  return annotate(metadata, PRUNING_ANNOTATION, metadata.resourceVersion!);
}

function withoutFinalizer(snapshot: KubeObject): JsonPatchOperation[] {
  const { finalizers = [] } = snapshot.metadata;
  if (!isSeen(snapshot)) return [];
  return [
    { op: 'test', path: '/metadata/finalizers', value: finalizers },
    { op: 'replace', path: '/metadata/finalizers', value: finalizers.filter((each) => each !== SNAPSHOT_BOUND_FINALIZER) },
  ];
}
