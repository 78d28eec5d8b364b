import { driverOfClass } from './driver-of-class';
import { REGION_LABELS } from '../../../core/vocabulary';
import { topologyOf } from '../../../facts/drivers/volume-check';
import { at, listAt, stringAt, stringsAt } from '../../json';
import { STORAGE_CLASS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const waitForFirstConsumer: Rule = {
  id: 'STO-001',
  slug: 'wait-for-first-consumer',
  title: 'Volumes that live in one place are made where the pod runs',
  checklist: [1],
  severity: 'warning',
  why: 'With `volumeBindingMode: Immediate` (the default) a volume is made before anybody knows where its pod can run. '
    + 'A volume that only one zone or node can reach then holds the pod there, or keeps it Pending for good.',
  remedy: 'Set `volumeBindingMode: WaitForFirstConsumer`. A class is immutable in this field: make a new one for new claims.',
  links: ['https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode'],
  needs: ['document', 'drivers'],
  kinds: [STORAGE_CLASS],
  evaluate(object) {
    const driver = driverOfClass(object);
    if (driver instanceof NotApplicable) return driver;
    const topology = topologyOf(driver, stringsAt(object, 'parameters'));
    if (topology.volumeBindingMode === 'Immediate') return new NotApplicable(`volumes of ${driver.title} can be reached from everywhere`);
    const mode = stringAt(object, 'volumeBindingMode') ?? 'Immediate';
    if (mode === 'WaitForFirstConsumer') return [];
    if (isOnePlace(listAt(object, 'allowedTopologies'))) return new NotApplicable('allowedTopologies names one place');
    return [{
      message: `${describe(object)} makes volumes of scope ${topology.scope} with volumeBindingMode ${mode}`,
      remedy: 'set WaitForFirstConsumer',
      path: ['volumeBindingMode'],
    }];
  },
};

function isOnePlace(terms: readonly unknown[]): boolean {
  return terms.length === 1 && listAt(terms[0], 'matchLabelExpressions')
    .some((expression) => listAt(expression, 'values').length === 1 && !REGION_LABELS.includes(at(expression, 'key')));
}
