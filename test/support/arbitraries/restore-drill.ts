import { Cron, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { objectMetadata } from './metadata';
import { recipes } from './recipe';
import { duration, labelName, mostly, props, struct, text } from './values';
import { CsiHostPath } from '../../../src/facts/drivers/csi-hostpath-backends';
import { PostgresVersion } from '../../../src/facts/engines/postgres-image';
import { RestoreDrill } from '../../../src/protection/restore-drill';
import { RestoreDrillAlert } from '../../../src/protection/restore-drill-alerts';
import { Retention } from '../../../src/protection/retention';
import { SnapshotPolicy } from '../../../src/protection/snapshot-policy';
import { Validation } from '../../../src/protection/validation';
import { ProductionStorageClass } from '../../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../../src/storage/reclaim-policy';
import { PostgresCredentials } from '../../../src/workloads/postgres-credentials';
import { PostgresStatefulSet } from '../../../src/workloads/postgres-stateful-set';

export const restoreDrills = recipes('RestoreDrill', struct({
  schedule: props({ minute: mostly(fc.constantFrom('0', '7'), text), weekDay: mostly(fc.constantFrom('*', 'SUN'), text) }),
  set: struct({ name: labelName(30), ownLog: fc.boolean() }),
  reclaimPolicy: mostly(fc.constant(ReclaimPolicy.DELETE), fc.constantFrom(undefined, ReclaimPolicy.RETAIN)),
  queries: fc.array(mostly(fc.constant('select true'), text), { maxLength: 18 }),
  options: props({
    metadata: objectMetadata(),
    timeZone: mostly(fc.constantFrom('Europe/Berlin', 'Etc/UTC'), text),
    suspend: fc.boolean(),
    drillNamespace: labelName(),
    deadline: duration,
    targets: props({ rpo: duration, rto: duration }),
    alerts: props({
      off: fc.subarray(Object.values(RestoreDrillAlert)),
      maxAge: duration,
      labels: fc.constantFrom<{ [label: string]: string }>({ team: 'orders' }, { 'a-b': 'c' }),
    }),
  }),
}), (chart, given) => {
  const backend = CsiHostPath.forTests();
  const policy = new SnapshotPolicy(chart, 'policy', { schedule: Cron.hourly(), retention: Retention.of({ last: 3 }) });
  policy.protect(new PostgresStatefulSet(chart, 'db', {
    metadata: { name: given.set.name },
    version: PostgresVersion.V17,
    storageClass: ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend }),
    dataSize: Size.gibibytes(20),
    ...(given.set.ownLog ? { walSize: Size.gibibytes(5) } : {}),
    credentials: PostgresCredentials.fromSecretName('orders-db'),
  }));
  return new RestoreDrill(chart, 'drill', {
    ...given.options,
    policy,
    schedule: new Cron(given.schedule),
    storageClass: ProductionStorageClass.fromStorageClassName(chart, 'disposable', 'disposable', { backend, reclaimPolicy: given.reclaimPolicy }),
    validate: given.queries.map((query) => Validation.sql(query)),
  });
});
