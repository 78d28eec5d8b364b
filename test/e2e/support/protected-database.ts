import { App, Chart, Cron, Duration, Size, Yaml } from 'cdk8s';
import { clusterBackend } from './cluster-backend';
import { OPERATIONS_IMAGE } from './cluster-commands';
import type { Kubectl } from './kubectl';
import {
  IStorageClass, NetworkPeer, PostgresCredentials, PostgresStatefulSet, PostgresStatefulSetProps, PostgresVersion, ProductionStorageClass,
  Quiesce, Retention, SnapshotPolicy, StatefulSettings, VolumeBackend,
} from '../../../src';

export const POLICY = 'db-snapshots';

const LOGINS = { 'db': 'application', 'db-superuser': 'postgres', 'db-snapshot': 'snapshot' } as const;
const password = (secret: string): string => `password of ${secret}`;

/** Never by itself within a test: the tests say when. */
const NEW_YEAR = new Cron({ minute: '7', hour: '3', day: '1', month: '1' });

/** An app for a namespace of the tests, with its storage class named like it. */
export class TestApp {
  public static async in(kubectl: Kubectl): Promise<TestApp> {
    return new TestApp(kubectl.namespace!, (await clusterBackend()).backend);
  }

  public readonly backend: VolumeBackend;
  public readonly platform: Chart;
  public readonly tenant: Chart;
  public readonly disk: IStorageClass;

  private constructor(namespace: string, backend: VolumeBackend) {
    const app = new App();
    StatefulSettings.set(app, { operationsImage: OPERATIONS_IMAGE });
    this.backend = backend;
    this.platform = new Chart(app, 'platform');
    this.tenant = new Chart(app, 'tenant', { namespace });
    this.disk = new ProductionStorageClass(this.platform, 'disk', { metadata: { name: namespace }, backend });
  }

  public database(name: string, props: Partial<PostgresStatefulSetProps> = {}): PostgresStatefulSet {
    const db = new PostgresStatefulSet(this.tenant, name, {
      metadata: { name },
      version: PostgresVersion.V17,
      storageClass: this.disk,
      dataSize: Size.gibibytes(2),
      credentials: PostgresCredentials.fromSecretName('db'),
      resources: { cpu: '100m', memory: Size.mebibytes(512) },
      settings: { log_connections: 'on' },
      ...props,
    });
    db.allowFrom(NetworkPeer.pods({ app: 'client' }));
    return db;
  }

  public policy(retention: Retention = Retention.of({ last: 100 }), quiesce?: Quiesce): SnapshotPolicy {
    return new SnapshotPolicy(this.tenant, 'backup', {
      schedule: NEW_YEAR, retention, quiesce, readyDeadline: Duration.hours(1), clusterScope: this.platform,
    });
  }

  public yaml(): string {
    return Yaml.stringify(...this.platform.toJson(), ...this.tenant.toJson());
  }
}

/** The Secrets of the logins. */
export async function makeLogins(kubectl: Kubectl): Promise<void> {
  for (const [name, username] of Object.entries(LOGINS)) {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: { username, password: password(name) } };
    await kubectl.create(Yaml.stringify(secret));
  }
}

/** Runs SQL in a server's own pod, and returns rows without decoration. */
export async function query(kubectl: Kubectl, server: string, sql: string, login: keyof typeof LOGINS = 'db'): Promise<string> {
  return clientCommand(kubectl, server, login, ['psql', '-d', 'app', '-v', 'ON_ERROR_STOP=1', '-qtAc', sql]);
}

/** Runs a client program in a server's own pod. */
export async function clientCommand(kubectl: Kubectl, server: string, login: keyof typeof LOGINS, command: readonly string[]): Promise<string> {
  const environment = ['env', 'PGHOST=127.0.0.1', `PGUSER=${LOGINS[login]}`, `PGPASSWORD=${password(login)}`];
  return (await kubectl.exec(`${server}-0`, [...environment, ...command])).trim();
}

/** Makes a Job of a CronJob, as its controller would, and waits for its end; returns its log. Throws when it failed. */
export async function runJob(kubectl: Kubectl, cronJob: string, job: string, seconds: number = 120): Promise<string> {
  await kubectl.run(['create', 'job', job, `--from=cronjob/${cronJob}`]);
  await expectEnd(kubectl, job, seconds);
  return kubectl.run(['logs', `job/${job}`]);
}

async function expectEnd(kubectl: Kubectl, job: string, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const { status } = await kubectl.get('job', job);
    const conditions: { readonly type: string; readonly status: string }[] = status.conditions ?? [];
    const ended = conditions.filter((condition) => condition.status === 'True' && /^(Complete|Failed)$/.test(condition.type));
    if (ended.some(({ type }) => type === 'Complete')) return;
    if (ended.length > 0 || Date.now() > deadline) {
      throw new Error(`Job ${job} did not complete in ${seconds} s:\n${await kubectl.run(['logs', `job/${job}`]).catch(String)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Deletes what is not in the namespace: the classes and cluster-scoped objects of the app, and contents that are retained. */
export async function giveUpSnapshots(cluster: Kubectl, namespace: string, policy: string = POLICY): Promise<void> {
  const contents = (await cluster.list('volumesnapshotcontents')).filter(({ spec }) => spec.volumeSnapshotRef.namespace === namespace);
  for (const { metadata } of contents) {
    await cluster.run(['patch', 'volumesnapshotcontent', metadata.name, '--type=merge', '--patch', '{"spec":{"deletionPolicy":"Delete"}}']);
  }
  const fences = ['validatingadmissionpolicybinding', 'validatingadmissionpolicy'];
  for (const kind of [...fences, 'clusterrolebinding', 'clusterrole', 'volumesnapshotclass']) await cluster.delete(kind, `cdk8s-stateful.${namespace}.${policy}`);
  for (const kind of fences) {
    for (const fence of ['runner', 'exec']) await cluster.delete(kind, `cdk8s-stateful.${namespace}.${policy}.${fence}`);
  }
}
