import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../cli/cli';
import type { World } from '../../cli/commands/world';
import { audit } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';
import { RULES } from '../../src/audit/rules/index';
import type { DriverFacts } from '../../src/facts/drivers/driver-facts';

// The line that a new driver adds to the registry, before anything has read it
vi.mock('../../src/facts/drivers/index', async (importOriginal) => {
  const registry = await importOriginal<{ DRIVERS: DriverFacts[] }>();
  registry.DRIVERS.push((await import('./made-up-driver')).QUARRY);
  return registry;
});

const SEALED = { sealed: 'true', sealKey: 'seal-001' };

const GOOD_CLASS = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'slabs' },
  provisioner: 'quarry.csi.example',
  parameters: SEALED,
  volumeBindingMode: 'WaitForFirstConsumer',
  allowVolumeExpansion: true,
  reclaimPolicy: 'Retain',
};
const CLAIM = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'orders' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'slabs', resources: { requests: { storage: '10Gi' } } },
};

/** Those of operations ask for what stands beside a volume, whoever makes it. */
const ABOUT_VOLUMES = RULES.filter(({ id }) => !id.startsWith('OPS-'));

describe('the audit of what others wrote', () => {
  const found = (...objects: Manifest[]) => (
    audit(objects, { closedWorld: true, rules: ABOUT_VOLUMES }).findings.map(({ rule, message, remedy }) => `${rule} ${message}; ${remedy}`)
  );

  test('has nothing to say of what is right', () => {
    expect(found(GOOD_CLASS, CLAIM)).toEqual([]);
    // a mirror is reached from every pit, and nobody expects it to grow
    expect(found({ ...GOOD_CLASS, parameters: { ...SEALED, grain: 'mirror' }, volumeBindingMode: 'Immediate', allowVolumeExpansion: false })).toEqual([]);
  });

  test('knows the driver by each of its names, and no other', () => {
    const unknown = (provisioner: string) => {
      const { notApplicable } = audit([{ ...GOOD_CLASS, provisioner }]);
      return notApplicable.get('STO-001')?.has(`nothing is known about provisioner ${provisioner}`) ?? false;
    };
    expect(['quarry.csi.example', 'managed.quarry.csi.example', 'quarry.example'].map(unknown)).toEqual([false, false, true]);
  });

  test.each<[string, Manifest[], string]>([
    ['a slab before its pod', [{ ...GOOD_CLASS, volumeBindingMode: 'Immediate' }],
      'STO-001 StorageClass slabs makes volumes of scope zone with volumeBindingMode Immediate; set WaitForFirstConsumer'],
    ['a slab that cannot grow', [{ ...GOOD_CLASS, allowVolumeExpansion: false }], 'STO-002 StorageClass slabs makes volumes that cannot grow; set allowVolumeExpansion to true'],
    ['a slab without a seal', [{ ...GOOD_CLASS, parameters: {} }], 'STO-004 StorageClass slabs does not switch encryption on; set sealed to "true" and sealKey to your key'],
    ['its removed name', [{ ...GOOD_CLASS, provisioner: 'kubernetes.io/quarry-slab' }],
      'STO-005 StorageClass slabs names the in-tree provisioner kubernetes.io/quarry-slab, removed in Kubernetes 1.19; use quarry.csi.example'],
    ['operations out of range', [{ ...GOOD_CLASS, parameters: { ...SEALED, ops: '25' } }], 'STO-030 StorageClass slabs: ops is out of range for slate, got "25"; use 26 to 1300'],
    ['operations that a claim does not carry', [{ ...GOOD_CLASS, parameters: { ...SEALED, ops: '131' } }, CLAIM],
      'STO-030 StorageClass slabs, used by PersistentVolumeClaim orders/data: "10Gi" cannot carry ops "131": '
      + 'quarry.csi.example gives at most 13 IOPS per GiB (130 here, lowered silently); use at least 11Gi, or ops up to 130'],
    ['a lane that it does not have', [{ ...GOOD_CLASS, parameters: { ...SEALED, lane: '7' } }], 'STO-049 StorageClass slabs: lane is out of range for slate, got "7"; use 0 to 6'],
    ['a parameter that it does not know', [{ ...GOOD_CLASS, parameters: { ...SEALED, Lane: '1' } }],
      'STO-049 StorageClass slabs: Lane is no parameter of Quarry, whose driver refuses what it does not know; '
      + 'remove it, or see that your driver is newer than what we know: quarry/quarry-csi@0000abcd (v0.7)'],
    ['copies by another driver', [
      GOOD_CLASS,
      CLAIM,
      { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotClass', metadata: { name: 'ebs' }, driver: 'ebs.csi.aws.com', deletionPolicy: 'Retain' },
      {
        apiVersion: 'snapshot.storage.k8s.io/v1',
        kind: 'VolumeSnapshot',
        metadata: { name: 'copy', namespace: 'orders' },
        spec: { volumeSnapshotClassName: 'ebs', source: { persistentVolumeClaimName: 'data' } },
      },
    ], 'BKP-036 VolumeSnapshot orders/copy takes snapshots with VolumeSnapshotClass ebs of ebs.csi.aws.com, '
      + 'but PersistentVolumeClaim orders/data is made by quarry.csi.example; name a class of quarry.csi.example'],
  ])('finds %s', (_, objects, finding) => {
    expect(found(...objects)).toEqual([finding]);
  });
});

describe('the command line', () => {
  const run = async (...args: string[]) => {
    let out = '';
    const status = await runCommandLine(args, { out: (text) => { out += text; }, err: (text) => { out += text; } }, { now: () => new Date('2026-11-28T12:00:00Z') } as World);
    return { status, out };
  };

  test('audits files about it, and explains what it finds', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'quarry-')), 'class.yaml');
    writeFileSync(file, 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: slabs\nprovisioner: quarry.csi.example\n'
      + 'parameters:\n  sealed: "true"\n  sealKey: seal-001\n  ops: "1301"\nallowVolumeExpansion: true\nvolumeBindingMode: Immediate\n');
    const { status, out } = await run('audit', file);
    expect(status).toBe(1);
    expect(out).toContain('  9:3     error    STO-030  provisioned-performance  StorageClass slabs: ops is out of range for slate, got "1301"\n');
    expect(out).toContain('  11:1    warning  STO-001  wait-for-first-consumer  StorageClass slabs makes volumes of scope zone with volumeBindingMode Immediate\n');
    expect(await run('explain', 'STO-001')).toMatchObject({ status: 0, out: expect.stringContaining('Volumes that live in one place are made where the pod runs') });
  });
});
