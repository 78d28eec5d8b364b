import { Size } from 'cdk8s';
import type { Fault } from '../core/faults';
import { Quantity } from '../core/quantity';

/** Processors and memory of a database container. */
export interface DatabaseResources {
  /**
   * Processors that are kept for it: `2`, `500m`. Sets `requests.cpu`. There is no limit: a throttled database holds its
   * locks longer, and everyone waits.
   *
   * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
   * @default "1"
   */
  readonly cpu?: string;
  /**
   * Memory that it may use. Sets `requests.memory` and `limits.memory` to the same, so that it is not the first to be
   * evicted, and the settings that are made from it.
   *
   * @default Size.gibibytes(2)
   */
  readonly memory?: Size;
}

export const DEFAULT_CPU = '1';
export const DEFAULT_MEMORY = Size.gibibytes(2);

/** Refuses what the API server would refuse. */
export function resourceFaults(resources: DatabaseResources): Fault[] {
  const cpu = Quantity.tryParse(resources.cpu ?? DEFAULT_CPU);
  const memory = Quantity.tryParse((resources.memory ?? DEFAULT_MEMORY).asString());
  const faults: Fault[] = [];
  if (!cpu?.isPositive()) faults.push({ prop: 'resources.cpu', problem: 'is not an amount of processors', got: resources.cpu, remedy: 'use a form such as "2" or "500m"' });
  if (!memory?.isPositive()) faults.push({ prop: 'resources.memory', problem: 'is not an amount of memory', got: resources.memory?.asString(), remedy: 'use a size such as 2Gi' });
  return faults;
}

/** `resources` of the container. */
export function renderResources(resources: DatabaseResources): { readonly [field: string]: unknown } {
  const memory = (resources.memory ?? DEFAULT_MEMORY).asString();
  return { requests: { cpu: resources.cpu ?? DEFAULT_CPU, memory }, limits: { memory } };
}
