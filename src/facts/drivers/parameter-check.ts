import type { DriverFacts, ParameterCondition, ParameterFacts, VolumeKindFacts } from './driver-facts';
import type { GivenParameter, ParameterValues } from './parameter-values';
import { FS_TYPE, wholeNumber } from './parameter-values';
import type { Fault } from '../../core/faults';

// kubernetes-csi/external-provisioner@0688604f pkg/controller/controller.go removePrefixedParameters; controller-modify since v6.2.0 (#1440)
const RESERVED = /^csi\.storage\.k8s\.io\/(fstype|((provisioner|controller-publish|node-stage|node-publish|controller-expand|controller-modify|node-expand)-)?secret-(name|namespace))$/;
const RESERVED_PREFIX = 'csi.storage.k8s.io/';

/** What is wrong with the keys, whatever they hold. */
export function keyFaults(driver: DriverFacts, values: ParameterValues): Fault[] {
  const keys = values.given.map(({ key }) => key);
  const faults: Fault[] = [];
  const bare = keys.find((key) => key.toLowerCase() === 'fstype');
  if (bare !== undefined && keys.includes(FS_TYPE)) {
    faults.push({ prop: bare, problem: `is set together with ${FS_TYPE}, which the provisioner refuses`, remedy: `keep ${FS_TYPE} alone` });
  }
  for (const [index, { key, facts }] of values.given.entries()) {
    const twin = keys.slice(0, index).find((other) => values.same(key, other));
    if (twin) faults.push({ prop: key, problem: `is the same parameter as ${twin}: the driver reads keys in lower case`, remedy: 'keep one' });
    const alias = !facts || facts.prefix || twin ? undefined : values.given.slice(0, index).find((other) => other.facts === facts);
    if (alias) faults.push({ prop: key, problem: `is another name of ${alias.key}`, remedy: 'keep one' });
    if (key.startsWith(RESERVED_PREFIX)) {
      if (!RESERVED.test(key)) faults.push({ prop: key, problem: `is not one of the parameters under ${RESERVED_PREFIX}`, remedy: 'use fstype or one of the secrets' });
    } else if (!facts && driver.unknownParameter.behaviour === 'rejected') {
      faults.push({ prop: key, problem: `is not a parameter of ${driver.provisioners[0].name}, which refuses what it does not know`, remedy: 'see the driver\'s page for its parameters' });
    }
  }
  return faults;
}

/** What is wrong with one value. */
export function valueFaults({ key, value }: GivenParameter, facts: ParameterFacts, kind: VolumeKindFacts | undefined, raised: boolean): Fault[] {
  const wrong = (problem: string, remedy: string): Fault[] => [{ prop: key, problem, got: value, remedy }];
  if (facts.type === 'boolean' && !/^(true|false)$/i.test(value)) return wrong('is not a boolean', 'use "true" or "false"');
  if (facts.type === 'integer') return integerFaults(key, value, { ...rangeOf(facts, kind, raised), quantityIn: facts.quantityIn }, kind);
  if (facts.values && !facts.values.includes(value)) return wrong('is not one of its values', `use ${facts.values.join(', ')}`);
  if (facts.pattern && !facts.pattern.test(value)) return wrong('is not in its form', `use ${facts.form}`);
  return [];
}

/** What is wrong with parameters that are given, or not given, beside this one. */
export function companionFaults(driver: DriverFacts, given: GivenParameter, facts: ParameterFacts, values: ParameterValues): Fault[] {
  const faults: Fault[] = [];
  const { key } = given;
  const kind = values.kind();
  if (kind && facts.kinds && !facts.kinds.includes(kind.kind)) {
    faults.push({ prop: key, problem: `does not apply to ${driver.kindParameter} ${kind.kind}`, got: given.value, remedy: `leave it out, or use ${facts.kinds.join(', ')}` });
  }
  const fsType = values.fsType();
  if (fsType && facts.fsTypes && !facts.fsTypes.includes(fsType)) {
    faults.push({ prop: key, problem: `does not apply to the file system ${fsType}`, got: given.value, remedy: `leave it out, or use ${facts.fsTypes.join(', ')}` });
  }
  if (facts.when && !values.meets(facts.when)) {
    const { parameter } = facts.when;
    faults.push({ prop: key, problem: `applies only with ${conditionText(facts.when)}`, got: given.value, remedy: `leave it out, or set ${parameter}` });
  }
  for (const { when, values: allowed } of facts.valuesWhen ?? []) {
    if (allowed.includes(given.value) || !when.every((condition) => values.meets(condition))) continue;
    const why = when.map(({ parameter }) => `${parameter} ${values.effective(parameter)}`).join(' and ');
    faults.push({ prop: key, problem: `must be ${allowed.join(' or ')} with ${why}`, got: given.value, remedy: `use ${allowed.join(' or ')}` });
  }
  // the later of the two says it, so that a pair is one fault
  const before = values.given.slice(0, values.given.indexOf(given));
  for (const other of facts.excludes ?? []) {
    if (before.some((one) => values.same(one.key, other) || one.facts?.name === other)) faults.push({ prop: key, problem: `and ${other} exclude each other`, got: given.value, remedy: 'keep one' });
  }
  for (const other of facts.requires ?? []) {
    if (values.text(other) === undefined) faults.push({ prop: key, problem: `has no effect without ${other}`, got: given.value, remedy: 'give both or neither' });
  }
  return faults;
}

/** What is not there and must be. */
export function missingFaults(driver: DriverFacts, values: ParameterValues): Fault[] {
  const faults: Fault[] = [];
  for (const { name, required, requiredUnless, requiredWhen, unverified } of driver.parameters) {
    if (unverified || !(required || requiredUnless || requiredWhen) || isGiven(values, name)) continue;
    if (required) faults.push({ prop: name, problem: `is required by ${driver.provisioners[0].name}`, remedy: 'set it' });
    if (requiredUnless && !isGiven(values, requiredUnless)) {
      faults.push({ prop: name, problem: `is required by ${driver.provisioners[0].name} without ${requiredUnless}`, remedy: 'set one of them' });
    }
    if (requiredWhen && values.meets(requiredWhen)) {
      faults.push({ prop: name, problem: `is required with ${requiredWhen.parameter} ${values.text(requiredWhen.parameter)}`, remedy: 'set it' });
    }
  }
  for (const { parameters } of driver.exactlyOneOf ?? []) {
    const count = parameters.filter((name) => isGiven(values, name)).length;
    if (count !== 1) faults.push({ prop: parameters[0], problem: `and its alternatives: ${count} of them are set`, remedy: `set exactly one of ${parameters.join(', ')}` });
  }
  const { kind, iops } = values.kind() ?? {};
  const ways = [iops?.parameter, iops?.perGiBParameter].filter((name) => name !== undefined);
  if (iops?.required && ways.every((name) => values.text(name) === undefined)) {
    faults.push({ prop: iops.parameter, problem: `is required for ${kind}`, remedy: `set ${ways.join(' or ')}` });
  }
  return faults;
}

/** A driver takes an empty value of what it needs for none. */
function isGiven(values: ParameterValues, name: string): boolean {
  return (values.text(name) ?? '') !== '';
}

function conditionText({ parameter, values, min }: ParameterCondition): string {
  return [parameter, values?.join(' or ') ?? (min === undefined ? undefined : `of ${min} or more`)].filter((part) => part !== undefined).join(' ');
}

function integerFaults(key: string, value: string, range: Range, kind: VolumeKindFacts | undefined): Fault[] {
  const unit = range.quantityIn ?? '';
  const least = `${range.min ?? 0}${unit}`;
  const allowed = range.max === undefined ? `${least} or more` : `${least} to ${range.max}${unit}`;
  const number = wholeNumber(value, range.quantityIn);
  const of = kind ? ` for ${kind.kind}` : '';
  if (number === undefined) return [{ prop: key, problem: 'is not a whole number', got: value, remedy: `use ${allowed}` }];
  if (number >= (range.min ?? 0) && number <= (range.max ?? Infinity)) return [];
  return [{ prop: key, problem: `is out of range${of}`, got: value, remedy: `use ${allowed}` }];
}

type Range = Pick<ParameterFacts, 'min' | 'max' | 'quantityIn'>;

/** The range that holds for this kind of volume, where the kind narrows it. */
function rangeOf(facts: ParameterFacts, kind: VolumeKindFacts | undefined, raised: boolean): Range {
  const { iops, throughputMiBps } = kind ?? {};
  if (iops && !iops.unverified && facts.name === iops.parameter) return { min: raised ? 1 : verifiedMin(iops, facts), max: iops.max };
  if (iops && facts.name === iops.perGiBParameter) return { min: facts.min, max: iops.maxPerGiB };
  if (throughputMiBps && !throughputMiBps.unverified && facts.name === throughputMiBps.parameter) {
    return { min: verifiedMin(throughputMiBps, facts), max: throughputMiBps.max };
  }
  return facts;
}

function verifiedMin({ min, minUnverified }: { readonly min: number; readonly minUnverified?: boolean }, facts: ParameterFacts): number | undefined {
  return minUnverified ? facts.min : min;
}
