import { Size } from 'cdk8s';
import type { Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { DurableClaim, ProductionStorageClass, SharedClaim, VolumeMode, VolumeSnapshotClass } from '../../src';
import type { VolumeBackend } from '../../src';
import { offeredAccessModes } from '../../src/facts/drivers/volume-check';
import { BACKENDS } from '../conformance/backends';
import { testNamespace, yamlOf } from './support/test-namespace';

/** A class of the backend, what it can take snapshots with, and a claim that it can serve, as large as it must be. */
function offer(chart: Chart, backend: VolumeBackend, index: number): void {
  const storageClass = new ProductionStorageClass(chart, `class-${index}`, { metadata: { name: `class-${index}` }, backend });
  if (backend.snapshotDriver !== undefined) new VolumeSnapshotClass(chart, `copies-${index}`, { metadata: { name: `copies-${index}` }, backend });
  const modesOf = (mode: VolumeMode) => offeredAccessModes(backend._driver, backend.parameters, mode);
  const [volumeMode] = [VolumeMode.FILESYSTEM, VolumeMode.BLOCK].filter((mode) => modesOf(mode).length > 0);
  const modes = modesOf(volumeMode);
  const claim = { metadata: { name: `claim-${index}` }, storageClass, size: Size.tebibytes(3) };
  if (modes.includes('ReadWriteOncePod')) new DurableClaim(chart, `claim-${index}`, { ...claim, volumeMode });
  else if (modes.includes('ReadWriteMany')) new SharedClaim(chart, `claim-${index}`, { ...claim, volumeMode });
}

describe('the API server admits every class and a claim of', () => {
  const kubectl = testNamespace('drivers');

  test.each(Object.entries(BACKENDS))('%s', async (_, backends) => {
    const yaml = yamlOf(kubectl, (chart) => backends.forEach((backend, index) => offer(chart, backend, index)));
    expect(yaml.match(/kind: StorageClass/g)).toHaveLength(backends.length);
    await kubectl.admits(yaml);
  });
});
