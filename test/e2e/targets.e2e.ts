import { ApiObject, Cron, Duration, Size } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf, requestsOf } from './support/api-audit-log';
import { API_AUDIT_LOG } from './support/cluster-commands';
import { Kubectl } from './support/kubectl';
import { TestApp, giveUpSnapshots, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { useVolume } from './support/volume-pod';
import { openCluster } from '../../cli/cluster/kubeconfig';
import { restore } from '../../cli/operations/restore/apply';
import type { RestoreResult } from '../../cli/operations/restore/apply';
import type { RestoreRequest } from '../../cli/operations/restore/request';
import { SYSTEM_CLOCK } from '../../cli/operations/snapshots/clock';
import { loadPolicy } from '../../cli/operations/snapshots/policy';
import { DurableClaim, ProductionStatefulSet, Retention, SnapshotPolicy } from '../../src';
import type { SnapshotPolicyProps } from '../../src';

const OF_PRIMARY = 'set-snapshots';
const OF_CLAIMS = 'files';
const CLAIMS = ['avatars', 'uploads'];

/** Two pods, each of which writes down its name; nothing here knows of a primary. */
const SET = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'set' },
  spec: {
    replicas: 2,
    serviceName: 'set',
    podManagementPolicy: 'Parallel',
    selector: { matchLabels: { app: 'set' } },
    template: {
      metadata: { labels: { app: 'set' } },
      spec: {
        terminationGracePeriodSeconds: 1,
        securityContext: { runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{
          name: 'shell',
          image: 'postgres:17-trixie',
          imagePullPolicy: 'IfNotPresent',
          command: ['bash', '-ec', 'hostname > /volume/who; sync; exec sleep infinity'],
          readinessProbe: { exec: { command: ['test', '-s', '/volume/who'] }, periodSeconds: 1 },
          volumeMounts: [{ name: 'data', mountPath: '/volume' }],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        }],
      },
    },
  },
};

/** What a policy can protect besides all pods of a set that is rendered here. */
describe('targets of policies on a cluster', () => {
  const kubectl = testNamespace('targets');
  const cluster = new Kubectl();

  const groups = async (policy: string): Promise<{ [group: string]: string[] }> => {
    const found: { [group: string]: string[] } = {};
    for (const { metadata } of await kubectl.list('volumesnapshots', `cdk8s-stateful.dev/policy=${policy}`)) {
      (found[metadata.labels!['cdk8s-stateful.dev/group']] ??= []).push(metadata.annotations!['cdk8s-stateful.dev/claim']);
    }
    return found;
  };
  const runs = async (policy: string) => JSON.parse((await kubectl.get('configmap', `${policy}-state`)).data['state.json']).runs;
  const mark = (pod: string, role: string) => kubectl.run(['label', 'pod', pod, `role=${role}`, '--overwrite']);
  const checksum = (volume: string) => useVolume(kubectl, { volume, command: 'sha256sum < /volume/file' });

  /** The program itself, from outside the cluster. */
  async function restored(policyName: string, request: Omit<RestoreRequest, 'namespace'>): Promise<RestoreResult> {
    const opened = openCluster({});
    const policy = await loadPolicy(opened.cluster, policyName, kubectl.namespace!);
    return restore(policy, { namespace: kubectl.namespace!, ...request }, {
      cluster: opened.cluster, clock: SYSTEM_CLOCK, progress: { step: () => undefined, warn: () => undefined }, holder: 'test', waitSeconds: 60, signal: new AbortController().signal,
    });
  }

  beforeAll(async () => {
    const app = await TestApp.in(kubectl);
    const { tenant, platform, disk } = app;
    const props: SnapshotPolicyProps = {
      schedule: new Cron({ minute: '7', hour: '3', day: '1', month: '1' }), retention: Retention.of({ last: 100 }), readyDeadline: Duration.hours(1), clusterScope: platform,
    };
    const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: disk.storageClassName, resources: { requests: { storage: '1Gi' } } } };
    new ApiObject(tenant, 'set', { ...SET, spec: { ...SET.spec, volumeClaimTemplates: [template] } });
    const volumes = [{ role: 'data', claimTemplateName: 'data', size: Size.gibibytes(1), storageClass: disk }];
    const set = ProductionStatefulSet.fromStatefulSetName(tenant, 'there', 'set', { volumes, matchLabels: { app: 'set' }, replicas: 2 });
    new SnapshotPolicy(tenant, 'of-primary', { ...props, primaryLabels: { role: 'primary' } }).protect(set);
    const claims = CLAIMS.map((name) => new DurableClaim(tenant, name, { metadata: { name }, size: Size.gibibytes(1), storageClass: disk }));
    new SnapshotPolicy(tenant, 'of-claims', { ...props, metadata: { name: OF_CLAIMS } }).protectClaims(claims);
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/set', 120);
    for (const claim of CLAIMS) await useVolume(kubectl, { volume: claim, command: `seq 1 50000 | sed "s/^/${claim} /" > /volume/file; sync` });
  }, 300_000);

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    for (const policy of [OF_PRIMARY, OF_CLAIMS]) await giveUpSnapshots(cluster, kubectl.namespace!, policy);
  });

  test('without a primary a run makes nothing, and says what it looked for', async () => {
    describeOnFailure(kubectl);
    await expect(runJob(kubectl, OF_PRIMARY, 'without', 30)).rejects.toThrow('has no ready pod with the labels of its primary, role=primary: its pods are set-0, set-1');
    expect(await groups(OF_PRIMARY)).toEqual({});
  }, 120_000);

  test('the volume of the primary is taken, wherever it is', async () => {
    describeOnFailure(kubectl);
    // without the Lease, which some delivery tools leave out, the program makes it anew
    await kubectl.delete('lease', OF_PRIMARY);
    await mark('set-1', 'primary');
    await mark('set-0', 'replica');
    expect(await runJob(kubectl, OF_PRIMARY, 'first')).toContain('is complete and can be restored');
    await mark('set-1', 'replica');
    await mark('set-0', 'primary');
    await runJob(kubectl, OF_PRIMARY, 'second');
    expect(Object.values(await groups(OF_PRIMARY)).sort()).toEqual([['data-set-0'], ['data-set-1']]);
    const found: { readonly primary: object; readonly members: readonly { readonly claim: string }[] }[] = await runs(OF_PRIMARY);
    expect(found.map(({ primary, members }) => [primary, members.map(({ claim }) => claim)])).toEqual([
      [{ pod: 'set-1', uid: expect.any(String), afterCut: 'same' }, ['data-set-1']], [{ pod: 'set-0', uid: expect.any(String), afterCut: 'same' }, ['data-set-0']],
    ]);
  }, 300_000);

  test('two primaries are none', async () => {
    describeOnFailure(kubectl);
    await mark('set-1', 'primary');
    await expect(runJob(kubectl, OF_PRIMARY, 'two', 30)).rejects.toThrow('has 2 ready pods with the labels of its primary, role=primary: set-0, set-1');
    expect(Object.keys(await groups(OF_PRIMARY))).toHaveLength(2);
  }, 120_000);

  test('restored, the volume of the second pod is that of the first of the new set', async () => {
    describeOnFailure(kubectl);
    const [group] = Object.entries(await groups(OF_PRIMARY)).find(([, claims]) => claims.includes('data-set-1'))!;
    const { plan } = await restored(OF_PRIMARY, { workload: 'again', group });
    expect(plan.volumes.map(({ claim }) => claim.metadata.name)).toEqual(['data-again-0']);
    expect((await useVolume(kubectl, { volume: 'data-again-0', command: 'cat /volume/who' })).trim()).toBe('set-1');
    expect((await restored(OF_PRIMARY, { workload: 'again', group })).finished).toBe(true);
  }, 200_000);

  test('claims that no set makes come back beside, as they were', async () => {
    describeOnFailure(kubectl);
    await kubectl.delete('lease', OF_CLAIMS);
    expect(await runJob(kubectl, OF_CLAIMS, 'of-claims')).toContain('is complete and can be restored');
    expect(Object.values(await groups(OF_CLAIMS)).map((claims) => claims.sort())).toEqual([CLAIMS]);
    const before = [await checksum('avatars'), await checksum('uploads')];
    for (const claim of CLAIMS) await useVolume(kubectl, { volume: claim, command: 'echo broken > /volume/file; sync' });

    const refused = await restored(OF_CLAIMS, { workload: OF_CLAIMS });
    expect(refused.plan.refusals).toEqual(CLAIMS.map((claim) => expect.stringContaining(`claim ${kubectl.namespace}/${claim} exists, with data of its own`)));

    const request = { workload: OF_CLAIMS, as: '{claim}-restored' };
    await restored(OF_CLAIMS, request);
    expect([await checksum('avatars-restored'), await checksum('uploads-restored')]).toEqual(before);
    expect((await restored(OF_CLAIMS, request)).finished).toBe(true);
    const { spec } = await kubectl.get('persistentvolumeclaim', 'uploads-restored');
    expect(spec).toMatchObject({ accessModes: ['ReadWriteOncePod'], storageClassName: kubectl.namespace, resources: { requests: { storage: '1Gi' } } });
    expect((await kubectl.list('volumesnapshots', `cdk8s-stateful.dev/policy=${OF_CLAIMS}`)).map(({ metadata }) => metadata.annotations!['cdk8s-stateful.dev/hold'])).toEqual([undefined, undefined]);
  }, 400_000);

  test.runIf(API_AUDIT_LOG)('the runners use every permission that they have, and were denied nothing', async () => {
    for (const policy of [OF_PRIMARY, OF_CLAIMS]) {
      const role = await kubectl.get('role', `${policy}-runner`);
      const requests = requestsOf(API_AUDIT_LOG!, `system:serviceaccount:${kubectl.namespace}:${policy}-runner`);
      expect([...new Set(requests.map(({ request }) => request))].sort(), policy).toEqual(permissionsOf(role as never).sort());
      expect(requests.filter(({ denied }) => denied), policy).toEqual([]);
    }
  });
});
