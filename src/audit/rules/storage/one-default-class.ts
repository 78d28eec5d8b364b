import { isMarkedDefault } from '../../default-class';
import { STORAGE_CLASS, describe } from '../../manifests';
import { namesOf, othersThan } from '../../others';
import type { Rule } from '../../rule';

export const oneDefaultClass: Rule = {
  id: 'STO-008',
  slug: 'one-default-class',
  title: 'At most one StorageClass is the default',
  checklist: [8],
  severity: 'warning',
  why: 'With several default classes the newest wins (before Kubernetes 1.26 claims without a class were refused): which one a claim gets depends on the order in which they were made.',
  remedy: 'Leave the annotation `storageclass.kubernetes.io/is-default-class: "true"` on one class.',
  links: ['https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass'],
  needs: ['set'],
  kinds: [STORAGE_CLASS],
  evaluate(object, index) {
    const { length } = index.defaultClasses;
    if (length < 2 || !isMarkedDefault(object)) return [];
    const others = othersThan(object, index.defaultClasses);
    return [{
      message: `${describe(object)} is one of ${length} default classes, besides ${namesOf(others, length - 1)}`,
      remedy: 'keep one default',
      path: ['metadata', 'annotations'],
      related: others,
    }];
  },
};
