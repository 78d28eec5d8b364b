import type { Manifest } from './finding';
import { ManifestIndex } from './index-of-manifests';
import { kindOf, namespaceOf } from './manifests';
import { addTo } from './selector-index';

/** What the same sources rendered before: what rules compare with. */
export class EarlierRender {
  /** What can be asked about the earlier objects. */
  public readonly index: ManifestIndex;
  /** Objects that were there and are there no more. */
  public readonly gone: readonly Manifest[];

  private readonly newByKind = new Map<string, Manifest[]>();
  private readonly namesakes = new Map<Manifest, Manifest>();

  /** @param assumed what exists outside both: it is looked up, and never compared. */
  constructor(before: readonly Manifest[], now: readonly Manifest[], indexOfNow: ManifestIndex, assumed: readonly Manifest[] = []) {
    this.index = new ManifestIndex(before, assumed);
    this.gone = before.filter((object) => object.metadata.name !== undefined && indexOfNow.sameIdentity(object).length === 0);
    this.pairNamesakes(now);
    for (const object of now) if (!this.versionOf(object)) addTo(this.newByKind, kindOf(object), object);
  }

  /** The object as it was; undefined when it is new. */
  public versionOf(object: Manifest): Manifest | undefined {
    return this.renderedAs(object).at(-1) ?? this.namesakes.get(object);
  }

  /**
   * The same object in the other render, when only one of them names its namespace: tools say it on the command line as
   * well. They are one object if it is the namespace that the other render was applied to.
   */
  public namesakeOf(object: Manifest): Manifest | undefined {
    return this.namesakes.get(object);
  }

  /** Objects of the kind that were not there before. */
  public newOf(kind: string): readonly Manifest[] {
    return this.newByKind.get(kind) ?? [];
  }

  private renderedAs(object: Manifest): readonly Manifest[] {
    return this.index.sameIdentity(object).filter((each) => !this.index.isAssumed(each));
  }

  /** Both ways, where there is no doubt which is which. */
  private pairNamesakes(now: readonly Manifest[]): void {
    const added = byName(now.filter((object) => this.renderedAs(object).length === 0));
    for (const [name, gone] of byName(this.gone)) {
      const candidates = added.get(name) ?? [];
      if (gone.length !== 1 || candidates.length !== 1) continue;
      const [before, after] = [gone[0], candidates[0]];
      if ((namespaceOf(before) === '') === (namespaceOf(after) === '')) continue;
      this.namesakes.set(before, after).set(after, before);
    }
  }
}

function byName(objects: readonly Manifest[]): Map<string, Manifest[]> {
  const named = new Map<string, Manifest[]>();
  for (const object of objects) addTo(named, `${kindOf(object)} ${object.metadata.name ?? ''}`, object);
  return named;
}
