import { expect } from 'vitest';
import { Killed } from './fake-cluster';
import type { FakeCluster } from './fake-cluster';

/** A call at which a program is killed, before or after it has its effect. */
export type Kill = [call: number, when: 'before' | 'after'];

/** Each of so many calls, both ways. */
export function killsAt(calls: number): Kill[] {
  return Array.from({ length: calls }, (_, at): Kill[] => [[at + 1, 'before'], [at + 1, 'after']]).flat();
}

/** Runs a program that is killed there; afterwards it may be started again. */
export async function kill(cluster: FakeCluster, [call, when]: Kill, program: () => Promise<unknown>): Promise<void> {
  cluster.killAt(call, when);
  await expect(program()).rejects.toBeInstanceOf(Killed);
  cluster.revive();
}

/** The same where the program may end as if nothing had happened: a failed release of the lease is no more than a warning. */
export async function killUnnoticed(cluster: FakeCluster, [call, when]: Kill, program: () => Promise<unknown>): Promise<void> {
  cluster.killAt(call, when);
  await program().catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  cluster.revive();
}
