import { expect, test } from 'vitest';
import type { Manifest } from '../../src/audit/finding';
import { rollingUpdateOf } from '../../src/audit/rolling-update';
import { Workload } from '../../src/audit/workload';

function deployment(replicas: number | undefined, strategy?: object): Workload {
  const object: Manifest = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { replicas, strategy } };
  return Workload.of(object)!;
}

// the numbers are those of the comment above ResolveFenceposts:
// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/deployment/util/deployment_util.go
test.each<[number | undefined, unknown, unknown, number, number]>([
  [2, 0, '1%', 0, 1],
  [1, 0, '1%', 0, 1],
  [2, '1%', '25%', 1, 0],
  [1, '1%', '25%', 1, 0],
  [2, '1%', '0%', 1, 0],
  [undefined, undefined, undefined, 1, 0],
  [4, undefined, undefined, 1, 1],
  [1, 1, 1, 1, 1],
])('%j replicas, maxSurge %j, maxUnavailable %j: %d more, %d fewer', (replicas, maxSurge, maxUnavailable, surge, unavailable) => {
  expect(rollingUpdateOf(deployment(replicas, { rollingUpdate: { maxSurge, maxUnavailable } }))).toMatchObject({ surge, unavailable });
});

test('there is none where all pods are stopped first', () => {
  expect(rollingUpdateOf(deployment(1, { type: 'Recreate' }))).toBeUndefined();
  expect(rollingUpdateOf(deployment(1, { type: 'RollingUpdate' }))).toBeDefined();
  expect(rollingUpdateOf(deployment(1))).toMatchObject({ written: { maxSurge: '25%', maxUnavailable: '25%' } });
});
