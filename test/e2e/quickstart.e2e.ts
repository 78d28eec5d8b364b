import { App, Chart, Yaml } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Orders, Platform } from '../../examples/quickstart/charts';
import { AwsEbs } from '../../src';
import { clusterBackend } from './support/cluster-backend';
import { Kubectl } from './support/kubectl';
import { NODE_POWER, outOfService, power } from './support/nodes';
import { giveUpSnapshots } from './support/protected-database';
import { describeOnFailure, namespaceOf } from './support/test-namespace';

const POD = 'orders-db-0';
const UNCLEAN = 'was not properly shut down';
const LOGINS: { readonly [secret: string]: { readonly username: string; readonly password: string } } = {
  'orders-db': { username: 'orders', password: 'it\'s "the" $application' },
  'orders-db-superuser': { username: 'postgres', password: 'superuser-password' },
  'orders-db-snapshot': { username: 'snapshot', password: 'snapshot-password' },
};

const yamlOf = (...charts: Chart[]): string => Yaml.stringify(...charts.flatMap((chart) => chart.toJson()));

/** The example's own constructs; of what they are given only the backend is the cluster's. */
describe('the quickstart on a cluster', () => {
  const kubectl = namespaceOf('orders');
  const cluster = new Kubectl();
  let platform: string;
  let tenant: string;

  const query = async (login: string, database: string, sql: string): Promise<string> => {
    const { username, password } = LOGINS[login];
    const command = ['env', `PGPASSWORD=${password}`, 'psql', '-h', 'orders-db-rw', '-U', username, '-d', database, '-v', 'ON_ERROR_STOP=1', '-qtAc', sql];
    return (await kubectl.exec(await applicationPod(), command)).trim();
  };
  const applicationPod = async (): Promise<string> => {
    await kubectl.rollout('deployment/orders-api', 120);
    const pods = await kubectl.list('pods', '!cdk8s-stateful.dev/workload');
    const running = pods.find(({ metadata, status }) => metadata.deletionTimestamp === undefined && status.phase === 'Running');
    return running!.metadata.name;
  };
  const nodeOf = async (pod: string): Promise<string> => (await kubectl.get('pod', pod)).spec.nodeName;
  const databaseReady = async (): Promise<void> => {
    await kubectl.wait('pod', POD, 'create', 60);
    await kubectl.rollout('statefulset/orders-db', 180);
    await kubectl.wait('pod', POD, 'condition=Ready', 180);
  };
  const marked = (): Promise<string> => query('orders-db', 'app', 'select text from mark');

  beforeAll(async () => {
    for (const [name, { username, password }] of Object.entries(LOGINS)) {
      await kubectl.create(Yaml.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: 'kubernetes.io/basic-auth', stringData: { username, password } }));
    }
    const { backend } = await clusterBackend();
    const app = new App();
    const chart = new Platform(app, 'platform', backend);
    platform = yamlOf(chart);
    tenant = yamlOf(new Orders(app, 'orders', chart));
  });

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    await giveUpSnapshots(cluster, 'orders', 'orders-db-snapshots');
    await cluster.delete('storageclass', 'orders-disk');
  });

  test('the YAML of the example is admitted, with nothing unknown in it', async () => {
    const app = new App();
    const chart = new Platform(app, 'platform', AwsEbs.gp3({ iops: 6000, throughputMiBps: 250, kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/orders' }));
    await cluster.admits(yamlOf(chart));
    await kubectl.admits(yamlOf(new Orders(app, 'orders', chart)));
  });

  test('the database becomes ready under Pod Security restricted', async () => {
    describeOnFailure(kubectl);
    const namespace = await cluster.get('namespace', 'orders');
    expect(namespace.metadata.labels?.['pod-security.kubernetes.io/enforce']).toBe('restricted');
    await cluster.create(platform);
    await kubectl.apply(tenant);
    await databaseReady();
    const [claim] = await kubectl.list('persistentvolumeclaims');
    expect(claim.metadata.name).toBe('data-orders-db-0');
    expect(claim.metadata.labels).toEqual({ 'cdk8s-stateful.dev/workload': 'orders-db' });
    expect(claim.metadata.annotations).toMatchObject({ 'argocd.argoproj.io/sync-options': 'Prune=false' });
    const volume = await cluster.get('persistentvolume', claim.spec.volumeName);
    expect(volume.spec.persistentVolumeReclaimPolicy).toBe('Retain');
  });

  test('what runs is what was rendered: a second apply has nothing to do', async () => {
    expect(await kubectl.run(['diff', '-f', '-'], tenant)).toBe('');
  });

  test('the application writes and reads with its own login', async () => {
    describeOnFailure(kubectl);
    await query('orders-db', 'app', "create table mark (text text); insert into mark values ('kept')");
    expect(await marked()).toBe('kept');
    expect(await query('orders-db', 'app', 'select rolsuper from pg_roles where rolname = current_user')).toBe('f');
    await expect.poll(() => query('orders-db', 'app', 'select count(*) > 0 from orders'), { timeout: 60_000, interval: 2_000 }).toBe('t');
    const environment = await kubectl.exec(await applicationPod(), ['env']);
    expect(environment).toContain('PGUSER=orders');
    expect(environment).not.toContain('superuser-password');
  });

  test('the snapshot login can make a checkpoint and read no table', async () => {
    expect(await query('orders-db-snapshot', 'postgres', 'checkpoint; select 1')).toBe('1');
    expect(await query('orders-db-snapshot', 'postgres', "select count(*) from pg_backup_start('e2e', true)")).toBe('1');
    await expect(query('orders-db-snapshot', 'app', 'select * from orders')).rejects.toThrow('permission denied');
    await expect(query('orders-db-snapshot', 'postgres', 'create table x ()')).rejects.toThrow('permission denied');
  });

  test('the server runs with checksums, scram and the settings that were made for it', async () => {
    const show = (name: string): Promise<string> => query('orders-db-superuser', 'postgres', `show ${name}`);
    expect(await show('data_checksums')).toBe('on');
    expect(await show('shared_buffers')).toBe('512MB');
    expect(await show('max_connections')).toBe('68');
    expect(await show('data_directory')).toBe('/var/lib/postgresql/data/pgdata');
    const methods = await query('orders-db-superuser', 'postgres', 'select string_agg(distinct auth_method, \',\') from pg_hba_file_rules');
    expect(methods).toBe('scram-sha-256');
    expect(await query('orders-db-superuser', 'app', "select concat(datlocprovider, ' ', datlocale) from pg_database where datname = 'app'")).toBe('b C.UTF-8');
    const log = await kubectl.logs(POD);
    for (const { password } of Object.values(LOGINS)) expect(log).not.toContain(password);
  });

  test('data survives the pod, and the server stops and starts cleanly', async () => {
    describeOnFailure(kubectl);
    const logs = kubectl.logs(POD, '--follow');
    await kubectl.delete('pod', POD);
    expect(await logs).toContain('database system is shut down');
    await databaseReady();
    expect(await marked()).toBe('kept');
    expect(await kubectl.logs(POD)).not.toContain(UNCLEAN);
  });

  test('a drain is not blocked', async () => {
    describeOnFailure(kubectl);
    const node = await nodeOf(POD);
    try {
      await cluster.run(['drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--pod-selector=cdk8s-stateful.dev/workload=orders-db', '--timeout=150s']);
    } finally {
      await cluster.run(['uncordon', node]);
    }
    await databaseReady();
    expect(await marked()).toBe('kept');
    expect(await kubectl.logs(POD)).not.toContain(UNCLEAN);
  });

  test('the claim and its data survive the deletion of the set', async () => {
    describeOnFailure(kubectl);
    await kubectl.delete('statefulset', 'orders-db');
    expect((await kubectl.get('persistentvolumeclaim', 'data-orders-db-0')).status.phase).toBe('Bound');
    await kubectl.apply(tenant);
    await databaseReady();
    expect(await marked()).toBe('kept');
  });

  test.runIf(NODE_POWER.off)('data survives a node that loses its power', async () => {
    describeOnFailure(kubectl);
    await query('orders-db', 'app', "insert into mark values ('committed just before'); delete from mark where text = 'kept'");
    const node = await nodeOf(POD);
    await power(NODE_POWER.off, node);
    try {
      await cluster.wait('node', node, 'condition=Ready=Unknown', 120);
      await outOfService(node, true);
      await expect.poll(async () => nodeOf(POD).catch(() => node), { timeout: 180_000, interval: 3_000 }).not.toBe(node);
      await databaseReady();
      expect(await marked()).toBe('committed just before');
    } finally {
      await power(NODE_POWER.on, node);
      await outOfService(node, false);
      await cluster.wait('node', node, 'condition=Ready', 120);
    }
  });
});
