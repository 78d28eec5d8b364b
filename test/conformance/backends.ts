import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';

/** What the typed factories of each driver make. */
export const BACKENDS: { readonly [driver: string]: readonly VolumeBackend[] } = {
  'aws-ebs': [
    AwsEbs.gp3(), AwsEbs.autoModeGp3(), AwsEbs.io2({ iops: 3000 }), AwsEbs.io1({ iops: 3000 }), AwsEbs.gp2(), AwsEbs.st1(), AwsEbs.sc1(),
  ],
  'aws-efs': [AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' })],
  'csi-hostpath': [CsiHostPath.forTests()],
};

/** Kinds of volume that no factory makes, and why. */
export const WITHOUT_FACTORY: { readonly [kind: string]: string } = {
  'standard': 'magnetic disks of the previous generation are for volumes that exist',
  's3files-ap': 'Amazon S3 Files is another service',
};
