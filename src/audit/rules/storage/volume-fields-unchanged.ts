import { DEFAULT_VOLUME_MODE, VOLUME_MUTABLE_FIELDS } from '../../../facts/immutable-fields';
import { describeDifference, differences } from '../../differences';
import type { Difference } from '../../differences';
import type { Manifest } from '../../finding';
import { objectAt, pathText } from '../../json';
import type { JsonObject } from '../../json';
import { VOLUME, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

/** Fields that may be set where they were not. */
const MAY_BE_ADDED: readonly string[] = ['spec.nodeAffinity', 'spec.csi.controllerExpandSecretRef'];

export const volumeFieldsUnchanged: Rule = {
  id: 'STO-045',
  slug: 'volume-fields-unchanged',
  title: 'A PersistentVolume stands for one disk',
  checklist: [],
  severity: 'error',
  why: 'The API server refuses another source, another volume mode, and another node affinity once there is one. Behind another handle lies other data: the pods of the claim would find it in place of theirs.',
  remedy: 'Make a PersistentVolume of another name for the other disk, with a claim of its own. To describe the same disk anew: set `persistentVolumeReclaimPolicy: Retain`, stop the pods, delete claim and volume, and make both again.',
  links: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#node-affinity', 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#retain'],
  needs: ['versions'],
  kinds: [VOLUME],
  evaluate(object, _, earlier) {
    const before = earlier?.versionOf(object);
    if (!before) return new NotApplicable('it is new');
    return changes(before, object).map((difference) => ({
      message: `${describe(object)} changes ${pathText(difference.path)} ${describeDifference(difference)}, which the API server refuses`,
      remedy: 'make a volume of another name, with a claim of its own',
      path: difference.path,
      before,
    }));
  },
};

function changes(before: Manifest, now: Manifest): Difference[] {
  return differences(fixedPart(before), fixedPart(now), ['spec'])
    .filter(({ path, before: was }) => was !== undefined || !MAY_BE_ADDED.includes(pathText(path)));
}

function fixedPart(volume: Manifest): JsonObject {
  const spec = { volumeMode: DEFAULT_VOLUME_MODE, ...objectAt(volume, 'spec') };
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !VOLUME_MUTABLE_FIELDS.includes(field)));
}
