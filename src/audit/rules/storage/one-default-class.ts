import { STORAGE_CLASS, describe } from '../../manifests';
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
    const others = index.defaultClasses.filter((other) => other !== object);
    if (others.length === 0 || others.length === index.defaultClasses.length) return [];
    return [{
      message: `${describe(object)} is one of ${index.defaultClasses.length} default classes, besides ${others.map((other) => other.metadata.name).join(', ')}`,
      remedy: 'keep one default',
      path: ['metadata', 'annotations'],
      related: others,
    }];
  },
};
