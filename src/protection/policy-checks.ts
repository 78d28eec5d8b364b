import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { needsBackup, timeZoneOf } from './policy-document';
import { MAX_POLICY_NAME, policyNames } from './policy-names';
import type { SnapshotPolicyOptions, SnapshotPolicyProps } from './snapshot-policy-props';
import { targetFaults } from './target-checks';
import { cronFaults, timeZoneFaults } from '../core/cron';
import { longestGapSeconds } from '../core/cron-times';
import type { Fault } from '../core/faults';
import { dnsLabelFaults, metadataFaults } from '../core/names';
import { humanSeconds, seconds } from '../core/time';
import { exceptionFor } from '../facts/drivers/volume-check';
import { KUBERNETES_ADDITIONS } from '../facts/kubernetes';
import { isAtLeast } from '../kube/kubernetes-version';
import type { IStatefulWorkload } from '../workloads/stateful-workload';

/** What is wrong with when it takes snapshots. */
export function scheduleFaults(props: SnapshotPolicyProps): Fault[] {
  const { schedule, recoveryPointObjective } = props;
  const cron = schedule.expressionString;
  const faults = cronFaults('schedule', cron);
  if (faults.length === 0) {
    const gap = longestGapSeconds(cron);
    if (gap === Infinity) {
      faults.push({ prop: 'schedule', problem: 'is never due', got: cron, remedy: 'use a day that there is in one of its months' });
    } else if (recoveryPointObjective !== undefined && seconds(recoveryPointObjective) < gap) {
      faults.push({
        prop: 'recoveryPointObjective',
        problem: `is shorter than the longest time between two runs of the schedule, ${humanSeconds(gap)}`,
        got: humanSeconds(seconds(recoveryPointObjective)),
        remedy: 'take snapshots more often, or promise less',
      });
    }
  }
  return [...faults, ...timeZoneFaults('timeZone', timeZoneOf(props))];
}

/** What is wrong with protecting this workload by this policy, apart from its volumes. */
export function protectionFaults(
  options: SnapshotPolicyOptions, workload: IStatefulWorkload, identity: { readonly name: string; readonly namespace?: string },
): Fault[] {
  const { metadata, readyDeadline, snapshotClass, clusterScopedObjects = true } = options;
  const { name, namespace } = identity;
  const faults = [...dnsLabelFaults('metadata.name', name, MAX_POLICY_NAME), ...metadataFaults(metadata)];
  if (namespace === undefined) {
    faults.push({ prop: 'namespace', problem: 'is not known, and accounts are bound in a namespace', remedy: 'give the chart one, as new Chart(app, \'orders\', { namespace: \'orders\' })' });
  } else {
    if (metadata?.namespace === undefined) faults.push(...dnsLabelFaults('namespace', namespace));
    if (workload.workloadNamespace !== namespace) {
      faults.push({ prop: 'metadata.namespace', problem: `is not that of the workload, ${workload.workloadNamespace ?? 'which has none'}: a snapshot lies beside its claim`, got: namespace, remedy: 'make the policy in the chart of the workload' });
    }
  }
  faults.push(...quiesceFaults(options, workload), ...targetFaults(options, workload));
  if (readyDeadline !== undefined && seconds(readyDeadline) < 60) {
    faults.push({ prop: 'readyDeadline', problem: 'is shorter than drivers need', got: `${seconds(readyDeadline)}s`, remedy: 'use a minute or more' });
  }
  if (!clusterScopedObjects && snapshotClass === undefined) {
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

/** What is wrong with what is done to the data of this workload. */
function quiesceFaults({ quiesce }: SnapshotPolicyOptions, workload: IStatefulWorkload): Fault[] {
  if (quiesce === undefined) return [];
  const { strategy, _maxHold: maxHold } = quiesce;
  const { workloadName, snapshotAccess, volumes } = workload;
  const wrong = (problem: string, remedy: string): Fault => ({ prop: 'quiesce', problem, got: strategy, remedy });
  const faults: Fault[] = [];
  if (strategy !== 'none' && snapshotAccess === undefined) {
    faults.push(wrong(`needs a server of PostgreSQL, which ${workloadName} is not known to be`, 'use Quiesce.none(), or PostgresStatefulSet'));
  } else if (strategy === 'postgres-backup' && !needsBackup(workload)) {
    faults.push(wrong('is for a server with its log on a volume of its own: one volume is cut at one moment, and with a backup label it would not start', 'use Quiesce.postgresCheckpoint()'));
  } else if (strategy !== 'postgres-backup' && snapshotAccess !== undefined && needsBackup(workload)) {
    faults.push(wrong(`leaves volumes ${volumes.map(({ role }) => role).join(' and ')} of ${workloadName} in states that do not fit each other`, 'use Quiesce.postgresBackup(), or leave it out'));
  }
  if (maxHold !== undefined && seconds(maxHold) < 10) {
    faults.push({ prop: 'quiesce.maxHold', problem: 'is shorter than drivers need for a cut', got: `${seconds(maxHold)}s`, remedy: 'use ten seconds or more' });
  }
  return faults;
}

/** What is wrong with the name, as others of the app have it: applied, one would overwrite the other. */
export function twinFaults(app: IConstruct, { name, namespace }: { readonly name: string; readonly namespace?: string }): Fault[] {
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
export function volumeFaults({ snapshotClass }: SnapshotPolicyOptions, workload: IStatefulWorkload): Fault[] {
  const { volumes, workloadName } = workload;
  const faults: Fault[] = [];
  if (volumes.length === 0) {
    faults.push({ prop: 'protect', problem: 'finds no volume to snapshot', got: workloadName, remedy: 'protect a workload that keeps its data on volumes' });
  }
  if (volumes.length > 1 && !(workload.snapshotAccess && needsBackup(workload))) {
    faults.push({
      prop: 'protect',
      problem: 'takes the volumes of a pod one after the other, and a database restored from different moments is corrupt',
      got: volumes.map(({ role }) => role).join(', '),
      remedy: `protect a workload with one volume for each pod; ${workloadName} needs a backup of its own kind`,
    });
  }
  const drivers = new Set<string>();
  for (const { role, storageClass: { backend, storageClassName } } of volumes) {
    if (backend === undefined) {
      if (snapshotClass === undefined) {
        faults.push({ prop: 'snapshotClass', problem: `is missing, and StorageClass ${storageClassName} does not say which driver its own would be for`, remedy: 'give it, or give the StorageClass its backend' });
      }
    } else if (backend.snapshotDriver === undefined) {
      const { alternative } = backend._driver.snapshots;
      const why = exceptionFor(backend._driver, 'snapshots', backend.parameters)?.why ?? 'its driver takes none';
      faults.push({ prop: 'protect', problem: `cannot snapshot volume ${role}: ${why}`, got: backend.provisioner, remedy: alternative ? `use ${alternative}` : 'copy the data another way' });
    } else {
      drivers.add(backend.snapshotDriver);
    }
  }
  if (drivers.size > 1) {
    faults.push({ prop: 'protect', problem: 'finds volumes of several drivers, and a snapshot class is of one', got: [...drivers].join(', '), remedy: 'use classes of one backend for all volumes of a pod' });
  }
  for (const driver of drivers) {
    if (snapshotClass?.driver !== undefined && snapshotClass.driver !== driver) {
      faults.push({ prop: 'snapshotClass', problem: `is of another driver than the volumes, ${driver}`, got: snapshotClass.driver, remedy: 'use a class of the same backend' });
    }
  }
  return faults;
}
