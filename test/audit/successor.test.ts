import { expect, test } from 'vitest';
import type { Manifest } from '../../src/audit/finding';
import { successorOf } from '../../src/audit/successor';

function set(name: string, namespace: string, image: string, template = 'data'): Manifest {
  const spec = { template: { spec: { containers: [{ image }] } }, volumeClaimTemplates: [{ metadata: { name: template } }] };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, namespace }, spec };
}

function claim(name: string, spec: object, namespace = 'orders'): Manifest {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace }, spec };
}

const SIZE = { resources: { requests: { storage: '1Gi' } } };
const GONE = set('db', 'orders', 'registry.example.com:5000/postgres:17@sha256:0');
const RENAMED = set('ledger', 'orders', 'registry.example.com:5000/postgres:18');
const MOVED = set('db', 'ledger', 'registry.example.com:5000/postgres');

test.each<[string, Manifest, readonly Manifest[], Manifest | undefined]>([
  ['a set of another name', GONE, [RENAMED], RENAMED],
  ['a set in another namespace, rather than one of another name', GONE, [RENAMED, MOVED], MOVED],
  ['no set of another name in another namespace', GONE, [set('ledger', 'ledger', 'registry.example.com:5000/postgres:17')], undefined],
  ['no set with another program', GONE, [set('db', 'ledger', 'registry.example.com:5000/redis:8')], undefined],
  ['no set with another claim template', GONE, [set('db', 'ledger', 'registry.example.com:5000/postgres:17', 'wal')], undefined],
  ['a claim of the same volume, in whatever order it says so', claim('a', { volumeName: 'x', ...SIZE }), [claim('b', { ...SIZE, volumeName: 'x' })], claim('b', { ...SIZE, volumeName: 'x' })],
  ['no claim of another volume', claim('a', { volumeName: 'x', ...SIZE }), [claim('b', { ...SIZE, volumeName: 'y' })], undefined],
  ['nothing of other kinds', { ...claim('a', SIZE), kind: 'Secret' }, [{ ...claim('b', SIZE), kind: 'Secret' }], undefined],
])('%s', (_, gone, added, expected) => {
  expect(successorOf(gone, added)).toEqual(expected);
});
