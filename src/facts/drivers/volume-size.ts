import type { DriverFacts, SizeFacts } from './driver-facts';
import type { ParameterValues } from './parameter-values';
import { performanceFaults } from './performance';
import type { Fault } from '../../core/faults';
import { Quantity } from '../../core/quantity';

/** What is wrong with the size of a claim on a class with these parameters. What upstream does not say for sure refuses nothing. */
export function sizeFaults(driver: DriverFacts, values: ParameterValues, prop: string, size: Quantity): Fault[] {
  const kind = values.kind();
  const range = rangeOf(values);
  if (range && !range.unverified && !isWithin(range, size)) {
    return [{ prop, problem: `is out of range for ${kind!.kind} of ${driver.provisioners[0].name}`, got: size.asText(), remedy: `use ${rangeText(range)}` }];
  }
  const step = stepOf(driver, size);
  if (step && size.compare(step) < 0) {
    return [{
      prop,
      problem: `is less than the ${step.asText()} in which ${driver.provisioners[0].name} counts, and that is what the volume would have`,
      got: size.asText(),
      remedy: `use ${step.asText()} or more`,
    }];
  }
  if (!kind) return [];
  return performanceFaults(driver, kind, values, { prop, text: () => size.asText(), gib: size.gibibytesCeil() });
}

/** The range that upstream is said to have and that a size is not in, where nobody has verified it. */
export function doubtfulRange(values: ParameterValues, size: Quantity): string | undefined {
  const range = rangeOf(values);
  return range?.unverified && !isWithin(range, size) ? rangeText(range) : undefined;
}

/** The size of a volume that somebody asks for with a size; undefined where nobody knows how the driver rounds it up. */
export function allocatedSize(driver: DriverFacts | undefined, size: Quantity): Quantity | undefined {
  if (driver?.allocation.steps === undefined) return size.isMultipleOf(GIBIBYTE) ? size : undefined;
  const step = stepOf(driver, size);
  return step ? size.roundUpTo(step) : size;
}

// no driver makes less of whole gibibytes than was asked for
const GIBIBYTE = Quantity.parse('1Gi');

function stepOf({ allocation }: DriverFacts, size: Quantity): Quantity | undefined {
  const found = allocation.steps?.find(({ below }) => below === undefined || size.compare(Quantity.parse(below)) < 0);
  return found && Quantity.parse(found.step);
}

function rangeOf(values: ParameterValues): SizeFacts | undefined {
  const sizeGiB = values.kind()?.sizeGiB;
  return sizeGiB?.variants?.find(({ when }) => values.meets(when)) ?? sizeGiB;
}

function isWithin({ min, max, gap }: SizeFacts, size: Quantity): boolean {
  const gib = size.gibibytesCeil();
  // one that is rounded up to the least was less
  if (gib < min || (gib === min && !size.isMultipleOf(GIBIBYTE)) || gib > max) return false;
  return gap === undefined || gib <= gap.after || gib >= gap.before;
}

function rangeText({ min, max, gap }: SizeFacts): string {
  return gap === undefined ? `${min}Gi to ${max}Gi` : `${min}Gi to ${gap.after}Gi, or ${gap.before}Gi to ${max}Gi`;
}
