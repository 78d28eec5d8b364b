/**
 * What becomes of a volume when its claim is deleted.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming
 */
export enum ReclaimPolicy {
  /** The volume and its data stay until somebody deletes them. */
  RETAIN = 'Retain',
  /** The volume and its data are deleted with the claim. For data that can be made again. */
  DELETE = 'Delete',
}
