import { driverOfClass } from './driver-of-class';
import type { DriverFacts } from '../../../facts/drivers/driver-facts';
import type { Finding, Manifest } from '../../finding';
import { stringsAt } from '../../json';
import { STORAGE_CLASS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const encryptedWithOwnKey: Rule = {
  id: 'STO-004',
  slug: 'encrypted-with-own-key',
  title: 'Volumes are encrypted with a key of one\'s own',
  checklist: [4],
  severity: 'error',
  why: 'Disks, snapshots and their copies leave the cluster\'s sight. With the provider\'s default key their access cannot be granted, audited or withdrawn apart from everything else in the account.',
  remedy: 'Switch encryption on in the parameters of the class and name a key.',
  links: ['https://kubernetes.io/docs/concepts/storage/storage-classes/#parameters'],
  needs: ['document', 'drivers'],
  kinds: [STORAGE_CLASS],
  evaluate(object) {
    const driver = driverOfClass(object);
    if (driver instanceof NotApplicable) return driver;
    const { decidedBy, note } = driver.encryption;
    if (decidedBy !== 'class') return new NotApplicable(`encryption of ${driver.title} is not decided by the class: ${note}`);
    return judge(object, driver);
  },
};

function judge(object: Manifest, driver: DriverFacts): Finding[] {
  const { parameter = '', on, keyParameter, withoutKey } = driver.encryption;
  const value = parameterOf(object, driver, parameter);
  const key = keyParameter && parameterOf(object, driver, keyParameter);
  const path = ['parameters', parameter];
  const remedy = keyParameter ? `set ${parameter} to "${on}" and ${keyParameter} to your key` : `set ${parameter} to "${on}"`;
  if (value !== undefined && value !== on) {
    return [{ message: `${describe(object)} switches encryption off`, remedy, path }];
  }
  if (value === undefined) {
    const message = key ? `${describe(object)} names a key but does not set ${parameter}` : `${describe(object)} does not switch encryption on`;
    return [{ message, remedy, path, severity: key ? 'warning' : 'error' }];
  }
  if (!keyParameter || key) return [];
  return [{ message: `${describe(object)} names no key: volumes are encrypted with ${withoutKey}`, remedy: `set ${keyParameter}`, path: ['parameters', keyParameter], severity: 'warning' }];
}

function parameterOf(object: Manifest, driver: DriverFacts, name: string): string | undefined {
  const fold = (key: string) => (driver.parameterKeyCase === 'lower-case' ? key.toLowerCase() : key);
  return Object.entries(stringsAt(object, 'parameters')).find(([key]) => fold(key) === fold(name))?.[1];
}
