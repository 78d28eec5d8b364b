import { Construct } from 'constructs';
import type { IVolumeAttributesClass, VolumeAttributesClassReference } from './attributes-class';
import { Faults } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';
import { checkProps, checkValue, optional, TEXT, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { attributeFaults } from '../facts/drivers/attribute-check';
import { BACKEND } from '../facts/drivers/backend-shape';

const SHAPES: Shapes<VolumeAttributesClassReference> = { backend: optional(BACKEND), parameters: optional(TEXTS) };

/** A VolumeAttributesClass that is named and not rendered. */
export class ImportedVolumeAttributesClass extends Construct implements IVolumeAttributesClass {
  public readonly driver?: string;
  public readonly parameters?: { readonly [key: string]: string };

  constructor(scope: Construct, id: string, public readonly volumeAttributesClassName: string, reference: VolumeAttributesClassReference) {
    super(scope, id);
    checkValue(this.node.path, 'volumeAttributesClassName', TEXT, volumeAttributesClassName);
    checkProps(this.node.path, SHAPES, reference);
    const { backend, parameters } = reference;
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('volumeAttributesClassName', volumeAttributesClassName));
    if (backend && parameters) faults.add(...attributeFaults(backend._driver, backend.parameters, parameters));
    faults.throwIfAny();
    this.driver = backend?.provisioner;
    this.parameters = parameters && { ...parameters };
  }
}
