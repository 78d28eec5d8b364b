import type { CloneExceptionFacts, DriverFacts, ParameterCondition } from './driver-facts';
import { ParameterValues } from './parameter-values';
import { allocatedSize } from './volume-size';
import type { Fault } from '../../core/faults';
import type { Quantity } from '../../core/quantity';

interface Parameters { readonly [key: string]: string }

/** What is wrong with volumes of these parameters as clones of one with those. What is not known of the source is taken on trust. */
export function cloneFaults(driver: DriverFacts, source: Parameters, clone: Parameters): Fault[] {
  const [from, to] = [ParameterValues.of(driver, source), ParameterValues.of(driver, clone)];
  const [{ name: provisioner }] = driver.provisioners;
  const differing = (driver.clones.sameParameters ?? []).filter((name) => from.effective(name) !== to.effective(name));
  const excepted = (driver.clones.except ?? []).filter((each) => from.meets(each.from) && (each.to === undefined || to.meets(each.to)));
  return [
    ...differing.map((name): Fault => ({
      prop: 'storageClass',
      problem: `does not say of ${name} what that of the source says, and ${provisioner} copies a volume only so`,
      got: to.effective(name) ?? 'nothing',
      remedy: from.effective(name) === undefined ? `use a class without ${name}` : `use a class with ${name} ${from.effective(name)}`,
    })),
    ...excepted.map((each): Fault => ({ prop: each.to ? 'storageClass' : 'source', problem: `cannot be cloned so by ${provisioner}: ${each.why}`, remedy: remedyFor(each) })),
  ];
}

/** Whether a clone of this size is one that the driver refuses because its source has another. */
export function isOtherSize(driver: DriverFacts, source: Quantity, clone: Quantity): boolean {
  if (!driver.clones.sameSize) return false;
  const [made, wanted] = [source, clone].map((size) => allocatedSize(driver, size) ?? size);
  return made.compare(wanted) !== 0;
}

function remedyFor({ from, to }: CloneExceptionFacts): string {
  return to ? `use a class with ${textOf(from)}` : 'restore a snapshot of it, or copy the data in a pod that mounts both claims';
}

function textOf({ parameter, values }: ParameterCondition): string {
  return [parameter, ...values ? [values.join(' or ')] : []].join(' ');
}
