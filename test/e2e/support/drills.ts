import { Cron, Duration } from 'cdk8s';
import { expect } from 'vitest';
import { permissionsOf, requestsOf } from './api-audit-log';
import { API_AUDIT_LOG } from './cluster-commands';
import { Kubectl } from './kubectl';
import { POLICY, giveUpSnapshots } from './protected-database';
import type { TestApp } from './protected-database';
import { ProductionStorageClass, ReclaimPolicy, RestoreDrill } from '../../../src';
import type { RestoreDrillProps, SnapshotPolicy } from '../../../src';
import { restoreConfigMapName } from '../../../src/documents/backup-label';
import type { DrillEvidence } from '../../../src/documents/snapshot-state';

export const DRILL = `${POLICY}-drill`;

/** Never by itself within a test: the tests say when. */
const NEW_YEAR = new Cron({ minute: '7', hour: '4', day: '1', month: '1' });

/** Adds a drill of the policy to a test's app, with volumes of a class of its own. Returns the namespace in which it restores. */
export function addDrill(app: TestApp, policy: SnapshotPolicy, asks: Pick<RestoreDrillProps, 'validate' | 'targets'>): Kubectl {
  const metadata = { name: disposableClass(app.tenant.namespace!) };
  const storageClass = new ProductionStorageClass(app.platform, 'disposable', { metadata, backend: app.backend, reclaimPolicy: ReclaimPolicy.DELETE });
  const { drillNamespace } = new RestoreDrill(app.tenant, 'drill', {
    policy, schedule: NEW_YEAR, storageClass, deadline: Duration.minutes(10), clusterScope: app.platform, ...asks,
  });
  return new Kubectl(drillNamespace);
}

/** Deletes what a drill has outside of the namespace of its policy. */
export async function giveUpDrill(cluster: Kubectl, kubectl: Kubectl, drillNamespace: Kubectl): Promise<void> {
  await cluster.delete('namespace', drillNamespace.namespace!);
  await cluster.delete('storageclass', disposableClass(kubectl.namespace!));
  await giveUpSnapshots(cluster, kubectl.namespace!, DRILL);
}

/** What drills have found, the newest last; of one that could not begin there is less. */
export async function drillsIn(kubectl: Kubectl): Promise<Required<DrillEvidence>[]> {
  return JSON.parse((await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']).drills;
}

/** The drill's account has used every permission that it has. Returns what it was denied. */
export async function expectPermissionsUsed(kubectl: Kubectl, drillNamespace: Kubectl): Promise<string[]> {
  const clusterRole = await new Kubectl().get('clusterrole', `cdk8s-stateful.${kubectl.namespace}.${DRILL}`);
  const rules = [...(await kubectl.get('role', DRILL)).rules, ...(await drillNamespace.get('role', DRILL)).rules, ...clusterRole.rules];
  const requests = requestsOf(API_AUDIT_LOG!, `system:serviceaccount:${kubectl.namespace}:${DRILL}`);
  expect([...new Set(requests.map(({ request }) => request))].sort()).toEqual([...new Set(permissionsOf({ rules }))].sort());
  return requests.filter(({ denied }) => denied).map(({ request }) => request);
}

/** Nothing of a drill is left: in its namespace, of the cluster, and in the groups that it held. */
export async function expectCleanedUp(kubectl: Kubectl, drillNamespace: Kubectl): Promise<void> {
  const cluster = new Kubectl();
  for (const kind of ['pods', 'persistentvolumeclaims', 'volumesnapshots']) expect(await drillNamespace.list(kind), kind).toEqual([]);
  expect((await drillNamespace.list('configmaps')).map(({ metadata }) => metadata.name)).not.toContain(restoreConfigMapName(DRILL));
  expect((await cluster.list('volumesnapshotcontents')).filter(({ spec }) => spec.volumeSnapshotRef.namespace === drillNamespace.namespace)).toEqual([]);
  const volumes = async () => (await cluster.list('persistentvolumes')).filter(({ spec }) => spec.claimRef?.namespace === drillNamespace.namespace);
  await expect.poll(volumes, { timeout: 60_000 }).toEqual([]);
  const held = (await kubectl.list('volumesnapshots')).filter(({ metadata }) => 'cdk8s-stateful.dev/hold' in metadata.annotations!);
  expect(held).toEqual([]);
}

function disposableClass(namespace: string): string {
  return `${namespace}-disposable`;
}
