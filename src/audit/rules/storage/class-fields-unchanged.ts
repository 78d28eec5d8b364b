import { STORAGE_CLASS_FIELDS, VOLUME_ATTRIBUTES_CLASS_FIELDS } from '../../../facts/immutable-fields';
import { describeDifference, fieldDifferences } from '../../differences';
import { pathText } from '../../json';
import { STORAGE_CLASS, VOLUME_ATTRIBUTES_CLASS, describe, kindOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const classFieldsUnchanged: Rule = {
  id: 'STO-042',
  slug: 'class-fields-unchanged',
  title: 'What a class means does not change',
  checklist: [],
  severity: 'error',
  why: 'The API server refuses another provisioner, other parameters, another reclaim policy or binding mode on a StorageClass that exists, and any change of a VolumeAttributesClass. '
    + 'Deleting the class and making it anew is accepted, changes no volume that exists, and leaves two sorts of volumes under one name. `allowVolumeExpansion`, `mountOptions` and `allowedTopologies` may change.',
  remedy: 'Leave the class as it is, add a class of another name beside it, and let new claims name that. To move data there: clone, restore from a snapshot, or dump and restore. '
    + 'The reclaim policy of volumes that exist is changed on the PersistentVolumes; their attributes by a VolumeAttributesClass of another name.',
  links: [
    'https://kubernetes.io/docs/concepts/storage/storage-classes/',
    'https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/',
    'https://kubernetes.io/docs/tasks/administer-cluster/change-pv-reclaim-policy/',
  ],
  needs: ['versions'],
  kinds: [STORAGE_CLASS, VOLUME_ATTRIBUTES_CLASS],
  evaluate(object, _, earlier) {
    const before = earlier?.versionOf(object);
    if (!before) return new NotApplicable('it is new');
    const isStorageClass = kindOf(object) === STORAGE_CLASS;
    return fieldDifferences(before, object, isStorageClass ? STORAGE_CLASS_FIELDS : VOLUME_ATTRIBUTES_CLASS_FIELDS).map((difference) => ({
      message: `${describe(object)} changes ${pathText(difference.path)} ${describeDifference(difference)}, which the API server refuses`,
      remedy: isStorageClass
        ? 'leave it, add a class of another name for new claims, and move data by clone, snapshot or dump'
        : 'leave it, add a class of another name, and name that in the claims',
      path: difference.path,
      before,
    }));
  },
};
