import { Size } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { describe, expect, test } from 'vitest';
import { disk, ordersChart } from './fixtures';
import { ProductionStatefulSet } from '../../src/workloads/production-stateful-set';
import type { ProductionStatefulSetProps } from '../../src/workloads/stateful-set-props';
import { queueEngine } from '../support/samples';

function makeQueue(props: Partial<ProductionStatefulSetProps>): ProductionStatefulSet {
  const chart = ordersChart();
  const volume = { size: Size.gibibytes(5), storageClass: disk(chart) };
  return new ProductionStatefulSet(chart, 'queue', { engine: queueEngine(), volumes: [{ role: 'data', ...volume }, { role: 'wal', ...volume }], ...props });
}

describe('what a set adds to the pod of its engine', () => {
  test('is taken when Kubernetes takes it', () => {
    const environment = { QUEUE_LEVEL: EnvValue.fromValue('info') };
    expect(() => makeQueue({ serviceAccountName: 'queue', environment, configMaps: { '/etc/queue': ['queue-config'] } })).not.toThrow();
  });

  test.each<[string, Partial<ProductionStatefulSetProps>, string]>([
    ['an account that cannot exist', { serviceAccountName: 'Queue' }, 'serviceAccountName is not a DNS subdomain (RFC 1123) of at most 253 characters, got "Queue"'],
    ['a variable of no name', { environment: { 'a=b': EnvValue.fromValue('') } }, 'environment is no name of an environment variable, got "a=b"; use letters'],
    ['a ConfigMap that cannot exist', { configMaps: { '/etc/queue': [''] } }, 'configMaps is not a DNS subdomain'],
    ['files in a relative folder', { configMaps: { etc: ['config'] } }, 'configMaps "config" needs an absolute mountPath below the root, got "etc"'],
    ['files over a volume', { configMaps: { '/var/lib/queue': ['config'] } }, 'configMaps would hide a volume of queue, got "/var/lib/queue"; use a folder of its own'],
    ['files over a scratch folder', { configMaps: { '/tmp': ['config'] } }, 'configMaps would hide a volume of queue, got "/tmp"'],
    ['an annotation that Kubernetes refuses', { metadata: { annotations: { 'a b': '' } } }, 'metadata.annotations has a key that Kubernetes refuses, got "a b"'],
    ['memory that is none', { resources: { memory: Size.mebibytes(0) } }, 'resources.memory is not an amount of memory, got "0Mi"; use a size such as 2Gi'],
    ['more pods than a number holds', { replicas: 2 ** 31 }, 'replicas is not a number of pods, got "2147483648"; use 0 or more'],
  ])('is refused with %s', (_, props, message) => {
    expect(() => makeQueue(props)).toThrow(`[shop/queue] ${message}`);
  });

  test('is refused with a volume of a size that Kubernetes cannot read', () => {
    const storageClass = disk(ordersChart());
    const volumes = ['data', 'wal'].map((role) => ({ role, size: Size.gibibytes(role === 'wal' ? 1e-9 : 5), storageClass }));
    expect(() => makeQueue({ volumes })).toThrow('[shop/queue] walSize is not a size that Kubernetes takes, got "1e-9Gi"; use a size such as 20Gi');
  });
});
