import type { RunEnvironment } from './environment';
import { describeError } from './login';
import { withDeadline } from './with-deadline';
import type { PolicyExec, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { ClusterError } from '../../cluster/cluster';

/** For all attempts: shorter than a pod that is told to stop has left. */
const THAW_SECONDS = 45;
const ATTEMPT_SECONDS = 10;
const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 4_000;

/** What became of a pod that was to be thawed. */
export interface Thaw {
  readonly pod: string;
  /** It had not thawed by itself before it was told to. */
  readonly held: boolean;
  /** Nobody knows whether it is thawed: why. */
  readonly problem?: string;
}

export interface ThawRequest {
  readonly policy: SnapshotPolicyDocument;
  readonly target: PolicyExec;
  readonly pods: readonly string[];
  readonly environment: Pick<RunEnvironment, 'cluster' | 'clock'>;
}

/** Thaws every pod, each as often as it takes. Nothing stops this but its own deadline: not the run's signal, and not the other pods. */
export async function thaw({ pods, ...request }: ThawRequest): Promise<Thaw[]> {
  return Promise.all(pods.map(async (pod) => thawOne(pod, request)));
}

async function thawOne(pod: string, { policy, target, environment: { cluster, clock } }: Omit<ThawRequest, 'pods'>): Promise<Thaw> {
  const deadline = clock.monotonic() + THAW_SECONDS * 1000;
  const { container, commands } = target;
  for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
    const milliseconds = Math.min(ATTEMPT_SECONDS * 1000, deadline - clock.monotonic());
    const outcome = await withDeadline(clock, { milliseconds }, async (stop) => (
      cluster.exec({ namespace: policy.namespace, pod, container }, commands.thaw, stop)
    )).catch((error: unknown) => error);
    const problem = problemOf(outcome);
    if (problem === undefined) return { pod, held: saysHeld(outcome) };
    if (clock.monotonic() + pause >= deadline) return isGone(outcome) ? { pod, held: false } : { pod, held: false, problem };
    await clock.sleep(pause);
  }
}

function problemOf(outcome: unknown): string | undefined {
  if (!isResult(outcome)) return describeError(outcome);
  return outcome.exitCode === 0 ? undefined : outcome.stderr.trim() || `its command ended with ${outcome.exitCode}`;
}

function saysHeld(outcome: unknown): boolean {
  return isResult(outcome) && outcome.stdout.trim().split('\n').at(-1) === 'held';
}

/** There is nothing any more that could be frozen. */
function isGone(outcome: unknown): boolean {
  return outcome instanceof ClusterError && outcome.reason === 'NotFound';
}

function isResult(outcome: unknown): outcome is { exitCode: number; stdout: string; stderr: string } {
  return typeof outcome === 'object' && outcome !== null && 'exitCode' in outcome;
}
