import type { PlatformInput } from './platform-facts';
import type { DriverFacts } from '../drivers/driver-facts';

/** What the app's code calls a key, and how one looks. */
interface KeyWords {
  readonly name: string;
  readonly what: string;
  readonly example: string;
}

/** A key of one's own, which a class may name: as the driver takes it. */
export function keyInput({ encryption: { keyParameter, withoutKey }, parameters }: DriverFacts, { name, what, example }: KeyWords): PlatformInput {
  const { pattern, form } = parameters.find((each) => each.name === keyParameter)!;
  return { name, what: `${what}; without one, volumes are encrypted with ${withoutKey}`, example, pattern, form, optional: true };
}
