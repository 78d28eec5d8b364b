import { familyOf } from './claim';
import type { Claim } from './claim';
import type { Manifest } from './finding';
import { stringAt } from './json';
import { VOLUME, kindOf } from './manifests';

/** PersistentVolumes, by their names and by the claims that they are kept for. */
export class VolumeIndex {
  private readonly byName = new Map<string, Manifest>();
  private readonly byClaim = new Map<string, Manifest>();

  public file(object: Manifest): void {
    if (kindOf(object) !== VOLUME) return;
    this.byName.set(object.metadata.name ?? '', object);
    const claim = stringAt(object, 'spec', 'claimRef', 'name');
    if (claim === undefined) return;
    // one of a template's claims stands for all of them
    for (const name of [claim, familyOf(claim)]) this.byClaim.set(`${stringAt(object, 'spec', 'claimRef', 'namespace') ?? ''}/${name}`, object);
  }

  /** The volume that a claim asks for by name, or that is kept for it; of a template, for one of its claims. */
  public of(claim: Claim): Manifest | undefined {
    const asked = stringAt(claim.spec, 'volumeName');
    return asked === undefined ? this.byClaim.get(`${claim.namespace}/${claim.nameOrFamily}`) : this.byName.get(asked);
  }
}
