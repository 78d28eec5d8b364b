import type { Store } from './store';
import { CLAIM, VOLUME } from '../../../cli/cluster/cluster';
import type { KubeObject } from '../../../cli/cluster/cluster';

/**
 * What becomes of volumes by their claims; it does its work whenever somebody looks.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/volume/persistentvolume/pv_controller.go syncVolume, syncUnboundClaim
 */
export class VolumeBinder {
  /** Names of volumes that were deleted with their claims, as their reclaim policy says. */
  readonly lost: string[] = [];

  constructor(private readonly store: Store) {
  }

  reconcile(): void {
    for (const volume of this.store.all(VOLUME.kind)) {
      const ref = volume.spec.claimRef;
      const claim = ref && this.store.get(CLAIM.kind, ref.name, ref.namespace);
      if (!ref) this.setPhase(volume, 'Available');
      else if (ref.uid === undefined) this.bind(volume, claim);
      else if (claim?.metadata.uid === ref.uid) this.setPhase(volume, 'Bound');
      else this.release(volume);
    }
  }

  /** To the claim that it is kept for, if that asks for it. */
  private bind(volume: KubeObject, claim: KubeObject | undefined): void {
    if (claim?.spec?.volumeName !== volume.metadata.name) {
      this.setPhase(volume, 'Available');
      return;
    }
    this.store.write({ ...volume, spec: { ...volume.spec, claimRef: { ...volume.spec.claimRef, uid: claim.metadata.uid } }, status: { phase: 'Bound' } });
    this.store.write({ ...claim, status: { phase: 'Bound' } });
  }

  private release(volume: KubeObject): void {
    if (volume.spec.persistentVolumeReclaimPolicy !== 'Delete') {
      this.setPhase(volume, 'Released');
      return;
    }
    this.lost.push(volume.metadata.name);
    this.store.remove(volume);
  }

  private setPhase(volume: KubeObject, phase: string): void {
    if (volume.status?.phase !== phase) this.store.write({ ...volume, status: { phase } });
  }
}
