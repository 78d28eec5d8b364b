import { App, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { makeDatabase, objectOf, ordersChart } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { PostgresVersion } from '../../src/facts/engines/postgres-image';
import { prepareScript } from '../../src/facts/engines/postgres-prepare';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { RestoredClaim } from '../../src/storage/restored-claim';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';
import type { PostgresStatefulSetProps } from '../../src/workloads/postgres-props';

const walSize = Size.gibibytes(10);

function withLog(props: Partial<PostgresStatefulSetProps> = {}) {
  const made = makeDatabase({ walSize, ...props });
  const set = objectOf(made.chart, 'StatefulSet');
  const [container] = set.spec.template.spec.containers;
  return { ...made, set, container };
}

function settingOf(props: Partial<PostgresStatefulSetProps>, name: string): string | undefined {
  return makeDatabase(props).db.tuning.find((setting) => setting.name === name)?.value;
}

describe('a volume for the write-ahead log', () => {
  test('is a second claim template, of the class of the data unless another is given', () => {
    const templates = ({ set }: { set: any }) => set.spec.volumeClaimTemplates.map(({ metadata, spec }: any) => (
      [metadata.name, spec.storageClassName, spec.resources.requests.storage, spec.accessModes]
    ));
    expect(templates(withLog())).toEqual([['data', 'orders-disk', '20Gi', ['ReadWriteOncePod']], ['wal', 'orders-disk', '10Gi', ['ReadWriteOncePod']]]);
    const chart = ordersChart();
    const walStorageClass = ProductionStorageClass.fromStorageClassName(chart, 'fast', 'orders-fast', { backend: AwsEbs.gp3({ iops: 3000 }) });
    makeDatabase({ walSize, walStorageClass }, chart);
    expect(templates({ set: objectOf(chart, 'StatefulSet') })[1]).toEqual(['wal', 'orders-fast', '10Gi', ['ReadWriteOncePod']]);
  });

  test.each([PostgresVersion.V17, PostgresVersion.V18])('is where initdb of version $version puts the log, beside the mount of the data', (version) => {
    const { container } = withLog({ version });
    const [data, wal] = container.volumeMounts;
    expect(wal).toEqual({ name: 'wal', mountPath: '/var/lib/postgresql-wal' });
    expect(`${wal.mountPath}/`.startsWith(`${data.mountPath}/`)).toBe(false);
    expect(container.env).toContainEqual({ name: 'POSTGRES_INITDB_WALDIR', value: '/var/lib/postgresql-wal/pg_wal' });
  });

  test('decides how much log there is, and how much is kept for a snapshot', () => {
    const resources = { memory: Size.gibibytes(4) };
    expect(settingOf({ resources, walSize: Size.gibibytes(5) }, 'max_wal_size')).toBe('2048MB');
    expect(settingOf({ resources, walSize: Size.gibibytes(5) }, 'wal_keep_size')).toBe('2560MB');
    expect(settingOf({ resources, walSize: Size.tebibytes(1) }, 'max_wal_size')).toBe('4096MB');
    expect(settingOf({ resources, walSize: Size.tebibytes(1) }, 'wal_keep_size')).toBe('32768MB');
    expect(settingOf({ resources }, 'wal_keep_size')).toBeUndefined();
  });

  test('has room for the log of two checkpoints beside what is kept, at any size and memory', () => {
    for (const mebibytes of [1024, 2000, 5000, 20_000, 100_000]) {
      for (const memory of [256, 2048, 65_536]) {
        const props = { walSize: Size.mebibytes(mebibytes), resources: { memory: Size.mebibytes(memory) } };
        const [most, kept, slots] = ['max_wal_size', 'wal_keep_size', 'max_slot_wal_keep_size'].map((name) => parseInt(settingOf(props, name)!, 10));
        expect(Math.max(kept, slots) + 0.6 * most).toBeLessThan(mebibytes);
      }
    }
  });

  test('changes nothing else in the pod than its init container, mounts and settings', () => {
    const plain = objectOf(makeDatabase().chart, 'StatefulSet').spec.template;
    const { set: { spec: { template } } } = withLog();
    const { initContainers: [prepare], ...podSpec } = template.spec;
    expect(Object.keys(podSpec)).toEqual(Object.keys(plain.spec));
    expect(podSpec.volumes).toEqual([...plain.spec.volumes, {
      name: 'config-1', projected: { defaultMode: 0o444, sources: [{ configMap: { name: 'orders-db-restore', optional: true } }] },
    }]);
    const [before, after] = [plain.spec.containers[0], template.spec.containers[0]];
    for (const field of ['startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle', 'securityContext', 'resources', 'ports', 'image']) expect(after[field]).toEqual(before[field]);
    expect(prepare).toMatchObject({ name: 'prepare', image: before.image, command: ['bash', '-c', prepareScript, 'prepare', '/etc/cdk8s-stateful/restore'] });
    expect(prepare.securityContext).toEqual(before.securityContext);
    expect(prepare.volumeMounts).toEqual(after.volumeMounts);
    expect(prepare.env.map(({ name }: any) => name)).toEqual(['PGDATA', 'POSTGRES_INITDB_ARGS', 'POSTGRES_INITDB_WALDIR']);
  });

  test('has claims by role', () => {
    const { db } = withLog();
    expect([db.claimName(0), db.claimName(0, 'wal')]).toEqual(['data-orders-db-0', 'wal-orders-db-0']);
    expect(db.volumes.map(({ role, claimTemplateName }) => [role, claimTemplateName])).toEqual([['data', 'data'], ['wal', 'wal']]);
    expect(() => makeDatabase().db.claimName(0, 'wal')).toThrow('role is none of this set, got "wal"; use data');
  });

  test.each<[string, Partial<PostgresStatefulSetProps>, string]>([
    ['too small', { walSize: Size.mebibytes(512) }, 'walSize is too little for the write-ahead log and what a snapshot needs of it, got "512Mi"; use at least 1024Mi'],
    ['put elsewhere', { initdbArgs: ['--waldir=/tmp/log'] }, 'initdbArgs puts the write-ahead log elsewhere than on its volume, got "--waldir=/tmp/log"; leave it out, or walSize'],
    ['no size', { walSize: Size.mebibytes(0) }, 'walSize is not a size that Kubernetes takes, got "0Mi"'],
    ['on a template of the data', { claimTemplateName: 'wal' }, 'claimTemplateName is the name of another volume of the pod, got "wal"'],
    ['where the data is', { mountPath: '/var/lib/postgresql-wal' }, 'have one mountPath twice, got "/var/lib/postgresql-wal"'],
  ])('is refused when it is %s', (_, props, message) => {
    expect(() => withLog(props)).toThrow(message);
  });

  test('is refused on a network file system, and what its driver cannot carry by its own size', () => {
    const chart = ordersChart();
    const share = ProductionStorageClass.fromStorageClassName(chart, 'share', 'share', { backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }) });
    expect(() => makeDatabase({ walSize, walStorageClass: share }, chart)).toThrow('is a network file system, which postgres must not keep its data on');
    const other = ordersChart();
    const fast = ProductionStorageClass.fromStorageClassName(other, 'fast', 'orders-fast', { backend: AwsEbs.gp3({ iops: 16_000, throughputMiBps: 125 }) });
    expect(() => makeDatabase({ walSize, walStorageClass: fast }, other)).toThrow('walSize "10Gi" cannot carry iops "16000"');
  });

  test('has no class without a size', () => {
    const chart = ordersChart();
    const walStorageClass = ProductionStorageClass.fromStorageClassName(chart, 'fast', 'orders-fast', { backend: AwsEbs.gp3() });
    expect(() => makeDatabase({ walStorageClass }, chart)).toThrow('walStorageClass is for a volume that there is not, got "orders-fast"; set walSize, or leave it out');
  });
});

describe('a set starts from both volumes or none', () => {
  function restored(...roles: string[]) {
    const { chart, db } = makeDatabase({ walSize });
    for (const role of roles) {
      const snapshot = VolumeSnapshot.fromVolumeSnapshotName(chart, `snapshot-${role}`, `backup-${role}`, { backend: AwsEbs.gp3() });
      const size = db.volumes.find((volume) => volume.role === role)!.size;
      const metadata = { name: db.claimName(0, role) };
      db.startFrom(new RestoredClaim(chart, role, { metadata, snapshot, storageClass: db.volumes[0].storageClass, size }));
    }
    return () => App.of(chart).synth();
  }

  test.each([['neither', []], ['both', ['data', 'wal']]])('%s', (_, roles) => {
    expect(restored(...roles)).not.toThrow();
  });

  test.each([['data', 'wal'], ['wal', 'data']])('not %s alone', (role, missing) => {
    expect(restored(role)).toThrow(`[shop/db] starts from ${role}-orders-db-0, and ${missing}-orders-db-0 would be empty; `
      + 'call startFrom for the claims of one group of snapshots');
  });
});
