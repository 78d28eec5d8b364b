import { Cron, Size } from 'cdk8s';
import type { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { objectMetadata } from './metadata';
import { recipes } from './recipe';
import { count, duration, labelName, mostly, props, struct, subdomainName, text } from './values';
import { CsiHostPath } from '../../../src/facts/drivers/csi-hostpath-backends';
import { PostgresVersion } from '../../../src/facts/engines/postgres-image';
import { Quiesce } from '../../../src/protection/quiesce';
import { Retention } from '../../../src/protection/retention';
import { SnapshotAlert } from '../../../src/protection/snapshot-alerts';
import { SnapshotExecFence } from '../../../src/protection/snapshot-exec-fence';
import { SnapshotMarkingFence } from '../../../src/protection/snapshot-marking-fence';
import { SnapshotPolicy } from '../../../src/protection/snapshot-policy';
import { SnapshotPruningRights } from '../../../src/protection/snapshot-pruning-rights';
import { DurableClaim } from '../../../src/storage/durable-claim';
import { ProductionStorageClass } from '../../../src/storage/production-storage-class';
import { SnapshotDeletionPolicy } from '../../../src/storage/snapshot-class';
import { VolumeGroupSnapshotClass } from '../../../src/storage/volume-group-snapshot-class';
import { VolumeSnapshotClass } from '../../../src/storage/volume-snapshot-class';
import { PostgresCredentials } from '../../../src/workloads/postgres-credentials';
import { PostgresStatefulSet } from '../../../src/workloads/postgres-stateful-set';

const groups = count(1, 60);
const retention = props({ last: groups, hourly: groups, daily: groups, weekly: groups, monthly: groups, minReady: groups, failedTtl: duration, maxAge: duration }, ['last']);
const deletionPolicy = fc.constantFrom(undefined, ...Object.values(SnapshotDeletionPolicy));
const snapshotClass = struct({ name: subdomainName, deletionPolicy });

export const snapshotPolicies = recipes('SnapshotPolicy', struct({
  schedule: props({
    minute: mostly(fc.constantFrom('0', '7', '*/15', '5,35'), text),
    hour: mostly(fc.constantFrom('*', '3', '0-6'), text),
    day: mostly(fc.constantFrom('*', '1'), text),
    weekDay: mostly(fc.constantFrom('*', '1-5', 'MON'), text),
  }),
  retention,
  set: struct({ name: labelName(30) }),
  options: props({
    metadata: objectMetadata(),
    timeZone: mostly(fc.constantFrom('Europe/Berlin', 'Etc/UTC'), text),
    jitter: fc.boolean(),
    suspend: fc.boolean(),
    readyDeadline: mostly(fc.constant(undefined), duration),
    ordinals: mostly(fc.constantFrom<number[] | undefined>(undefined, [0]), fc.array(fc.integer({ min: -2, max: 3 }))),
    primaryLabels: mostly(fc.constantFrom<{ [label: string]: string } | undefined>(undefined, { role: 'primary' }), fc.dictionary(text, text)),
    alerts: mostly(fc.constant(undefined), props({
      off: fc.subarray(Object.values(SnapshotAlert)), labels: fc.constantFrom<{ [label: string]: string }>({ team: 'orders' }, { 'a-b': 'c' }), drillCronJob: mostly(fc.constant('drill'), text), drillMaxAge: duration,
    }, [])),
    recoveryPointObjective: mostly(fc.constant(undefined), duration),
  }),
  snapshotClass: fc.option(snapshotClass, { nil: undefined }),
  groupSnapshotClass: mostly(fc.constant(undefined), snapshotClass),
  quiesce: fc.option(fc.constantFrom('none', 'checkpoint', 'backup'), { nil: undefined }),
  maxHold: mostly(fc.constant(undefined), duration),
  ownLog: fc.boolean(),
  claims: fc.option(fc.array(mostly(labelName(30), text), { maxLength: 2 }), { nil: undefined, freq: 2 }),
  ofClass: fc.boolean(),
}), (chart, given) => {
  const backend = CsiHostPath.forTests();
  const { name, ...reference } = given.snapshotClass ?? { name: '' };
  const policy = new SnapshotPolicy(chart, 'policy', {
    ...given.options,
    schedule: new Cron(given.schedule),
    retention: Retention.of(given.retention),
    snapshotClass: given.snapshotClass && VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', name, { backend, ...reference }),
    groupSnapshotClass: given.groupSnapshotClass && VolumeGroupSnapshotClass.fromVolumeGroupSnapshotClassName(chart, 'groups', given.groupSnapshotClass.name, {
      backend, deletionPolicy: given.groupSnapshotClass.deletionPolicy,
    }),
    quiesce: given.quiesce && quiesceOf(given.quiesce, given.maxHold),
  });
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend });
  if (given.claims !== undefined) {
    const claims = given.claims.map((claim, at) => DurableClaim.fromPersistentVolumeClaimName(chart, `claim-${at}`, claim, given.ofClass ? { storageClass } : {}));
    return policy.protectClaims(claims);
  }
  policy.protect(new PostgresStatefulSet(chart, 'db', {
    metadata: { name: given.set.name },
    version: PostgresVersion.V17,
    storageClass,
    dataSize: Size.gibibytes(20),
    walSize: given.ownLog ? Size.gibibytes(5) : undefined,
    credentials: PostgresCredentials.fromSecretName('orders-db'),
  }));
});

function quiesceOf(strategy: string, maxHold: Duration | undefined): Quiesce {
  if (strategy === 'backup') return Quiesce.postgresBackup({ maxHold });
  return strategy === 'none' ? Quiesce.none() : Quiesce.postgresCheckpoint();
}

const groupSnapshots = fc.option(fc.boolean(), { nil: undefined });
const policyReference = struct({ policyNamespace: labelName(), policyName: labelName(), groupSnapshots });

export const snapshotMarkingFences = recipes('SnapshotMarkingFence', policyReference, (chart, given) => (
  new SnapshotMarkingFence(chart, 'fence', given)
));

const words = fc.array(fc.string(), { maxLength: 3 });
const hold = struct({ container: labelName(), freeze: words, thaw: words, maxFreeze: duration });

export const snapshotExecFences = recipes('SnapshotExecFence', struct({ policyNamespace: labelName(), policyName: labelName(), hold }), (chart, { hold: given, ...of }) => (
  new SnapshotExecFence(chart, 'fence', { ...of, quiesce: Quiesce.exec(given) })
));

export const snapshotPruningRights = recipes('SnapshotPruningRights', policyReference, (chart, given) => (
  new SnapshotPruningRights(chart, 'rights', given)
));
