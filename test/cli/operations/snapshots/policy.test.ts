import { describe, expect, test } from 'vitest';
import { policyWith } from './groups';
import { loadPolicy, parsePolicy } from '../../../../cli/operations/snapshots/policy';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { FakeCluster } from '../../../support/fake-cluster';

const POLICY = policyWith({ last: 3 });
const CHECKPOINT = {
  strategy: 'postgres-checkpoint', service: 'orders-db-rw', port: 5432, database: 'postgres', secret: { name: 'login', usernameKey: 'username', passwordKey: 'password' },
};

/** What is said of a document with these fields. */
function problems(fields: object): string {
  try {
    parsePolicy(JSON.stringify({ ...POLICY, ...fields }), 'policy.json');
  } catch (error) {
    const [, found] = /^policy\.json is not a policy that this program understands: (.*); render it anew, or use the program of the version that rendered it$/
      .exec((error as Error).message) ?? [];
    return found;
  }
  return '';
}

describe('parsePolicy', () => {
  test('reads what it understands', () => {
    expect(parsePolicy(JSON.stringify(POLICY), 'policy.json')).toEqual(POLICY);
    expect(problems({ quiesce: CHECKPOINT })).toBe('');
  });

  test.each<[string, object, string]>([
    ['an unknown field', { encrypt: true }, 'encrypt is not known'],
    ['an unknown field further down', { retention: { ...POLICY.retention, yearly: 1 } }, 'retention.yearly is not known'],
    ['a missing field', { parallelism: undefined }, 'parallelism is missing'],
    ['a missing field further down', { deadlines: { quiesceSeconds: 30, waitSeconds: 600 } }, 'deadlines.readySeconds is missing'],
    ['a field of another type', { parallelism: '4' }, 'parallelism must be integer, got "4"'],
    ['an object that is none', { schedule: null }, 'schedule must be object, got null'],
    ['too small a number', { retention: { ...POLICY.retention, minReady: 0 } }, 'retention.minReady must be >= 1, got 0'],
    ['another kind', { workload: { ...POLICY.workload, kind: 'Deployment' } }, 'workload.kind is not known, got "Deployment"'],
    ['a word of none that are known', { snapshotClass: { ...POLICY.snapshotClass, cut: 'now' } }, 'snapshotClass.cut must be one of creationTime, readyToUse, got "now"'],
    ['an item of a list', { workload: { ...POLICY.workload, claimTemplates: ['data', 'Wal'] } }, 'workload.claimTemplates.1 must match pattern "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", got "Wal"'],
    ['an empty list', { workload: { ...POLICY.workload, claimTemplates: [] } }, 'workload.claimTemplates must NOT have fewer than 1 items, got []'],
    ['everything, in one message', { parallelism: 0, name: 'A', extra: 1 },
      'extra is not known; name must match pattern "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", got "A"; parallelism must be >= 1, got 0'],
  ])('names place and field of %s', (_, fields, message) => {
    expect(problems(fields)).toBe(message);
  });

  test.each<[string, unknown, string]>([
    ['unknown', { strategy: 'freeze' }, 'quiesce.strategy is not known, got "freeze"'],
    ['missing', { port: 5432 }, 'quiesce.strategy is missing'],
    ['no word', { strategy: 3 }, 'quiesce.strategy is not known, got 3'],
    ['no object', 'none', 'quiesce must be object, got "none"'],
    ['that has nothing to say', { strategy: 'none', port: 5432 }, 'quiesce.port is not known'],
    ['half said', { ...CHECKPOINT, database: undefined, secret: { name: 'login', usernameKey: 'username' } }, 'quiesce.database is missing; quiesce.secret.passwordKey is missing'],
    ['with a wrong port', { ...CHECKPOINT, port: 0 }, 'quiesce.port must be >= 1, got 0'],
  ])('speaks of the chosen strategy alone: one that is %s', (_, quiesce, message) => {
    expect(problems({ quiesce })).toBe(message);
  });

  test.each<[string, string, string]>([
    ['of another version', JSON.stringify({ ...POLICY, schema: 'cdk8s-stateful.dev/snapshot-policy/v2', new: true }), 'has schema "cdk8s-stateful.dev/snapshot-policy/v2"'],
    ['that names none', '{}', 'names no schema'],
    ['that is nothing', 'null', 'names no schema'],
    ['that is a list', '[]', 'names no schema'],
    ['whose schema is no text', '{"schema":1}', 'has schema 1'],
  ])('refuses a document %s before it looks at anything else', (_, text, said) => {
    expect(() => parsePolicy(text, 'policy.json')).toThrow(new Error(
      `policy.json ${said}, and this program knows cdk8s-stateful.dev/snapshot-policy/v1; use the program of the version that rendered the policy`,
    ));
  });

  test('says where what is no JSON was', () => {
    expect(() => parsePolicy('{', 'ConfigMap orders/a-policy, policy.json')).toThrow(/^ConfigMap orders\/a-policy, policy\.json is not JSON: /);
  });
});

describe('loadPolicy', () => {
  function clusterWith(data: object | undefined): FakeCluster {
    const cluster = new FakeCluster();
    cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders-db-policy', namespace: 'orders' }, ...(data ? { data } : {}) });
    return cluster;
  }

  const load = (cluster: FakeCluster, namespace: string = 'orders'): Promise<SnapshotPolicyDocument> => loadPolicy(cluster, 'orders-db', namespace);

  test('reads the ConfigMap of the policy', async () => {
    expect(await load(clusterWith({ 'policy.json': JSON.stringify(POLICY) }))).toEqual(POLICY);
  });

  test('says what is missing, and where', async () => {
    await expect(load(clusterWith({}), 'other')).rejects.toThrow('ConfigMap other/orders-db-policy is not there; is the policy called orders-db, and its namespace other? after a namespace was lost, apply its manifests first, or give the policy as a file (--policy-file)');
    await expect(load(clusterWith({ 'other.json': '{}' }))).rejects.toThrow('ConfigMap orders/orders-db-policy has no key policy.json');
    await expect(load(clusterWith(undefined))).rejects.toThrow('ConfigMap orders/orders-db-policy has no key policy.json');
    await expect(load(clusterWith({ 'policy.json': '{}' }))).rejects.toThrow('ConfigMap orders/orders-db-policy, policy.json names no schema');
  });
});
