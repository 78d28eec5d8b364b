import { describe, expect, test } from 'vitest';
import { AlertIndex } from '../../src/audit/alert-index';
import { Claim } from '../../src/audit/claim';
import type { Manifest } from '../../src/audit/finding';

const SERIES = 'kubelet_volume_stats_used_bytes';

function claim(namespace?: string): Claim {
  return new Claim({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'ledger', namespace } }, [], []);
}

function indexOf(...rules: readonly object[]): AlertIndex {
  const index = new AlertIndex();
  const object: Manifest = { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'rules' }, spec: { groups: [{ rules }] } };
  index.file(object);
  return index;
}

describe('an alert watches a claim', () => {
  test.each([
    ['of its namespace', `${SERIES}{namespace="orders"} > 1`, 'orders', true],
    ['not of another namespace', `${SERIES}{namespace="ledger"} > 1`, 'orders', false],
    ['of its name', `${SERIES}{persistentvolumeclaim="ledger"} > 1`, 'orders', true],
    ['not of another name', `${SERIES}{namespace="orders",persistentvolumeclaim="other"} > 1`, 'orders', false],
    ['of a namespace that is left open', `${SERIES}{namespace="orders"} > 1`, undefined, true],
    ['not of another name, in a namespace that is left open', `${SERIES}{persistentvolumeclaim="other"} > 1`, undefined, false],
    ['by one of two queries', `${SERIES}{namespace="ledger"} > 1 or ${SERIES}{namespace="orders"} > 1`, 'orders', true],
  ])('%s', (_, expr, namespace, expected) => expect(indexOf({ alert: 'Full', expr }).watches(claim(namespace))).toBe(expected));

  test('through queries that are recorded, and go in circles', () => {
    const rules = [{ record: 'a:b', expr: 'c:d + a:b' }, { record: 'c:d', expr: `sum(${SERIES}) + a:b` }];
    expect(indexOf(...rules, { alert: 'Full', expr: 'a:b > 1' }).watches(claim())).toBe(true);
    expect(indexOf(...rules, { alert: 'Full', expr: 'e:f > 1' }).watches(claim())).toBe(false);
    expect(indexOf(...rules).watches(claim())).toBe(false);
  });
});
