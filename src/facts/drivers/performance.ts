import type { DriverFacts, VolumeKindFacts } from './driver-facts';
import type { ParameterValues } from './parameter-values';
import type { Fault } from '../../core/faults';

type IopsFacts = NonNullable<VolumeKindFacts['iops']>;

/** The size of a claim, and the prop that holds it. */
export interface ClaimSize {
  readonly prop: string;
  readonly text: () => string;
  readonly gib: number;
}

/** What is wrong with the ratio of throughput to operations, whatever the size of a volume. */
export function ratioFaults(driver: DriverFacts, kind: VolumeKindFacts, values: ParameterValues): Fault[] {
  const { iops, throughputMiBps } = kind;
  // a driver that has a default sends it along with operations that are given
  const throughput = values.integer(throughputMiBps?.parameter) ?? throughputMiBps?.default;
  const given = iops && perGiBOf(iops, values) === undefined ? iopsOf(iops, values) : undefined;
  const ratio = throughputMiBps?.unverified ? undefined : throughputMiBps?.maxPerIops;
  if (!throughputMiBps || !ratio || throughput === undefined || given === undefined || throughput <= ratio * given) return [];
  return [{
    prop: throughputMiBps.parameter,
    problem: `is more than ${provisionerOf(driver)} gives with ${given} IOPS (${ratio} ${unitOf(kind)} per IOPS)`,
    got: throughput,
    remedy: `use at most ${Math.floor(ratio * given)}, or ${iops!.parameter} of at least ${Math.ceil(throughput / ratio)}`,
  }];
}

/** What a volume of this size cannot carry of the operations and throughput that its class asks for. */
export function performanceFaults(driver: DriverFacts, kind: VolumeKindFacts, values: ParameterValues, size: ClaimSize): Fault[] {
  const { iops } = kind;
  if (!iops || iops.unverified) return [];
  return [
    ...tooManyIops(driver, iops, values, size),
    ...tooFewIops(driver, kind.kind, iops, values, size),
    ...tooMuchThroughput(driver, kind, iops, values, size),
  ];
}

function tooManyIops(driver: DriverFacts, iops: IopsFacts, values: ParameterValues, size: ClaimSize): Fault[] {
  const fixed = values.integer(iops.parameter);
  const most = mostIops(iops, size);
  const perGiB = verifiedPerGiB(iops);
  if (fixed === undefined || perGiB === undefined || fixed <= most) return [];
  const effect = !iops.excessRefused && perGiB * size.gib >= iops.min ? 'lowered silently' : 'more is refused';
  return cannot(size, iops.parameter, fixed,
    `${provisionerOf(driver)} gives at most ${perGiB} IOPS per GiB (${most} here, ${effect})`,
    `use at least ${Math.ceil(fixed / perGiB)}Gi, or ${iops.parameter} up to ${most}`);
}

function tooFewIops(driver: DriverFacts, kind: string, iops: IopsFacts, values: ParameterValues, size: ClaimSize): Fault[] {
  const perGiB = perGiBOf(iops, values);
  if (perGiB === undefined || perGiB * size.gib >= iops.min || values.isTrue(iops.raiseParameter)) return [];
  const raise = iops.raiseParameter ? `, or ${iops.raiseParameter} "true"` : '';
  return cannot(size, iops.perGiBParameter!, perGiB,
    `${perGiB * size.gib} IOPS are fewer than ${provisionerOf(driver)} accepts for ${kind} (${iops.min})`,
    `use at least ${Math.ceil(iops.min / perGiB)}Gi${raise}`);
}

/** The throughput is bounded by the operations that a volume of this size really gets. */
function tooMuchThroughput(driver: DriverFacts, kind: VolumeKindFacts, iops: IopsFacts, values: ParameterValues, size: ClaimSize): Fault[] {
  const { parameter, maxPerIops: ratio } = kind.throughputMiBps ?? {};
  const throughput = values.integer(parameter);
  const perGiB = perGiBOf(iops, values);
  const asked = perGiB === undefined ? iopsOf(iops, values) : Math.max(perGiB * size.gib, iops.min);
  if (!parameter || !ratio || throughput === undefined || asked === undefined) return [];
  const gets = Math.min(asked, mostIops(iops, size));
  const most = Math.floor(ratio * gets);
  // a ratio that is wrong for every size is a fault of the class
  if (throughput <= most || ratioFaults(driver, kind, values).length > 0) return [];
  return cannot(size, parameter, throughput,
    `${provisionerOf(driver)} gives ${gets} IOPS here, and at most ${ratio} ${unitOf(kind)} per IOPS (${most})`,
    `use at least ${Math.ceil(throughput / ratio / (perGiB ?? iops.maxPerGiB!))}Gi, or ${parameter} up to ${most}`);
}

function cannot(size: ClaimSize, parameter: string, value: number, why: string, remedy: string): Fault[] {
  return [{ prop: size.prop, problem: `"${size.text()}" cannot carry ${parameter} "${value}": ${why}`, remedy }];
}

/** The most operations that a volume of this size can have: never fewer than every size has. */
function mostIops(iops: IopsFacts, { gib }: ClaimSize): number {
  const perGiB = verifiedPerGiB(iops);
  const bySize = perGiB === undefined ? iops.max : perGiB * gib;
  return Math.min(iops.max, Math.max(bySize, iops.min));
}

function verifiedPerGiB({ maxPerGiB, maxPerGiBUnverified }: IopsFacts): number | undefined {
  return maxPerGiBUnverified ? undefined : maxPerGiB;
}

/** Operations that are asked for whatever the size. */
function iopsOf(iops: IopsFacts, values: ParameterValues): number | undefined {
  const given = values.integer(iops.parameter);
  if (given === undefined) return iops.default;
  return values.isTrue(iops.raiseParameter) ? Math.max(given, iops.min) : given;
}

function perGiBOf(iops: IopsFacts, values: ParameterValues): number | undefined {
  const given = values.integer(iops.perGiBParameter);
  // nothing grows with a ratio of zero; its range says so
  return given === 0 ? undefined : given;
}

function unitOf({ throughputMiBps }: VolumeKindFacts): string {
  return throughputMiBps?.unit ?? 'MiB/s';
}

function provisionerOf(driver: DriverFacts): string {
  return driver.provisioners[0].name;
}
