import { AWS_EBS } from './aws-ebs';
import { AWS_EFS } from './aws-efs';
import { CSI_HOSTPATH } from './csi-hostpath';
import type { DriverFacts } from './driver-facts';

/** Every driver that we know. A new one is a file of facts and a line here. */
export const DRIVERS: readonly DriverFacts[] = [AWS_EBS, AWS_EFS, CSI_HOSTPATH];

/** The driver behind the `provisioner` of a StorageClass or the `driver` of a VolumeSnapshotClass, if we know it. */
export function driverOf(provisioner: string): DriverFacts | undefined {
  const driver = DRIVERS.find(({ provisioners }) => provisioners.some(({ name }) => name === provisioner));
  return driver && reachedBy(driver, provisioner);
}

/** The driver as it is reached by one of its names: that provisioner is its first, and messages name it. */
export function reachedBy(driver: DriverFacts, provisioner: string): DriverFacts {
  const rank = ({ name }: { readonly name: string }) => (name === provisioner ? 0 : 1);
  return { ...driver, provisioners: [...driver.provisioners].sort((a, b) => rank(a) - rank(b)) };
}
