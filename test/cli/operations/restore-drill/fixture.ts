import { CONFIG_MAP, NETWORK_POLICY } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { runDrill } from '../../../../cli/operations/restore-drill/apply';
import type { DrillEnvironment } from '../../../../cli/operations/restore-drill/apply';
import { STATE_FILE } from '../../../../src/core/vocabulary';
import { RESTORE_DRILL_VERSION } from '../../../../src/documents/restore-drill';
import type { RestoreDrillDocument } from '../../../../src/documents/restore-drill';
import { EMPTY_STATE } from '../../../../src/documents/snapshot-state';
import type { DrillEvidence, RunEvidence, SnapshotStateDocument } from '../../../../src/documents/snapshot-state';
import type { FakeCluster } from '../../../support/fake-cluster';
import { GROUPS, POLICY, sceneWith as restoreScene, seedClass } from '../restore/fixture';

export const NEWEST = GROUPS[2];

export const DRILL: RestoreDrillDocument = {
  schema: RESTORE_DRILL_VERSION,
  name: 'orders-db-drill',
  namespace: 'drills',
  policy: POLICY,
  storageClass: 'disposable',
  podSpec: { restartPolicy: 'Never', initContainers: [{ name: 'server' }], containers: [{ name: 'validator', env: [{ name: 'DATABASE', value: 'app' }] }] },
  validator: 'validator',
  server: 'server',
  validations: ['select count(*) > 0 from orders'],
  targets: {},
  deadlineSeconds: 600,
};

export const GOOD = [
  ['server', 'passed', 'PostgreSQL 17'], ['fresh', 'passed', 't'], ['negative-control', 'passed', 'f'], ['validation-0', 'passed', 't'], ['amcheck', 'passed', ''],
];

/** The status of a pod whose validator has said this. */
export function endedWith(lines: readonly (readonly string[])[], exitCode: number = 0): object {
  const message = lines.map((line) => `${line.join('\t')}\n`).join('');
  return {
    phase: exitCode === 0 ? 'Succeeded' : 'Failed',
    initContainerStatuses: [{ name: 'server', restartCount: 0, state: { running: { startedAt: '2026-03-01T12:00:20Z' } } }],
    containerStatuses: [{
      name: 'validator', state: { terminated: { exitCode, message, startedAt: '2026-03-01T12:00:50Z', finishedAt: '2026-03-01T12:01:00Z' } },
    }],
  };
}

export interface Scene {
  readonly cluster: FakeCluster;
  /** Drills; every time somebody else. */
  run(drill?: RestoreDrillDocument, changes?: Partial<DrillEnvironment>): Promise<DrillEvidence>;
}

/** Three groups, the newest with a checkpoint, and a closed namespace in which pods say this. */
export function sceneWith(status: object = endedWith(GOOD)): Scene {
  const { cluster } = restoreScene('WaitForFirstConsumer');
  seedClass(cluster, 'disposable', 'fake.csi.example.com', 'WaitForFirstConsumer');
  const run = { group: NEWEST, quiesce: { strategy: 'postgres-checkpoint', result: 'done', lsn: '0/3000060' } } as RunEvidence;
  const state: SnapshotStateDocument = { ...EMPTY_STATE, runs: [run] };
  cluster.seed({ apiVersion: 'v1', kind: CONFIG_MAP.kind, metadata: { name: 'orders-db-state', namespace: 'orders' }, data: { [STATE_FILE]: JSON.stringify(state) } });
  seedNetworkPolicy(cluster, 'closed', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  cluster.pods.statusOf = (_, age) => (age >= 10 ? status : undefined);
  let runs = 0;
  return {
    cluster,
    run: async (drill = DRILL, changes = {}) => runDrill(drill, {
      cluster,
      clock: cluster.clock,
      progress: { step: () => undefined, warn: () => undefined },
      holder: `drill-${runs += 1}`,
      program: 'test',
      signal: new AbortController().signal,
      ...changes,
    }),
  };
}

export function seedNetworkPolicy(cluster: FakeCluster, name: string, spec: object): KubeObject {
  return cluster.seed({ apiVersion: NETWORK_POLICY.apiVersion, kind: NETWORK_POLICY.kind, metadata: { name, namespace: 'drills' }, spec });
}

export function drillsOf(cluster: FakeCluster): readonly DrillEvidence[] {
  const [state] = cluster.all(CONFIG_MAP);
  return (JSON.parse(state.data[STATE_FILE]) as SnapshotStateDocument).drills ?? [];
}
