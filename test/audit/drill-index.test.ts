import { describe, expect, test } from 'vitest';
import { drillReferences } from '../../src/audit/drill-index';
import type { Manifest } from '../../src/audit/finding';

function drillOf(text?: string): Manifest {
  const annotations: Manifest['metadata']['annotations'] = text === undefined ? {} : { 'cdk8s-stateful.dev/drill-of': text };
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'drill', namespace: 'drills', annotations } };
}

describe('a drill names', () => {
  test.each([
    [undefined, []],
    ['StatefulSet/db', ['statefulset drills/db']],
    ['orders/StatefulSet/db', ['statefulset orders/db']],
    ['statefulset/db , orders/PersistentVolumeClaim/ledger', ['statefulset drills/db', 'persistentvolumeclaim orders/ledger']],
    ['db', [undefined]],
    ['a/b/c/d', [undefined]],
    ['StatefulSet/', [undefined]],
    ['StatefulSet/db,', ['statefulset drills/db', undefined]],
  ])('%j: %j', (text, keys) => expect(drillReferences(drillOf(text)).map(({ key }) => key)).toEqual(keys));
});
