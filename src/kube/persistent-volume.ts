import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterScopedObject } from './cluster-scoped-object';

/**
 * Whose volume it is, for the one who deletes it: without it, nobody acts on the reclaim policy `Delete`.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#pv-kubernetes-io-provisioned-by
 */
export const PROVISIONED_BY_ANNOTATION = 'pv.kubernetes.io/provisioned-by';

/** A volume of a CSI driver. */
export interface PersistentVolumeSpec {
  readonly storage: string;
  readonly accessMode: string;
  readonly volumeMode: string;
  readonly persistentVolumeReclaimPolicy: string;
  /** The empty name is that of no class. */
  readonly storageClassName: string;
  /** The one claim that may have it. */
  readonly claimRef: { readonly namespace: string; readonly name: string };
  readonly csi: {
    readonly driver: string;
    readonly volumeHandle: string;
    readonly fsType?: string;
    readonly volumeAttributes?: { readonly [key: string]: string };
  };
  /** Labels of the nodes from which it can be reached, all of which must match. */
  readonly nodeLabels: readonly { readonly key: string; readonly values: readonly string[] }[];
}

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-v1/ */
export function persistentVolume(scope: Construct, id: string, metadata: ApiObjectMetadata, spec: PersistentVolumeSpec): ApiObject {
  const { storage, accessMode, claimRef, csi, nodeLabels, ...rest } = spec;
  const matchExpressions = nodeLabels.map(({ key, values }) => ({ key, operator: 'In', values: [...values] }));
  return new ClusterScopedObject(scope, id, {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata,
    spec: {
      capacity: { storage },
      accessModes: [accessMode],
      ...rest,
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claimRef },
      csi: { ...csi },
      ...(matchExpressions.length > 0 ? { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } } } : {}),
    },
  });
}
