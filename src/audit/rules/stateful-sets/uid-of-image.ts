import { dataPathOf, mountOf, sourceOf } from './data-path';
import type { Finding } from '../../finding';
import { at, listAt, numberAt, objectAt } from '../../json';
import { DAEMON_SET, DEPLOYMENT, POD, STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { DatabaseContainer, Workload } from '../../workload';

const USER = ['securityContext', 'runAsUser'];
const GROUP = ['securityContext', 'fsGroup'];
const NON_ROOT = ['securityContext', 'runAsNonRoot'];

export const uidOfImage: Rule = {
  id: 'STS-025',
  slug: 'uid-of-image',
  title: 'A database runs as the user that its image was made for',
  checklist: [25],
  severity: 'warning',
  why: 'Databases refuse a data directory that another user owns, and an image for one user lacks what it needs under another. '
    + 'A volume is made for root: without `fsGroup` an unprivileged user cannot write to it. '
    + 'The official images start as root and step down; with `runAsNonRoot` and no user the kubelet does not start them.',
  remedy: 'Set `runAsUser` to the image\'s own user and `fsGroup` to its group.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  needs: ['document', 'engines'],
  kinds: [STATEFUL_SET, DEPLOYMENT, DAEMON_SET, POD],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    const { database } = workload;
    if (!database) return new NotApplicable('it runs no database that is known');
    const ofContainer = numberAt(database.container, ...USER);
    const user = ofContainer ?? numberAt(workload.podSpec, ...USER);
    if (user === undefined && database.image.startsAsRoot) return nonRootFindings(workload, database);
    // started as root, the images step down to their own user by themselves
    if (user === undefined || user === 0) return new NotApplicable('the image chooses the user');
    const userPath = ofContainer === undefined ? [...workload.podSpecPath, ...USER] : [...database.path, ...USER];
    const { uid } = database.image;
    const findings: Finding[] = [database.image, ...database.alternatives].some((image) => image.uid === user) ? [] : [{
      message: `${describe(object)} runs ${database.engine.title} as user ${user}; the image is made for ${uid}`,
      remedy: `set runAsUser: ${uid}`,
      path: userPath,
    }];
    return [...findings, ...groupFindings(workload, database, user)];
  },
};

// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kuberuntime/security_context_others.go (verifyRunAsNonRoot)
function nonRootFindings(workload: Workload, database: DatabaseContainer): Finding[] {
  const ofContainer = at(database.container, ...NON_ROOT);
  if ((ofContainer ?? at(workload.podSpec, ...NON_ROOT)) !== true) return [];
  return [{
    message: `${describe(workload.object)} has runAsNonRoot and no runAsUser: the official image of ${database.engine.title} starts as root, and the kubelet then does not start it`,
    remedy: `set runAsUser: ${database.image.uid}`,
    path: [...(ofContainer === undefined ? workload.podSpecPath : database.path), ...NON_ROOT],
  }];
}

// https://kubernetes.io/docs/concepts/storage/volumes/#hostpath and #nfs: the kubelet gives neither of them to fsGroup
function isUnmanaged(workload: Workload, volume: string): boolean {
  const found = objectAt(listAt(workload.podSpec, 'volumes').find((entry) => at(entry, 'name') === volume));
  return 'hostPath' in found || 'nfs' in found;
}

function groupFindings(workload: Workload, database: DatabaseContainer, user: number): Finding[] {
  const mount = mountOf(database, dataPathOf(database) ?? database.image.dataPath);
  const onClaim = mount !== undefined && sourceOf(workload, mount.volume) === 'claim' && !isUnmanaged(workload, mount.volume);
  if (!onClaim || numberAt(workload.podSpec, ...GROUP) !== undefined || isPreparedByRoot(workload, mount.volume)) return [];
  return [{
    message: `${describe(workload.object)} mounts its volume without fsGroup: user ${user} cannot write to a new one`,
    remedy: `set fsGroup: ${database.image.gid}`,
    path: [...workload.podSpecPath, ...GROUP],
  }];
}

/** Does a container that begins as root have the volume first? It may give it to the user, as those of charts do. */
function isPreparedByRoot({ podSpec }: Workload, volume: string): boolean {
  return listAt(podSpec, 'initContainers').some((container) => (
    (numberAt(container, ...USER) ?? numberAt(podSpec, ...USER) ?? 0) === 0 && listAt(container, 'volumeMounts').some((mount) => at(mount, 'name') === volume)
  ));
}
