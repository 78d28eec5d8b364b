import type { SnapshotContext } from './snapshot-context';
import { EXIT, SNAPSHOT_EXIT } from './streams';
import type { World } from './world';
import { packageVersion } from '../../src/core/version';
import { runAndConclude } from '../operations/snapshot-run/conclude';
import type { ConcludedRun } from '../operations/snapshot-run/conclude';
import type { RunEnvironment } from '../operations/snapshot-run/environment';
import { holderName, requestAt, requestOfJob } from '../operations/snapshot-run/plan';
import type { RunRequest } from '../operations/snapshot-run/plan';
import { previewRun } from '../operations/snapshot-run/preview';
import type { RunPreview } from '../operations/snapshot-run/preview';
import { renderRun, runJson } from '../render/snapshot-run';
import { renderRunPreview, runPreviewJson } from '../render/snapshot-run-preview';

/** The same that the run would end with, were nothing to happen meanwhile. */
const PREVIEW_EXIT: { readonly [verdict in RunPreview['verdict']]: number } = {
  good: SNAPSHOT_EXIT.done, less: SNAPSHOT_EXIT.degraded, fails: SNAPSHOT_EXIT.failed, waits: EXIT.nothingChecked,
};

/** Takes a group of snapshots, or says what taking one would come to. */
export async function runCommand({ policy, cluster, progress, world, streams, args }: SnapshotContext): Promise<number> {
  const { DATABASE_USERNAME: username, DATABASE_PASSWORD: password } = world.env;
  const request = requestOf(args['scheduled-at'], policy.name, world);
  const environment: RunEnvironment = {
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
  };
  if (args['dry-run']) {
    const preview = await previewRun(policy, request, { ...environment, reach: world.reach });
    streams.out(args.json ? runPreviewJson(preview) : renderRunPreview(preview));
    return PREVIEW_EXIT[preview.verdict];
  }
  const result = await runAndConclude(policy, request, environment);
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
