import type { Manifest } from './finding';
import { stringAt } from './json';
import { DEFAULT_STORAGE_CLASS_ANNOTATION } from '../core/vocabulary';

// https://github.com/kubernetes/component-helpers/blob/v0.36.0/storage/volume/pv_helpers.go
const BETA_DEFAULT_CLASS_ANNOTATION = 'storageclass.beta.kubernetes.io/is-default-class';

/** Whether claims that name no class get this one. */
export function isMarkedDefault(storageClass: Manifest): boolean {
  return [DEFAULT_STORAGE_CLASS_ANNOTATION, BETA_DEFAULT_CLASS_ANNOTATION]
    .some((annotation) => stringAt(storageClass, 'metadata', 'annotations', annotation) === 'true');
}
