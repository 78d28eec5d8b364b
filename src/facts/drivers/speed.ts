import type { DriverFacts } from './driver-facts';
import { ParameterValues } from './parameter-values';
import { topologyOf } from './volume-check';

/**
 * Operations per second that come with the usual SSD of a cloud at no extra price: of gp3, Premium SSD v2 and Hyperdisk Balanced.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
 * @see https://learn.microsoft.com/azure/virtual-machines/disks-types
 * @see https://docs.cloud.google.com/compute/docs/disks/hyperdisks
 */
export const USUAL_IOPS = 3_000;

type Parameters = { readonly [key: string]: string };

/** Whether volumes are hard disks, or as slow. */
export function onHardDisk(driver: DriverFacts, parameters: Parameters): boolean {
  return ParameterValues.of(driver, parameters).kind()?.medium === 'hdd';
}

/** What keeps volumes from more operations per second than those of the usual SSD, if anything; what is decided outside of the class does not. */
export function whyNotFast(driver: DriverFacts, parameters: Parameters): string | undefined {
  if (driver.storage === 'network-file-system') return 'shared files are a network away, and no class promises them many operations per second';
  const values = ParameterValues.of(driver, parameters);
  const kind = values.kind();
  // nothing is faster than the disk of the node; of what a driver makes volumes without kinds is known where they are made
  if (!kind || topologyOf(driver, parameters).scope === 'node') return undefined;
  if (kind.medium === 'hdd') return `${kind.kind} is a hard disk, or as slow`;
  const { iops } = kind;
  const asked = values.integer(iops?.parameter);
  if (asked !== undefined) return asked > USUAL_IOPS ? undefined : `${iops!.parameter} ${asked} is no more than the ${USUAL_IOPS} that come with the usual SSD`;
  if (kind.soldForIops || values.integer(iops?.perGiBParameter) !== undefined) return undefined;
  return iops ? `without ${iops.parameter}, ${kind.kind} is the usual SSD` : `${kind.kind} is the usual kind, which takes no number of operations`;
}
