import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome';
import { runCommandLine } from '../../../cli/cli';
import type { KubeObject } from '../../../cli/cluster/cluster';
import type { ClusterChoice } from '../../../cli/cluster/kubeconfig';
import type { World } from '../../../cli/commands/world';
import { MadeUpInventory } from '../inventory/inventory';

const SET: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web', namespace: 'orders', annotations: { 'audit.cdk8s-stateful.dev/STS-024': 'a cache, filled anew' } },
  spec: {
    serviceName: 'web',
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [] } },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }],
  },
};
const DISK: KubeObject = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'disk' }, provisioner: 'disks.example.com' };

async function run(args: readonly string[], objects: readonly KubeObject[] = [SET, DISK], forbidden: readonly string[] = []) {
  const choices: ClusterChoice[] = [];
  const inventory = new MadeUpInventory(objects, forbidden);
  const outcome = await outcomeOf(['audit', ...args], {
    now: () => new Date('2026-11-28T12:00:00Z'),
    openInventory: async (choice: ClusterChoice) => {
      choices.push(choice);
      return { inventory, namespace: 'orders' };
    },
  });
  return { ...outcome, choices, asked: inventory.asked };
}

describe('audit --cluster', () => {
  test('shows object and path, and takes what it could list for all there is', async () => {
    const { status, out, err } = await run(['--cluster']);
    expect(status).toBe(1);
    expect(out).toContain('cluster:orders/StatefulSet/web\n');
    expect(out).toContain([
      '  error    STS-009  headless-service  StatefulSet orders/web names Service web, which is not among the manifests',
      '        spec.serviceName: "web"',
      '        add a headless Service web to its namespace    explain: cdk8s-stateful explain STS-009',
    ].join('\n'));
    expect(out).toContain('acknowledged\n  STS-024  StatefulSet orders/web: a cache, filled anew\n');
    expect(err).toContain('not in this cluster: ');
    expect(err).not.toContain('not listed');
  });

  test('says what it may not list, and leaves open what refers to it', async () => {
    const { status, out, err } = await run(['--cluster', '--fail-on', 'error'], undefined, ['services']);
    expect(err).toContain('not listed, because the account may not: services; what refers to them stays unresolved\n');
    expect(out).toContain('  info     STS-009');
    expect(status).toBe(0);
    expect((await run(['--cluster', '--fail-on', 'error', '--closed-world'], undefined, ['services'])).status).toBe(1);
  });

  test('reports paths instead of lines in JSON', async () => {
    const { findings } = JSON.parse((await run(['--cluster', '-o', 'json'])).out);
    const finding = findings.find(({ rule }: { rule: string }) => rule === 'STS-009');
    expect(finding).toMatchObject({ file: 'cluster:orders/StatefulSet/web', path: 'spec.serviceName', object: { kind: 'StatefulSet', name: 'web', namespace: 'orders' } });
    expect(finding).not.toHaveProperty('line');
  });

  test.each([
    [['--cluster'], 'statefulsets in orders'],
    [['--cluster', '-n', 'billing'], 'statefulsets in billing'],
    [['--cluster', '--namespace', 'billing'], 'statefulsets in billing'],
    [['--cluster', '-A'], 'statefulsets in *'],
    [['--cluster', '--all-namespaces'], 'statefulsets in *'],
  ])('%j lists %s', async (args, expected) => {
    expect((await run(args)).asked).toContain(expected);
  });

  test('opens the cluster as kubectl would', async () => {
    const { choices } = await run(['--cluster', '--kubeconfig', 'k.yaml', '--context', 'prod']);
    expect(choices).toMatchObject([{ kubeconfig: 'k.yaml', context: 'prod' }]);
  });

  test('says 3 of a namespace in which there is nothing, whatever else the cluster holds', async () => {
    expect(await run(['--cluster', '-n', 'ordres'])).toMatchObject({ status: 3, err: expect.stringContaining('nothing in namespace ordres: is its name right') });
    expect((await run(['--cluster', '-A'], [])).status).toBe(3);
  });

  test.each([
    [['--cluster', 'dist'], 'not both'],
    [['--cluster', '--against', 'old'], 'not both'],
    [['--cluster', '-A', '-n', 'orders'], '--namespace or --all-namespaces, not both'],
    [['-n', 'orders', 'dist'], '--namespace is for --cluster'],
    [['-A'], '--all-namespaces is for --cluster'],
    [['--context', 'prod', 'dist'], '--context is for --cluster'],
  ])('%j is wrong usage', async (args, message) => {
    expect(await run(args)).toMatchObject({ status: 2, err: expect.stringContaining(message), asked: [] });
  });

  test('says 2 of a cluster that does not answer', async () => {
    const world = { now: () => new Date(), openInventory: () => Promise.reject(new Error('there is no kubeconfig')) } as unknown as World;
    let err = '';
    expect(await runCommandLine(['audit', '--cluster'], { out: () => {}, err: (text) => { err += text; } }, world)).toBe(2);
    expect(err).toContain('there is no kubeconfig');
  });
});
