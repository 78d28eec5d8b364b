import { having } from '../../core/shape';

/** Where volumes come from: a value of a factory. */
export const BACKEND = having('VolumeBackend', 'use a backend such as AwsEbs.gp3(), or VolumeBackend.custom()', 'provisioner', '_driver', 'accessModes');
/** Which Ceph: a value too. */
export const CLUSTER = having('CephCluster', 'use CephCluster.rook() or CephCluster.cephCsi()', '_provisioner');
