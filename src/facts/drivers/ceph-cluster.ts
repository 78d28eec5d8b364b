import { KMS_ENTRY, secretPrefix } from './ceph-csi';
import type { CephEncryptionOptions } from './ceph-encryption';
import { Faults } from '../../core/faults';
import type { Fault } from '../../core/faults';
import { dnsLabelFaults, dnsSubdomainFaults } from '../../core/names';
import { checkProps, optional, TEXT, WORDS } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** Where Rook and its Ceph cluster run. */
export interface RookCephOptions {
  /**
   * Namespace of the Rook operator. It becomes the prefix of the drivers' names: `rook-ceph.rbd.csi.ceph.com`. Where the
   * operator was told another prefix (`CSI_DRIVER_NAME_PREFIX`), give that.
   *
   * @default 'rook-ceph'
   * @see https://rook.io/docs/rook/latest/Storage-Configuration/Ceph-CSI/ceph-csi-drivers/
   */
  readonly operatorNamespace?: string;

  /**
   * Namespace of the CephCluster, in which Rook also keeps the credentials. Sets `clusterID` and the namespaces of secrets.
   *
   * @default - that of the operator
   */
  readonly clusterNamespace?: string;
}

/** A Ceph cluster and its drivers, installed without Rook. */
export interface CephCsiOptions {
  /**
   * The entry of the ConfigMap `ceph-csi-config` that holds the monitors of the cluster. Sets `clusterID`.
   *
   * @see https://github.com/ceph/ceph-csi/blob/devel/deploy/csi-config-map-sample.yaml
   */
  readonly clusterId: string;

  /**
   * Secret with the credentials that make, grow, copy and delete volumes.
   */
  readonly secretName: string;

  /**
   * Secret with the credentials that mount volumes. They need fewer rights.
   *
   * @default - `secretName`
   */
  readonly nodeSecretName?: string;

  /**
   * Namespace of the secrets.
   */
  readonly secretNamespace: string;

  /**
   * What stands before the name of the driver and a dot, where the driver was given a name of its own.
   *
   * @default - nothing: `rbd.csi.ceph.com`, `cephfs.csi.ceph.com`
   */
  readonly driverPrefix?: string;
}

const ROOK: Shapes<RookCephOptions> = { clusterNamespace: optional(TEXT), operatorNamespace: optional(TEXT) };
const CEPH_CSI: Shapes<CephCsiOptions> = {
  clusterId: WORDS, secretName: TEXT, secretNamespace: TEXT, nodeSecretName: optional(TEXT), driverPrefix: optional(TEXT),
};

interface ClusterDescription {
  readonly clusterId: string;
  readonly driverPrefix?: string;
  readonly secretNamespace: string;
  readonly secretName: (driver: string) => string;
  readonly nodeSecretName: (driver: string) => string;
  /** The user wrote the secrets, which may then hold a passphrase. */
  readonly ownSecrets: boolean;
}

/**
 * Which Ceph cluster, how its CSI drivers are called, and where their credentials are. One value serves `CephRbd` and `CephFs`.
 */
export class CephCluster {
  /**
   * A cluster that Rook runs: drivers and secrets have the names that Rook gives them.
   * Throws when a namespace is none.
   *
   * @see https://rook.io/docs/rook/latest/Storage-Configuration/Block-Storage-RBD/block-storage/
   */
  public static rook(options: RookCephOptions = {}): CephCluster {
    checkProps('CephCluster.rook', ROOK, options);
    const { operatorNamespace = 'rook-ceph', clusterNamespace = operatorNamespace } = options;
    const faults = new Faults('CephCluster.rook');
    faults.add(...dnsLabelFaults('operatorNamespace', operatorNamespace), ...options.clusterNamespace === undefined ? [] : dnsLabelFaults('clusterNamespace', clusterNamespace));
    faults.throwIfAny();
    return new CephCluster({
      clusterId: clusterNamespace,
      driverPrefix: operatorNamespace,
      secretNamespace: clusterNamespace,
      // rook/rook@d0c3b9ce deploy/examples/csi/rbd/storageclass.yaml, deploy/examples/csi/cephfs/storageclass.yaml
      secretName: (driver) => `rook-csi-${driver}-provisioner`,
      nodeSecretName: (driver) => `rook-csi-${driver}-node`,
      ownSecrets: false,
    });
  }

  /**
   * A cluster whose drivers were installed by the manifests or charts of ceph-csi.
   * Throws when a name is none that Kubernetes accepts.
   *
   * @see https://github.com/ceph/ceph-csi/tree/devel/examples
   */
  public static cephCsi(options: CephCsiOptions): CephCluster {
    checkProps('CephCluster.cephCsi', CEPH_CSI, options);
    const { clusterId, secretName, nodeSecretName = secretName, secretNamespace, driverPrefix } = options;
    const faults = new Faults('CephCluster.cephCsi');
    faults.add(
      ...dnsSubdomainFaults('secretName', secretName),
      ...options.nodeSecretName === undefined ? [] : dnsSubdomainFaults('nodeSecretName', nodeSecretName),
      ...dnsLabelFaults('secretNamespace', secretNamespace),
      ...driverPrefix === undefined ? [] : dnsLabelFaults('driverPrefix', driverPrefix),
    );
    faults.throwIfAny();
    return new CephCluster({
      clusterId, driverPrefix, secretNamespace, secretName: () => secretName, nodeSecretName: () => nodeSecretName, ownSecrets: true,
    });
  }

  private constructor(private readonly description: ClusterDescription) {}

  /**
   * A volume that is to be encrypted, and nobody says with which key, is never made.
   * @internal
   */
  public _encryptionFaults({ encrypted = true, encryptionKmsId }: CephEncryptionOptions): Fault[] {
    if (!encrypted || encryptionKmsId !== undefined || this.description.ownSecrets) return [];
    return [{
      prop: 'encryptionKmsId',
      problem: 'is missing: volumes are encrypted, and the secrets that Rook makes hold no passphrase',
      remedy: `name ${KMS_ENTRY}, or set encrypted: false`,
    }];
  }

  /** @internal */
  public _provisioner(driver: string): string {
    const { driverPrefix } = this.description;
    return [...driverPrefix === undefined ? [] : [driverPrefix], `${driver}.csi.ceph.com`].join('.');
  }

  /** @internal */
  public _parameters(driver: string, tasks: { readonly controller: readonly string[]; readonly node: readonly string[] }): { [key: string]: string } {
    const { clusterId, secretName, nodeSecretName, secretNamespace } = this.description;
    const secrets = (all: readonly string[], name: string) => all.flatMap((task) => [
      [`${secretPrefix(task)}-name`, name], [`${secretPrefix(task)}-namespace`, secretNamespace],
    ]);
    return {
      clusterID: clusterId,
      ...Object.fromEntries([...secrets(tasks.controller, secretName(driver)), ...secrets(tasks.node, nodeSecretName(driver))]),
    };
  }

  /** @internal */
  public _snapshotParameters(driver: string): { [key: string]: string } {
    return this._parameters(driver, { controller: ['snapshotter'], node: [] });
  }

  /** @internal */
  public _groupSnapshotParameters(driver: string): { [key: string]: string } {
    return this._parameters(driver, { controller: ['group-snapshotter'], node: [] });
  }
}
