import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Yaml } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestsOf } from './support/api-audit-log';
import { clusterBackend } from './support/cluster-backend';
import { API_AUDIT_LOG } from './support/cluster-commands';
import { Kubectl } from './support/kubectl';
import { giveUpSnapshots } from './support/protected-database';
import { describeOnFailure, namespaceOf } from './support/test-namespace';
import { runCommandLine } from '../../cli/cli';
import { openInventory } from '../../cli/cluster/kubeconfig';
import type { World } from '../../cli/commands/world';
import { Orders, Platform } from '../../examples/quickstart/charts';

const ACCOUNT = 'auditor';

interface Reported {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly message: string;
  readonly object: { readonly kind: string; readonly namespace: string | null; readonly name: string };
}

/** What the account may list: of what a database hangs on, neither classes nor budgets. */
const ROLE = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: ACCOUNT },
  rules: [
    { apiGroups: [''], resources: ['pods', 'services', 'persistentvolumeclaims', 'configmaps'], verbs: ['list'] },
    { apiGroups: ['apps'], resources: ['statefulsets', 'deployments'], verbs: ['list'] },
    { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['list'] },
  ],
};

describe('the audit of a cluster that runs the quickstart', () => {
  const kubectl = namespaceOf('orders');
  const cluster = new Kubectl();
  let clusterScoped: string;

  const audit = async (...args: readonly string[]) => {
    let [out, err] = ['', ''];
    const world = { now: () => new Date(), openInventory: async (choice) => openInventory(choice) } as Partial<World> as World;
    const streams = { out: (text: string) => { out += text; }, err: (text: string) => { err += text; } };
    const status = await runCommandLine(['audit', '--cluster', '-o', 'json', ...args], streams, world);
    return { status, err, summary: out && JSON.parse(out).summary, findings: (out ? JSON.parse(out).findings : []) as Reported[] };
  };

  beforeAll(async () => {
    for (const name of ['orders-db', 'orders-db-superuser', 'orders-db-snapshot']) {
      await kubectl.create(Yaml.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: 'kubernetes.io/basic-auth', stringData: { username: name, password: name } }));
    }
    const { backend } = await clusterBackend();
    const app = new App();
    const platform = new Platform(app, 'platform', backend);
    // what a policy needs of the whole cluster, it adds to the platform's chart
    const orders = new Orders(app, 'orders', platform);
    clusterScoped = Yaml.stringify(...platform.toJson());
    await cluster.create(clusterScoped);
    await kubectl.apply(Yaml.stringify(...orders.toJson()));
    await kubectl.wait('pod', 'orders-db-0', 'create', 60);
    await kubectl.run(['create', 'job', '--from=cronjob/orders-db-snapshots', 'by-hand']);
    await kubectl.create(Yaml.stringify(ROLE));
    await kubectl.run(['create', 'serviceaccount', ACCOUNT]);
    await kubectl.run(['create', 'rolebinding', ACCOUNT, `--role=${ACCOUNT}`, `--serviceaccount=orders:${ACCOUNT}`]);
  });

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    await giveUpSnapshots(cluster, 'orders', 'orders-db-snapshots');
    await cluster.run(['delete', '--ignore-not-found', '-f', '-'], clusterScoped);
  });

  test('finds in it what it finds in its manifests: what a cluster lacks beside it, and no pods, claims and Jobs that others made', async () => {
    describeOnFailure(kubectl);
    expect((await kubectl.list('pods')).length).toBeGreaterThan(1);
    expect((await kubectl.list('persistentvolumeclaims')).map(({ metadata }) => metadata.name)).toEqual(['data-orders-db-0']);
    const { findings, summary } = await audit('-n', 'orders');
    const ours = findings.filter(({ object }) => object.namespace === 'orders' || object.name === 'orders-disk');
    // all of the cluster is seen, and in it neither a drill nor an alert
    expect(ours.filter(({ severity }) => severity !== 'info').map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['BKP-034 warning', 'OPS-035 warning']);
    expect(ours.filter(({ object }) => ['Pod', 'PersistentVolumeClaim', 'Job'].includes(object.kind))).toEqual([]);
    const all = await audit('-A');
    expect(all.summary.objects).toBeGreaterThan(summary.objects);
  });

  test('sees what somebody changed by hand, at its path', async () => {
    await kubectl.run(['patch', 'statefulset', 'orders-db', '--patch', '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Delete"}}}']);
    try {
      const { status, findings } = await audit('-n', 'orders');
      expect(status).toBe(1);
      expect(findings).toContainEqual(expect.objectContaining({
        rule: 'STS-024', severity: 'error', file: 'cluster:orders/StatefulSet/orders-db', path: 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted',
      }));
    } finally {
      await kubectl.run(['patch', 'statefulset', 'orders-db', '--patch', '{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain"}}}']);
    }
  });

  test('by an account that may list only some kinds names the others, and leaves open what hangs on them', async () => {
    const { status, err, findings } = await audit('-n', 'orders', '--kubeconfig', await kubeconfigOf(ACCOUNT), '--fail-on', 'error');
    const [, forbidden] = /^not listed, because the account may not: (.*); what refers to them stays unresolved$/m.exec(err) ?? [];
    expect(forbidden.split(', ')).toEqual(expect.arrayContaining(['storageclasses.storage.k8s.io', 'poddisruptionbudgets.policy', 'networkpolicies.networking.k8s.io']));
    expect(forbidden.split(', ')).not.toEqual(expect.arrayContaining(['statefulsets.apps']));
    expect(err).not.toContain('secrets');
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'STO-003', severity: 'info', file: 'cluster:orders/StatefulSet/orders-db' }));
    expect(status).toBe(0);
  });

  test.runIf(API_AUDIT_LOG)('lists, does nothing else, and never asks for Secrets', async () => {
    const requests = requestsOf(API_AUDIT_LOG!, `system:serviceaccount:orders:${ACCOUNT}`).map(({ request }) => request);
    expect(requests.length).toBeGreaterThan(10);
    expect(requests.filter((request) => !request.startsWith('list ') || request.includes('secrets'))).toEqual([]);
  });

  test('of a namespace that is not there is not clean', async () => {
    expect(await audit('-n', 'no-such-namespace')).toMatchObject({ status: 3, err: expect.stringContaining('nothing in namespace no-such-namespace') });
  });

  /** A kubeconfig with a token of an account. */
  async function kubeconfigOf(name: string): Promise<string> {
    const token = (await kubectl.run(['create', 'token', name])).trim();
    const config = JSON.parse(await cluster.run(['config', 'view', '--raw', '--minify', '--output=json']));
    const path = join(mkdtempSync(join(tmpdir(), 'account-')), 'kubeconfig');
    writeFileSync(path, JSON.stringify({ ...config, users: config.users.map((user: { name: string }) => ({ name: user.name, user: { token } })) }));
    return path;
  }
});
