import type { Store } from './store';
import { CLAIM } from '../../../cli/cluster/cluster';

/** What the provisioner does. Tests change it as they go. */
export interface VolumeSettings {
  /** Seconds until a claim that has no phase yet is bound. */
  bindAfter: number;
}

/** The provisioner of volumes: it does its work whenever somebody looks. */
export class VolumeProvisioner {
  readonly settings: VolumeSettings = { bindAfter: Infinity };

  constructor(private readonly store: Store, private readonly now: () => Date) {
  }

  reconcile(): void {
    for (const claim of this.store.all(CLAIM.kind)) {
      const age = (this.now().getTime() - Date.parse(claim.metadata.creationTimestamp!)) / 1000;
      const reserved = claim.spec?.volumeName !== undefined;
      if (claim.status === undefined && !reserved && age >= this.settings.bindAfter) this.store.write({ ...claim, status: { phase: 'Bound' } });
    }
  }
}
