import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Size, Yaml } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Kubectl } from './support/kubectl';
import type { KubeObject } from './support/kubectl';
import { POLICY, TestApp, clientCommand, giveUpSnapshots, makeLogins, query, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { ProductionStorageClass } from '../../src';
import type { PostgresStatefulSetProps } from '../../src';
import { restoreConfigMapName } from '../../src/documents/backup-label';

const PROGRAM = join(__dirname, '../../assets/cli/main/index.js');
const CHECKSUM = "select count(*) || ' ' || md5(string_agg(id || content, ',' order by id)) from orders";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The bundled program from outside the cluster; killed after a step, if one is named. */
async function program(args: readonly string[], killAfter?: string): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, ...args]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => { out += text; });
  createInterface({ input: child.stderr }).on('line', (line) => {
    err += `${line}\n`;
    if (killAfter !== undefined && JSON.parse(line).step === killAfter) child.kill('SIGKILL');
  });
  return new Promise((resolve) => { child.on('close', (code) => resolve({ code, out, err })); });
}

describe.each([
  ['whose volumes wait for pods, with a volume for its log', 'WaitForFirstConsumer', { walSize: Size.gibibytes(1) }, ['data', 'wal']],
  ['whose volumes are made at once', 'Immediate', {}, ['data']],
] as const)('the way back to the old name of a database %s', (_, bindingMode, props, roles) => {
  const kubectl = testNamespace('restore-swap');
  const cluster = new Kubectl();
  const immediate = `${kubectl.namespace}-immediate`;
  let app: TestApp;
  let expected: string;

  const databaseProps = (): Partial<PostgresStatefulSetProps> => ({
    ...props,
    ...(bindingMode === 'Immediate'
      ? { storageClass: ProductionStorageClass.fromStorageClassName(app.tenant, `class${app.tenant.node.children.length}`, immediate, { backend: app.backend }) }
      : {}),
  });
  const command = (verb: string, ...args: string[]): string[] => ['restore', verb, POLICY, '-n', kubectl.namespace!, '--workload', 'restored', ...args];
  const groups = async (): Promise<KubeObject[]> => kubectl.list('volumesnapshots', `cdk8s-stateful.dev/policy=${POLICY}`);
  const volumes = async (): Promise<KubeObject[]> => (await cluster.list('persistentvolumes')).filter(({ spec }) => spec.claimRef?.namespace === kubectl.namespace);
  const volumeOf = async (claim: string): Promise<string> => (await kubectl.get('persistentvolumeclaim', claim)).spec.volumeName;

  async function scale(set: string, replicas: number): Promise<void> {
    await kubectl.run(['scale', `statefulset/${set}`, `--replicas=${replicas}`]);
    if (replicas > 0) await kubectl.rollout(`statefulset/${set}`, 240);
    else await vi.waitFor(async () => expect((await kubectl.list('pods')).map(({ metadata }) => metadata.name)).not.toContain(`${set}-0`), { timeout: 120_000, interval: 1_000 });
  }

  beforeAll(async () => {
    app = await TestApp.in(kubectl);
    if (bindingMode === 'Immediate') {
      const [{ provisioner, parameters }] = (await cluster.list('storageclasses')).filter(({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true');
      await cluster.create(Yaml.stringify({
        apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: immediate }, provisioner, parameters, volumeBindingMode: 'Immediate', allowVolumeExpansion: true, reclaimPolicy: 'Delete',
      }));
    }
    app.policy().protect(app.database('db', databaseProps()));
    await makeLogins(kubectl);
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 240);
    await query(kubectl, 'db', 'create table orders as select id, md5(id::text) as content from generate_series(1, 50000) id; create unique index on orders (id)');
    expected = await query(kubectl, 'db', CHECKSUM);
    await runJob(kubectl, POLICY, 'by-hand');
    await query(kubectl, 'db', 'truncate orders');
  }, 600_000);

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    await giveUpSnapshots(cluster, kubectl.namespace!);
    await cluster.delete('storageclass', immediate);
  });

  test('restored beside it, and started, the data is whole; a second restore of it ends at once', async () => {
    describeOnFailure(kubectl);
    expect((await program(command('run', '--yes', '--wait', '60s'))).code).toBe(bindingMode === 'Immediate' ? 0 : 10);
    app.database('restored', databaseProps());
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/restored', 240);
    expect(await query(kubectl, 'restored', CHECKSUM)).toBe(expected);
    const began = Date.now();
    expect((await program(command('run', '--yes'))).code).toBe(0);
    expect(Date.now() - began).toBeLessThan(20_000);
    expect((await groups()).map(({ metadata }) => metadata.annotations!['cdk8s-stateful.dev/hold'])).toEqual(roles.map(() => undefined));
  }, 400_000);

  test('sets that run exchange nothing, and are told how to be stopped', async () => {
    describeOnFailure(kubectl);
    const { code, out } = await program(command('swap', '--dry-run'));
    expect(code).toBe(3);
    expect(out).toContain(`StatefulSet ${kubectl.namespace}/restored has replicas: 1; stop it: kubectl --namespace ${kubectl.namespace} scale statefulset/restored --replicas=0\n`);
    for (const set of ['db', 'restored']) await scale(set, 0);
    if (roles.length > 1) {
      expect((await program(command('swap', '--dry-run'))).out).toContain('holds a backup label for the volumes that restored has now');
      await kubectl.delete('configmap', restoreConfigMapName('restored'));
    }
    expect(await program(command('swap', '--dry-run'))).toMatchObject({ code: 0, out: expect.stringContaining('db gets the volumes of restored') });
  }, 400_000);

  test('stopped, they exchange their volumes, though the command is killed on its way', async () => {
    describeOnFailure(kubectl);
    const before = await Promise.all(roles.map(async (role) => [await volumeOf(`${role}-db-0`), await volumeOf(`${role}-restored-0`)]));
    const policies = Object.fromEntries((await volumes()).map(({ metadata, spec }) => [metadata.name, spec.persistentVolumeReclaimPolicy]));
    for (const step of ['intent', 'safety', 'retain', 'free']) expect((await program(command('swap', '--yes'), step)).code, step).toBe(null);
    const { code, out, err } = await program(command('swap', '--yes'));
    expect(code, err).toBe(0);
    expect(out).toContain(`StatefulSet ${kubectl.namespace}/db has the volumes of restored, and restored those of db\n`);
    const after = await Promise.all(roles.map(async (role) => [await volumeOf(`${role}-restored-0`), await volumeOf(`${role}-db-0`)]));
    expect(after).toEqual(before);
    expect(Object.fromEntries((await volumes()).map(({ metadata, spec }) => [metadata.name, spec.persistentVolumeReclaimPolicy]))).toEqual(policies);
    expect(await program(command('swap', '--yes'))).toMatchObject({ code: 0, out: expect.stringContaining('nothing is left to do') });
  }, 400_000);

  test('the rows are back under the old name, and what was broken is under the other', async () => {
    describeOnFailure(kubectl);
    await scale('db', 1);
    expect(await query(kubectl, 'db', CHECKSUM)).toBe(expected);
    expect(await clientCommand(kubectl, 'db', 'db-superuser', ['pg_amcheck', '--all', '--install-missing', '--heapallindexed', '--parent-check'])).toBe('');
    await scale('restored', 1);
    expect(await query(kubectl, 'restored', 'select count(*) from orders')).toBe('0');
  }, 400_000);

  test('the copy from before is held, the policy goes on, and no volume is left over', async () => {
    describeOnFailure(kubectl);
    const held = (await groups()).filter(({ metadata }) => metadata.annotations!['cdk8s-stateful.dev/hold'] === `before the swap with ${kubectl.namespace}/restored`);
    expect(held.map(({ spec }) => spec.source.persistentVolumeClaimName).sort()).toEqual(roles.map((role) => `${role}-db-0`));
    expect(held.every(({ status }) => status.readyToUse)).toBe(true);
    const log = await runJob(kubectl, POLICY, 'afterwards');
    expect(log).toContain('is complete');
    expect(await groups()).toHaveLength(3 * roles.length);
    expect((await volumes()).map(({ status }) => status.phase)).toEqual(roles.flatMap(() => ['Bound', 'Bound']));
  }, 400_000);
});
