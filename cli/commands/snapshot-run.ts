import type { SnapshotContext } from './snapshot-context';
import { SNAPSHOT_EXIT } from './streams';
import type { World } from './world';
import { packageVersion } from '../../src/core/version';
import { runSnapshots } from '../operations/snapshot-run/apply';
import type { RunResult } from '../operations/snapshot-run/await-ready';
import { holderName, requestAt, requestOfJob } from '../operations/snapshot-run/plan';
import type { RunRequest } from '../operations/snapshot-run/plan';
import { renderRun, runJson } from '../render/snapshot-run';

/** Takes a group of snapshots. */
export async function runCommand({ policy, cluster, progress, world, streams, args }: SnapshotContext): Promise<number> {
  const { DATABASE_USERNAME: username, DATABASE_PASSWORD: password } = world.env;
  const result = await runSnapshots(policy, requestOf(args['scheduled-at'], policy.name, world), {
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

function exitOf({ state, degraded, erring }: RunResult): number {
  if (state === 'Failed' || erring) return SNAPSHOT_EXIT.failed;
  return degraded ? SNAPSHOT_EXIT.degraded : SNAPSHOT_EXIT.done;
}
