import { dataPathOf, mountOf, sourceOf } from './data-path';
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
  why: 'What lies in the container\'s own layer, in an emptyDir or on a generic ephemeral volume goes with the pod. A mount beside the data directory looks right and keeps nothing.',
  remedy: 'Mount a persistent volume at or above the directory where the image keeps its data, or say with '
    + `\`${DATA_INTENT_ANNOTATION}: rebuildable\` on the object that losing it is fine.`,
  links: ['https://kubernetes.io/docs/concepts/storage/volumes/#emptydir', 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/'],
  needs: ['document', 'engines', 'intent'],
  kinds: [STATEFUL_SET, DEPLOYMENT, DAEMON_SET, POD],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    const { database } = workload;
    if (!database) return new NotApplicable('it runs no database that is known');
    const intent = stringAt(object, 'metadata', 'annotations', DATA_INTENT_ANNOTATION) ?? database.engine.data;
    if (intent !== 'authoritative') return new NotApplicable('its data can be made again');
    const path = dataPathOf(database);
    return path === undefined ? new NotApplicable('its data directory is not in the manifest') : judge(workload, database, path);
  },
};

function judge(workload: Workload, database: DatabaseContainer, dataPath: string): Finding[] {
  const who = `${describe(workload.object)} keeps the data of ${database.engine.title} (${dataPath})`;
  const mount = mountOf(database, dataPath);
  if (!mount) {
    return [{ message: `${who} in the container's own layer`, remedy: `mount a persistent volume at or above ${dataPath}`, path: [...database.path, 'volumeMounts'] }];
  }
  const path = [...database.path, 'volumeMounts', mount.position];
  switch (sourceOf(workload, mount.volume)) {
    case 'claim': return [];
    case 'emptyDir': return [{ message: `${who} in emptyDir ${mount.volume}`, remedy: 'use a claim template or a persistent volume claim', path }];
    case 'ephemeral': return [{ message: `${who} on the ephemeral volume ${mount.volume}, deleted with the pod`, remedy: 'use a claim template or a persistent volume claim', path }];
    case 'missing': return [{ message: `${who} on volume ${mount.volume}, which the pod does not have`, remedy: 'add the volume or a claim template of that name', path }];
  }
}
