import type { Manifest } from './finding';
import { ManifestIndex } from './index-of-manifests';
import { kindOf } from './manifests';
import { addTo } from './selector-index';

/** What the same sources rendered before: what rules compare with. */
export class EarlierRender {
  /** What can be asked about the earlier objects. */
  public readonly index: ManifestIndex;
  /** Objects that were there and are there no more. */
  public readonly gone: readonly Manifest[];

  private readonly newByKind = new Map<string, Manifest[]>();

  constructor(before: readonly Manifest[], now: readonly Manifest[], indexOfNow: ManifestIndex) {
    this.index = new ManifestIndex(before);
    this.gone = before.filter((object) => object.metadata.name !== undefined && indexOfNow.sameIdentity(object).length === 0);
    for (const object of now) if (!this.versionOf(object)) addTo(this.newByKind, kindOf(object), object);
  }

  /** The object as it was; undefined when it is new. */
  public versionOf(object: Manifest): Manifest | undefined {
    return this.index.sameIdentity(object).at(-1);
  }

  /** Objects of the kind that were not there before. */
  public newOf(kind: string): readonly Manifest[] {
    return this.newByKind.get(kind) ?? [];
  }
}
