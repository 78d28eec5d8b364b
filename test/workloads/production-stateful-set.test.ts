import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { describe, expect, test } from 'vitest';
import { disk, objectOf, ordersChart } from './fixtures';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { VolumeAccessMode } from '../../src/facts/drivers/volume-modes';
import { EngineProbe } from '../../src/facts/engines/engine-probe';
import { EngineReplication, PodManagementPolicy, StatefulEngine } from '../../src/facts/engines/stateful-engine';
import type { StatefulEngineOptions } from '../../src/facts/engines/stateful-engine';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ProductionStatefulSet } from '../../src/workloads/production-stateful-set';
import type { ProductionStatefulSetProps, StatefulVolume } from '../../src/workloads/stateful-set-props';
import { queueEngine } from '../support/samples';

function cacheEngine(options: Partial<StatefulEngineOptions> = {}): StatefulEngine {
  return StatefulEngine.custom({
    name: 'cache',
    image: 'redis:8.2-bookworm',
    user: 999,
    ports: [{ name: 'redis', port: 6379 }],
    volumes: [{ role: 'data', mountPath: '/data' }],
    args: ['redis-server', '--appendonly', 'yes'],
    environment: { LEVEL: 'notice', HOME: '/data' },
    readinessProbe: EngineProbe.exec(['redis-cli', 'ping'], { period: Duration.seconds(5), timeout: Duration.seconds(3), failures: 3 }),
    terminationGracePeriod: Duration.minutes(1),
    ...options,
  });
}

function make(props: Partial<ProductionStatefulSetProps> = {}, chart = ordersChart()) {
  const volumes: StatefulVolume[] = [{ role: 'data', size: Size.gibibytes(10), storageClass: props.volumes?.[0]?.storageClass ?? disk(chart) }];
  const set = new ProductionStatefulSet(chart, 'cache', { metadata: { name: 'cache' }, engine: cacheEngine(), volumes, ...props });
  return { chart, set };
}

describe('an engine that is brought along', () => {
  const { chart, set } = make();
  const pod = objectOf(chart, 'StatefulSet').spec.template.spec;

  test('gets the pod that production needs', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 60,
      securityContext: { runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(pod.containers[0]).toMatchObject({
      name: 'cache',
      image: 'redis:8.2-bookworm',
      args: ['redis-server', '--appendonly', 'yes'],
      readinessProbe: { exec: { command: ['redis-cli', 'ping'] }, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
      resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '2Gi' } },
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    });
  });

  test('has nothing that it did not ask for', () => {
    for (const field of ['command', 'startupProbe', 'livenessProbe', 'lifecycle']) expect(pod.containers[0]).not.toHaveProperty(field);
    for (const field of ['volumes', 'serviceAccountName', 'imagePullSecrets']) expect(pod).not.toHaveProperty(field);
  });

  test('gives each pod a name in DNS, ready or not', () => {
    expect(objectOf(chart, 'Service').spec).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: { 'cdk8s-stateful.dev/workload': 'cache' },
      ports: [{ name: 'redis', port: 6379, targetPort: 'redis', protocol: 'TCP' }],
    });
    expect(set.dnsName(0)).toBe('cache-0.cache-headless.orders.svc');
  });

  test('never blocks a drain', () => {
    expect(objectOf(chart, 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  });
});

describe('replicas', () => {
  test('are allowed when the engine replicates', () => {
    const { chart, set } = make({ engine: cacheEngine({ replication: EngineReplication.BUILT_IN }), replicas: 3, updatePartition: 2 });
    expect(set.replicas).toBe(3);
    expect(objectOf(chart, 'StatefulSet').spec).toMatchObject({ replicas: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } });
  });

  test('are refused when it does not', () => {
    expect(() => make({ replicas: 2 })).toThrow('[shop/cache] replicas needs replication: 2 pods of cache are 2 databases');
  });

  test('can be none', () => {
    expect(objectOf(make({ replicas: 0 }).chart, 'StatefulSet').spec.replicas).toBe(0);
  });
});

test('pods start together unless the engine says otherwise', () => {
  expect(objectOf(make().chart, 'StatefulSet').spec.podManagementPolicy).toBe('Parallel');
  const engine = cacheEngine({ podManagementPolicy: PodManagementPolicy.ORDERED_READY });
  expect(objectOf(make({ engine }).chart, 'StatefulSet').spec.podManagementPolicy).toBe('OrderedReady');
});

test('a variable of the workload takes the place of the engine\'s: the API server takes each name once', () => {
  const { chart } = make({ environment: { LEVEL: EnvValue.fromValue('debug') } });
  expect(objectOf(chart, 'StatefulSet').spec.template.spec.containers[0].env).toEqual([{ name: 'HOME', value: '/data' }, { name: 'LEVEL', value: 'debug' }]);
});

describe('several volumes', () => {
  const chart = ordersChart();
  const storageClass = disk(chart);
  const both = [{ role: 'data', size: Size.gibibytes(20), storageClass }, { role: 'wal', size: Size.gibibytes(5), storageClass, claimTemplateName: 'log' }];
  const { set } = make({ engine: queueEngine(), volumes: both, configMaps: { '/etc/queue': ['a', 'b'] } }, chart);
  const { spec } = objectOf(chart, 'StatefulSet');

  test('become claim templates in the order in which they are given', () => {
    expect(spec.volumeClaimTemplates.map((claim: any) => [claim.metadata.name, claim.spec.resources.requests.storage])).toEqual([['data', '20Gi'], ['log', '5Gi']]);
    expect(set.volumes).toEqual([{ role: 'data', claimTemplateName: 'data', size: Size.gibibytes(20), storageClass }, { role: 'wal', claimTemplateName: 'log', size: Size.gibibytes(5), storageClass }]);
  });

  test('are mounted where the engine keeps that role', () => {
    expect(spec.template.spec.containers[0].volumeMounts).toEqual([
      { name: 'data', mountPath: '/var/lib/queue' },
      { name: 'log', mountPath: '/var/lib/queue-wal' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'shm', mountPath: '/dev/shm' },
      { name: 'config-0', mountPath: '/etc/queue', readOnly: true },
    ]);
    expect(spec.template.spec.volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'shm', emptyDir: { medium: 'Memory' } },
      { name: 'config-0', projected: { defaultMode: 0o444, sources: [{ configMap: { name: 'a' } }, { configMap: { name: 'b' } }] } },
    ]);
  });

  test.each<[string, StatefulVolume[], string]>([
    ['one that is missing', [both[0]], 'volumes lack the role "wal" that queue keeps its data on; give it a size and a class'],
    ['one that the engine does not have', [...both, { ...both[0], role: 'blobs' }], 'volumes name a role twice or one that the engine does not have, got "blobs"; use each of data, wal once'],
    ['one that is given twice', [...both, both[0]], 'volumes name a role twice or one that the engine does not have, got "data"'],
    ['two of one name', [both[0], { ...both[1], claimTemplateName: 'data' }], 'claimTemplateName is the name of another volume of the pod, got "data"; use a name of its own'],
    ['one whose name is no DNS label', [both[0], { ...both[1], claimTemplateName: 'Log_1' }], 'claimTemplateName is not a DNS label (RFC 1123), got "Log_1"'],
  ])('refuses %s', (_, volumes, message) => {
    expect(() => make({ engine: queueEngine(), volumes })).toThrow(`[shop/cache] ${message}`);
  });
});

test('a network file system is for engines that allow it', () => {
  const on = (allowsNetworkFileSystem?: boolean) => () => {
    const chart = ordersChart();
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'share', 'share', { backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }) });
    make({ engine: cacheEngine({ allowsNetworkFileSystem }), volumes: [{ role: 'data', size: Size.gibibytes(1), storageClass, accessMode: VolumeAccessMode.READ_WRITE_ONCE }] }, chart);
  };
  expect(on(true)).not.toThrow();
  expect(on()).toThrow('[shop/cache] storageClass is a network file system, which cache must not keep its data on, got "share"; use a class of block volumes');
});

test('a JSON patch survives', () => {
  const { chart, set } = make();
  ApiObject.of(set).addJsonPatch(JsonPatch.add('/spec/template/spec/hostUsers', false), JsonPatch.replace('/spec/volumeClaimTemplates/0/spec/resources/requests/storage', '10.5Gi'));
  const { spec } = objectOf(chart, 'StatefulSet');
  expect(spec.template.spec.hostUsers).toBe(false);
  expect(spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('10.5Gi');
});
