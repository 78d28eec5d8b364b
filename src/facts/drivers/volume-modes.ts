/**
 * How pods may mount a volume: the access modes of a claim.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export enum VolumeAccessMode {
  /** Read and written by pods of one node. */
  READ_WRITE_ONCE = 'ReadWriteOnce',
  /** Read and written by one pod of the cluster. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
  /** Read and written by pods of many nodes. */
  READ_WRITE_MANY = 'ReadWriteMany',
  /** Only read, by pods of many nodes. */
  READ_ONLY_MANY = 'ReadOnlyMany',
}

/**
 * What a pod sees of a volume.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-mode
 */
export enum VolumeMode {
  /** A directory. */
  FILESYSTEM = 'Filesystem',
  /** A raw block device. */
  BLOCK = 'Block',
}

/**
 * When a claim gets its volume.
 *
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode
 */
export enum VolumeBindingMode {
  /** When the first pod that uses the claim is scheduled, so that the volume is made where the pod can run. */
  WAIT_FOR_FIRST_CONSUMER = 'WaitForFirstConsumer',
  /** As soon as the claim exists, wherever the driver likes. */
  IMMEDIATE = 'Immediate',
}

/** From where in a cluster a volume can be reached. */
export enum StorageTopology {
  /** From the node on which it lies. */
  NODE = 'node',
  /** From the nodes of one zone. */
  ZONE = 'zone',
  /** From every node. */
  REGION = 'region',
}
