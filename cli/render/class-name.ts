import { hashOf } from '../../src/core/names';
import type { StorageChoice } from '../../src/facts/intent/choose';

/** Longest part of an input that stands in a name. */
const MAX_SLUG = 24;

/**
 * Name of the class. It says all that makes the class another one: its role, what becomes of its volumes, and the inputs that are not
 * those of everybody. Two that are called the same are the same.
 */
export function className({ offering, settings, inputs }: StorageChoice): string {
  const reclaim = settings.find(({ name }) => name === 'reclaimPolicy')!.value.toLowerCase();
  const base = ['platform', offering.role, offering.variant, reclaim].filter((part) => part !== undefined).join('-');
  const own = offering.inputs.filter(({ name, default: usual }) => inputs[name] !== usual).map(({ name }) => slug(inputs[name]));
  return [base, ...own].join('.');
}

/** A value as part of a name: as it is where it can be, else with a hash that keeps it from being taken for another. */
function slug(value: string): string {
  // of a path, as the names of keys are, the last part tells most
  const readable = value.slice(value.lastIndexOf('/') + 1).toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, MAX_SLUG).replace(/^-+|-+$/g, '');
  // no value that stands as it is has two dashes in a row
  return readable === value ? value : `${readable || 'x'}--${hashOf(value)}`;
}
