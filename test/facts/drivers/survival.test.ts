import { describe, expect, test } from 'vitest';
import type { Survival } from '../../../src/facts/drivers/driver-facts';
import { DRIVERS } from '../../../src/facts/drivers/index';
import { Longhorn } from '../../../src/facts/drivers/longhorn-backends';
import { outlives, survivalOf } from '../../../src/facts/drivers/survival';
import { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { topologyOf } from '../../../src/facts/drivers/volume-check';
import { StorageTopology, VolumeAccessMode } from '../../../src/facts/drivers/volume-modes';
import { BACKENDS } from '../../conformance/backends';

const WHY = { why: 'because', source: 'test' };

test.each<[Survival, Survival | undefined, Survival, string]>([
  ['node', undefined, 'node', 'surely'],
  ['zone', undefined, 'node', 'surely'],
  ['pod', undefined, 'node', 'never'],
  ['nothing', undefined, 'pod', 'never'],
  ['nothing', 'zone', 'zone', 'perhaps'],
  ['node', 'zone', 'node', 'surely'],
  ['nothing', 'node', 'zone', 'never'],
])('what outlives %s, at best %s, outlives its %s: %s', (surely, atBest, needed, expected) => {
  expect(outlives({ surely, atBest, ...WHY }, needed)).toBe(expected);
});

describe.each(DRIVERS)('$id', ({ id }) => {
  test.each(BACKENDS[id].map((backend, index) => ({ backend, index })))('nothing is said to outlive that from where it is reached: backend $index', ({ backend }) => {
    const survival = survivalOf(backend._driver, backend.parameters);
    const { scope, zones = 1 } = topologyOf(backend._driver, backend.parameters);
    if (scope === 'node') expect(outlives(survival, 'node')).toBe('never');
    if (scope === 'zone' && zones < 2) expect(outlives(survival, 'zone')).toBe('never');
  });
});

test('replicas of Longhorn outlive what they are kept apart by', () => {
  const surely = (backend: VolumeBackend) => survivalOf(backend._driver, backend.parameters).surely;
  const extra = (extraParameters: { readonly [key: string]: string }, replicas = 3) => surely(Longhorn.replicated({ replicas, extraParameters }));
  expect(surely(Longhorn.replicated())).toBe('node');
  expect(surely(Longhorn.replicated({ replicas: 1 }))).toBe('nothing');
  expect(surely(Longhorn.strictLocal())).toBe('pod');
  expect(surely(Longhorn.sharded({ dataChunks: 4, parityChunks: 2 }))).toBe('node');
  expect(extra({ replicaZoneSoftAntiAffinity: 'disabled' })).toBe('zone');
  expect(extra({ replicaZoneSoftAntiAffinity: 'disabled' }, 1)).toBe('nothing');
  expect(extra({ replicaSoftAntiAffinity: 'enabled', replicaZoneSoftAntiAffinity: 'disabled' })).toBe('nothing');
  expect(extra({ strictTopology: 'true', replicaZoneSoftAntiAffinity: 'disabled' })).toBe('node');
});

test('of a driver that only its user knows as much is believed as its reach allows', () => {
  const custom = (topology: StorageTopology) => VolumeBackend.custom({
    provisioner: 'block.csi.example', accessModes: [VolumeAccessMode.READ_WRITE_ONCE], topology, expansion: true, snapshots: false,
  });
  const believed = (topology: StorageTopology) => {
    const { _driver: driver, parameters } = custom(topology);
    return (['pod', 'node', 'zone'] as const).map((loss) => outlives(survivalOf(driver, parameters), loss));
  };
  expect(believed(StorageTopology.NODE)).toEqual(['surely', 'never', 'never']);
  expect(believed(StorageTopology.ZONE)).toEqual(['perhaps', 'perhaps', 'never']);
  expect(believed(StorageTopology.REGION)).toEqual(['perhaps', 'perhaps', 'perhaps']);
});
