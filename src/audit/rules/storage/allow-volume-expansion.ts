import { driverOfClass } from './driver-of-class';
import { exceptionFor } from '../../../facts/drivers/volume-check';
import { stringsAt } from '../../json';
import { STORAGE_CLASS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const allowVolumeExpansion: Rule = {
  id: 'STO-002',
  slug: 'allow-volume-expansion',
  title: 'Volumes can grow',
  checklist: [2],
  severity: 'warning',
  why: 'A full volume stops a database. Without `allowVolumeExpansion: true` the API server refuses a larger request, and the only way out is a copy into a new volume.',
  remedy: 'Set `allowVolumeExpansion: true`. The field may change on a class that exists.',
  links: ['https://kubernetes.io/docs/concepts/storage/storage-classes/#allow-volume-expansion'],
  needs: ['document', 'drivers'],
  kinds: [STORAGE_CLASS],
  evaluate(object) {
    const driver = driverOfClass(object);
    if (driver instanceof NotApplicable) return driver;
    if (!driver.expansion.supported) return new NotApplicable(`volumes of ${driver.title} do not grow`);
    const exception = exceptionFor(driver, 'expansion', stringsAt(object, 'parameters'));
    if (exception) return new NotApplicable(`volumes of ${describe(object)} do not grow: ${exception.why}`);
    if (object.allowVolumeExpansion === true) return [];
    return [{ message: `${describe(object)} makes volumes that cannot grow`, remedy: 'set allowVolumeExpansion to true', path: ['allowVolumeExpansion'] }];
  },
};
