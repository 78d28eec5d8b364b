import { EFS, GP3_COST, KMS_KEY, NO_REGIONAL_DISK, ONE_ZONE } from './eks';
import { IOPS } from './inputs';
import type { PlatformFacts, SourcedText } from './platform-facts';
import { AwsEbs } from '../drivers/aws-ebs-backends';

const EBS_DRIVER = 'https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html';
const VOLUME_TYPES = 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html';

const OWN_PROVISIONER: SourcedText = { text: 'volumes of ebs.csi.aws.com cannot be taken over, nor these by it: moving is by snapshot', source: EBS_DRIVER };

/** Amazon EKS where AWS runs the nodes and the EBS driver. */
export const EKS_AUTO: PlatformFacts = {
  id: 'eks-auto',
  title: 'Amazon EKS Auto Mode',
  offerings: [
    {
      role: 'zonal-ssd',
      title: 'EBS gp3 of Auto Mode',
      inputs: [KMS_KEY],
      backend: ({ kmsKeyId }) => AwsEbs.autoModeGp3({ kmsKeyId }),
      code: ({ kmsKeyId }) => ({ class: 'AwsEbs', factory: 'autoModeGp3', options: { kmsKeyId } }),
      zones: ONE_ZONE,
      performance: { text: 'single-digit milliseconds; 3,000 IOPS and 125 MiB/s at every size, more for a price', source: VOLUME_TYPES },
      cost: GP3_COST,
      caveats: [OWN_PROVISIONER],
    },
    {
      role: 'high-iops',
      title: 'EBS gp3 of Auto Mode with bought operations',
      inputs: [IOPS, KMS_KEY],
      backend: ({ iops, kmsKeyId }) => AwsEbs.autoModeGp3({ iops: Number(iops), kmsKeyId }),
      code: ({ iops, kmsKeyId }) => ({ class: 'AwsEbs', factory: 'autoModeGp3', options: { iops: Number(iops), kmsKeyId } }),
      zones: ONE_ZONE,
      performance: { text: 'single-digit milliseconds; as many operations as are bought, up to 500 for each GiB', source: VOLUME_TYPES },
      cost: GP3_COST,
      caveats: [OWN_PROVISIONER],
    },
    { ...EFS, caveats: [{ text: 'the EFS driver is not part of Auto Mode: install the add-on aws-efs-csi-driver', source: 'https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html' }] },
  ],
  gaps: [
    NO_REGIONAL_DISK,
    {
      role: 'local-ephemeral',
      why: 'AWS runs the nodes, and its driver for instance stores does not work with Auto Mode',
      instead: 'use emptyDir, an EphemeralVolume on the zonal disk, or a node group of your own with an instance store',
      source: 'https://docs.aws.amazon.com/eks/latest/userguide/lis-csi.html',
    },
  ],
};
