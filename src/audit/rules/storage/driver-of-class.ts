import type { DriverFacts } from '../../../facts/drivers/driver-facts';
import { driverOf } from '../../../facts/drivers/index';
import type { Manifest } from '../../finding';
import { stringAt, stringsAt } from '../../json';
import { NotApplicable } from '../../rule';

/** The driver behind a class, or why a rule about drivers has nothing to say. */
export function driverOfClass(storageClass: Manifest): DriverFacts | NotApplicable {
  const provisioner = stringAt(storageClass, 'provisioner');
  const driver = provisioner === undefined ? undefined : driverOf(provisioner);
  return driver ?? new NotApplicable(`nothing is known about provisioner ${provisioner ?? '(none)'}`);
}

const READ = new WeakMap<Manifest, { readonly [parameter: string]: string }>();

/** The parameters of a class, read once: each of its claims asks for them. */
export function parametersOfClass(storageClass: Manifest): { readonly [parameter: string]: string } {
  const known = READ.get(storageClass) ?? stringsAt(storageClass, 'parameters');
  READ.set(storageClass, known);
  return known;
}
