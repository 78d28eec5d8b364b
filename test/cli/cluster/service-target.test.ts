import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../../cli/cluster/cluster';
import { targetOf } from '../../../cli/cluster/service-target';

const SERVICE: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { ports: [{ port: 5432, targetPort: 'postgres' }, { port: 80, targetPort: 8080 }, { port: 9000 }, { port: 81, targetPort: 'nowhere' }] },
};

function pod(name: string, ready: boolean, metadata: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', ...metadata },
    spec: {
      containers: [{ name: 'main' }, { name: 'other', ports: [{ containerPort: 1 }] }],
      initContainers: [{ name: 'sidecar', restartPolicy: 'Always', ports: [{ name: 'postgres', containerPort: 6432 }] }],
    },
    status: { conditions: [{ type: 'Initialized', status: 'True' }, { type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

describe('the way behind a Service', () => {
  test('leads to a pod that is ready and stays', () => {
    const pods = [pod('db-0', false), pod('db-1', true, { deletionTimestamp: '2026-03-01T00:00:00Z' }), pod('db-2', true)];
    expect(targetOf(SERVICE, 80, pods)).toEqual({ pod: 'db-2', port: 8080 });
  });

  test.each([[5432, 6432], [80, 8080], [9000, 9000]])('port %i is %i of the pod', (port, expected) => {
    expect(targetOf(SERVICE, port, [pod('db-0', true)]).port).toBe(expected);
  });

  test.each([
    [443, [pod('db-0', true)], 'Service db in namespace shop has no port 443'],
    [80, [pod('db-0', false)], 'Service db in namespace shop has no ready pod (of 1)'],
    [81, [pod('db-0', true)], 'Pod db-0 in namespace shop has no port named "nowhere"'],
  ])('port %i', (port, pods, message) => {
    expect(() => targetOf(SERVICE, port, pods)).toThrow(message);
  });
});
