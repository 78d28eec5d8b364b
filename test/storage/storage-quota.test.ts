import { Chart, Size, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { StorageQuota } from '../../src/storage/storage-quota';
import type { StorageQuotaProps } from '../../src/storage/storage-quota';

function chartOf(): Chart {
  return new Chart(Testing.app(), 'orders', { namespace: 'orders' });
}

function named(chart: Chart, name: string) {
  return ProductionStorageClass.fromStorageClassName(chart, name, name);
}

function make(props: (chart: Chart) => StorageQuotaProps) {
  const chart = chartOf();
  new StorageQuota(chart, 'quota', props(chart));
  return Testing.synth(chart)[0];
}

describe('StorageQuota', () => {
  test('limits each class by the keys that the API server counts by', () => {
    expect(make((chart) => ({
      metadata: { name: 'storage', labels: { team: 'orders' } },
      classes: [
        { storageClass: named(chart, 'platform-zonal-ssd-retain'), storage: Size.tebibytes(1), claims: 10 },
        { storageClass: named(chart, 'platform-shared-file'), claims: 0 },
        { storageClass: named(chart, 'platform-local-ephemeral'), storage: Size.gibibytes(0) },
      ],
      total: { storage: Size.tebibytes(2), claims: 30 },
      volumeSnapshots: 100,
    }))).toEqual({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'storage', namespace: 'orders', labels: { team: 'orders' } },
      spec: {
        hard: {
          'requests.storage': '2Ti',
          'persistentvolumeclaims': '30',
          'platform-zonal-ssd-retain.storageclass.storage.k8s.io/requests.storage': '1Ti',
          'platform-zonal-ssd-retain.storageclass.storage.k8s.io/persistentvolumeclaims': '10',
          'platform-shared-file.storageclass.storage.k8s.io/persistentvolumeclaims': '0',
          'platform-local-ephemeral.storageclass.storage.k8s.io/requests.storage': '0Gi',
          'count/volumesnapshots.snapshot.storage.k8s.io': '100',
        },
      },
    });
  });

  test('limits what is said and nothing else', () => {
    expect(make(() => ({ total: { claims: 3 } })).spec.hard).toEqual({ persistentvolumeclaims: '3' });
    expect(make(() => ({ volumeSnapshots: 0 })).spec.hard).toEqual({ 'count/volumesnapshots.snapshot.storage.k8s.io': '0' });
  });

  test('a name is made where none is said', () => {
    expect(make(() => ({ volumeSnapshots: 1 })).metadata.name).toMatch(/^orders-quota-c[0-9a-f]{7}$/);
  });

  test('names all that is wrong at once', () => {
    expect(() => make((chart) => {
      const disk = named(chart, 'disk');
      return {
        metadata: { name: 'Storage' },
        classes: [{ storageClass: disk, claims: 1.5 }, { storageClass: disk, storage: Size.gibibytes(NaN) }, { storageClass: named(chart, 'other') }],
        total: { claims: -1 },
        volumeSnapshots: NaN,
      };
    })).toThrow([
      '[orders/quota] 7 problems:',
      '  - metadata.name is not a DNS subdomain (RFC 1123) of at most 253 characters, got "Storage"; use lower-case letters, digits, "-" and "."',
      '  - total.claims is no count, got "-1"; use a whole number, 0 or more',
      '  - volumeSnapshots is no count, got "NaN"; use a whole number, 0 or more',
      '  - classes[0].claims is no count, got "1.5"; use a whole number, 0 or more',
      '  - classes[1].storage is no amount of storage, got "NaNGi"; use whole bytes, 0 to 8000Ti',
      '  - classes[1].storageClass is given twice, got "disk"; give its limits together',
      '  - classes[2] limits nothing, got "other"; give storage or claims',
    ].join('\n'));
  });

  test('a limit that the total never lets anybody reach is refused', () => {
    expect(() => make((chart) => ({
      classes: [{ storageClass: named(chart, 'disk'), storage: Size.tebibytes(2), claims: 11 }], total: { storage: Size.tebibytes(1), claims: 10 },
    }))).toThrow([
      '[orders/quota] 2 problems:',
      'classes[0].storage is more than total.storage, 1Ti, got "2Ti"; raise the total, or lower this',
      'classes[0].claims is more than total.claims, 10, got "11"; raise the total, or lower this',
    ].join('\n  - '));
    expect(() => make((chart) => ({ classes: [{ storageClass: named(chart, 'disk'), storage: Size.gibibytes(1024) }], total: { storage: Size.tebibytes(1) } }))).not.toThrow();
  });

  test('a quota without a limit is refused', () => {
    expect(() => make(() => ({ total: {}, classes: [] }))).toThrow('[orders/quota] classes limits nothing, nor does anything else; give a limit in classes, total or volumeSnapshots');
  });

  test('the longest name of a class that a quota can hold', () => {
    const labels = (length: number) => 'a.'.repeat(length).slice(0, length);
    expect(() => make((chart) => ({ classes: [{ storageClass: named(chart, labels(225)), claims: 1 }] }))).not.toThrow();
    expect(() => make((chart) => ({ classes: [{ storageClass: named(chart, labels(227)), claims: 1 }] }))).toThrow(/has a name of 227 characters, which no quota can hold.*; use at most 225$/);
  });
});
