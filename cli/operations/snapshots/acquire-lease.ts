import type { Clock } from './clock';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import { ClusterError, LEASE } from '../../cluster/cluster';
import type { Progress } from '../progress';

/** How long somebody who is at work is waited for: longer than a prune holds the lease. */
export const PATIENCE_SECONDS = 240;
/** How long a holder that says nothing more is believed to be alive. */
export const DURATION_SECONDS = 30;
const RETRY_SECONDS = 2;

export interface LeaseRequest {
  readonly name: string;
  readonly namespace: string;
  /** Who asks: no two runs have the same. */
  readonly holder: string;
  /** Labels of the lease, where it has to be made. */
  readonly labels?: { readonly [label: string]: string };
  /** Stops the wait, and what is done under the lease. */
  readonly signal: AbortSignal;
}

/** Somebody else holds the lease and is alive: nothing was done. */
export class LeaseHeld extends Error {}

export interface TakenLease {
  readonly lease: KubeObject;
  /** On the monotonic clock: it lasts from some time after this. */
  readonly askedAt: number;
}

/**
 * Waits for a lease and takes it.
 *
 * Whether a silent holder is dead is judged by our own monotonic clock from when we saw its last renewal: no clock of
 * another machine is believed. A lease that is missing is made: some delivery tools leave Leases out.
 * https://github.com/kubernetes/client-go/blob/v0.36.0/tools/leaderelection/leaderelection.go
 */
export async function acquireLease(
  cluster: Cluster, clock: Clock, progress: Progress, { name, namespace, holder, labels, signal }: LeaseRequest,
): Promise<TakenLease> {
  const patience = clock.monotonic() + PATIENCE_SECONDS * 1000;
  let seen: { readonly spec: string; readonly at: number } | undefined;
  for (;;) {
    signal.throwIfAborted();
    const lease = await cluster.get(LEASE, name, namespace) ?? await make(cluster, { name, namespace, labels });
    if (!lease) continue;
    const owner: string = lease.spec?.holderIdentity ?? '';
    const spec = JSON.stringify(lease.spec);
    const alive = seen !== undefined && seen.spec !== spec && owner !== '';
    if (alive && clock.monotonic() >= patience) throw new LeaseHeld(`${owner} is at work under the lease ${name} for longer than that should take; nothing was done`);
    const since = alive ? clock.monotonic() : seen?.at ?? clock.monotonic();
    const expired = owner === '' || owner === holder || clock.monotonic() - since >= DURATION_SECONDS * 1000;
    if (expired) {
      const askedAt = clock.monotonic();
      const taken = await take(cluster, lease, holder);
      if (taken) return { lease: taken, askedAt };
      seen = undefined;
      continue;
    }
    if (!seen) progress.step('lease', `${owner} holds the lease ${name}; waiting until it is done, or is silent for ${DURATION_SECONDS} s`);
    seen = { spec, at: since };
    await clock.sleep(RETRY_SECONDS * 1000, signal);
  }
}

/** The lease, made by us; undefined when somebody else was faster. */
async function make(cluster: Cluster, { labels, ...metadata }: Pick<LeaseRequest, 'name' | 'namespace' | 'labels'>): Promise<KubeObject | undefined> {
  const { apiVersion, kind } = LEASE;
  try {
    return await cluster.create(LEASE, { apiVersion, kind, metadata: { ...metadata, labels: { ...labels } } });
  } catch (error) {
    if (error instanceof ClusterError && error.reason === 'AlreadyExists') return undefined;
    throw error;
  }
}

/** The lease in our name, or undefined when somebody else was faster. */
async function take(cluster: Cluster, lease: KubeObject, holder: string): Promise<KubeObject | undefined> {
  const now = micros(cluster.now());
  const transitions = (lease.spec?.leaseTransitions ?? 0) + 1;
  const ours = { holderIdentity: holder, leaseDurationSeconds: DURATION_SECONDS, acquireTime: now, renewTime: now, leaseTransitions: transitions };
  try {
    return await cluster.replace(LEASE, { ...lease, spec: { ...lease.spec, ...ours } });
  } catch (error) {
    if (error instanceof ClusterError && error.reason === 'Conflict') return undefined;
    throw error;
  }
}

/** MicroTime: https://github.com/kubernetes/apimachinery/blob/v0.36.0/pkg/apis/meta/v1/micro_time.go */
export function micros(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
