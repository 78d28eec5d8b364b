import type { SnapshotContext } from './snapshot-context';
import { SNAPSHOT_EXIT } from './streams';
import type { World } from './world';
import { packageVersion } from '../../src/core/version';
import { runAndConclude } from '../operations/snapshot-run/conclude';
import type { ConcludedRun } from '../operations/snapshot-run/conclude';
import { holderName, requestAt, requestOfJob } from '../operations/snapshot-run/plan';
import type { RunRequest } from '../operations/snapshot-run/plan';
import { renderRun, runJson } from '../render/snapshot-run';

/** Takes a group of snapshots. */
export async function runCommand({ policy, cluster, progress, world, streams, args }: SnapshotContext): Promise<number> {
  const { DATABASE_USERNAME: username, DATABASE_PASSWORD: password } = world.env;
  const result = await runAndConclude(policy, requestOf(args['scheduled-at'], policy.name, world), {
    cluster,
    clock: world.clock,
    progress,
    checkpoint: world.checkpoint,
    backup: world.backup,
    ...(username !== undefined && password !== undefined ? { login: { username, password } } : {}),
    readsSecrets: world.env.JOB_NAME === undefined,
    holder: holderName(world.host, world.process),
    program: `cdk8s-stateful ${packageVersion()}`,
    signal: world.signal,
  });
  streams.out(args.json ? runJson(result) : renderRun(result));
  return exitOf(result);
}

function requestOf(scheduledAt: string | undefined, policy: string, { env, now }: World): RunRequest {
  if (scheduledAt !== undefined) return requestAt(new Date(scheduledAt));
  return env.JOB_NAME === undefined ? requestAt(now()) : requestOfJob({ name: env.JOB_NAME, uid: env.JOB_UID ?? '' }, policy, now());
}

/** A group that is not ready yet is no failure by itself, but it is one when nothing as new as promised can be restored meanwhile. */
function exitOf({ state, degraded, erring, overdue }: ConcludedRun): number {
  if (state === 'Failed' || erring || (state === 'Pending' && overdue)) return SNAPSHOT_EXIT.failed;
  return degraded ? SNAPSHOT_EXIT.degraded : SNAPSHOT_EXIT.done;
}
