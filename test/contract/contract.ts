import { readFileSync } from 'fs';
import { join } from 'path';
import { Chart, Size, Testing } from 'cdk8s';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { PostgresVersion } from '../../src/facts/engines/postgres-image';
import { SnapshotPolicy } from '../../src/protection/snapshot-policy';
import type { SnapshotPolicyOptions } from '../../src/protection/snapshot-policy-props';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { PostgresCredentials } from '../../src/workloads/postgres-credentials';
import type { PostgresStatefulSetProps } from '../../src/workloads/postgres-props';
import { PostgresStatefulSet } from '../../src/workloads/postgres-stateful-set';

/** The databases whose YAML is held for ever. Never change it: an older release rendered from it what the frozen files say. */
export function contractDatabase(props: Partial<PostgresStatefulSetProps> = {}) {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'orders' });
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend: AwsEbs.gp3() });
  const db = new PostgresStatefulSet(chart, 'db', {
    metadata: { name: 'orders-db' },
    version: PostgresVersion.V17,
    storageClass,
    dataSize: Size.gibibytes(20),
    credentials: PostgresCredentials.fromSecretName('orders-login'),
    ...props,
  });
  const objects: any[] = Testing.synth(chart);
  return { chart, db, objects, set: objects.find(({ kind }) => kind === 'StatefulSet') };
}

/** The same database with a policy of snapshots, which is held for ever as well. */
export function contractPolicy(options: SnapshotPolicyOptions = {}) {
  const { chart, db } = contractDatabase();
  const policy = SnapshotPolicy.hourlyDailyWeekly(chart, 'backup', options);
  policy.protect(db);
  const objects: any[] = Testing.synth(chart).filter(({ metadata }) => metadata.labels['cdk8s-stateful.dev/policy'] !== undefined);
  return { policy, objects };
}

/** A frozen file beside the tests. Nothing writes it: it is edited by hand, when a major release may break what it holds. */
export function frozen(file: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, file), 'utf8'));
}
