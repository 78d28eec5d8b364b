import { Construct } from 'constructs';
import type { CatalogMember } from './catalog-entries';
import { catalogPage } from './catalog-page';
import { planCatalog } from './catalog-plan';
import type { CatalogPlan, PlannedClass } from './catalog-plan';
import { CATALOG_PROPS } from './catalog-shape';
import { classFacts, factAnnotations } from './class-facts';
import { classFence } from './class-fence';
import type { StorageCatalogProps } from './storage-catalog-props';
import { fail, Faults } from '../../core/faults';
import { hashOf } from '../../core/names';
import { checkProps, checkValue } from '../../core/shape';
import type { VolumeBackend } from '../../facts/drivers/volume-backend';
import { PLATFORMS } from '../../facts/platforms/index';
import type { PlatformFacts } from '../../facts/platforms/platform-facts';
import { additionFaults } from '../kubernetes-additions';
import { ProductionStorageClass } from '../production-storage-class';
import { STORAGE_CLASS } from '../shapes';
import type { IVolumeSnapshotClass } from '../snapshot-class';
import type { IStorageClass } from '../storage-class';
import { VolumeSnapshotClass } from '../volume-snapshot-class';

/**
 * The classes that a platform team offers, named after what becomes of the data, and saying of themselves what people ask
 * before they put data on them.
 *
 * Renders a StorageClass `<prefix>-<class>` for each class that the platform has, with the annotations
 * `cdk8s-stateful.dev/` `backend`, `access-modes`, `zones`, `performance`, `encryption`, `backup`, `reclaim`, `expansion`,
 * `cost`, `allowed-namespaces`, `owner` and `recovery-runbook`. When asked for: a VolumeSnapshotClass
 * `<prefix>-<name of the driver>-retain` for each driver that takes snapshots (with a hash where a second one needs other
 * parameters, as for a second Ceph cluster), and a ValidatingAdmissionPolicy with its binding,
 * `<prefix>-storage-classes`, that keeps claims to their allowed namespaces. None has a namespace.
 *
 * Throws when the catalogue has no class or not its default one, a backend does not keep the promise of its class, or somebody
 * who is to be named is not, naming all that is wrong.
 *
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/
 */
export class StorageCatalog extends Construct {
  /** All classes of the catalogue. */
  public readonly storageClasses: IStorageClass[];
  private readonly platform: PlatformFacts;
  private readonly plan: CatalogPlan;
  private readonly made = new Map<CatalogMember, IStorageClass>();
  private readonly snapshotClasses = new Map<string, IVolumeSnapshotClass>();
  private readonly defaultClass?: string;

  public constructor(scope: Construct, id: string, props: StorageCatalogProps) {
    super(scope, id);
    checkProps(this.node.path, CATALOG_PROPS, props);
    const { prefix = 'platform', defaultClass, enforceAllowedNamespaces = false, volumeSnapshotClasses = false } = props;
    this.platform = PLATFORMS.find((platform) => platform.id === props.platform)!;
    this.plan = planCatalog(this.platform, props);
    this.defaultClass = defaultClass;
    const faults = new Faults(this.node.path);
    faults.add(...this.plan.faults, ...enforceAllowedNamespaces ? additionFaults(this, 'ValidatingAdmissionPolicy') : []);
    faults.throwIfAny();

    for (const planned of this.plan.classes) this.makeClass(prefix, planned);
    this.storageClasses = [...this.made.values()];
    if (volumeSnapshotClasses) this.plan.classes.forEach((planned) => this.makeSnapshotClass(prefix, planned));
    if (enforceAllowedNamespaces) this.fence(prefix);
  }

  /**
   * A disk of one zone that outlives its claim: production state with one writer, such as a database.
   *
   * @throws when the catalogue has it not, saying why and what to use instead.
   */
  public get zonalSsdRetain(): IStorageClass {
    return this.classOf('zonalSsdRetain');
  }

  /**
   * A disk of one zone that is deleted with its claim: state of development and tests, and what can be made again.
   *
   * @throws when the catalogue has it not, saying why and what to use instead.
   */
  public get zonalSsdDelete(): IStorageClass {
    return this.classOf('zonalSsdDelete');
  }

  /**
   * A disk of several zones that outlives its claim: state with one writer that must outlive a zone and does not replicate itself.
   *
   * @throws when the catalogue has it not, saying why and what to use instead.
   */
  public get regionalSsdRetain(): IStorageClass {
    return this.classOf('regionalSsdRetain');
  }

  /**
   * A fast disk of one zone that outlives its claim: state with one writer that was measured to need more operations.
   *
   * @throws when the catalogue has it not, saying why and what to use instead.
   */
  public get highIopsRetain(): IStorageClass {
    return this.classOf('highIopsRetain');
  }

  /**
   * A file system for pods of many nodes that outlives its claim. Measure before use, and keep databases off it.
   *
   * @throws when the catalogue has it not, saying why and what to use instead.
   */
  public get sharedFile(): IStorageClass {
    return this.classOf('sharedFile');
  }

  /**
   * A disk of one node, for caches and scratch space: its loss is expected.
   *
   * @throws when the catalogue has it not, saying why and what to use instead.
   */
  public get localEphemeral(): IStorageClass {
    return this.classOf('localEphemeral');
  }

  /**
   * The class for snapshots of volumes of a class: copies outlive their VolumeSnapshots.
   *
   * @throws when the catalogue was made without `volumeSnapshotClasses`, or the driver takes no snapshots.
   */
  public volumeSnapshotClassFor(storageClass: IStorageClass): IVolumeSnapshotClass {
    checkValue(this.node.path, 'storageClass', STORAGE_CLASS, storageClass);
    const { backend } = storageClass;
    const driver = backend?.snapshotDriver;
    const made = backend && this.snapshotClasses.get(snapshotKind(backend));
    return made ?? fail(this.node.path, {
      prop: 'volumeSnapshotClassFor',
      problem: driver === undefined ? 'is asked for a class whose driver takes no snapshots' : 'has none of its driver',
      got: storageClass.storageClassName,
      remedy: driver === undefined ? 'copy the data another way' : 'set volumeSnapshotClasses, or ask for a class of this catalogue',
    });
  }

  /**
   * A page in Markdown for those who choose a class: what each is for and says of itself, and what the platform has not.
   */
  public toMarkdown(): string {
    const classes = this.plan.classes.map((planned) => ({
      name: this.classOf(planned.entry.member).storageClassName, isDefault: planned.entry.catalogClass === this.defaultClass, planned,
    }));
    return catalogPage(this.platform.title, classes, this.plan.absent);
  }

  private classOf(member: CatalogMember): IStorageClass {
    const made = this.made.get(member);
    if (made) return made;
    const absent = this.plan.absent.find(({ entry }) => entry.member === member)!;
    return fail(this.node.path, { prop: member, problem: `is not in this catalogue: ${absent.why}`, remedy: absent.remedy });
  }

  private makeClass(prefix: string, planned: PlannedClass): void {
    const { entry, backend } = planned;
    this.made.set(entry.member, new ProductionStorageClass(this, entry.id, {
      metadata: { name: `${prefix}-${entry.catalogClass}`, annotations: factAnnotations(classFacts(planned)) },
      backend,
      reclaimPolicy: entry.reclaimPolicy,
      isDefault: entry.catalogClass === this.defaultClass,
    }));
  }

  private makeSnapshotClass(prefix: string, { backend }: PlannedClass): void {
    const { snapshotDriver } = backend;
    const kind = snapshotKind(backend);
    if (snapshotDriver === undefined || this.snapshotClasses.has(kind)) return;
    const isFirst = [...this.snapshotClasses.keys()].every((known) => !known.startsWith(`${snapshotDriver} `));
    const suffix = isFirst ? '' : `-${hashOf(kind)}`;
    this.snapshotClasses.set(kind, new VolumeSnapshotClass(this, `Snapshots-${snapshotDriver}${suffix}`, {
      metadata: { name: `${prefix}-${snapshotDriver}-retain${suffix}` }, backend,
    }));
  }

  private fence(prefix: string): void {
    const fenced = this.plan.classes.flatMap(({ entry, allowedNamespaces: namespaces }) => (
      namespaces === undefined ? [] : [{ storageClassName: this.classOf(entry.member).storageClassName, namespaces }]
    ));
    classFence(this, 'Fence', `${prefix}-storage-classes`, fenced);
  }
}

/** What volumes have in common that one VolumeSnapshotClass can serve: the driver and what it needs, such as the Secrets of a cluster. */
function snapshotKind({ snapshotDriver, _snapshotParameters: parameters }: VolumeBackend): string {
  return `${snapshotDriver} ${JSON.stringify(Object.entries(parameters).sort())}`;
}
