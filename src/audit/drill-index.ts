import { familyOf } from './claim';
import type { Claim } from './claim';
import type { Manifest } from './finding';
import { at, stringAt } from './json';
import { CRON_JOB, kindOf, namespaceOf } from './manifests';
import { addTo } from './selector-index';
import { DRILL_OF_ANNOTATION } from '../core/vocabulary';

/** Something in the input that restores copies and looks at what comes out, by its own account. */
export interface Drill {
  readonly object: Manifest;
  /** Why it proves nothing for now. */
  readonly idle?: string;
}

/** What a drill names: `StatefulSet/db` of its own namespace, or `orders/StatefulSet/db`. */
export interface DrillReference {
  /** As it is written. */
  readonly text: string;
  /** Undefined when it is of neither form. */
  readonly key?: string;
}

/** Which objects are named by restore drills. */
export class DrillIndex {
  private readonly drills = new Map<string, Drill[]>();
  private readonly met = new Set<string>();

  public file(object: Manifest): void {
    const idle = kindOf(object) === CRON_JOB && at(object, 'spec', 'suspend') === true ? 'it is suspended' : undefined;
    for (const { key } of drillReferences(object)) {
      // a claim that is named may be one of a template's
      if (key !== undefined) for (const each of new Set([key, familyOf(key)])) addTo(this.drills, each, { object, idle });
    }
  }

  /** Notes that an object is there, after all are filed, so that references to it are no longer open. */
  public meet(object: Manifest, claims: readonly Claim[]): void {
    if (this.drills.size === 0) return;
    this.met.add(keyOf(object.kind, namespaceOf(object), object.metadata.name ?? ''));
    for (const claim of claims) this.met.add(keyOfClaim(claim));
  }

  public knows({ key }: DrillReference): boolean {
    return key !== undefined && (this.met.has(key) || this.met.has(familyOf(key)));
  }

  /** Drills that name an object. */
  public of(object: Manifest): readonly Drill[] {
    return this.drills.get(keyOf(object.kind, namespaceOf(object), object.metadata.name ?? '')) ?? [];
  }

  /** Drills that name a claim, or one of those that are made from a template. */
  public ofClaim(claim: Claim): readonly Drill[] {
    return this.drills.get(keyOfClaim(claim)) ?? [];
  }
}

/** What an object says that it drills. */
export function drillReferences(object: Manifest): DrillReference[] {
  const texts = stringAt(object, 'metadata', 'annotations', DRILL_OF_ANNOTATION)?.split(',').map((text) => text.trim()) ?? [];
  return texts.map((text) => {
    const parts = text.split('/');
    if (parts.length < 2 || parts.length > 3 || parts.includes('')) return { text };
    const [kind, name] = parts.slice(-2);
    return { text, key: keyOf(kind, parts.length === 3 ? parts[0] : namespaceOf(object), name) };
  });
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind.toLowerCase()} ${namespace}/${name}`;
}

function keyOfClaim(claim: Claim): string {
  return keyOf('PersistentVolumeClaim', claim.namespace, claim.nameOrFamily);
}
