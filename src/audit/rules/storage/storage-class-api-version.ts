import { STORAGE_CLASS, describe } from '../../manifests';
import type { Rule } from '../../rule';

const VERSION = 'storage.k8s.io/v1';

export const storageClassApiVersion: Rule = {
  id: 'STO-006',
  slug: 'storage-class-api-version',
  title: 'A StorageClass is of storage.k8s.io/v1',
  checklist: [6],
  severity: 'error',
  notAcknowledgeable: 'Every API server refuses the object.',
  why: 'The API server knows the kind only in `storage.k8s.io/v1`; the beta version was removed in Kubernetes 1.22.',
  remedy: `Set \`apiVersion: ${VERSION}\`.`,
  links: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/#storage-resources-v122'],
  needs: ['document'],
  // also what it is mistaken for; a StorageClass of any other group is another kind
  kinds: [STORAGE_CLASS, 'StorageClass', 'StorageClass.storage', 'StorageClass.apps'],
  evaluate(object) {
    if (object.apiVersion === VERSION) return [];
    return [{ message: `${describe(object)} has apiVersion ${object.apiVersion}, which no API server knows`, remedy: `use ${VERSION}`, path: ['apiVersion'] }];
  },
};
