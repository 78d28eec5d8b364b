import { DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import type { Finding, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { at, listAt, stringAt } from '../../json';
import { DAEMON_SET, VOLUME, WORKLOAD_KINDS, describe, kindOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule, Verdict } from '../../rule';
import type { Workload } from '../../workload';
import { dataPathOf, mountOf } from '../stateful-sets/data-path';

// https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-config-mirror
const MIRROR_POD_ANNOTATION = 'kubernetes.io/config.mirror';
// https://github.com/kubernetes-sigs/sig-storage-lib-external-provisioner/blob/v13.0.0/controller/controller.go (annDynamicallyProvisioned)
const PROVISIONED_BY_ANNOTATION = 'pv.kubernetes.io/provisioned-by';
/** Types of hostPath that hold no data: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath-volume-types */
const WITHOUT_DATA: readonly unknown[] = ['Socket', 'CharDevice', 'BlockDevice'];
/** What belongs to the node itself: programs that look after nodes mount it, and keep nothing of their own there. */
const SYSTEM_PATHS = /^\/$|^\/(boot|dev|etc|lib|lib64|proc|root|run|sbin|sys|usr|opt\/cni|var\/run|var\/log|var\/lib\/(kubelet|docker|containerd|containers|cni))(\/|$)/;

export const noHostPathForData: Rule = {
  id: 'STO-020',
  slug: 'no-host-path-for-data',
  title: 'Data does not lie in a folder of a node',
  checklist: [20],
  severity: 'warning',
  why: 'A hostPath is whatever folder the node has on which the pod happens to run. On another node the pod finds an empty one, and nobody says so; a node that is replaced takes the data with it. '
    + 'It has no size, no snapshots and no owner, and a pod that may write to it reaches into the node.',
  remedy: 'Claim a volume. For disks of a node use a `local` PersistentVolume or a driver for local volumes: both keep the pod where its data is.',
  links: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/storage/volumes/#local',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  needs: ['set', 'engines', 'intent'],
  kinds: [...WORKLOAD_KINDS, VOLUME],
  evaluate(object, index) {
    const intent = stringAt(object, 'metadata', 'annotations', DATA_INTENT_ANNOTATION);
    if (intent !== undefined && intent !== 'authoritative') return new NotApplicable('its data can be made again');
    return kindOf(object) === VOLUME ? judgeVolume(object, index) : judgeWorkload(index.workload(object)!);
  },
};

function judgeWorkload(workload: Workload): Verdict {
  if (workload.isControlled) return new NotApplicable('what makes it is judged');
  if (stringAt(workload.object, 'metadata', 'annotations', MIRROR_POD_ANNOTATION) !== undefined) return new NotApplicable('it is a static pod, which can claim no volume');
  const ofDatabase = dataVolumeOf(workload);
  return listAt(workload.podSpec, 'volumes').flatMap((volume, position): Finding[] => {
    const hostPath = stringAt(volume, 'hostPath', 'path');
    if (hostPath === undefined) return [];
    const name = stringAt(volume, 'name') ?? '';
    const path = [...workload.podSpecPath, 'volumes', position, 'hostPath'];
    if (workload.database && name === ofDatabase) {
      const { title, data } = workload.database.engine;
      const severity = data === 'authoritative' ? 'error' : 'warning';
      return [{ message: `${describe(workload.object)} keeps the data of ${title} in ${hostPath} of whatever node it runs on`, remedy: 'claim a volume', path, severity }];
    }
    if (isOfNode(workload, volume, hostPath) || !isWrittenTo(workload, name)) return [];
    return [{
      message: `${describe(workload.object)} writes to ${hostPath} of whatever node it runs on (volume ${name})`, remedy: 'claim a volume, or mount it readOnly if it only reads', path,
    }];
  });
}

function judgeVolume(volume: Manifest, index: ManifestIndex): Verdict {
  const hostPath = stringAt(volume, 'spec', 'hostPath', 'path');
  if (hostPath === undefined) return new NotApplicable('it is no folder of a node');
  if (stringAt(volume, 'metadata', 'annotations', PROVISIONED_BY_ANNOTATION) !== undefined) return new NotApplicable('a driver made it, and keeps pods on its node');
  const claim = stringAt(volume, 'spec', 'claimRef', 'name');
  const user = claim === undefined ? undefined : index.claimNamed(stringAt(volume, 'spec', 'claimRef', 'namespace') ?? '', claim);
  const isPinned = at(volume, 'spec', 'nodeAffinity') !== undefined;
  return [{
    message: `${describe(volume)} is ${hostPath} of ${isPinned ? 'a node, without a check that it is there' : 'whatever node its pod runs on'}${user ? `; used by ${user.describeUse()}` : ''}`,
    remedy: 'use a local volume with nodeAffinity, or a driver',
    path: ['spec', 'hostPath'],
    related: user ? [user.object] : [],
    severity: user?.isAuthoritative && !isPinned ? 'error' : 'warning',
  }];
}

/** The volume on which the data of a workload's database lies. */
function dataVolumeOf({ database }: Workload): string | undefined {
  const dataPath = database && dataPathOf(database);
  return database && dataPath !== undefined ? mountOf(database, dataPath)?.volume : undefined;
}

// A DaemonSet has a pod on each node and what it keeps there is the node's.
function isOfNode({ kind }: Workload, volume: unknown, hostPath: string): boolean {
  return kind === DAEMON_SET || WITHOUT_DATA.includes(at(volume, 'hostPath', 'type')) || SYSTEM_PATHS.test(hostPath);
}

function isWrittenTo(workload: Workload, volume: string): boolean {
  return workload.containers().some(({ container }) => listAt(container, 'volumeMounts')
    .some((mount) => at(mount, 'name') === volume && at(mount, 'readOnly') !== true));
}
