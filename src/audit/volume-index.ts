import { familyOf } from './claim';
import type { Claim } from './claim';
import type { Manifest } from './finding';
import { stringAt } from './json';
import { VOLUME, kindOf } from './manifests';
import { addTo } from './selector-index';

/** PersistentVolumes, by their names, the claims that they are kept for, and their disks. */
export class VolumeIndex {
  private readonly byName = new Map<string, Manifest>();
  private readonly byClaim = new Map<string, Manifest>();
  private readonly byDisk = new Map<string, Manifest[]>();

  public file(object: Manifest): void {
    if (kindOf(object) !== VOLUME) return;
    this.byName.set(object.metadata.name ?? '', object);
    addTo(this.byDisk, diskOf(object), object);
    const claim = stringAt(object, 'spec', 'claimRef', 'name');
    if (claim === undefined) return;
    // one of a template's claims stands for all of them
    for (const name of [claim, familyOf(claim)]) this.byClaim.set(`${stringAt(object, 'spec', 'claimRef', 'namespace') ?? ''}/${name}`, object);
  }

  /** PersistentVolumes of the disk of this one, itself among them. */
  public sameDisk(volume: Manifest): readonly Manifest[] {
    return this.byDisk.get(diskOf(volume)) ?? [];
  }

  /** The volume that a claim asks for by name, or that is kept for it; of a template, for one of its claims. */
  public of(claim: Claim): Manifest | undefined {
    const asked = stringAt(claim.spec, 'volumeName');
    return asked === undefined ? this.byClaim.get(`${claim.namespace}/${claim.nameOrFamily}`) : this.byName.get(asked);
  }
}

/** The driver and the name that it has for the disk. */
function diskOf(volume: Manifest): string {
  return `${stringAt(volume, 'spec', 'csi', 'driver')} ${stringAt(volume, 'spec', 'csi', 'volumeHandle')}`;
}
