import { Quantity } from '../../../src/core/quantity';

/** A claim that is smaller than its copy is refused by drivers; what was asked for may be more, when the volume has grown since. */
export function larger(asked: string | undefined, copied: string | undefined): string {
  const sizes = [asked, copied].filter((size) => size !== undefined).sort((a, b) => Quantity.parse(b).compare(Quantity.parse(a)));
  if (sizes.length === 0) throw new Error('neither the claim nor the snapshot says a size');
  return sizes[0];
}
