import type { DriverFacts, ParameterCondition, ParameterFacts, VolumeKindFacts } from './driver-facts';

/** One parameter as it was given, and what is known about it. */
export interface GivenParameter {
  readonly key: string;
  readonly value: string;
  readonly facts?: ParameterFacts;
}

/** The file system of a volume; consumed by the provisioner, so every CSI driver has it. */
export const FS_TYPE = 'csi.storage.k8s.io/fstype';

/** Parameters of a class, looked up as the driver looks them up: some compare keys exactly, some in lower case. */
export class ParameterValues {
  public readonly given: readonly GivenParameter[];

  constructor(private readonly driver: DriverFacts, parameters: { readonly [key: string]: string }) {
    this.given = Object.entries(parameters).map(([key, value]) => ({ key, value, facts: this.factsOf(key) }));
  }

  public text(name: string): string | undefined {
    return this.given.find(({ key, facts }) => this.same(key, name) || facts?.name === name)?.value;
  }

  /** Whether a condition holds; what is not given has its default. */
  public meets({ parameter, values, min }: ParameterCondition): boolean {
    const text = this.text(parameter) ?? this.driver.parameters.find(({ name }) => name === parameter)?.default;
    if (text === undefined) return false;
    return (values === undefined || values.includes(text)) && (min === undefined || Number(text) >= min);
  }

  /** A whole number, if the value is one. */
  public integer(name: string | undefined): number | undefined {
    const value = name === undefined ? undefined : this.text(name);
    return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
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
    return this.driver.parameterKeyCase === 'lower-case' ? key.toLowerCase() === name.toLowerCase() : key === name;
  }

  private factsOf(key: string): ParameterFacts | undefined {
    const names = ({ name, aliases = [] }: ParameterFacts) => [name, ...aliases];
    return this.driver.parameters.find((facts) => (facts.prefix ? key.startsWith(facts.name) : names(facts).some((name) => this.same(key, name))));
  }
}
