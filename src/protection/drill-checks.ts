import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { drillAlertFaults } from './drill-alerts';
import { fenceFaults } from './policy-checks';
import { needsBackup } from './policy-document';
import type { RestoreDrillProps } from './restore-drill-props';
import { cronFaults, timeZoneFaults } from '../core/cron';
import { Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { dnsLabelFaults, metadataFaults } from '../core/names';
import { seconds } from '../core/time';
import { ReclaimPolicy } from '../storage/reclaim-policy';
import type { IStatefulWorkload } from '../workloads/stateful-workload';

/** A termination message has 4096 bytes, and each validation has its line in it. */
// https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
const MOST_VALIDATIONS = 16;
const LEAST_DEADLINE_SECONDS = 60;

interface Settled extends RestoreDrillProps {
  readonly timeZone: string;
  readonly deadline: Duration;
  readonly drillNamespace: string;
}

/** What is wrong with drilling the copies of this workload like this. */
export function drillFaults(construct: IConstruct, props: Settled, workload: IStatefulWorkload, kubernetesVersion: string): Faults {
  const faults = new Faults(construct.node.path);
  faults.add(...cronFaults('schedule', props.schedule.expressionString), ...timeZoneFaults('timeZone', props.timeZone));
  faults.add(...metadataFaults(props.metadata), ...dnsLabelFaults('drillNamespace', props.drillNamespace));
  faults.add(...workloadFaults(workload, props.drillNamespace), ...classFaults(props, workload), ...fenceFaults(kubernetesVersion, 'the drill could change every snapshot of the cluster', ''));
  faults.add(...drillAlertFaults(props.alerts, props.schedule.expressionString));
  if (seconds(props.deadline) < LEAST_DEADLINE_SECONDS) {
    faults.add({ prop: 'deadline', problem: 'is too short for a server to start', got: `${seconds(props.deadline)}s`, remedy: 'use a minute or more' });
  }
  const queries = (props.validate ?? []).map(({ query }) => query);
  if (queries.length > MOST_VALIDATIONS) {
    faults.add({ prop: 'validate', problem: 'is more than a termination message tells of', got: queries.length, remedy: `use at most ${MOST_VALIDATIONS}, each of several conditions` });
  }
  queries.forEach((query, at) => {
    if (query.trim() === '') faults.add({ prop: `validate.${at}`, problem: 'asks nothing', got: query, remedy: 'use a statement such as select count(*) > 0 from orders' });
  });
  return faults;
}

function workloadFaults(workload: IStatefulWorkload, drillNamespace: string): Fault[] {
  const { drillServer, volumes, workloadName, workloadNamespace } = workload;
  const faults: Fault[] = [];
  if (drillServer === undefined) {
    faults.push({ prop: 'policy', problem: 'protects a workload of which no server can be started apart', got: workloadName, remedy: 'use a PostgresStatefulSet, or a drill of your own with the annotation drill-of' });
  }
  if (volumes.length > 1 && !needsBackup(workload)) {
    faults.push({ prop: 'policy', problem: 'protects a workload of several volumes, of which only data and log of PostgreSQL can be put together', got: volumes.map(({ role }) => role).join(', '), remedy: 'restore it by hand' });
  }
  if (drillNamespace === workloadNamespace) {
    faults.push({ prop: 'drillNamespace', problem: 'is that of the workload: restored data must be apart, and the drill deletes claims', got: drillNamespace, remedy: 'leave it out' });
  }
  return faults;
}

function classFaults({ storageClass }: RestoreDrillProps, { volumes }: IStatefulWorkload): Fault[] {
  const faults: Fault[] = [];
  if (storageClass.reclaimPolicy !== ReclaimPolicy.DELETE) {
    faults.push({
      prop: 'storageClass',
      problem: storageClass.reclaimPolicy === undefined ? 'does not say its reclaimPolicy, and must delete the volumes of drills' : 'keeps the volume of every drill for ever',
      got: storageClass.storageClassName,
      remedy: 'use one with reclaimPolicy Delete',
    });
  }
  const own = storageClass.backend?.snapshotDriver;
  const other = volumes.map((volume) => volume.storageClass.backend?.snapshotDriver).find((driver) => driver !== undefined && driver !== own);
  if (storageClass.backend !== undefined && other !== undefined) {
    faults.push({ prop: 'storageClass', problem: `is of another driver than the copies, ${other}`, got: storageClass.backend.provisioner, remedy: 'use a class of the same backend' });
  }
  return faults;
}
