import { describeDifference } from '../../differences';
import { pathText } from '../../json';
import { VOLUME, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import { volumeDifferences } from '../../volume-differences';

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
    return volumeDifferences(before, object).map((difference) => ({
      message: `${describe(object)} changes ${pathText(difference.path)} ${describeDifference(difference)}, which the API server refuses`,
      remedy: 'make a volume of another name, with a claim of its own',
      path: difference.path,
      before,
    }));
  },
};
