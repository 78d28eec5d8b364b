import type { Construct } from 'constructs';
import type { ObjectMetadata } from './policy-metadata';
import { policyNames } from './policy-names';
import { DO_NOT_DISRUPT, policyPod } from './policy-pod';
import { halfAnHourLater } from '../core/cron';
import { COMPONENT_LABEL, NAME_LABEL, POLICY_FILE, POLICY_LABEL, PROGRAM, SNAPSHOT_PRUNER, SNAPSHOT_RUNNER } from '../core/vocabulary';
import type { PolicyQuiesce, SnapshotPolicyDocument } from '../documents/snapshot-policy';
import { cronJob } from '../kube/batch';
import { StatefulSettings } from '../kube/settings';
import type { SnapshotAccess } from '../workloads/stateful-workload';

/** What a run needs besides the time that the policy gives it: to wait for a prune that is at work, and to make the VolumeSnapshots. */
const RUN_SECONDS = 600;
const PRUNE_SECONDS = 1800;
/** To thaw, and before that what an earlier run has left frozen. */
const THAW_SECONDS = 120;
/** A controller that was away for less than this makes up for the run that it missed. */
export const STARTING_DEADLINE_SECONDS = 3600;

interface Program {
  readonly id: string;
  readonly name: string;
  readonly component: string;
  readonly serviceAccountName: string;
  readonly schedule: string;
  readonly activeDeadlineSeconds: number;
  readonly args: readonly string[];
  readonly access?: SnapshotAccess;
}

/** The CronJobs that take snapshots and delete old ones. */
export function policyPrograms(
  scope: Construct, document: SnapshotPolicyDocument, metadataOf: (name: string) => ObjectMetadata, access?: SnapshotAccess,
): void {
  const { name, namespace, schedule, deadlines, quiesce, snapshotClass } = document;
  const groupSeconds = snapshotClass.kind === 'VolumeGroupSnapshotClass' ? deadlines.waitSeconds : 0;
  const names = policyNames(name);
  const programs: readonly Program[] = [
    {
      id: 'Resource',
      name,
      component: SNAPSHOT_RUNNER,
      serviceAccountName: names.runner,
      schedule: schedule.cron,
      activeDeadlineSeconds: deadlines.quiesceSeconds + holdSeconds(quiesce) + groupSeconds + deadlines.waitSeconds + RUN_SECONDS,
      args: ['run'],
      access,
    },
    {
      id: 'Prune',
      name: names.prune,
      component: SNAPSHOT_PRUNER,
      serviceAccountName: names.pruner,
      schedule: halfAnHourLater(schedule.cron, `${namespace}/${name}`),
      activeDeadlineSeconds: PRUNE_SECONDS,
      args: ['prune', '--yes'],
    },
  ];
  for (const program of programs) {
    const labels = podLabels(name, program.component);
    const metadata = metadataOf(program.name);
    cronJob(scope, program.id, { ...metadata, labels: { ...metadata.labels, ...labels } }, {
      schedule: program.schedule,
      timeZone: schedule.timeZone,
      suspend: schedule.suspend,
      startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
      activeDeadlineSeconds: program.activeDeadlineSeconds,
      podLabels: labels,
      podAnnotations: DO_NOT_DISRUPT,
      podSpec: policyPod({
        ...program,
        settings: StatefulSettings.of(scope),
        document: names.document,
        file: POLICY_FILE,
        program: 'snapshot',
        args: ['snapshot', ...program.args, '--policy-file'],
      }),
    });
  }
}

/** How long something may be held: the data, and then the log; or the application, and its thaw after that. */
function holdSeconds(quiesce: PolicyQuiesce): number {
  if (quiesce.strategy === 'postgres-backup') return 2 * quiesce.holdSeconds;
  return quiesce.strategy === 'exec' ? quiesce.maxFreezeSeconds + THAW_SECONDS : 0;
}

/** Never the label of the workload: Services and policies of the database select by it. */
export function podLabels(policy: string, component: string): { readonly [label: string]: string } {
  return { [NAME_LABEL]: PROGRAM, [POLICY_LABEL]: policy, [COMPONENT_LABEL]: component };
}
