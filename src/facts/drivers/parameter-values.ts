import type { DriverFacts, ParameterCondition, ParameterFacts, VolumeKindFacts } from './driver-facts';
import { Quantity } from '../../core/quantity';

/** One parameter as it was given, and what is known about it. */
export interface GivenParameter {
  readonly key: string;
  readonly value: string;
  readonly facts?: ParameterFacts;
}

/** The file system of a volume; consumed by the provisioner, so every CSI driver has it. */
export const FS_TYPE = 'csi.storage.k8s.io/fstype';

interface ParameterIndex {
  /** By names and aliases, spelled as the driver compares them. */
  readonly byName: ReadonlyMap<string, ParameterFacts>;
  readonly prefixed: readonly ParameterFacts[];
}

/** Made once for the parameters of a driver: an app asks for them with each of its classes and claims. */
const INDEXES = new WeakMap<DriverFacts['parameters'], ParameterIndex>();

function indexOf(driver: DriverFacts): ParameterIndex {
  const { parameters } = driver;
  const known = INDEXES.get(parameters);
  if (known) return known;
  const byName = new Map<string, ParameterFacts>();
  for (const facts of parameters.filter(({ prefix }) => !prefix)) {
    for (const name of [facts.name, ...facts.aliases ?? []]) byName.set(spelled(driver, name), facts);
  }
  const made = { byName, prefixed: parameters.filter(({ prefix }) => prefix) };
  INDEXES.set(parameters, made);
  return made;
}

function spelled({ parameterKeyCase }: DriverFacts, key: string): string {
  return parameterKeyCase === 'lower-case' ? key.toLowerCase() : key;
}

const READ = new WeakMap<{ readonly [key: string]: string }, ParameterValues>();

/** Parameters of a class, looked up as the driver looks them up: some compare keys exactly, some in lower case. */
export class ParameterValues {
  /** The same object looked up again, as long as somebody has it: a backend is asked for each of its claims. */
  public static of(driver: DriverFacts, parameters: { readonly [key: string]: string }): ParameterValues {
    const known = READ.get(parameters);
    if (known?.driver === driver) return known;
    const values = new ParameterValues(driver, parameters);
    READ.set(parameters, values);
    return values;
  }

  public readonly given: readonly GivenParameter[];

  constructor(private readonly driver: DriverFacts, parameters: { readonly [key: string]: string }) {
    this.given = Object.entries(parameters).map(([key, value]) => {
      const facts = this.factsOf(key);
      return { key, value: asListed(value, facts), facts };
    });
  }

  public text(name: string): string | undefined {
    return this.given.find(({ key, facts }) => this.same(key, name) || facts?.name === name)?.value;
  }

  /** Whether a condition holds; what is not given has its default. */
  public meets({ parameter, values, min }: ParameterCondition): boolean {
    const text = this.effective(parameter);
    if (text === undefined) return false;
    return (values === undefined || values.includes(text)) && (min === undefined || Number(text) >= min);
  }

  /** What is given, or the driver's default. */
  public effective(name: string): string | undefined {
    return this.text(name) ?? this.driver.parameters.find((facts) => facts.name === name)?.default;
  }

  /** A whole number, if the value is one. */
  public integer(name: string | undefined): number | undefined {
    const value = name === undefined ? undefined : this.text(name);
    return value === undefined ? undefined : wholeNumber(value, this.driver.parameters.find((facts) => facts.name === name)?.quantityIn);
  }

  public isTrue(name: string | undefined): boolean {
    return name !== undefined && this.text(name)?.toLowerCase() === 'true';
  }

  /** The file system that the volume gets: given in either spelling, or the driver's default. */
  public fsType(): string | undefined {
    const given = this.given.find(({ key }) => key === FS_TYPE || key.toLowerCase() === 'fstype');
    return given?.value ?? this.driver.parameters.find(({ name }) => name === FS_TYPE)?.default;
  }

  /** The kind of volume that the parameters choose, or that the driver makes when they choose none. */
  public kind(): VolumeKindFacts | undefined {
    const { kindParameter, kinds } = this.driver;
    const chosen = kindParameter && this.text(kindParameter);
    return chosen === undefined ? kinds.find((kind) => kind.default) : kinds.find(({ kind }) => kind === chosen);
  }

  /** Whether two keys are one to the driver. */
  public same(key: string, name: string): boolean {
    return key === name || spelled(this.driver, key) === spelled(this.driver, name);
  }

  private factsOf(key: string): ParameterFacts | undefined {
    const { byName, prefixed } = indexOf(this.driver);
    return byName.get(spelled(this.driver, key)) ?? prefixed.find(({ name }) => key.startsWith(name));
  }
}

const UNITS = { '': 1n, 'Mi': 2n ** 20n, 'Gi': 2n ** 30n };

/** The whole number that a value is to the driver: digits, or a quantity counted in a unit. */
export function wholeNumber(value: string, quantityIn: ParameterFacts['quantityIn']): number | undefined {
  if (quantityIn === undefined) return /^\d+$/.test(value) ? Number(value) : undefined;
  const unit = UNITS[quantityIn];
  const quantity = Quantity.tryParse(value);
  return quantity && Number((quantity.units() + unit - 1n) / unit);
}

/** A value as the facts spell it, where the driver takes any case. */
function asListed(value: string, facts: ParameterFacts | undefined): string {
  const lower = value.toLowerCase();
  if (facts?.type === 'boolean' && ['true', 'false'].includes(lower)) return lower;
  return (facts?.anyCase && facts.values?.find((one) => one.toLowerCase() === lower)) || value;
}
