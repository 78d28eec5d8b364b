import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/audit/finding';
import { Workload } from '../../src/audit/workload';

function deployment(...containers: object[]): Workload {
  const object: Manifest = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { template: { spec: { containers } } } };
  return Workload.of(object)!;
}

describe('the database of a workload', () => {
  test.each([
    [undefined, 'postgres'],
    [['docker-entrypoint.sh', 'postgres', '-c', 'fsync=on'], 'postgres'],
    [['/usr/local/bin/docker-entrypoint.sh', 'postgres'], 'postgres'],
    [['bash', '-ec', 'exec docker-entrypoint.sh postgres'], 'postgres'],
    [['sh', '-c', 'postgres -D /data'], 'postgres'],
    [['sh', '-c', 'mkdir -p /run/x\n  pg_ctl start'], 'postgres'],
    [['tini', '--', 'postgres'], 'postgres'],
    [['psql', '-U', 'postgres'], undefined],
    [['sh', '-c', 'while true; do pg_dump -c postgres > /backup/postgres; sleep 60; done'], undefined],
    [['sh', '-c', 'until psql postgres://db/postgres; do sleep 1; done'], undefined],
    [['postgres-backup'], undefined],
  ])('with command %j is %s', (command, engine) => {
    expect(deployment({ name: 'x', image: 'postgres:17', command }).database?.engine.id).toBe(engine);
  });

  test('is the first server, beside clients and others', () => {
    const workload = deployment({ image: 'nginx' }, { image: 'postgres:17', command: ['psql'] }, { image: 'mirror.example:5000/library/redis@sha256:0' });
    expect(workload.database?.engine.id).toBe('redis');
    expect(workload.database?.path).toEqual(['spec', 'template', 'spec', 'containers', 2]);
  });

  test('is none where no container is known', () => {
    expect(deployment({ image: 'nginx' }, {}).database).toBeUndefined();
  });
});

describe('who makes a workload', () => {
  function owned(ownerReferences: readonly object[]): Workload {
    const metadata = { name: 'x', ownerReferences };
    return Workload.of({ apiVersion: 'v1', kind: 'Pod', metadata, spec: {} })!;
  }

  test.each([
    ['nobody', [], [false, false]],
    ['another workload', [{ kind: 'ReplicaSet', controller: true }], [true, false]],
    ['the object of an operator', [{ kind: 'Cluster', controller: true }], [false, true]],
    ['nobody, when an owner only has it deleted with itself', [{ kind: 'ReplicaSet' }, { kind: 'Cluster', controller: false }], [false, false]],
  ])('%s', (_, owners, expected) => {
    const { isControlled, isOperated } = owned(owners);
    expect([isControlled, isOperated]).toEqual(expected);
  });
});
