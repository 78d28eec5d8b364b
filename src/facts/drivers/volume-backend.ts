import { customDriver } from './custom-driver';
import type { DriverFacts } from './driver-facts';
import { DRIVERS } from './index';
import { commaFaults } from './parameter-text';
import type { OptionValue } from './parameter-text';
import { exceptionFor, offeredAccessModes, parameterFaults, topologyOf } from './volume-check';
import { StorageTopology, VolumeAccessMode, VolumeBindingMode, VolumeMode } from './volume-modes';
import type { Fault } from '../../core/faults';
import { Faults } from '../../core/faults';
import { MemoByOwner } from '../../core/memo';
import { dnsSubdomainFaults, MAX_DNS_LABEL } from '../../core/names';
import { checkProps, checkValue, listOf, oneOf, optional, SWITCH, TEXT, TEXTS } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** What to say of a CSI driver that has no factory here. */
export interface CustomVolumeBackendOptions {
  /**
   * Name of the driver: the `provisioner` of its classes and the `driver` of its snapshot classes.
   */
  readonly provisioner: string;

  /**
   * Access modes of its volumes with a file system. Claims that ask for another are refused.
   */
  readonly accessModes: VolumeAccessMode[];

  /**
   * Access modes of its raw block volumes.
   *
   * @default - none: it makes no raw block volumes
   */
  readonly blockAccessModes?: VolumeAccessMode[];

  /**
   * From where one of its volumes can be reached.
   */
  readonly topology: StorageTopology;

  /**
   * Node labels that `allowedTopologies` of a class may name.
   *
   * @default - any
   */
  readonly topologyKeys?: string[];

  /**
   * When claims should get their volumes.
   *
   * @default - WaitForFirstConsumer, or Immediate where every node reaches every volume
   */
  readonly volumeBindingMode?: VolumeBindingMode;

  /**
   * Whether its volumes can grow.
   */
  readonly expansion: boolean;

  /**
   * Whether it takes CSI snapshots.
   */
  readonly snapshots: boolean;

  /**
   * Whether its snapshots are cut before `status.creationTime` of a VolumeSnapshot is set, so that what is written later is
   * not in them. The CSI specification demands it, and yet some drivers set the time first and cut later: say `true`
   * only of a driver that you have read or tried. It decides how long a database is held still.
   *
   * @default false: a snapshot counts as cut when it is ready to use
   * @see https://github.com/container-storage-interface/spec/blob/master/spec.md#createsnapshot
   */
  readonly snapshotsCutAtCreationTime?: boolean;

  /**
   * Whether it takes snapshots of several volumes at one moment, for a `VolumeGroupSnapshotClass`.
   *
   * @default false
   */
  readonly groupSnapshots?: boolean;

  /**
   * Whether a volume can be made as a copy of another one, for a `ClonedClaim`.
   *
   * @default false
   */
  readonly clones?: boolean;

  /**
   * Names of the parameters that a `VolumeAttributesClass` can change of its volumes. A name that ends in `*` stands for all
   * that begin so.
   *
   * @default - none: it changes nothing of volumes that exist
   */
  readonly volumeAttributes?: string[];

  /**
   * Whether its volumes are encrypted at rest.
   *
   * @default - not known
   */
  readonly encrypted?: boolean;

  /**
   * Whether its volumes are folders of a network file system, which most databases should not run on.
   *
   * @default false
   */
  readonly networkFileSystem?: boolean;

  /**
   * `parameters` of its classes. All values are strings.
   *
   * @default - none
   */
  readonly parameters?: { readonly [key: string]: string };
}

/** What a typed factory hands over. */
interface BackendDescription {
  /** For error messages: `AwsEbs.gp3`. */
  readonly place: string;
  readonly driver: DriverFacts;
  readonly parameters: { readonly [key: string]: OptionValue };
  readonly extraParameters?: { readonly [key: string]: string };
  /** Names of options by the parameters that they set, where they differ. */
  readonly options?: { readonly [parameter: string]: string };
  readonly encrypted?: boolean;
  /** What is wrong with the options that the facts of the driver cannot say. */
  readonly faults?: readonly Fault[];
  /** Parameters that its snapshot classes need. */
  readonly snapshotParameters?: { readonly [key: string]: string };
  /** Parameters that its classes of group snapshots need. */
  readonly groupSnapshotParameters?: { readonly [key: string]: string };
}

const VOLUME_MODE = oneOf(VolumeMode);
const SHAPES: Shapes<CustomVolumeBackendOptions> = {
  provisioner: TEXT,
  accessModes: listOf(oneOf(VolumeAccessMode)),
  blockAccessModes: optional(listOf(oneOf(VolumeAccessMode))),
  topology: oneOf(StorageTopology),
  topologyKeys: optional(listOf(TEXT)),
  volumeBindingMode: optional(oneOf(VolumeBindingMode)),
  expansion: SWITCH,
  snapshots: SWITCH,
  snapshotsCutAtCreationTime: optional(SWITCH),
  groupSnapshots: optional(SWITCH),
  clones: optional(SWITCH),
  volumeAttributes: optional(listOf(TEXT)),
  encrypted: optional(SWITCH),
  networkFileSystem: optional(SWITCH),
  parameters: optional(TEXTS),
};

/**
 * Where volumes come from: a CSI driver with its parameters, and what volumes made that way can do.
 *
 * It is a value that renders nothing by itself. `ProductionStorageClass` makes a class from it, `VolumeSnapshotClass` a
 * snapshot class; workloads check what they ask for against it. Take one from a factory of a driver (`AwsEbs.gp3()`), or
 * describe another driver with `VolumeBackend.custom()`.
 *
 * @see https://kubernetes-csi.github.io/docs/drivers.html
 */
export class VolumeBackend {
  /**
   * Any CSI driver, by what you know of it. Its parameters are passed on unchecked, but for the ones that every driver shares.
   *
   * Throws when the provisioner is empty or is one that was removed from Kubernetes, when it says how snapshots are cut that
   * are not taken, and when both spellings of the file system type are set.
   */
  public static custom(options: CustomVolumeBackendOptions): VolumeBackend {
    checkProps('VolumeBackend.custom', SHAPES, options);
    const everywhere = options.topology === StorageTopology.REGION;
    const driver = customDriver({
      provisioner: options.provisioner,
      accessModes: options.accessModes,
      blockAccessModes: options.blockAccessModes ?? [],
      topology: options.topology,
      topologyKeys: options.topologyKeys ?? [],
      volumeBindingMode: options.volumeBindingMode ?? (everywhere ? VolumeBindingMode.IMMEDIATE : VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER),
      expansion: options.expansion,
      snapshots: options.snapshots,
      snapshotsCutAtCreationTime: options.snapshotsCutAtCreationTime ?? false,
      groupSnapshots: options.groupSnapshots ?? false,
      clones: options.clones ?? false,
      volumeAttributes: options.volumeAttributes ?? [],
      networkFileSystem: options.networkFileSystem ?? false,
    });
    const faults = new Faults('VolumeBackend.custom');
    faults.require(options.provisioner !== '', { prop: 'provisioner', problem: 'is empty', remedy: 'name the CSI driver, such as "ebs.csi.aws.com"' });
    if (options.provisioner !== '') faults.add(...provisionerFaults(options.provisioner));
    const modes = [...options.accessModes, ...options.blockAccessModes ?? []];
    faults.require(modes.length > 0, { prop: 'accessModes', problem: 'names none, so no claim could be made', remedy: 'name at least one here or in blockAccessModes' });
    faults.require(options.snapshots || !options.snapshotsCutAtCreationTime, {
      prop: 'snapshotsCutAtCreationTime', problem: 'is said of a driver that takes no snapshots', got: true, remedy: 'leave it out, or set snapshots: true',
    });
    faults.add(...removedFaults(options.provisioner), ...parameterFaults(driver, options.parameters ?? {}));
    faults.throwIfAny();
    return new VolumeBackend(driver, options.parameters ?? {}, options);
  }

  /** @internal */
  public static _of(description: BackendDescription): VolumeBackend {
    const { driver, parameters, extraParameters, encrypted, faults, snapshotParameters, groupSnapshotParameters } = description;
    const made = MADE.of(driver);
    const key = JSON.stringify([parameters, extraParameters, encrypted, faults, snapshotParameters, groupSnapshotParameters]);
    const known = made.get(key);
    if (known) return known;
    const backend = VolumeBackend.checked(description);
    // JSON takes such numbers for one another
    return Object.values(parameters).some((value) => typeof value === 'number' && !Number.isFinite(value)) ? backend : made.set(key, backend);
  }

  private static checked(description: BackendDescription): VolumeBackend {
    const { place, driver, extraParameters = {}, options = {} } = description;
    const said = (name: string) => options[name] ?? name;
    const faults = new Faults(place);
    const typed: { [key: string]: string } = {};
    for (const [name, value] of Object.entries(description.parameters)) {
      if (value === undefined) continue;
      faults.add(...commaFaults(said(name), value));
      typed[name] = String(value);
    }
    const parameters = { ...typed, ...extraParameters };
    const twice = Object.keys(extraParameters).filter((key) => key in typed);
    faults.add(...twice.map((key): Fault => ({ prop: `extraParameters.${key}`, problem: `is set by ${options[key] ?? key} already`, remedy: 'set it once' })));
    faults.add(...parameterFaults(driver, parameters).map((fault) => ({
      ...fault,
      prop: fault.prop in extraParameters ? `extraParameters.${fault.prop}` : said(fault.prop),
      remedy: fault.remedy.replace(/[\w-]+/g, said),
    })));
    faults.add(...description.faults ?? []);
    faults.throwIfAny();
    return new VolumeBackend(driver, parameters, description);
  }

  /** Name of the CSI driver: `provisioner` of a StorageClass. */
  public readonly provisioner: string;
  /** From where a volume can be reached. */
  public readonly topology: StorageTopology;
  /** When claims should get their volumes: `volumeBindingMode` of a StorageClass. */
  public readonly volumeBindingMode: VolumeBindingMode;
  /** Whether volumes can grow: `allowVolumeExpansion` of a StorageClass. */
  public readonly allowVolumeExpansion: boolean;
  /** Name of the driver that takes CSI snapshots: `driver` of a VolumeSnapshotClass. Undefined when it takes none. */
  public readonly snapshotDriver?: string;
  /** Whether volumes are encrypted at rest; undefined when that is decided elsewhere, as for a file system that exists. */
  public readonly encrypted?: boolean;
  /** @internal */
  public readonly _driver: DriverFacts;
  /** @internal */
  public readonly _snapshotParameters: { readonly [key: string]: string };
  /** @internal */
  public readonly _groupSnapshotParameters: { readonly [key: string]: string };
  private readonly given: { readonly [key: string]: string };

  private constructor(
    driver: DriverFacts,
    parameters: { readonly [key: string]: string },
    known: Pick<BackendDescription, 'encrypted' | 'snapshotParameters' | 'groupSnapshotParameters'>,
  ) {
    this._driver = driver;
    this.given = { ...parameters };
    this.provisioner = driver.provisioners[0].name;
    const { scope, volumeBindingMode } = topologyOf(driver, this.given);
    this.topology = scope as StorageTopology;
    this.volumeBindingMode = volumeBindingMode as VolumeBindingMode;
    this.allowVolumeExpansion = driver.expansion.supported && exceptionFor(driver, 'expansion', this.given) === undefined;
    this.snapshotDriver = driver.snapshots.supported && exceptionFor(driver, 'snapshots', this.given) === undefined ? this.provisioner : undefined;
    this.encrypted = known.encrypted;
    this._snapshotParameters = known.snapshotParameters ?? {};
    this._groupSnapshotParameters = known.groupSnapshotParameters ?? {};
  }

  /** `parameters` of a StorageClass: a copy. */
  public get parameters(): { [key: string]: string } {
    return { ...this.given };
  }

  /** The parameters themselves, never to be changed. @internal */
  public get _parameters(): { readonly [key: string]: string } {
    return this.given;
  }

  /** Access modes that claims may ask for. Throws for what is no volume mode. */
  public accessModes(volumeMode: VolumeMode): VolumeAccessMode[] {
    checkValue('VolumeBackend.accessModes', 'volumeMode', VOLUME_MODE, volumeMode);
    return [...offeredAccessModes(this._driver, this.given, volumeMode)] as VolumeAccessMode[];
  }
}

/** An app makes the same backend many times: equal ones are one value, so that what was worked out for it serves all. */
const MADE = new MemoByOwner<VolumeBackend>();

/** A qualified name: `ebs.csi.aws.com`, or `vendor.example/disk`; what stands behind the slash, or all of it, has at most 63 characters. */
// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/storage/validation/validation.go validateProvisioner
function provisionerFaults(provisioner: string): Fault[] {
  const parts = provisioner.split('/');
  const malformed = parts.flatMap((part) => dnsSubdomainFaults('provisioner', part)).slice(0, 1);
  if (malformed.length > 0 || parts[parts.length - 1].length <= MAX_DNS_LABEL) return malformed;
  return [{ prop: 'provisioner', problem: `has more than ${MAX_DNS_LABEL} characters, which the API server refuses`, got: provisioner, remedy: 'name the CSI driver as `kubectl get csidrivers` shows it' }];
}

function removedFaults(provisioner: string): Fault[] {
  return DRIVERS.filter(({ inTree }) => inTree?.name === provisioner).map(({ inTree, provisioners }) => ({
    prop: 'provisioner',
    problem: `was removed in Kubernetes ${inTree!.removedIn}`,
    got: provisioner,
    remedy: `use ${provisioners[0].name}`,
  }));
}
