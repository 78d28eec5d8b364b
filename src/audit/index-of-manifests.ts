import { AlertIndex } from './alert-index';
import { AutoscalerIndex } from './autoscaler-index';
import { BackupIndex } from './backup-index';
import { Claim, familyOf, familyOfTemplate } from './claim';
import { isMarkedDefault } from './default-class';
import { DrillIndex } from './drill-index';
import { DumpIndex } from './dump-index';
import type { Manifest } from './finding';
import { mayBeLost } from './intent';
import { at, stringAt } from './json';
import { CLAIM, DISRUPTION_BUDGET, NETWORK_POLICY, SERVICE, STORAGE_CLASS, kindOf, namespaceOf } from './manifests';
import { OtherNetworkPolicies } from './other-network-policies';
import { PodIndex } from './pod-index';
import { QuotaIndex } from './quota-index';
import { SelectorIndex, addTo } from './selector-index';
import { SnapshotIndex } from './snapshot-index';
import { VolumeIndex } from './volume-index';
import { Workload } from './workload';
import type { ClaimVolume } from './workload';
import { DATA_INTENT_ANNOTATION } from '../core/vocabulary';

/** What rules ask about the input as a whole, worked out in one pass. A rule never walks over all objects. */
export class ManifestIndex {
  /** Classes marked as the default. */
  public readonly defaultClasses: Manifest[] = [];
  /** What copies claims on a schedule. */
  public readonly backups = new BackupIndex();
  /** VolumeSnapshots and their classes. */
  public readonly snapshots = new SnapshotIndex();
  /** PersistentVolumes. */
  public readonly volumes = new VolumeIndex();
  /** What changes the number of pods. */
  public readonly autoscalers = new AutoscalerIndex();
  /** What proves that copies can be restored. */
  public readonly drills = new DrillIndex();
  /** What writes out the content of databases. */
  public readonly dumps = new DumpIndex();
  /** What watches how full volumes are. */
  public readonly alerts = new AlertIndex();
  /** Pods, by their labels. */
  public readonly pods = new PodIndex();
  /** Network policies of other makers. */
  public readonly otherNetworkPolicies = new OtherNetworkPolicies();
  /** How much storage namespaces may ask for. */
  public readonly quotas = new QuotaIndex();

  private readonly workloads = new Map<Manifest, Workload>();
  /** The first of each identity. */
  private readonly identities = new Map<string, Manifest>();
  /** All of an identity that has several, by the first. */
  private readonly duplicates = new Map<Manifest, Manifest[]>();
  private readonly classes = new Map<string, Manifest>();
  private readonly claims = new Map<Manifest, Claim[]>();
  private readonly claimsByName = new Map<string, Claim>();
  private readonly claimsByClass = new Map<string | undefined, Claim[]>();
  private readonly services = new Map<string, Manifest>();
  private readonly servicesByName = new Map<string, Manifest[]>();
  private readonly budgets = new SelectorIndex<Manifest, Workload>();
  private readonly networkPolicies = new SelectorIndex<Manifest, Workload>();

  private readonly assumed: ReadonlySet<Manifest>;

  /** @param assumed what exists outside the input, as far as it is known; what the input has itself stands. */
  constructor(objects: readonly Manifest[], assumed: readonly Manifest[] = []) {
    const claimUsers = new Map<string, Workload[]>();
    for (const object of objects) this.file(object, claimUsers);
    this.assumed = new Set(assumed.filter((object) => this.sameIdentity(object).length === 0));
    for (const object of this.assumed) this.file(object, claimUsers);
    for (const object of [...objects, ...this.assumed]) this.fileClaims(object, claimUsers);
  }

  /** Is it outside the input, and only what somebody says of it known? */
  public isAssumed(object: Manifest): boolean {
    return this.assumed.has(object);
  }

  public workload(object: Manifest): Workload | undefined {
    return this.workloads.get(object);
  }

  /** Manifests for the same object as this one, itself among them. One without a name is like no other. */
  public sameIdentity(object: Manifest): readonly Manifest[] {
    const first = this.identities.get(identityOf(object));
    return first ? this.duplicates.get(first) ?? [first] : [];
  }

  /** The class a claim ends up with, as far as the input tells. */
  public classOf(claim: Pick<Claim, 'className'>): Manifest | undefined {
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

  /** Claims that a workload mounts by name, all its replicas the same one; those outside the input are left out. */
  public claimsMountedBy(workload: Workload): { readonly claim: Claim; readonly volume: ClaimVolume }[] {
    return workload.claimVolumes().flatMap((volume) => {
      const claim = this.claimNamed(workload.namespace, volume.claimName);
      return claim ? [{ claim, volume }] : [];
    });
  }

  /** The claim behind a volume of a workload's pods: made from a template of its own, or mounted by name. */
  public claimOfVolume(workload: Workload, volume: string): Claim | undefined {
    return this.claimsOf(workload.object).find(({ isTemplate, name }) => isTemplate && name === volume)
      ?? this.claimsMountedBy(workload).find((mounted) => mounted.volume.name === volume)?.claim;
  }

  /** The object of a kind and name. */
  public named(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.identities.get(`${kind} ${namespace}/${name}`);
  }

  /** Does a claim hold the only copy of something, by its owner's word, its database or its class? */
  public isAuthoritative(claim: Claim): boolean {
    return claim.isAuthoritative && !mayBeLost(stringAt(this.classOf(claim), 'metadata', 'annotations', DATA_INTENT_ANNOTATION));
  }

  /** Is it a claim that a StatefulSet of the input makes from a template? */
  public isOfTemplate(claim: Claim): boolean {
    return !claim.isTemplate && this.claimNamed(claim.namespace, familyOf(claim.name))?.isTemplate === true;
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

  public service(namespace: string, name: string): Manifest | undefined {
    return this.services.get(`${namespace}/${name}`);
  }

  /** Services of a name, in any namespace. */
  public servicesNamed(name: string): readonly Manifest[] {
    return this.servicesByName.get(name) ?? [];
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
    if (name !== '') this.fileIdentity(object);
    this.backups.file(object);
    this.snapshots.file(object);
    this.volumes.file(object);
    this.autoscalers.file(object);
    this.drills.file(object);
    this.alerts.file(object);
    this.quotas.file(object);
    this.otherNetworkPolicies.file(object);
    const workload = Workload.of(object);
    this.pods.file(object, workload);
    this.dumps.file(object, workload);
    if (workload) {
      this.workloads.set(object, workload);
      this.budgets.addLabelled(namespace, workload.labels, workload);
      if (!workload.isControlled) fileClaimUser(claimUsers, workload);
    }
    switch (kindOf(object)) {
      case STORAGE_CLASS:
        this.classes.set(name, object);
        if (isMarkedDefault(object)) this.defaultClasses.push(object);
        break;
      case SERVICE:
        this.services.set(`${namespace}/${name}`, object);
        addTo(this.servicesByName, name, object);
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

  private fileIdentity(object: Manifest): void {
    const identity = identityOf(object);
    const first = this.identities.get(identity);
    if (!first) {
      this.identities.set(identity, object);
      return;
    }
    if (!this.duplicates.has(first)) addTo(this.duplicates, first, first);
    addTo(this.duplicates, first, object);
  }

  private fileClaims(object: Manifest, claimUsers: ReadonlyMap<string, Workload[]>): void {
    const workload = this.workloads.get(object);
    const claims = workload?.claimTemplates().map((template, position) => {
      const family = familyOfTemplate(stringAt(template, 'metadata', 'name') ?? '', object.metadata.name ?? '');
      return new Claim(object, ['spec', 'volumeClaimTemplates', position], [workload, ...claimUsers.get(`${workload.namespace}/${family}`) ?? []]);
    }) ?? [];
    if (kindOf(object) === CLAIM) claims.push(new Claim(object, [], claimUsers.get(`${namespaceOf(object)}/${object.metadata.name}`) ?? []));
    this.drills.meet(object, claims);
    this.quotas.fileClaims(claims);
    if (claims.length > 0) this.claims.set(object, claims);
    for (const claim of claims) {
      addTo(this.claimsByClass, claim.className, claim);
      this.claimsByName.set(`${claim.namespace}/${claim.nameOrFamily}`, claim);
    }
  }
}

/** Files a workload under the claims that it names, and under the templates that they may come from. */
function fileClaimUser(claimUsers: Map<string, Workload[]>, workload: Workload): void {
  const names = workload.claimVolumes().map(({ claimName }) => claimName);
  for (const name of new Set(names.flatMap((claimName) => [claimName, familyOf(claimName)]))) {
    addTo(claimUsers, `${workload.namespace}/${name}`, workload);
  }
}

function identityOf(object: Manifest): string {
  return `${kindOf(object)} ${namespaceOf(object)}/${object.metadata.name ?? ''}`;
}
