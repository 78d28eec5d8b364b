import { DURATION_SECONDS, acquireLease, micros } from './acquire-lease';
import type { LeaseRequest } from './acquire-lease';
import type { Clock } from './clock';
import { POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import { ClusterError, LEASE } from '../../cluster/cluster';
import type { Progress } from '../progress';

const RENEW_SECONDS = 10;
/** Without a renewal for so long, what is done under the lease has to stop before somebody else begins. */
const STOP_SECONDS = 20;
const WATCH_SECONDS = 2;

/** Somebody else has it now. */
class LeaseTaken extends Error {}

/** What is done under a lease asks this before each act that must not happen twice. */
export interface HeldLease {
  /** Aborted when the lease was lost or the run is told to stop. */
  readonly signal: AbortSignal;
}

/** What is done under a lease works with. */
export interface LeaseEnvironment {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Who asks: no two runs have the same. */
  readonly holder: string;
  /** Stops the wait, and what is done under the lease. */
  readonly signal: AbortSignal;
}

/** Does something under the lease of a policy, or under one of another name that is known as the policy's: that of its drill. */
export async function withPolicyLease<T>(
  policy: SnapshotPolicyDocument, environment: LeaseEnvironment, work: (lease: HeldLease) => Promise<T>, name: string = policy.name,
): Promise<T> {
  const { cluster, clock, progress, holder, signal } = environment;
  return withLease(cluster, clock, progress, { name, namespace: policy.namespace, holder, labels: { [POLICY_LABEL]: policy.name }, signal }, work);
}

/** Does something while holding a Lease, so that a run and a prune, or two runs, are never at it together. */
export async function withLease<T>(
  cluster: Cluster, clock: Clock, progress: Progress, request: LeaseRequest, work: (lease: HeldLease) => Promise<T>,
): Promise<T> {
  let { lease: held, askedAt: renewedAt } = await acquireLease(cluster, clock, progress, request);
  let problem = '';
  const lost = new AbortController();
  const renewal = clock.every(RENEW_SECONDS * 1000, renew);
  // apart from the renewal, which a cluster that does not answer keeps waiting for longer than the lease lasts
  const watch = clock.every(WATCH_SECONDS * 1000, async () => {
    if (clock.monotonic() - renewedAt >= STOP_SECONDS * 1000) lose(`it was not renewed for ${STOP_SECONDS} s${problem && `: ${problem}`}`);
  });
  try {
    return await work({ signal: AbortSignal.any([request.signal, lost.signal]) });
  } finally {
    await Promise.all([renewal.stop(), watch.stop()]);
    if (!lost.signal.aborted) await release();
  }

  async function renew(): Promise<void> {
    if (lost.signal.aborted) return;
    const askedAt = clock.monotonic();
    try {
      held = await replaceOwn();
      renewedAt = askedAt;
    } catch (error) {
      problem = (error as Error).message;
      if (error instanceof LeaseTaken) lose(problem);
    }
  }

  /** A conflict is no loss by itself: somebody may have put a label on the lease, or the answer to our own write was lost. */
  async function replaceOwn(): Promise<KubeObject> {
    const renewed = (lease: KubeObject): KubeObject => ({ ...lease, spec: { ...lease.spec, renewTime: micros(cluster.now()) } });
    try {
      return await cluster.replace(LEASE, renewed(held));
    } catch (error) {
      if (!(error instanceof ClusterError) || error.reason !== 'Conflict') throw error;
      const lease = await cluster.get(LEASE, request.name, request.namespace);
      const owner = lease?.spec?.holderIdentity;
      if (owner !== request.holder) throw new LeaseTaken(`${owner || 'nobody'} holds it now`, { cause: error });
      return cluster.replace(LEASE, renewed(lease!));
    }
  }

  function lose(why: string): void {
    lost.abort(new Error(`lost the lease ${request.name}: ${why}`));
  }

  async function release(): Promise<void> {
    try {
      await cluster.replace(LEASE, { ...held, spec: { ...held.spec, holderIdentity: '' } });
    } catch (error) {
      progress.warn('lease', `could not release ${request.name}; it runs out in ${DURATION_SECONDS} s: ${(error as Error).message}`);
    }
  }
}
