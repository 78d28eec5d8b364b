/** What every kind of volume of Ceph can be told about encryption. */
export interface CephEncryptionOptions {
  /**
   * Whether each volume is encrypted with a key of its own, before data leaves the node. Sets `encrypted`.
   *
   * @default true
   */
  readonly encrypted?: boolean;

  /**
   * Entry of the ConfigMap `csi-kms-connection-details`, with Rook of `rook-ceph-csi-kms-config`, that says where the keys of
   * volumes are kept: Vault, a cloud's key management, or secrets of the cluster. Sets `encryptionKMSID`. Without one the driver
   * looks for `encryptionPassphrase` in its own secrets; those that Rook makes hold none.
   *
   * @default - none, which with Rook is refused unless `encrypted` is false
   * @see https://rook.io/docs/rook/latest/Storage-Configuration/Ceph-CSI/ceph-csi-drivers/
   */
  readonly encryptionKmsId?: string;
}
