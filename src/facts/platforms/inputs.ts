import type { PlatformInput, PlatformInputs, StorageOffering } from './platform-facts';
import { Faults } from '../../core/faults';
import type { Fault } from '../../core/faults';
import { USUAL_IOPS } from '../drivers/speed';

/** What asks for inputs. */
type Asking = Pick<StorageOffering, 'inputs'>;

/** Operations per second of a fast disk. They are what is paid for, so the default is small. */
export const IOPS: PlatformInput = {
  name: 'iops',
  what: 'operations per second: what is paid for, and what a volume must be large enough to carry',
  example: '6000',
  default: '6000',
  pattern: /^[1-9]\d*$/,
  form: 'a whole number',
  // what comes with the usual SSD anyway is not fast
  min: USUAL_IOPS + 1,
};

/**
 * The inputs of an offering, complete. Throws when one is unknown, missing or malformed, naming all that is wrong.
 *
 * @param place who asks, for messages.
 */
export function resolveInputs(offering: StorageOffering, given: PlatformInputs, place: string): PlatformInputs {
  const faults = new Faults(place);
  faults.add(...inputFaults(offering, given));
  for (const { name, what, example } of openInputs(offering, given)) {
    faults.add({ prop: name, problem: `is missing for ${offering.title}: ${what}`, remedy: `such as "${example}"` });
  }
  faults.throwIfAny();
  return inputsOrExamples(offering, given);
}

/** Inputs that somebody still has to find out. */
export function openInputs({ inputs }: Asking, given: PlatformInputs): PlatformInput[] {
  return inputs.filter(({ name, default: fallback, optional }) => given[name] === undefined && fallback === undefined && !optional);
}

/** Inputs that were left out, and may be. */
export function optionalInputs({ inputs }: Asking, given: PlatformInputs): PlatformInput[] {
  return inputs.filter(({ name, optional }) => given[name] === undefined && optional);
}

/** Inputs that are given, else defaults, else examples: for showing what an offering is like. */
export function inputsOrExamples({ inputs }: Asking, given: PlatformInputs = {}): PlatformInputs {
  const left = optionalInputs({ inputs }, given);
  const taken = inputs.filter((input) => !left.includes(input));
  return Object.fromEntries(taken.map(({ name, example, default: fallback }) => [name, given[name] ?? fallback ?? example]));
}

/** What is wrong with the inputs that are given; those that are missing are not. */
export function inputFaults({ inputs, title }: Asking & Pick<StorageOffering, 'title'>, given: PlatformInputs): Fault[] {
  const known = inputs.map(({ name }) => name);
  const unknown = Object.keys(given).filter((name) => !known.includes(name)).map((name): Fault => ({
    prop: name, problem: `is no input of ${title}`, got: given[name], remedy: known.length > 0 ? `it takes ${known.join(', ')}` : 'it takes none',
  }));
  const malformed = inputs
    .filter(({ name, pattern }) => given[name] !== undefined && pattern && !pattern.test(given[name]))
    .map(({ name, form, example }): Fault => ({ prop: name, problem: `is not ${form}`, got: given[name], remedy: `such as "${example}"` }));
  const tooSmall = inputs
    .filter(({ name, pattern, min }) => given[name] !== undefined && pattern?.test(given[name]) && min !== undefined && Number(given[name]) < min)
    .map(({ name, min, example }): Fault => ({ prop: name, problem: 'is no more than what the usual disk has', got: given[name], remedy: `use ${min} or more, such as "${example}"` }));
  return [...unknown, ...malformed, ...tooSmall];
}
