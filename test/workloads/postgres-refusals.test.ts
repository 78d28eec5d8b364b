import { Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { makeDatabase, ordersChart } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { VolumeAccessMode } from '../../src/facts/drivers/volume-modes';
import { PostgresImage, PostgresVersion } from '../../src/facts/engines/postgres-image';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { PostgresCredentials } from '../../src/workloads/postgres-credentials';
import type { PostgresStatefulSetProps } from '../../src/workloads/postgres-props';

const CONFIG_MAP = { name: 'scripts' } as NonNullable<PostgresStatefulSetProps['initScripts']>;

describe('PostgresStatefulSet refuses', () => {
  test.each<[string, Partial<PostgresStatefulSetProps>, string]>([
    ['replicas', { replicas: 3 }, 'replicas needs replication: 3 pods of postgres are 3 databases with different data behind one name, got "3"; use 1, or an engine whose pods replicate'],
    ['half a replica', { replicas: 0.5 }, 'replicas is not a number of pods, got "0.5"; use 0 or more'],
    ['fsync=off', { settings: { fsync: 'off' } }, 'settings.fsync loses data in a crash, got "off"; leave it on'],
    ['full_page_writes=false', { settings: { full_page_writes: 'false' } }, 'settings.full_page_writes loses data in a crash, got "false"; leave it on'],
    ['settings that a prop owns', { settings: { data_directory: '/x' } }, 'settings.data_directory is decided elsewhere, got "/x"; use pgData'],
    ['names that are no settings', { settings: { 'Work Mem': '4MB' } }, 'settings.Work Mem is not the name of a setting, got "Work Mem"; use lower-case letters, digits and "_"'],
    ['PGDATA outside of the volume', { pgData: '/elsewhere' }, 'pgData is outside the data volume at /var/lib/postgresql/data: the data would be lost with the pod, got "/elsewhere"; use a folder below mountPath'],
    ['a neighbour of the volume', { pgData: '/var/lib/postgresql/data2' }, 'pgData is outside the data volume'],
    ['the old mount for 18', { version: PostgresVersion.V18, mountPath: '/var/lib/postgresql/data' },
      'mountPath is refused by the image from version 18 on, got "/var/lib/postgresql/data"; use /var/lib/postgresql'],
    ['an image of another major', { image: PostgresImage.official(PostgresVersion.V16) },
      'image is of another major than version 17, which decides where the data lies, got "postgres:16-trixie"; use one PostgresVersion for both'],
    ['a database with a strange name', { database: 'my-app' }, 'database is not a plain name of a database, got "my-app"; use lower-case letters, digits and "_", at most 63'],
    ['two ways to give scripts', { initScripts: CONFIG_MAP, initScriptsName: 'scripts' }, 'initScriptsName is set beside initScripts, got "scripts"; set one of them'],
    ['too little memory', { resources: { memory: Size.mebibytes(128) } }, 'resources.memory is too little for a server and its connections, got "128Mi"; use at least 256Mi'],
    ['no processor', { resources: { cpu: '0' } }, 'resources.cpu is not an amount of processors, got "0"; use a form such as "2" or "500m"'],
    ['a partition that is no ordinal', { updatePartition: -1 }, 'updatePartition is not an ordinal, got "-1"; use 0 or more'],
    ['an empty selector', { selector: {} }, 'selector is empty; copy the matchLabels of the set that runs, or leave it out'],
    ['labels that Kubernetes refuses', { metadata: { name: 'orders-db', labels: { 'bad key': 'x' } } }, 'metadata.labels has a key that Kubernetes refuses, got "bad key"'],
    ['two accounts', { serviceAccount: { name: 'a' } as PostgresStatefulSetProps['serviceAccount'], serviceAccountName: 'b' }, 'serviceAccountName is set beside serviceAccount, got "b"; set one of them'],
    ['a claim that hides another volume', { claimTemplateName: 'tmp' }, 'claimTemplateName is the name of another volume of the pod, got "tmp"; use a name of its own'],
    ['a long name', { metadata: { name: 'x'.repeat(53) } }, `metadata.name is 53 characters long, got "${'x'.repeat(53)}"; use at most 52`],
    ['a name that its Services cannot have', { metadata: { name: '1db' } }, 'serviceName begins with a digit, which a Service must not (RFC 1035), got "1db-headless"; set metadata.name or serviceName'],
  ])('%s', (_, props, message) => {
    expect(() => makeDatabase(props)).toThrow(`[shop/db] ${message}`);
  });

  test('everything at once, in one message, whichever part of it found it', () => {
    expect(() => makeDatabase({ replicas: 2, settings: { fsync: 'off' }, database: 'my-app', selector: {}, accessMode: VolumeAccessMode.READ_WRITE_MANY })).toThrow(new RegExp([
      '^\\[shop/db\\] 5 problems:',
      'selector is empty; .*',
      'replicas needs replication: .*',
      'accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com .*',
      'settings.fsync loses data in a crash, .*',
      'database is not a plain name of a database, .*$',
    ].join('\n {2}- ')));
  });
});

describe('the class and the claim', () => {
  const on = (backend: VolumeBackend, props: Partial<PostgresStatefulSetProps> = {}) => () => {
    const chart = ordersChart();
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'class', 'orders-class', { backend });
    makeDatabase({ storageClass, ...props }, chart);
  };
  const FAST = AwsEbs.gp3({ iops: 16000 });

  test('a class that is only named carries its limits when its backend is given', () => {
    expect(on(FAST)).toThrow('[shop/db] dataSize "20Gi" cannot carry iops "16000": ebs.csi.aws.com gives at most 500 IOPS per GiB (10000 here, lowered silently); use at least 32Gi, or iops up to 10000');
    expect(on(FAST, { dataSize: Size.gibibytes(32) })).not.toThrow();
  });

  test('so does one that is rendered', () => {
    const chart = ordersChart();
    const storageClass = new ProductionStorageClass(chart, 'class', { metadata: { name: 'fast' }, backend: FAST });
    expect(() => makeDatabase({ storageClass }, chart)).toThrow('[shop/db] dataSize "20Gi" cannot carry iops "16000"');
  });

  test('a network file system is refused, with the reason', () => {
    expect(on(AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }), { accessMode: VolumeAccessMode.READ_WRITE_ONCE })).toThrow(
      'storageClass is a network file system, which postgres must not keep its data on: it needs fsync and locks that mean what they say, '
      + 'and low latency for the write-ahead log, got "orders-class"; use a class of block volumes',
    );
  });

  test('a volume that the log would fill is refused', () => {
    expect(() => makeDatabase({ dataSize: Size.mebibytes(512) })).toThrow('dataSize is too little for data beside the write-ahead log, got "512Mi"; use at least 1024Mi');
  });
});

test.each(['postgres', 'template0', 'template1'])('a database %s exists already', (database) => {
  expect(() => makeDatabase({ database })).toThrow(`database exists in every server and cannot be made for the application, got "${database}"`);
});

test('two logins of one Secret are one login', () => {
  const shared = PostgresCredentials.fromSecretName('shared');
  expect(() => makeDatabase({ credentials: shared, superuserCredentials: shared })).toThrow('superuser login is the application login: both come from one key of one Secret, got "shared"');
  expect(() => makeDatabase({ credentials: shared, superuserCredentials: PostgresCredentials.fromSecretName('shared', { usernameKey: 'admin' }) })).not.toThrow();
});
