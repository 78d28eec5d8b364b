import { awaitCut } from './await-cut';
import { createSnapshots } from './create';
import type { HeldGroup } from './held-pods';
import { describeError } from './login';
import { requireTimes } from './cut-in-order';
import { volumeSnapshots } from './plan';
import { withDeadline } from './with-deadline';
import type { KubeObject } from '../../cluster/cluster';

/** What was seen while the application was frozen. */
export interface HeldCut {
  /** Snapshots that were seen to be cut. None where not all of them were. */
  readonly members: readonly KubeObject[];
  /** Why the group is not what it should be. */
  readonly problem?: string;
  /** Ends when nothing of it is under way any more. */
  readonly rest: Promise<unknown>;
}

const NOTHING = Promise.resolve();
const LAST_LOOK_SECONDS = 0.2;

/** Freezes, and waits until all is cut, for as long as the containers stay frozen and no longer. Throws nothing: whatever happens, somebody has to thaw. */
export async function freezeAndCut(held: HeldGroup, pods: readonly string[]): Promise<HeldCut> {
  const { target, intent: { group }, environment: { cluster, clock, progress, signal } } = held;
  const deadline = clock.monotonic() + target.maxFreezeSeconds * 1000;
  const failures = await freeze(held, pods, deadline);
  if (failures.length > 0) return { members: [], problem: failures.join('; '), rest: NOTHING };
  const since = cluster.now();
  progress.step('frozen', `${pods.join(', ')} stopped writing`, { group, pods });
  let work: Promise<KubeObject[]> = Promise.resolve([]);
  try {
    const members = await withDeadline(clock, { milliseconds: deadline - clock.monotonic(), signal }, async (stop) => {
      work = cut(held, stop, deadline);
      return work;
    });
    requireTimes(members, since, cluster.now());
    progress.step('cut', 'all volumes are cut', { group });
    return { members, rest: NOTHING };
  } catch (error) {
    return { members: [], problem: describeError(error), rest: work.catch(() => undefined) };
  }
}

/** Why pods could not be frozen. Each has its own time, and all of them are waited for. */
async function freeze({ policy, target, environment: { cluster, clock, signal } }: HeldGroup, pods: readonly string[], deadline: number): Promise<string[]> {
  const { container, commands } = target;
  const outcomes = await Promise.allSettled(pods.map(async (pod) => {
    const { exitCode, stderr } = await withDeadline(clock, { milliseconds: deadline - clock.monotonic(), signal }, async (stop) => (
      cluster.exec({ namespace: policy.namespace, pod, container }, commands.freeze, stop)
    ));
    if (exitCode !== 0) throw new Error(stderr.trim() || `its command ended with ${exitCode}`);
  }));
  return outcomes.flatMap((outcome, at) => (outcome.status === 'rejected' ? [`Pod ${pods[at]} was not frozen: ${describeError(outcome.reason)}`] : []));
}

async function cut({ policy, intent, environment }: HeldGroup, signal: AbortSignal, deadline: number): Promise<KubeObject[]> {
  const snapshots = volumeSnapshots(policy, intent);
  const failures = await createSnapshots(snapshots, policy.parallelism, { ...environment, signal });
  if (failures.length > 0) throw new Error(failures.join('; '));
  const names = snapshots.map(({ metadata }) => metadata.name);
  // a little early, so that it can say what is missing
  const seconds = Math.max((deadline - environment.clock.monotonic()) / 1000 - LAST_LOOK_SECONDS, 0);
  return awaitCut(policy, { group: intent.group, names, seconds, lost: signal }, { ...environment, signal });
}
