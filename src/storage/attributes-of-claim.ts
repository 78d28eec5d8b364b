import type { IConstruct } from 'constructs';
import type { IVolumeAttributesClass } from './attributes-class';
import { differ } from './content';
import { additionFaults } from './kubernetes-additions';
import type { IStorageClass } from './storage-class';
import type { Fault } from '../core/faults';
import { attributeFaults } from '../facts/drivers/attribute-check';

/** What is wrong with a claim of this class that names these attributes, whatever its size. */
export function attributesFaults(claim: IConstruct, { backend }: IStorageClass, attributes: IVolumeAttributesClass | undefined): Fault[] {
  if (attributes === undefined) return [];
  const faults = additionFaults(claim, 'PersistentVolumeClaimSpec', 'volumeAttributesClassName');
  if (backend === undefined) return faults;
  const { driver, parameters, volumeAttributesClassName } = attributes;
  if (differ(backend.provisioner, driver)) {
    return [...faults, {
      prop: 'volumeAttributesClass',
      problem: `is of ${driver}, which cannot change a volume of ${backend.provisioner}`,
      got: volumeAttributesClassName,
      remedy: `use one of ${backend.provisioner}`,
    }];
  }
  if (parameters === undefined) return faults;
  const unfit = attributeFaults(backend._driver, backend.parameters, parameters);
  return [...faults, ...unfit.map((fault) => ({ ...fault, prop: `volumeAttributesClass.${fault.prop}` }))];
}
