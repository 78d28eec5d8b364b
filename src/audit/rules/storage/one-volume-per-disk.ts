import { stringAt } from '../../json';
import { VOLUME, describe } from '../../manifests';
import { othersThan } from '../../others';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const oneVolumePerDisk: Rule = {
  id: 'STO-058',
  slug: 'one-volume-per-disk',
  title: 'A disk is one PersistentVolume',
  checklist: [],
  severity: 'error',
  why: 'Kubernetes takes volumes with one `volumeHandle` for one: pods of two claims write to the same file system without knowing of each '
    + 'other, or the second waits for a disk that the first has, and whoever deletes one claim deletes the data of both.',
  remedy: 'Describe each disk in one PersistentVolume. Pods that share a file system share its claim, or each has a folder with a `volumeHandle` of its own.',
  links: ['https://kubernetes.io/docs/concepts/storage/volumes/#csi'],
  needs: ['set'],
  kinds: [VOLUME],
  evaluate(object, index) {
    const handle = stringAt(object, 'spec', 'csi', 'volumeHandle');
    if (handle === undefined) return new NotApplicable('it is no volume of a CSI driver');
    // two manifests of one name are one volume, and OPS-041's
    const other = index.volumes.sameDisk(object).find(({ metadata }) => metadata.name !== object.metadata.name);
    if (!other) return [];
    return [{
      message: `${describe(object)} is the disk ${handle} of ${describe(other)} too`,
      remedy: 'describe a disk once',
      path: ['spec', 'csi', 'volumeHandle'],
      related: othersThan(object, index.volumes.sameDisk(object)),
    }];
  },
};
