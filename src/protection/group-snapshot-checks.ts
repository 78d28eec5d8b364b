import type { SnapshotPolicyOptions } from './snapshot-policy-props';
import type { Fault } from '../core/faults';
import type { IStatefulWorkload } from '../workloads/stateful-workload';

/** What is wrong with taking the workload's volumes as one VolumeGroupSnapshot. */
export function groupSnapshotFaults(options: SnapshotPolicyOptions, workload: IStatefulWorkload): Fault[] {
  const { groupSnapshotClass, snapshotClass, ordinals, primaryLabels, quiesce } = options;
  const { volumes, workloadName } = workload;
  const { volumeGroupSnapshotClassName: name, deletionPolicy, driver } = groupSnapshotClass!;
  const faults: Fault[] = [];
  const wrong = (problem: string, got: string, remedy: string): void => {
    faults.push({ prop: 'groupSnapshotClass', problem, got, remedy });
  };
  if (snapshotClass !== undefined) wrong('is given beside a snapshotClass, and a group is taken in one of two ways', `${name}, ${snapshotClass.volumeSnapshotClassName}`, 'leave one of them out');
  if (ordinals !== undefined) wrong('takes the claims that have the labels of the set, which are those of all pods', `ordinals ${ordinals.join(', ')}`, 'leave ordinals out');
  if (primaryLabels !== undefined) wrong('takes the claims that have the labels of the set, which are those of all pods', `primaryLabels ${Object.keys(primaryLabels).join(', ')}`, 'leave primaryLabels out');
  if (quiesce?._exec) wrong('cuts all volumes at one moment, and is not combined with a quiesce that freezes until each is cut', `${name}, ${quiesce.strategy}`, 'leave one of them out');
  if (deletionPolicy === undefined) {
    wrong('does not say its deletionPolicy, which decides whether the backups are lost with the namespace and how old ones are freed', name, 'look it up, and say it in fromVolumeGroupSnapshotClassName');
  }
  if (volumes.length === 0) faults.push({ prop: 'protect', problem: 'finds no volume to snapshot', got: workloadName, remedy: 'protect a workload that keeps its data on volumes' });
  const drivers = new Set<string>();
  for (const { role, storageClass: { backend } } of volumes) {
    if (backend === undefined) continue;
    drivers.add(backend.provisioner);
    if (backend._driver.groupSnapshots.supported && backend.snapshotDriver !== undefined) continue;
    const { note } = backend._driver.groupSnapshots;
    wrong(`cannot take volume ${role}: its driver takes no snapshots of several volumes at one moment${note === undefined ? '' : ` (${note})`}`, backend.provisioner, 'leave it out, to take a snapshot of each volume');
  }
  if (drivers.size > 1) wrong('is of one driver, and the volumes are of several', [...drivers].join(', '), 'use classes of one backend for all volumes of a pod');
  const [first] = drivers;
  if (drivers.size === 1 && driver !== undefined && driver !== first) wrong(`is of another driver than the volumes, ${first}`, driver, 'use a class of the same backend');
  return faults;
}
