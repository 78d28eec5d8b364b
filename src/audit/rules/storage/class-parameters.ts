import { driverOfClass } from './driver-of-class';
import { performanceParameters } from './provisioned-performance';
import type { Fault } from '../../../core/faults';
import type { DriverFacts } from '../../../facts/drivers/driver-facts';
import { parameterFaults, unknownParameters } from '../../../facts/drivers/volume-check';
import type { Finding, Manifest } from '../../finding';
import { objectAt, stringsAt } from '../../json';
import { STORAGE_CLASS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const classParameters: Rule = {
  id: 'STO-049',
  slug: 'class-parameters',
  title: 'The driver understands the parameters of a class',
  checklist: [],
  severity: 'error',
  why: 'Nobody checks the parameters of a class before its first volume is made: then every claim waits. A driver that ignores what it does not know makes volumes all the same, without what was asked for.',
  remedy: 'Keep to the names and values that the driver\'s page lists.',
  links: ['https://kubernetes.io/docs/concepts/storage/storage-classes/#parameters'],
  needs: ['document', 'drivers'],
  kinds: [STORAGE_CLASS],
  evaluate(object) {
    const driver = driverOfClass(object);
    const refused = noStrings(object);
    if (driver instanceof NotApplicable) return refused.length > 0 ? refused : driver;
    const parameters = stringsAt(object, 'parameters');
    const unknown = unknownParameters(driver, parameters);
    const elsewhere = performanceParameters(driver);
    const wrong = parameterFaults(driver, parameters).filter(({ prop }) => !elsewhere.has(prop.toLowerCase()) && !unknown.includes(prop));
    return [...refused, ...wrong.map((fault) => illegal(object, fault)), ...unknown.map((key) => notKnown(object, driver, key))];
  },
};

/**
 * `encrypted: true` and `encrypted: yes` are no strings to Kubernetes: it refuses the class, and drops what has no value.
 * https://github.com/kubernetes/api/blob/v0.36.0/storage/v1/types.go (StorageClass.Parameters)
 */
function noStrings(object: Manifest): Finding[] {
  return Object.entries(objectAt(object, 'parameters')).filter(([, value]) => typeof value !== 'string').map(([key, value]) => {
    const path = ['parameters', key];
    if (value === null) return { message: `${describe(object)}: ${key} has no value, so it is dropped`, remedy: 'give it a value, or remove it', path, severity: 'warning' };
    return {
      message: `${describe(object)}: ${key} must be a string, got ${JSON.stringify(value)}; the API server refuses the class`,
      remedy: 'write the value in quotes',
      path,
    };
  });
}

function illegal(object: Manifest, { prop, problem, got, remedy }: Fault): Finding {
  const value = got === undefined ? '' : `, got "${String(got)}"`;
  return { message: `${describe(object)}: ${prop} ${problem}${value}`, remedy, path: ['parameters', prop] };
}

/** A newer driver may know it: what it does with what it does not know decides how bad that is. */
function notKnown(object: Manifest, { unknownParameter, source, title }: DriverFacts, key: string): Finding {
  const { behaviour } = unknownParameter;
  const effect = { rejected: ', whose driver refuses what it does not know', ignored: ', whose driver ignores what it does not know', unverified: ' as far as we know' }[behaviour];
  return {
    message: `${describe(object)}: ${key} is no parameter of ${title}${effect}`,
    remedy: `remove it, or see that your driver is newer than what we know: ${source}`,
    path: ['parameters', key],
    severity: behaviour === 'unverified' ? 'info' : 'warning',
  };
}
