import { dataPathsOf, isAtOrBelow, mountOf, mountsOf, sourceOf } from './data-path';
import type { Mount } from './data-path';
import { DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import type { Finding } from '../../finding';
import { stringAt } from '../../json';
import { DAEMON_SET, DEPLOYMENT, POD, STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { DatabaseContainer, Workload } from '../../workload';

export const dataOnVolume: Rule = {
  id: 'STS-021',
  slug: 'data-on-volume',
  title: 'The data of a database lies on a volume that outlives the pod',
  checklist: [21],
  severity: 'error',
  why: 'What lies in the container\'s own layer, in an emptyDir or on a generic ephemeral volume goes with the pod. A mount beside the data directory looks right and keeps nothing: '
    + 'PostgreSQL 18 moved from `/var/lib/postgresql/data` to a folder of its major in `/var/lib/postgresql`. Up to 17 a mount there keeps nothing either, '
    + 'because the image declares `/var/lib/postgresql/data` a volume, and containerd puts an empty one over it.',
  remedy: 'Mount a persistent volume at the directory where the image keeps its data, or at the one above that the image declares a volume; or say with '
    + `\`${DATA_INTENT_ANNOTATION}: rebuildable\` on the object that losing it is fine.`,
  links: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/',
    'https://github.com/docker-library/docs/blob/c4a9ba4/postgres/README.md#pgdata',
    'https://github.com/docker-library/postgres/pull/1259',
  ],
  needs: ['document', 'engines', 'intent'],
  kinds: [STATEFUL_SET, DEPLOYMENT, DAEMON_SET, POD],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    const { database } = workload;
    if (!database) return new NotApplicable('it runs no database that is known');
    const intent = stringAt(object, 'metadata', 'annotations', DATA_INTENT_ANNOTATION) ?? database.engine.data;
    if (intent !== 'authoritative') return new NotApplicable('its data can be made again');
    const verdicts = dataPathsOf(database).map((path) => judge(workload, database, path));
    if (verdicts.length === 0) return new NotApplicable('its data directory is not in the manifest');
    return verdicts.find((findings) => findings.length === 0) ?? verdicts[0];
  },
};

function judge(workload: Workload, database: DatabaseContainer, dataPath: string): Finding[] {
  const who = `${describe(workload.object)} keeps the data of ${database.engine.title} (${dataPath})`;
  const mount = mountOf(database, dataPath);
  if (!mount) {
    return [{
      message: `${who} in the container's own layer${besideText(workload, database)}`,
      remedy: `mount a persistent volume at ${placeFor(database, dataPath)}`,
      path: [...database.path, 'volumeMounts'],
    }];
  }
  const path = [...database.path, 'volumeMounts', mount.position];
  switch (sourceOf(workload, mount.volume)) {
    case 'claim': return judgeDeclaredVolume(workload, database, dataPath, mount);
    case 'emptyDir': return [{ message: `${who} in emptyDir ${mount.volume}`, remedy: 'use a claim template or a persistent volume claim', path }];
    case 'ephemeral': return [{ message: `${who} on the ephemeral volume ${mount.volume}, deleted with the pod`, remedy: 'use a claim template or a persistent volume claim', path }];
    case 'missing': return [{ message: `${who} on volume ${mount.volume}, which the pod does not have`, remedy: 'add the volume or a claim template of that name', path }];
  }
}

/** Where a volume keeps the data: not above what the image declares a volume, which would hide it. */
function placeFor({ image: { declaredVolume } }: DatabaseContainer, dataPath: string): string {
  return declaredVolume !== undefined && isAtOrBelow(dataPath, declaredVolume) ? declaredVolume : `or above ${dataPath}`;
}

/** `; volume data is mounted beside it, at /var/lib/postgresql/data` */
function besideText(workload: Workload, database: DatabaseContainer): string {
  const beside = mountsOf(database).find(({ volume }) => claimsVolume(workload, volume));
  return beside ? `; volume ${beside.volume} is mounted beside it, at ${beside.mountPath}` : '';
}

function claimsVolume(workload: Workload, volume: string): boolean {
  return workload.claimTemplates().some((template) => stringAt(template, 'metadata', 'name') === volume)
    || workload.claimVolumes().some(({ name }) => name === volume);
}

// containerd compares with mounts at exactly that path: https://github.com/containerd/containerd/blob/v2.1.0/internal/cri/server/container_create.go (volumeMounts)
function judgeDeclaredVolume(workload: Workload, database: DatabaseContainer, dataPath: string, mount: Mount): Finding[] {
  const declared = database.image.declaredVolume;
  // of an image that may be of either layout nothing is said
  if (declared === undefined || database.alternatives.some((image) => image.declaredVolume !== declared)) return [];
  if (declared === mount.mountPath || !isAtOrBelow(declared, mount.mountPath) || !isAtOrBelow(dataPath, declared)) return [];
  return [{
    message: `${describe(workload.object)} mounts volume ${mount.volume} at ${mount.mountPath}, above ${declared}, which the image declares a volume: `
      + `containerd puts an empty one there, and the data of ${database.engine.title} goes with the container`,
    remedy: `mount it at ${declared}`,
    path: [...database.path, 'volumeMounts', mount.position],
  }];
}
