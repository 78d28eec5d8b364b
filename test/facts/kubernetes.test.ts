import { describe, expect, test } from 'vitest';
import { KUBERNETES_ADDITIONS } from '../../src/facts/kubernetes';
import { CURRENT_MINOR, ManifestSchema, OLDEST_MINOR } from '../schema/manifest-schema';

const [oldest, current] = [ManifestSchema.of(OLDEST_MINOR), ManifestSchema.of(CURRENT_MINOR)];
const minorOf = (version: string): number => Number(version.split('.')[1]);

describe.each(KUBERNETES_ADDITIONS)('$apiVersion $type $field', (addition) => {
  test(`is not in ${OLDEST_MINOR}, and is in ${CURRENT_MINOR}`, () => {
    expect([oldest.has(addition), current.has(addition)]).toEqual([false, true]);
  });

  test('came between the two', () => {
    expect(addition.since).toMatch(/^1\.\d+$/);
    expect(minorOf(addition.since)).toBeGreaterThan(minorOf(OLDEST_MINOR));
    expect(minorOf(addition.since)).toBeLessThanOrEqual(minorOf(CURRENT_MINOR));
  });
});

test(`what ${OLDEST_MINOR} has would be told from what it lacks`, () => {
  expect(oldest.has({ apiVersion: 'storage.k8s.io/v1', type: 'StorageClass' })).toBe(true);
  expect(oldest.has({ apiVersion: 'v1', type: 'PersistentVolumeClaimSpec', field: 'storageClassName' })).toBe(true);
});

describe('what the table does not name is refused by the older schema', () => {
  const claim = (field: string) => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { [field]: 'fast' } });
  const schema = ManifestSchema.withAdditions(OLDEST_MINOR);

  test('a kind', () => {
    const named = { apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttributesClass', metadata: { name: 'fast' }, driverName: 'disk.example' };
    expect(schema.problems(named)).toEqual([]);
    expect(oldest.problems(named)).toEqual([expect.stringContaining('there is no storage.k8s.io/v1 VolumeAttributesClass')]);
  });

  test('a field', () => {
    expect(schema.problems(claim('volumeAttributesClassName'))).toEqual([]);
    expect(oldest.problems(claim('volumeAttributesClassName'))).toEqual([expect.stringContaining('spec.volumeAttributesClassName is not a field')]);
    expect(schema.problems(claim('volumeSpeed'))).toEqual([expect.stringContaining('spec.volumeSpeed is not a field')]);
  });
});
