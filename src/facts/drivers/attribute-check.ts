import type { DriverFacts } from './driver-facts';
import { companionFaults, valueFaults } from './parameter-check';
import { ParameterValues } from './parameter-values';
import { ratioFaults } from './performance';
import type { Fault } from '../../core/faults';

interface Parameters { readonly [key: string]: string }

/** Parameters of a volume whose class says one thing and whose attributes another: the attributes win. */
export function withAttributes(parameters: Parameters, attributes?: Parameters): Parameters {
  if (attributes === undefined) return parameters;
  // first come first served where a driver takes keys in any case
  return { ...attributes, ...parameters, ...attributes };
}

/**
 * What is wrong with attributes for volumes that are made with these parameters. The CSI specification wants a driver to refuse a
 * parameter that it does not change; what upstream does not say for sure of a value refuses nothing.
 *
 * @see https://github.com/container-storage-interface/spec/blob/master/spec.md#controllermodifyvolume
 */
export function attributeFaults(driver: DriverFacts, parameters: Parameters, attributes: Parameters): Fault[] {
  const [{ name }] = driver.provisioners;
  const { supported, parameters: known, requires = [] } = driver.volumeAttributes;
  if (!supported) return [{ prop: 'backend', problem: 'changes nothing of volumes that exist', got: name, remedy: 'make a class for each kind of volume, and copy the data' }];

  const made = new ParameterValues(driver, parameters);
  const faults: Fault[] = requires.filter((key) => made.text(key) === undefined).map((key) => ({
    prop: 'backend', problem: `makes volumes that cannot be changed: their class has no ${key}`, got: name, remedy: 'let the backend set it',
  }));
  const keys = Object.keys(attributes);
  if (keys.length === 0) faults.push({ prop: 'parameters', problem: 'are empty, which the API server refuses', remedy: `use some of ${known.join(', ')}` });
  for (const key of keys.filter((given) => !known.some((one) => isKey(driver, given, one)))) {
    faults.push({ prop: `parameters.${key}`, problem: `is nothing that ${name} changes of volumes that exist`, got: attributes[key], remedy: `use ${known.join(', ')}` });
  }
  return faults.length > 0 ? faults : valuesFaults(driver, parameters, attributes);
}

/** What is wrong with the values, where they mean what the parameters of a StorageClass of the same name mean. */
function valuesFaults(driver: DriverFacts, parameters: Parameters, attributes: Parameters): Fault[] {
  const values = new ParameterValues(driver, withAttributes(parameters, attributes));
  const kind = values.kind();
  const faults = values.given.filter(({ key }) => key in attributes).flatMap((given) => {
    if (!given.facts || given.facts.unverified) return [];
    const companions = companionFaults(driver, given, given.facts, values);
    return companions.length > 0 ? companions : valueFaults(given, given.facts, kind, values.isTrue(kind?.iops?.raiseParameter));
  });
  if (kind && faults.length === 0) faults.push(...ratioFaults(driver, kind, values));
  return faults.map((fault) => ({ ...fault, prop: `parameters.${fault.prop}` }));
}

function isKey({ volumeAttributes, parameterKeyCase }: DriverFacts, given: string, known: string): boolean {
  const text = (key: string) => ((volumeAttributes.keyCase ?? parameterKeyCase) === 'exact' ? key : key.toLowerCase());
  return known.endsWith('*') ? text(given).startsWith(text(known).slice(0, -1)) : text(given) === text(known);
}
