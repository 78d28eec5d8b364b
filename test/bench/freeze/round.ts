import { SlowCluster } from './slow-cluster';
import type { Driver } from './slow-cluster';
import { WallClock } from './wall-clock';
import { CONFIG_MAP, LEASE, SECRET, STATEFUL_SET } from '../../../cli/cluster/cluster';
import type { KubeObject } from '../../../cli/cluster/cluster';
import { runSnapshots } from '../../../cli/operations/snapshot-run/apply';
import type { RunEnvironment } from '../../../cli/operations/snapshot-run/environment';
import { requestAt } from '../../../cli/operations/snapshot-run/plan';
import type { PolicyQuiesce } from '../../../src/documents/snapshot-policy';
import { EXEC, podOf } from '../../cli/operations/snapshot-run/exec-fixture';
import { CHECKPOINT, policyOf } from '../../cli/operations/snapshot-run/fixture';

export type Held = 'application' | 'backup';

const BACKUP: PolicyQuiesce = { ...CHECKPOINT, strategy: 'postgres-backup', logClaimTemplates: ['wal'], holdSeconds: 300 } as PolicyQuiesce;

/** Milliseconds for which something was held beyond what the driver took to cut: one run of the whole program against a slow cluster. */
export async function overheadOfRound(held: Held, driver: Driver, pods: number): Promise<number> {
  const clock = new WallClock(new Date().toISOString());
  const cluster = new SlowCluster(clock, driver);
  const templates = held === 'backup' ? ['data', 'wal'] : ['data'];
  const replicas = held === 'backup' ? 1 : pods;
  seed(cluster, replicas, templates);
  const policy = policyOf(replicas, {
    quiesce: held === 'backup' ? BACKUP : EXEC,
    workload: { kind: 'StatefulSet', name: 'db', replicas, claimTemplates: templates },
    snapshotClass: { name: 'disk', cut: 'creationTime', deletionPolicy: 'Retain' },
    deadlines: { quiesceSeconds: 60, waitSeconds: 3600, readySeconds: 7200 },
  });
  const result = await runSnapshots(policy, requestAt(clock.now()), environment(cluster, clock));
  if (result.state !== 'Complete' || result.consistency !== 'application') throw new Error(`the group is ${result.state}, ${result.consistency}: ${result.reason}`);
  return cluster.thawedAt - cluster.frozenAt - driver.cut;
}

function environment(cluster: SlowCluster, clock: WallClock): RunEnvironment {
  return {
    cluster,
    clock,
    // what was held is not any more: nobody has to wait for minutes until all is ready
    progress: { step: (step) => { if (step === 'proven') clock.hurry(); }, warn: () => undefined },
    checkpoint: async () => ({ lsn: '0/1' }),
    backup: async () => {
      cluster.frozenAt = clock.monotonic();
      return {
        startLsn: '0/1',
        lost: new AbortController().signal,
        stop: async () => {
          cluster.thawedAt = clock.monotonic();
          return { backup_label: 'START', stop_lsn: '0/2', system_identifier: '1' };
        },
        log: async () => ({ written: 1, kept: 2 }),
        close: async () => undefined,
      };
    },
    readsSecrets: true,
    holder: 'bench',
    program: 'bench',
    signal: new AbortController().signal,
  };
}

function seed(cluster: SlowCluster, pods: number, templates: readonly string[]): void {
  const put = (kind: Pick<KubeObject, 'apiVersion' | 'kind'>, name: string, fields: object = {}): void => {
    cluster.seed({ apiVersion: kind.apiVersion, kind: kind.kind, metadata: { name, namespace: 'orders', uid: `uid-of-${name}` }, ...fields });
  };
  put(LEASE, 'orders-db');
  put(CONFIG_MAP, 'orders-db-state');
  put(SECRET, 'db-snapshots', { data: { username: 'dQ==', password: 'cA==' } });
  put(STATEFUL_SET, 'db', { spec: { replicas: pods, volumeClaimTemplates: templates.map((name) => ({ metadata: { name } })) } });
  for (let pod = 0; pod < pods; pod += 1) {
    cluster.seed(podOf(pod));
    for (const template of templates) put({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, `${template}-db-${pod}`, { status: { phase: 'Bound' } });
  }
}
