import { DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import { isMarkedDefault } from '../../default-class';
import { mayBeLost } from '../../intent';
import { stringAt } from '../../json';
import { STORAGE_CLASS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const defaultClassRetains: Rule = {
  id: 'STO-080',
  slug: 'default-class-retains',
  title: 'The default StorageClass keeps volumes',
  checklist: [3, 8],
  severity: 'warning',
  why: 'Claims that name no class get the default one, so nobody who made them has chosen what becomes of their data. A default class that deletes destroys it with the claim: '
    + 'with a namespace that is removed, or a chart that is uninstalled.',
  remedy: 'Let a class with `reclaimPolicy: Retain` be the default, and name the one that deletes where data may be lost. '
    + `In a cluster where all unnamed data can be made again, say so on the class: \`${DATA_INTENT_ANNOTATION}: rebuildable\`.`,
  links: ['https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass', 'https://kubernetes.io/docs/concepts/storage/storage-classes/#reclaim-policy'],
  needs: ['document', 'intent'],
  kinds: [STORAGE_CLASS],
  evaluate(object) {
    if (!isMarkedDefault(object)) return new NotApplicable('it is not the default class');
    if (mayBeLost(stringAt(object, 'metadata', 'annotations', DATA_INTENT_ANNOTATION))) return new NotApplicable('it says that its data may be lost');
    // Delete is what Kubernetes takes where nothing is given
    if ((stringAt(object, 'reclaimPolicy') ?? 'Delete') !== 'Delete') return [];
    return [{
      message: `${describe(object)} is the default and deletes volumes with their claims`,
      remedy: 'set Retain on a new class that is the default, or say that the data can be made again',
      path: ['reclaimPolicy'],
    }];
  },
};
