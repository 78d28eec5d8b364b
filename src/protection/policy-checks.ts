import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { holdFaults } from './exec-quiesce';
import { needsBackup, takesBackup, timeZoneOf } from './policy-document';
import type { PolicyIdentity } from './policy-document';
import { MAX_POLICY_NAME, policyNames } from './policy-names';
import { gapFaults } from './schedule-gap';
import type { SnapshotPolicyOptions, SnapshotPolicyProps } from './snapshot-policy-props';
import { targetFaults } from './target-checks';
import { cronFaults, timeZoneFaults } from '../core/cron';
import type { Fault } from '../core/faults';
import { dnsLabelFaults, metadataFaults } from '../core/names';
import { seconds } from '../core/time';
import { exceptionFor } from '../facts/drivers/volume-check';
import { KUBERNETES_ADDITIONS } from '../facts/kubernetes';
import { isAtLeast } from '../kube/kubernetes-version';
import type { IVolumeSnapshotClass } from '../storage/snapshot-class';
import type { IStorageClass } from '../storage/storage-class';
import type { IStatefulWorkload } from '../workloads/stateful-workload';

/** What is wrong with when it takes snapshots. */
export function scheduleFaults(props: SnapshotPolicyProps): Fault[] {
  const { schedule, recoveryPointObjective } = props;
  const cron = schedule.expressionString;
  const gaps = gapFaults(cron, {
    prop: 'recoveryPointObjective', within: recoveryPointObjective, what: 'runs', remedy: 'take snapshots more often, or promise less',
  });
  return [...cronFaults('schedule', cron), ...gaps, ...timeZoneFaults('timeZone', timeZoneOf(props))];
}

/** What is wrong with how a policy is called, where it is, and what it is told, whatever it protects. */
export function policyFaults(options: SnapshotPolicyOptions, { name, namespace }: Partial<PolicyIdentity>): Fault[] {
  const { metadata, readyDeadline, snapshotClass, groupSnapshotClass, clusterScopedObjects = true } = options;
  const faults = name === undefined
    ? [{ prop: 'metadata.name', problem: 'is missing, and several claims give a policy no name', remedy: 'name it for ever: another name is another policy' }]
    : dnsLabelFaults('metadata.name', name, MAX_POLICY_NAME);
  faults.push(...metadataFaults(metadata));
  if (namespace === undefined) {
    faults.push({ prop: 'namespace', problem: 'is not known, and accounts are bound in a namespace', remedy: 'give the chart one, as new Chart(app, \'orders\', { namespace: \'orders\' })' });
  } else if (metadata?.namespace === undefined) {
    faults.push(...dnsLabelFaults('namespace', namespace));
  }
  if (readyDeadline !== undefined && seconds(readyDeadline) < 60) {
    faults.push({ prop: 'readyDeadline', problem: 'is shorter than drivers need', got: `${seconds(readyDeadline)}s`, remedy: 'use a minute or more' });
  }
  if (!clusterScopedObjects && snapshotClass === undefined && groupSnapshotClass === undefined) {
    faults.push({ prop: 'snapshotClass', problem: 'is missing: without cluster-scoped objects the policy cannot make its own', remedy: 'use VolumeSnapshotClass.fromVolumeSnapshotClassName' });
  }
  if (snapshotClass !== undefined && snapshotClass.deletionPolicy === undefined) {
    faults.push({
      prop: 'snapshotClass',
      problem: 'does not say its deletionPolicy, which decides whether the backups are lost with the namespace and how old ones are freed',
      got: snapshotClass.volumeSnapshotClassName,
      remedy: 'look it up, and say it in fromVolumeSnapshotClassName',
    });
  }
  return faults;
}

/** What is wrong with protecting this workload, apart from its volumes. */
export function workloadFaults(options: SnapshotPolicyOptions, workload: IStatefulWorkload, namespace: string | undefined): Fault[] {
  return [...besideFaults('the workload', workload.workloadNamespace, namespace), ...quiesceFaults(options, workload), ...targetFaults(options, workload)];
}

/** What is wrong with being in this namespace for protecting what is in that one. */
export function besideFaults(what: string, theirs: string | undefined, namespace: string | undefined): Fault[] {
  if (namespace === undefined || theirs === namespace) return [];
  return [{ prop: 'metadata.namespace', problem: `is not that of ${what}, ${theirs ?? 'which has none'}: a snapshot lies beside its claim`, got: namespace, remedy: `make the policy in the chart of ${what}` }];
}

/** What is wrong with what is done to the data of this workload. */
function quiesceFaults(options: SnapshotPolicyOptions, workload: IStatefulWorkload): Fault[] {
  const { quiesce, groupSnapshotClass } = options;
  if (quiesce === undefined) return [];
  if (quiesce._exec) return holdFaults(quiesce._exec, workload);
  const { strategy, _maxHold: maxHold } = quiesce;
  const { workloadName, snapshotAccess, volumes } = workload;
  const wrong = (problem: string, remedy: string): Fault => ({ prop: 'quiesce', problem, got: strategy, remedy });
  const faults: Fault[] = [];
  if (strategy !== 'none' && snapshotAccess === undefined) {
    faults.push(wrong(`needs a server of PostgreSQL, which ${workloadName} is not known to be`, 'use Quiesce.none(), or PostgresStatefulSet'));
  } else if (groupSnapshotClass !== undefined && !['none', 'postgres-checkpoint'].includes(strategy)) {
    faults.push(wrong('is for volumes that are cut one after the other, and groupSnapshotClass cuts them at one moment', 'use Quiesce.postgresCheckpoint(), or leave it out'));
  } else if (strategy === 'postgres-backup' && !needsBackup(workload)) {
    faults.push(wrong('is for a server with its log on a volume of its own: one volume is cut at one moment, and with a backup label it would not start', 'use Quiesce.postgresCheckpoint()'));
  } else if (strategy !== 'postgres-backup' && snapshotAccess !== undefined && takesBackup(options, workload)) {
    faults.push(wrong(`leaves volumes ${volumes.map(({ role }) => role).join(' and ')} of ${workloadName} in states that do not fit each other`, 'use Quiesce.postgresBackup(), or leave it out'));
  }
  if (maxHold !== undefined && seconds(maxHold) < 10) {
    faults.push({ prop: 'quiesce.maxHold', problem: 'is shorter than drivers need for a cut', got: `${seconds(maxHold)}s`, remedy: 'use ten seconds or more' });
  }
  return faults;
}

/** What is wrong with the name, as others of the app have it: applied, one would overwrite the other. */
export function twinFaults(app: IConstruct, { name, namespace }: Partial<PolicyIdentity>): Fault[] {
  if (name === undefined) return [];
  const names = [name, policyNames(name).prune];
  const twin = app.node.findAll().filter(ApiObject.isApiObject)
    .find((object) => object.kind === 'CronJob' && names.includes(object.name) && object.metadata.namespace === namespace);
  return twin ? [{ prop: 'metadata.name', problem: `gives a CronJob the name of ${twin.node.path}`, got: name, remedy: 'give each policy a name of its own' }] : [];
}

/** What is wrong with giving rights that need a fence in this Kubernetes. */
export function fenceFaults(
  kubernetesVersion: string, without: string = 'the pruner could change every snapshot of the cluster', remedy: string = ', or a snapshot class of deletion policy Delete',
): Fault[] {
  const { since } = KUBERNETES_ADDITIONS.find(({ type }) => type === 'ValidatingAdmissionPolicy')!;
  return isAtLeast(kubernetesVersion, since) ? [] : [{
    prop: 'kubernetesVersion',
    problem: `has no ValidatingAdmissionPolicy, without which ${without}`,
    got: kubernetesVersion,
    remedy: `use ${since} or newer${remedy}`,
  }];
}

/** What is wrong with taking snapshots of the workload's volumes. */
export function volumeFaults({ snapshotClass, quiesce }: SnapshotPolicyOptions, workload: IStatefulWorkload): Fault[] {
  const { volumes, workloadName } = workload;
  const faults: Fault[] = [];
  if (volumes.length === 0) {
    faults.push({ prop: 'protect', problem: 'finds no volume to snapshot', got: workloadName, remedy: 'protect a workload that keeps its data on volumes' });
  }
  if (volumes.length > 1 && !(workload.snapshotAccess && needsBackup(workload)) && !quiesce?._exec) {
    faults.push({
      prop: 'protect',
      problem: 'takes the volumes of a pod one after the other, and a database restored from different moments is corrupt',
      got: volumes.map(({ role }) => role).join(', '),
      remedy: `protect a workload with one volume for each pod, or stop ${workloadName} from writing meanwhile, with Quiesce.exec()`,
    });
  }
  return [...faults, ...driverFaults(snapshotClass, 'protect', volumes.map(({ role, storageClass }) => ({ what: `volume ${role}`, storageClass })))];
}

/** A volume, as far as its driver goes. */
interface DrivenVolume {
  /** `volume data`, for messages. */
  readonly what: string;
  readonly storageClass?: IStorageClass;
}

/** What is wrong with taking snapshots of these volumes by one class. */
export function driverFaults(snapshotClass: IVolumeSnapshotClass | undefined, prop: string, volumes: readonly DrivenVolume[]): Fault[] {
  const faults: Fault[] = [];
  const drivers = new Set<string>();
  for (const { what, storageClass } of volumes) {
    const backend = storageClass?.backend;
    if (backend === undefined) {
      if (snapshotClass === undefined) {
        const unknown = storageClass ? `StorageClass ${storageClass.storageClassName}` : what;
        faults.push({ prop: 'snapshotClass', problem: `is missing, and ${unknown} does not say which driver its own would be for`, remedy: storageClass ? 'give it, or give the StorageClass its backend' : 'give it, or give the claim its storageClass' });
      }
    } else if (backend.snapshotDriver === undefined) {
      const { alternative } = backend._driver.snapshots;
      const why = exceptionFor(backend._driver, 'snapshots', backend.parameters)?.why ?? 'its driver takes none';
      faults.push({ prop, problem: `cannot snapshot ${what}: ${why}`, got: backend.provisioner, remedy: alternative ? `use ${alternative}` : 'copy the data another way' });
    } else {
      drivers.add(backend.snapshotDriver);
    }
  }
  if (drivers.size > 1) {
    faults.push({ prop, problem: 'finds volumes of several drivers, and a snapshot class is of one', got: [...drivers].join(', '), remedy: prop === 'protect' ? 'use classes of one backend for all volumes of a pod' : 'make a policy for each driver' });
  }
  for (const driver of drivers) {
    if (snapshotClass?.driver !== undefined && snapshotClass.driver !== driver) {
      faults.push({ prop: 'snapshotClass', problem: `is of another driver than the volumes, ${driver}`, got: snapshotClass.driver, remedy: 'use a class of the same backend' });
    }
  }
  return faults;
}
