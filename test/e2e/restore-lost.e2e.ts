import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Size, Yaml } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kubectl } from './support/kubectl';
import type { KubeObject } from './support/kubectl';
import { POLICY, TestApp, giveUpSnapshots, makeLogins, query, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';

const PROGRAM = join(__dirname, '../../assets/cli/main/index.js');
const CHECKSUM = "select count(*) || ' ' || md5(string_agg(id || content, ',' order by id)) from orders";

describe('what a deleted namespace leaves of a database with its log on a volume of its own', () => {
  const kubectl = testNamespace('restore-lost');
  const cluster = new Kubectl();
  let app: TestApp;
  let expected: string;
  const folder = mkdtempSync(join(tmpdir(), 'restore-lost-'));
  const proof = ['--state-file', join(folder, 'state.json')];

  /** The bundled program from outside the cluster. */
  const program = async (verb: string, ...args: string[]): Promise<{ code: number; out: string }> => new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, 'restore', verb, POLICY, '--lost', '-n', kubectl.namespace!, ...args], (error, out, err) => {
      resolve({ code: Number(error?.code ?? 0), out: out || err });
    });
  });
  const contents = async (): Promise<KubeObject[]> => (
    (await cluster.list('volumesnapshotcontents')).filter(({ spec }) => spec.volumeSnapshotRef.namespace === kubectl.namespace)
  );

  beforeAll(async () => {
    app = await TestApp.in(kubectl);
    app.policy().protect(app.database('db', { walSize: Size.gibibytes(1) }));
    await makeLogins(kubectl);
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 180);
    await query(kubectl, 'db', 'create table orders as select id, md5(id::text) as content from generate_series(1, 50000) id');
    expected = await query(kubectl, 'db', CHECKSUM);
    await runJob(kubectl, POLICY, 'by-hand');
    writeFileSync(proof[1], (await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']);
    const namespace = await cluster.get('namespace', kubectl.namespace!);
    await cluster.delete('namespace', kubectl.namespace!, '--timeout=180s');
    const { name, labels } = namespace.metadata;
    await cluster.create(Yaml.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
    await makeLogins(kubectl);
    // stopped, so that it makes no empty claim in the place of the one that is restored
    await kubectl.apply(app.yaml().replace(/^( {2}replicas): 1$/m, '$1: 0'));
  }, 600_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    if (process.env.KEEP_NAMESPACES) return;
    await giveUpSnapshots(cluster, kubectl.namespace!);
    // a content waits for its snapshot, and what is left then has none
    for (const { metadata } of await kubectl.list('volumesnapshots')) await kubectl.delete('volumesnapshot', metadata.name);
    for (const { metadata } of await contents()) await cluster.delete('volumesnapshotcontent', metadata.name);
  });

  test('is listed, and proven by a copy of the state', async () => {
    describeOnFailure(kubectl);
    const left = (await contents()).sort((a, b) => (a.spec.volumeSnapshotRef.name < b.spec.volumeSnapshotRef.name ? -1 : 1));
    expect(left).toHaveLength(2);
    const { code, out } = await program('list', '-o', 'json', ...proof);
    expect(code).toBe(0);
    const [{ snapshots, contents: found, ...lost }] = JSON.parse(out).lost;
    expect(lost).toMatchObject({ ready: true, doubts: [] });
    expect(found.sort()).toEqual(left.map(({ metadata }) => metadata.name).sort());
    expect(snapshots.map(({ name, restoreSize }: { name: string; restoreSize: string }) => [name, restoreSize]).sort()).toEqual(
      left.map(({ spec }, at) => [spec.volumeSnapshotRef.name, String([2, 1][at] * 2 ** 30)]),
    );
  });

  test('is not restored without the label of the backup', async () => {
    describeOnFailure(kubectl);
    expect(await program('run', '--yes', '--accept-unproven')).toMatchObject({ code: 3, out: expect.stringContaining('needs its label') });
    expect(await kubectl.list('persistentvolumeclaims')).toEqual([]);
  });

  test('comes back under the old names, with all rows, and the copies stay', async () => {
    describeOnFailure(kubectl);
    const before = (await contents()).map(({ metadata }) => metadata.name);
    // 10: its class makes the volume when the first pod starts
    expect([0, 10]).toContain((await program('run', '--yes', '--wait', '30s', ...proof)).code);
    await kubectl.run(['scale', 'statefulset/db', '--replicas=1']);
    await kubectl.rollout('statefulset/db', 240);
    expect(await query(kubectl, 'db', CHECKSUM)).toBe(expected);
    expect(await program('run', '--yes', ...proof)).toMatchObject({ code: 0, out: expect.stringContaining('restored from') });
    expect(await kubectl.list('volumesnapshots')).toEqual([]);
    await expect.poll(async () => (await contents()).map(({ metadata }) => metadata.name), { timeout: 30_000 }).toEqual(before);
    expect((await contents()).map(({ spec }) => spec.deletionPolicy)).toEqual(['Retain', 'Retain']);
  }, 400_000);

  test('and the policy goes on', async () => {
    describeOnFailure(kubectl);
    expect(await runJob(kubectl, POLICY, 'afterwards')).toContain('is complete');
  }, 200_000);
});
