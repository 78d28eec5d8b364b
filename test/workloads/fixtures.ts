import { Chart, Size, Testing } from 'cdk8s';
import type { App } from 'cdk8s';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { PostgresVersion } from '../../src/facts/engines/postgres-image';
import { StatefulSettings } from '../../src/kube/settings';
import type { StatefulSettingsOptions } from '../../src/kube/settings';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { PostgresCredentials } from '../../src/workloads/postgres-credentials';
import type { PostgresStatefulSetProps } from '../../src/workloads/postgres-props';
import { PostgresStatefulSet } from '../../src/workloads/postgres-stateful-set';

/** A chart in the namespace `orders`, of an app with these settings. */
export function ordersChart(settings?: StatefulSettingsOptions): Chart {
  const app: App = Testing.app();
  if (settings) StatefulSettings.set(app, settings);
  return new Chart(app, 'shop', { namespace: 'orders' });
}

/** A class that is known by name, on gp3. */
export function disk(chart: Chart) {
  return ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend: AwsEbs.gp3() });
}

/** A database with what must be said, and these props. */
export function makeDatabase(props: Partial<PostgresStatefulSetProps> = {}, chart: Chart = ordersChart()) {
  const db = new PostgresStatefulSet(chart, 'db', {
    metadata: { name: 'orders-db' },
    version: PostgresVersion.V17,
    storageClass: props.storageClass ?? disk(chart),
    dataSize: Size.gibibytes(20),
    credentials: PostgresCredentials.fromSecretName('orders-login'),
    ...props,
  });
  return { chart, db };
}

/** The objects of a chart. */
export function objectsOf(chart: Chart): any[] {
  return Testing.synth(chart);
}

/** The one object of a kind, or of a kind and name. */
export function objectOf(chart: Chart, kind: string, name?: string): any {
  const found = objectsOf(chart).filter((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
  if (found.length !== 1) throw new Error(`the chart has ${found.length} objects ${kind} ${name ?? ''}`);
  return found[0];
}
