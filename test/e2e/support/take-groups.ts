import { expect } from 'vitest';
import { POLICY } from './protected-database';
import { openCluster } from '../../../cli/cluster/kubeconfig';
import { openPostgresBackup } from '../../../cli/databases/postgres-backup';
import { postgresCheckpoint } from '../../../cli/databases/postgres-checkpoint';
import { runSnapshots } from '../../../cli/operations/snapshot-run/apply';
import { requestAt } from '../../../cli/operations/snapshot-run/plan';
import { SYSTEM_CLOCK } from '../../../cli/operations/snapshots/clock';
import { loadPolicy } from '../../../cli/operations/snapshots/policy';

/** The runner itself, once for each of these times. It looks more often than every two seconds, which is all that a test has no time for. */
export async function takeGroups(namespace: string, due: readonly Date[]): Promise<void> {
  const { cluster } = openCluster({});
  const policy = await loadPolicy(cluster, POLICY, namespace);
  const environment = {
    cluster,
    clock: { ...SYSTEM_CLOCK, sleep: (milliseconds: number, signal?: AbortSignal) => SYSTEM_CLOCK.sleep(Math.min(milliseconds, 200), signal) },
    progress: { step: () => undefined, warn: () => undefined },
    checkpoint: postgresCheckpoint,
    backup: openPostgresBackup,
    readsSecrets: true,
    program: 'test',
    signal: new AbortController().signal,
  };
  for (const [at, time] of due.entries()) {
    const { state } = await runSnapshots(policy, requestAt(time), { ...environment, holder: `test-${at}` });
    expect(state).toBe('Complete');
  }
}

/** `count` times, so many hours apart. */
export function everyHours(hours: number, count: number, first: string): Date[] {
  return Array.from({ length: count }, (_, at) => new Date(Date.parse(first) + at * hours * 3_600_000));
}
