import type { SnapshotContext } from './snapshot-context';
import { SNAPSHOT_EXIT } from './streams';
import { parseSeconds } from '../../src/core/time';
import { readStatus } from '../operations/snapshot-status/read';
import { renderSnapshotStatus, renderSnapshotStatusJson } from '../render/snapshot-status';

/** How the groups of a policy stand. Fails when there is nothing to restore from, or it is older than asked for. */
export async function statusCommand({ policy, cluster, streams, args }: SnapshotContext): Promise<number> {
  const status = await readStatus(policy, cluster, parseSeconds(args['max-age']));
  streams.out(args.json ? renderSnapshotStatusJson(status) : renderSnapshotStatus(status));
  return status.good ? SNAPSHOT_EXIT.done : SNAPSHOT_EXIT.failed;
}
