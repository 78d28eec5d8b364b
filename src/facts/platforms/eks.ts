import { IOPS } from './inputs';
import { keyInput } from './key-input';
import { localDisks } from './local-volumes';
import type { PlatformFacts, PlatformInput, SourcedText, StorageGap, StorageOffering } from './platform-facts';
import { AWS_EBS } from '../drivers/aws-ebs';
import { AwsEbs } from '../drivers/aws-ebs-backends';
import { AwsEfs } from '../drivers/aws-efs-backends';

const VOLUME_TYPES = 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html';
const EFS_AVAILABILITY = 'https://docs.aws.amazon.com/efs/latest/ug/features.html#availability-durability';

export const FILE_SYSTEM: PlatformInput = {
  name: 'fileSystemId',
  what: 'the EFS file system, which the driver does not make: its encryption, throughput mode and mount targets were decided with it',
  example: 'fs-0123456789abcdef0',
  pattern: /^fs-[0-9a-f]{8,40}$/,
  form: 'the id of an EFS file system',
};

/** Of both EBS drivers. */
export const KMS_KEY: PlatformInput = keyInput(AWS_EBS, {
  name: 'kmsKeyId', what: 'KMS key of your own, by which another account can restore a snapshot', example: 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
});

export const ONE_ZONE: SourcedText = { text: 'in one availability zone: outlives a node, unreachable while its zone is down', source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes.html' };

export const GP3_COST: SourcedText = {
  text: 'by provisioned GiB and month, and for operations and throughput above those that come with every volume',
  source: 'https://aws.amazon.com/ebs/pricing/',
};

export const EFS: StorageOffering = {
  role: 'shared-file',
  title: 'EFS access points',
  inputs: [FILE_SYSTEM],
  backend: ({ fileSystemId }) => AwsEfs.accessPoints({ fileSystemId }),
  code: ({ fileSystemId }) => ({ class: 'AwsEfs', factory: 'accessPoints', options: { fileSystemId } }),
  zones: { text: 'in several zones of the region, unless the file system is One Zone; reached where it has a mount target', source: EFS_AVAILABILITY },
  performance: { text: 'a network away: milliseconds an operation; throughput by the mode of the file system', source: 'https://docs.aws.amazon.com/efs/latest/ug/performance.html' },
  cost: { text: 'by GiB stored and month, and by throughput; not by the size of claims', source: 'https://aws.amazon.com/efs/pricing/' },
  caveats: [],
};

/** EBS has no volume of two zones, whoever runs the nodes. */
export const NO_REGIONAL_DISK: StorageGap = {
  role: 'regional-ssd',
  why: 'an EBS volume lives in one availability zone',
  instead: 'let the database replicate itself over zonal disks in several zones; for files, share EFS (sharing read-write)',
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes.html',
};

/** Amazon EKS with nodes of one's own. */
export const EKS: PlatformFacts = {
  id: 'eks',
  title: 'Amazon EKS',
  offerings: [
    {
      role: 'zonal-ssd',
      title: 'EBS gp3',
      inputs: [KMS_KEY],
      backend: ({ kmsKeyId }) => AwsEbs.gp3({ kmsKeyId }),
      code: ({ kmsKeyId }) => ({ class: 'AwsEbs', factory: 'gp3', options: { kmsKeyId } }),
      zones: ONE_ZONE,
      performance: { text: 'single-digit milliseconds; 3,000 IOPS and 125 MiB/s at every size, more for a price', source: VOLUME_TYPES },
      cost: GP3_COST,
      caveats: [],
    },
    {
      role: 'high-iops',
      title: 'EBS io2 Block Express',
      inputs: [IOPS, KMS_KEY],
      backend: ({ iops, kmsKeyId }) => AwsEbs.io2({ iops: Number(iops), kmsKeyId }),
      code: ({ iops, kmsKeyId }) => ({ class: 'AwsEbs', factory: 'io2', options: { iops: Number(iops), kmsKeyId } }),
      zones: ONE_ZONE,
      performance: { text: 'below a millisecond; as many operations as are bought, up to 1,000 for each GiB', source: VOLUME_TYPES },
      cost: { text: 'by provisioned GiB and month, and by provisioned operations, used or not', source: 'https://aws.amazon.com/ebs/pricing/' },
      caveats: [],
    },
    EFS,
    localDisks(
      'EC2 instance store',
      { text: 'only instance types with an instance store have such disks', source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/InstanceStorage.html' },
      { text: 'part of the price of the instance', source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/InstanceStorage.html' },
    ),
  ],
  gaps: [NO_REGIONAL_DISK],
};
