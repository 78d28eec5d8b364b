import { CONFIG_MAP, LEASE, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import type { OpenBackup } from '../../../../cli/databases/postgres-backup';
import type { Checkpoint, CheckpointTarget } from '../../../../cli/databases/postgres-checkpoint';
import { runSnapshots } from '../../../../cli/operations/snapshot-run/apply';
import type { RunResult } from '../../../../cli/operations/snapshot-run/await-ready';
import type { RunEnvironment } from '../../../../cli/operations/snapshot-run/environment';
import { requestOfJob } from '../../../../cli/operations/snapshot-run/plan';
import type { JobIdentity, RunRequest } from '../../../../cli/operations/snapshot-run/plan';
import { groupsOf } from '../../../../cli/operations/snapshots/group';
import type { Group } from '../../../../cli/operations/snapshots/group';
import { STATE_FILE } from '../../../../src/core/vocabulary';
import type { PolicyStatefulSet, SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { EMPTY_STATE } from '../../../../src/documents/snapshot-state';
import type { SnapshotStateDocument } from '../../../../src/documents/snapshot-state';
import { FakeClock, FakeCluster } from '../../../support/fake-cluster';
import { policyWith } from '../snapshots/groups';

/** The Job that a CronJob made, and what its pod is given where there is a Secret with the login. */
const JOB = jobDueAt('2026-03-01T00:07:00Z');
export const JOB_ENV = { JOB_NAME: JOB.name, JOB_UID: JOB.uid, DATABASE_USERNAME: 'from-env', DATABASE_PASSWORD: 'from-env-too' };

/** The run that a CronJob made, and the next one. */
export const RUN = jobAt('2026-03-01T00:07:00Z');
export const LATER = jobAt('2026-03-01T01:07:00Z');
export const GROUP = 'orders-db-20260301t000700';
export const LATER_GROUP = 'orders-db-20260301t010700';

export const CHECKPOINT: SnapshotPolicyDocument['quiesce'] = {
  strategy: 'postgres-checkpoint',
  service: 'db',
  port: 5432,
  database: 'postgres',
  secret: { name: 'db-snapshots', usernameKey: 'username', passwordKey: 'password' },
};

export function jobDueAt(scheduledAt: string): JobIdentity {
  const name = `orders-db-${Date.parse(scheduledAt) / 60_000}`;
  return { name, uid: `uid-of-${name}` };
}

export function jobAt(scheduledAt: string): RunRequest {
  return requestOfJob(jobDueAt(scheduledAt), 'orders-db', new Date(scheduledAt));
}

/** A policy of a set with one claim a pod, whose database writes a checkpoint first. */
export function policyOf(pods: number, changes: Partial<SnapshotPolicyDocument> = {}): SnapshotPolicyDocument {
  const workload = { kind: 'StatefulSet', name: 'db', replicas: pods, claimTemplates: ['data'] } as const;
  return policyWith({}, { workload, quiesce: CHECKPOINT, ...changes });
}

/** Of every claim template. */
const TEMPLATE_SPEC = { accessModes: ['ReadWriteOncePod'], resources: { requests: { storage: '1Gi' } } };

export interface Scene {
  readonly cluster: FakeCluster;
  readonly clock: FakeClock;
  readonly policy: SnapshotPolicyDocument;
  /** Everything that was said: `step: message`, warnings with a `!`. */
  readonly said: string[];
  /** Sessions with the database so far, and those that are open. */
  readonly sessions: CheckpointTarget[];
  /** What the database does with the next checkpoints. */
  readonly database: { answer: Checkpoint; backup: OpenBackup };
  openSessions(): number;
  /** Runs; every time somebody else. */
  run(request?: RunRequest, changes?: Partial<RunEnvironment>): Promise<RunResult>;
}

/** The set of the policy with its claims; of a policy of claims there are none yet. */
export function sceneWith(policy: SnapshotPolicyDocument = policyOf(1), set?: object): Scene {
  const clock = new FakeClock('2026-03-01T00:07:05Z');
  const cluster = new FakeCluster(clock);
  seed(cluster, LEASE, 'orders-db', {});
  seed(cluster, CONFIG_MAP, 'orders-db-state', {});
  seed(cluster, { apiVersion: 'v1', kind: 'Secret' }, 'db-snapshots', { data: { username: base64('snapshotter'), password: base64('geheim') } });
  if (policy.workload.kind === 'StatefulSet') seedSet(cluster, policy.workload, set);

  const said: string[] = [];
  const sessions: CheckpointTarget[] = [];
  const database: Scene['database'] = {
    answer: async () => ({ lsn: '0/16B3748' }),
    backup: async () => {
      throw new Error('nobody asked for a backup');
    },
  };
  let open = 0;
  let runs = 0;
  const environment = (): RunEnvironment => ({
    cluster,
    clock,
    progress: { step: (step, message) => said.push(`${step}: ${message}`), warn: (step, message) => said.push(`! ${step}: ${message}`) },
    checkpoint: async (target) => {
      sessions.push(target);
      open += 1;
      return database.answer(target).finally(() => { open -= 1; });
    },
    backup: async (target) => database.backup(target),
    readsSecrets: true,
    holder: `run-${runs += 1}`,
    program: 'program 1.0',
    signal: new AbortController().signal,
  });
  return {
    cluster,
    clock,
    policy,
    said,
    sessions,
    database,
    openSessions: () => open,
    run: async (request = RUN, changes = {}) => runSnapshots(policy, request, { ...environment(), ...changes }),
  };
}

function seedSet(cluster: FakeCluster, { replicas, claimTemplates }: PolicyStatefulSet, set: object = { replicas }): void {
  const volumeClaimTemplates = claimTemplates.map((name) => ({ metadata: { name }, spec: TEMPLATE_SPEC }));
  seed(cluster, { apiVersion: 'apps/v1', kind: 'StatefulSet' }, 'db', { spec: { ...set, volumeClaimTemplates } });
  for (const template of claimTemplates) {
    for (let pod = 0; pod < 5; pod += 1) seedClaim(cluster, pod, 'Bound', template);
  }
}

export function seedClaim(cluster: FakeCluster, pod: number, phase?: string, template: string = 'data'): void {
  seed(cluster, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, `${template}-db-${pod}`, phase === undefined ? {} : { status: { phase } });
}

function seed(cluster: FakeCluster, { apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>, name: string, fields: object): void {
  cluster.seed({ apiVersion, kind, metadata: { name, namespace: 'orders', uid: `uid-of-${name}` }, ...fields });
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

export function stateOf(cluster: FakeCluster): SnapshotStateDocument {
  const text = cluster.all(CONFIG_MAP).find(({ metadata }) => metadata.name === 'orders-db-state')!.data?.[STATE_FILE];
  return text === undefined ? EMPTY_STATE : JSON.parse(text) as SnapshotStateDocument;
}

/** Names of a group's members, by the pods whose claims they are of. */
export function membersOf(pods: number, group: string = GROUP): string[] {
  return Array.from({ length: pods }, (_, pod) => `${group}-data-db-${pod}`);
}

export function snapshotNames(cluster: FakeCluster): string[] {
  return cluster.all(VOLUME_SNAPSHOT).map(({ metadata }) => metadata.name);
}

/** The groups as retention and restores see them now. */
export function groups({ cluster, policy }: Pick<Scene, 'cluster' | 'policy'>): Group[] {
  return groupsOf(cluster.all(VOLUME_SNAPSHOT), policy, cluster.now());
}

/** Names and states of the groups. */
export function groupStates(scene: Pick<Scene, 'cluster' | 'policy'>): string[] {
  return groups(scene).map(({ name, state }) => `${name} ${state}`);
}

/** Groups and outcomes of the evidence. */
export function outcomes(cluster: FakeCluster): string[] {
  return stateOf(cluster).runs.map(({ group, outcome }) => `${group} ${outcome}`);
}

export function leaseHolder(cluster: FakeCluster): string | undefined {
  return cluster.all(LEASE)[0].spec?.holderIdentity;
}

/** Calls that took effect on snapshots or would have. */
export function creations(cluster: FakeCluster): string[] {
  return cluster.calls.filter((call) => call.startsWith('create volumesnapshots'));
}
