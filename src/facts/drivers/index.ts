import { AWS_EBS } from './aws-ebs';
import { AWS_EFS } from './aws-efs';
import { AWS_FSX_LUSTRE } from './aws-fsx-lustre';
import { AZURE_DISK } from './azure-disk';
import { AZURE_FILE } from './azure-file';
import { CEPH_RBD } from './ceph-rbd';
import { CEPHFS } from './cephfs';
import { CSI_HOSTPATH } from './csi-hostpath';
import { CSI_NFS } from './csi-nfs';
import type { DriverFacts, ProvisionerFacts } from './driver-facts';
import { GCE_PD } from './gce-pd';
import { GCP_FILESTORE } from './gcp-filestore';
import { LOCAL_PATH } from './local-path';
import { LOCAL_STATIC } from './local-static';
import { LONGHORN } from './longhorn';
import { OPENEBS_LVM } from './openebs-lvm';
import { TOPOLVM } from './topolvm';

/** Every driver that we know. A new one is a file of facts and a line here. */
export const DRIVERS: readonly DriverFacts[] = [
  AWS_EBS,
  AWS_EFS,
  AWS_FSX_LUSTRE,
  AZURE_DISK,
  AZURE_FILE,
  CEPH_RBD,
  CEPHFS,
  CSI_HOSTPATH,
  CSI_NFS,
  GCE_PD,
  GCP_FILESTORE,
  LOCAL_PATH,
  LOCAL_STATIC,
  LONGHORN,
  OPENEBS_LVM,
  TOPOLVM,
];

/** The driver behind the `provisioner` of a StorageClass or the `driver` of a VolumeSnapshotClass, if we know it. */
export function driverOf(provisioner: string): DriverFacts | undefined {
  const driver = DRIVERS.find(({ provisioners }) => provisioners.some((facts) => reaches(facts, provisioner)));
  return driver && reachedBy(driver, provisioner);
}

/** The driver as it is reached by one of its names: that provisioner is its first, and messages name it. */
export function reachedBy(driver: DriverFacts, provisioner: string): DriverFacts {
  const { provisioners } = driver;
  const first = provisioners.find(({ name }) => name === provisioner) ?? provisioners.find((facts) => reaches(facts, provisioner));
  if (!first) throw new Error(`provisioner is not one of ${driver.title}, got "${provisioner}"; use ${provisioners.map(({ name }) => name).join(', ')}`);
  return { ...driver, provisioners: [{ ...first, name: provisioner }, ...provisioners.filter((facts) => facts !== first)] };
}

function reaches({ name, suffix }: ProvisionerFacts, provisioner: string): boolean {
  return name === provisioner || (suffix !== undefined && provisioner.endsWith(suffix));
}
