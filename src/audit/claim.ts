import type { JsonPath, Manifest } from './finding';
import { at, listAt, numberAt, objectAt, stringAt, stringsAt } from './json';
import type { JsonObject } from './json';
import type { Labels } from './label-selector';
import { describe, namespaceOf } from './manifests';
import type { Workload } from './workload';
import { Quantity } from '../core/quantity';
import { BETA_CLASS_ANNOTATION, DATA_INTENT_ANNOTATION } from '../core/vocabulary';

/** What the claims of one template have in common: `data-db-*` for `data-db-0`. */
export function familyOf(claimName: string): string {
  return claimName.replace(/-\d+$/, '-*');
}

/** The claims that a StatefulSet makes from a template: `data-db-*`. */
export function familyOfTemplate(template: string, statefulSet: string): string {
  return `${template}-${statefulSet}-*`;
}

/** A request for a volume: a PersistentVolumeClaim or a claim template of a StatefulSet. */
export class Claim {
  public readonly namespace: string;
  public readonly name: string;
  public readonly spec: JsonObject;
  public readonly annotations: { readonly [key: string]: string };
  /** Its labels; of a template, those that its claims will carry. */
  public readonly labels: Labels;
  /** The class asked for: `''` asks for none at all, undefined for the cluster's default. */
  public readonly className?: string;

  /**
   * @param object the claim itself, or the StatefulSet with the template.
   * @param path where the claim lies in the object.
   */
  constructor(public readonly object: Manifest, public readonly path: JsonPath, public readonly users: Workload[]) {
    const claim = at(object, ...path);
    this.namespace = namespaceOf(object);
    this.name = stringAt(claim, 'metadata', 'name') ?? '';
    this.spec = objectAt(claim, 'spec');
    this.annotations = stringsAt(claim, 'metadata', 'annotations');
    // https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/statefulset/stateful_set_utils.go (getPersistentVolumeClaims)
    this.labels = { ...stringsAt(claim, 'metadata', 'labels'), ...(path.length > 0 ? stringsAt(object, 'spec', 'selector', 'matchLabels') : {}) };
    const declared = this.spec.storageClassName;
    this.className = this.annotations[BETA_CLASS_ANNOTATION] ?? (typeof declared === 'string' ? declared : undefined);
  }

  public get isTemplate(): boolean {
    return this.path.length > 0;
  }

  /** Its name, or for a template what the names of its claims have in common. */
  public get nameOrFamily(): string {
    return this.isTemplate ? familyOfTemplate(this.name, this.object.metadata.name ?? '') : this.name;
  }

  /** Names of the claims that there will be: of a template, one for each replica. */
  public *claimNames(): Generator<string> {
    if (!this.isTemplate) return yield this.name;
    const start = numberAt(this.object, 'spec', 'ordinals', 'start') ?? 0;
    const replicas = Math.max(1, numberAt(this.object, 'spec', 'replicas') ?? 1);
    for (let ordinal = start; ordinal < start + replicas; ordinal += 1) yield this.nameOrFamily.replace(/\*$/, String(ordinal));
  }

  /** The size asked for, as it is written. */
  public get sizeText(): string {
    const text = at(this.spec, 'resources', 'requests', 'storage');
    return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
  }

  /** The size asked for, if it is one that Kubernetes reads. */
  public get size(): Quantity | undefined {
    return Quantity.tryParse(this.sizeText);
  }

  public get accessModes(): string[] {
    return listAt(this.spec, 'accessModes').filter((mode) => typeof mode === 'string');
  }

  public get volumeMode(): 'Filesystem' | 'Block' {
    return this.spec.volumeMode === 'Block' ? 'Block' : 'Filesystem';
  }

  /** What losing the data would mean, as it or who uses it says: `authoritative`, `rebuildable`, `scratch`. */
  public get intent(): string | undefined {
    return this.annotations[DATA_INTENT_ANNOTATION]
      ?? this.users.map((user) => stringAt(user.object, 'metadata', 'annotations', DATA_INTENT_ANNOTATION)).find(Boolean);
  }

  /** Does it hold the only copy of something? Said by its owner, or known of the database that uses it. */
  public get isAuthoritative(): boolean {
    if (this.intent !== undefined) return this.intent === 'authoritative';
    return this.users.some((user) => user.database?.engine.data === 'authoritative');
  }

  /** `PersistentVolumeClaim orders/ledger`, `claim template data of StatefulSet orders/db` */
  public describe(): string {
    return this.isTemplate ? `claim template ${this.name} of ${describe(this.object)}` : describe(this.object);
  }

  /** `StatefulSet orders/db (PostgreSQL) through claim template data` */
  public describeUse(): string {
    const through = this.isTemplate ? `claim template ${this.name}` : describe(this.object);
    const [user] = this.users;
    if (!user) return through;
    const engine = user.database ? ` (${user.database.engine.title})` : '';
    return `${describe(user.object)}${engine} through ${through}`;
  }
}
