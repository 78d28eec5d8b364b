import { BackupIndex } from './backup-index';
import { Claim, familyOf } from './claim';
import type { Manifest } from './finding';
import { at, stringAt } from './json';
import { CLAIM, DISRUPTION_BUDGET, NETWORK_POLICY, SERVICE, STORAGE_CLASS, VOLUME, kindOf, namespaceOf } from './manifests';
import { SelectorIndex, addTo } from './selector-index';
import { SnapshotIndex } from './snapshot-index';
import { Workload } from './workload';
import { DEFAULT_STORAGE_CLASS_ANNOTATION } from '../core/vocabulary';

// https://github.com/kubernetes/component-helpers/blob/v0.36.0/storage/volume/pv_helpers.go
const BETA_DEFAULT_CLASS_ANNOTATION = 'storageclass.beta.kubernetes.io/is-default-class';

/** What rules ask about the input as a whole, worked out in one pass. A rule never walks over all objects. */
export class ManifestIndex {
  /** Classes marked as the default. */
  public readonly defaultClasses: Manifest[] = [];
  /** What copies claims on a schedule. */
  public readonly backups = new BackupIndex();
  /** VolumeSnapshots and their classes. */
  public readonly snapshots = new SnapshotIndex();

  private readonly workloads = new Map<Manifest, Workload>();
  private readonly identities = new Map<string, Manifest[]>();
  private readonly classes = new Map<string, Manifest>();
  private readonly claims = new Map<Manifest, Claim[]>();
  private readonly claimsByName = new Map<string, Claim>();
  private readonly claimsByClass = new Map<string | undefined, Claim[]>();
  private readonly disks = new Map<string, Manifest[]>();
  private readonly services = new Map<string, Manifest>();
  private readonly budgets = new SelectorIndex<Manifest, Workload>();
  private readonly networkPolicies = new SelectorIndex<Manifest, Workload>();

  constructor(objects: readonly Manifest[]) {
    const claimUsers = new Map<string, Workload[]>();
    for (const object of objects) this.file(object, claimUsers);
    for (const object of objects) this.fileClaims(object, claimUsers);
  }

  public workload(object: Manifest): Workload | undefined {
    return this.workloads.get(object);
  }

  /** Manifests for the same object as this one, itself among them. One without a name is like no other. */
  public sameIdentity(object: Manifest): readonly Manifest[] {
    return this.identities.get(identityOf(object)) ?? [];
  }

  public storageClass(name: string): Manifest | undefined {
    return this.classes.get(name);
  }

  /** The class a claim ends up with, as far as the input tells. */
  public classOf(claim: Claim): Manifest | undefined {
    if (claim.className !== undefined) return this.classes.get(claim.className);
    return this.defaultClasses.length === 1 ? this.defaultClasses[0] : undefined;
  }

  /** Who makes the volume of a claim, as far as the input tells. */
  public provisionerOf(claim: Claim): string | undefined {
    return stringAt(this.classOf(claim), 'provisioner');
  }

  /** The claim of this name, or the claim template that it is made from. */
  public claimNamed(namespace: string, name: string): Claim | undefined {
    return this.claimsByName.get(`${namespace}/${name}`) ?? this.claimsByName.get(`${namespace}/${familyOf(name)}`);
  }

  /** Claims and claim templates that end up with a class. */
  public claimsUsing(storageClass: Manifest): Claim[] {
    const named = this.claimsByClass.get(storageClass.metadata.name ?? '') ?? [];
    const isDefault = this.defaultClasses.length === 1 && this.defaultClasses[0] === storageClass;
    return isDefault ? [...named, ...(this.claimsByClass.get(undefined) ?? [])] : named;
  }

  /** The claim that an object is, or its claim templates. */
  public claimsOf(object: Manifest): readonly Claim[] {
    return this.claims.get(object) ?? [];
  }

  /** PersistentVolumes of the disk of this one, itself among them. */
  public sameDisk(volume: Manifest): readonly Manifest[] {
    return this.disks.get(diskOf(volume)) ?? [];
  }

  public service(namespace: string, name: string): Manifest | undefined {
    return this.services.get(`${namespace}/${name}`);
  }

  public budgetsOf(workload: Workload): Manifest[] {
    return this.budgets.selectorsOf(workload.namespace, workload.labels);
  }

  /** Workloads whose pods a PodDisruptionBudget selects. */
  public workloadsOfBudget(budget: Manifest): Workload[] {
    return this.budgets.selected(namespaceOf(budget), at(budget, 'spec', 'selector'));
  }

  public networkPoliciesOf(workload: Workload): Manifest[] {
    return this.networkPolicies.selectorsOf(workload.namespace, workload.labels);
  }

  private file(object: Manifest, claimUsers: Map<string, Workload[]>): void {
    const namespace = namespaceOf(object);
    const name = object.metadata.name ?? '';
    if (name !== '') addTo(this.identities, identityOf(object), object);
    this.backups.file(object);
    this.snapshots.file(object);
    const workload = Workload.of(object);
    if (workload) {
      this.workloads.set(object, workload);
      this.budgets.addLabelled(namespace, workload.labels, workload);
      for (const claimName of workload.claimNames()) addTo(claimUsers, `${namespace}/${claimName}`, workload);
    }
    switch (kindOf(object)) {
      case STORAGE_CLASS:
        this.classes.set(name, object);
        if (isMarkedDefault(object)) this.defaultClasses.push(object);
        break;
      case VOLUME:
        addTo(this.disks, diskOf(object), object);
        break;
      case SERVICE:
        this.services.set(`${namespace}/${name}`, object);
        break;
      case DISRUPTION_BUDGET:
        this.budgets.addSelecting(namespace, at(object, 'spec', 'selector'), object);
        break;
      case NETWORK_POLICY:
        // unlike elsewhere, an absent podSelector is the empty one
        this.networkPolicies.addSelecting(namespace, at(object, 'spec', 'podSelector') ?? {}, object);
        break;
    }
  }

  private fileClaims(object: Manifest, claimUsers: ReadonlyMap<string, Workload[]>): void {
    const workload = this.workloads.get(object);
    const templates = workload?.claimTemplates() ?? [];
    const claims = templates.map((_, position) => new Claim(object, ['spec', 'volumeClaimTemplates', position], workload ? [workload] : []));
    if (kindOf(object) === CLAIM) claims.push(new Claim(object, [], claimUsers.get(`${namespaceOf(object)}/${object.metadata.name}`) ?? []));
    if (claims.length > 0) this.claims.set(object, claims);
    for (const claim of claims) {
      addTo(this.claimsByClass, claim.className, claim);
      this.claimsByName.set(`${claim.namespace}/${claim.nameOrFamily}`, claim);
    }
  }
}

/** The driver and the name that it has for the disk. */
function diskOf(volume: Manifest): string {
  return `${stringAt(volume, 'spec', 'csi', 'driver')} ${stringAt(volume, 'spec', 'csi', 'volumeHandle')}`;
}

function isMarkedDefault(storageClass: Manifest): boolean {
  return [DEFAULT_STORAGE_CLASS_ANNOTATION, BETA_DEFAULT_CLASS_ANNOTATION]
    .some((annotation) => stringAt(storageClass, 'metadata', 'annotations', annotation) === 'true');
}

function identityOf(object: Manifest): string {
  return `${kindOf(object)} ${namespaceOf(object)}/${object.metadata.name ?? ''}`;
}
