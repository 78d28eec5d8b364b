import { Duration } from 'cdk8s';
import { holdCommands } from './hold-commands';
import type { SnapshotPolicyOptions, SnapshotPolicyProps } from './snapshot-policy-props';
import { spreadMinute } from '../core/cron';
import { seconds } from '../core/time';
import { SNAPSHOT_POLICY_VERSION } from '../documents/snapshot-policy';
import type { PolicyQuiesce, PolicyServer, PolicyWorkload, SnapshotPolicyDocument } from '../documents/snapshot-policy';
import { WAL_ROLE } from '../facts/engines/postgres-engine';
import { SnapshotDeletionPolicy } from '../storage/snapshot-class';
import type { IStorageClass } from '../storage/storage-class';
import type { IStatefulWorkload, SnapshotAccess } from '../workloads/stateful-workload';

/** An immediate checkpoint writes all of shared_buffers that changed; minutes on a slow disk. */
const QUIESCE_SECONDS = 300;
/** A backup holds nothing up, and keeps log: longer than drivers need for a cut, shorter than a log fills its volume. */
const HOLD = Duration.minutes(5);
/** Holding nothing; longer than most drivers need from cut to ready, shorter than the hour to the next run. */
const WAIT_SECONDS = 600;
/** Enough to be quick, few enough for the rate limits of cloud APIs. */
const PARALLELISM = 5;

/** Who a policy's objects are named after. */
export interface PolicyIdentity {
  readonly name: string;
  readonly namespace: string;
}

/** What a policy protects, as its objects are made from it. */
export interface ProtectionTarget {
  readonly workload: PolicyWorkload;
  /** Classes of its volumes; of some claims it is not known. */
  readonly classes: readonly (IStorageClass | undefined)[];
  readonly quiesce: PolicyQuiesce;
  /** How its server is reached before a snapshot. */
  readonly access?: SnapshotAccess;
  /** Whether the runner says afterwards that its snapshots fit each other. */
  readonly isMarked: boolean;
  /** The workload itself, where it is one. */
  readonly construct?: IStatefulWorkload;
}

export const timeZoneOf = ({ timeZone = 'Etc/UTC' }: SnapshotPolicyProps): string => timeZone;

/** A class that was given says it, or was refused; the policy's own is Retain. */
export const deletionPolicyOf = ({ snapshotClass, groupSnapshotClass }: SnapshotPolicyOptions): SnapshotDeletionPolicy => (
  (groupSnapshotClass ?? snapshotClass)?.deletionPolicy ?? SnapshotDeletionPolicy.RETAIN
);

/** What the programs are told. */
export function policyDocument(
  props: SnapshotPolicyProps, { name, namespace }: PolicyIdentity, { workload, classes, quiesce }: ProtectionTarget,
  snapshotClassName: string,
): SnapshotPolicyDocument {
  const { schedule, retention, suspend = false, jitter = true, readyDeadline = Duration.hours(6), recoveryPointObjective } = props;
  const cron = schedule.expressionString;
  return {
    schema: SNAPSHOT_POLICY_VERSION,
    name,
    namespace,
    workload,
    snapshotClass: {
      ...(props.groupSnapshotClass ? { kind: 'VolumeGroupSnapshotClass' } : {}),
      name: snapshotClassName,
      deletionPolicy: deletionPolicyOf(props),
      cut: classes.every((storageClass) => storageClass?.backend?._driver.snapshots.cut?.signal === 'creationTime') ? 'creationTime' : 'readyToUse',
    },
    quiesce,
    schedule: { cron: jitter ? spreadMinute(cron, `${namespace}/${name}`) : cron, timeZone: timeZoneOf(props), suspend },
    retention: retention._render(),
    deadlines: { quiesceSeconds: QUIESCE_SECONDS, waitSeconds: WAIT_SECONDS, readySeconds: seconds(readyDeadline) },
    ...(recoveryPointObjective ? { objectives: { rpoSeconds: seconds(recoveryPointObjective) } } : {}),
    parallelism: PARALLELISM,
  };
}

/** Is the log on a volume of its own, so that the volumes have to be cut in an order? */
export function needsBackup({ volumes }: IStatefulWorkload): boolean {
  return volumes.some(({ role }) => role === WAL_ROLE) && volumes.some(({ role }) => role !== WAL_ROLE);
}

/** Is the order in which volumes are cut seen to? What is cut at one moment has none. */
export function takesBackup({ groupSnapshotClass }: SnapshotPolicyOptions, workload: IStatefulWorkload): boolean {
  return groupSnapshotClass === undefined && needsBackup(workload);
}

/** What is done to the data of a workload before its snapshots. */
export function quiesceBy(props: SnapshotPolicyProps, workload: IStatefulWorkload, policy: string, access?: SnapshotAccess): PolicyQuiesce {
  const exec = props.quiesce?._exec;
  if (exec) {
    const { container, maxFreezeSeconds, onFailure } = exec;
    return { strategy: 'exec', container, commands: holdCommands({ ...exec, policy }), maxFreezeSeconds, onFailure };
  }
  if (access === undefined) return { strategy: 'none' };
  const { serviceName, port, database, secretName, usernameKey, passwordKey } = access;
  const server: PolicyServer = { service: serviceName, port, database, secret: { name: secretName, usernameKey, passwordKey } };
  if (!takesBackup(props, workload)) return { strategy: 'postgres-checkpoint', ...server };
  const logClaimTemplates = workload.volumes.filter(({ role }) => role === WAL_ROLE).map(({ claimTemplateName }) => claimTemplateName);
  return { strategy: 'postgres-backup', ...server, logClaimTemplates, holdSeconds: seconds(props.quiesce?._maxHold ?? HOLD) };
}
