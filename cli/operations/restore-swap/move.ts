import { RESTORED_FROM_ANNOTATION } from '../../../src/core/vocabulary';
import { CLAIM } from '../../cluster/cluster';
import type { KubeObject } from '../../cluster/cluster';

/** One volume on its way from one claim to another. */
export interface VolumeMove {
  readonly volume: {
    readonly name: string;
    readonly uid: string;
    /** Before the exchange, and again after it. */
    readonly reclaimPolicy: string;
  };
  /** The claim that the volume has before. */
  readonly from: { readonly name: string; readonly uid: string };
  /** The claim that it has after, as it is to be made. */
  readonly claim: KubeObject;
}

/**
 * What Kubernetes itself writes on claims about the volume that they had.
 * https://kubernetes.io/docs/reference/labels-annotations-taints/#pv-kubernetes-io-bind-completed and the entries below it
 */
const OF_THE_VOLUME = ['pv.kubernetes.io/', 'volume.kubernetes.io/', 'volume.beta.kubernetes.io/'];

/**
 * The volume of one claim under the name of another. Labels and annotations stay with the name, so that whatever selects the claims of a
 * set finds them; size, class and modes go with the volume, whose they are.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
 */
export function moveOf(volume: KubeObject, from: KubeObject, to: KubeObject): VolumeMove {
  const { accessModes, volumeMode, resources, volumeAttributesClassName } = from.spec;
  return {
    volume: { name: volume.metadata.name, uid: volume.metadata.uid!, reclaimPolicy: volume.spec.persistentVolumeReclaimPolicy },
    from: { name: from.metadata.name, uid: from.metadata.uid! },
    claim: {
      apiVersion: CLAIM.apiVersion,
      kind: CLAIM.kind,
      metadata: {
        name: to.metadata.name,
        namespace: to.metadata.namespace,
        labels: { ...to.metadata.labels },
        annotations: annotationsOfName(to.metadata.annotations),
      },
      spec: {
        accessModes,
        ...(volumeMode !== undefined ? { volumeMode } : {}),
        // said even where it is none: a claim without it would get the default class
        storageClassName: volume.spec.storageClassName ?? '',
        ...(volumeAttributesClassName !== undefined ? { volumeAttributesClassName } : {}),
        resources,
        volumeName: volume.metadata.name,
      },
    },
  };
}

function annotationsOfName(annotations: { readonly [annotation: string]: string } = {}): { [annotation: string]: string } {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => (
    key !== RESTORED_FROM_ANNOTATION && !OF_THE_VOLUME.some((prefix) => key.startsWith(prefix))
  )));
}
