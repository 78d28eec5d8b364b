/**
 * What there is to know about a CSI driver. One file a driver answers all of it; everything above reads these answers
 * and never asks which driver it is.
 */
export interface DriverFacts {
  /** Short name of the driver in our catalogue: `aws-ebs`. */
  readonly id: string;
  /** For people: `Amazon EBS`. */
  readonly title: string;
  /** Upstream repository, commit and version these facts were read from. */
  readonly source: string;
  /** `provisioner` strings that reach this driver; the first is the usual one. */
  readonly provisioners: readonly ProvisionerFacts[];
  /** The removed in-tree provisioner that it replaces. */
  readonly inTree?: { readonly name: string; readonly removedIn: string; readonly source: string };
  /** Whether volumes are disks of their own or folders of a network file system. */
  readonly storage: 'block' | 'network-file-system';
  /** `static`: no driver makes volumes; somebody prepares them. */
  readonly provisioning?: 'dynamic' | 'static';
  /** Access modes by volume mode. */
  readonly accessModes: { readonly Filesystem: readonly AccessModeFacts[]; readonly Block: readonly AccessModeFacts[]; readonly source: string };
  readonly topology: {
    /** From where a volume can be reached. */
    readonly scope: 'zone' | 'region' | 'node';
    /** Keys that `allowedTopologies` may name; the first is the usual one. One that ends in `*` goes on with a word of the user's; none is any. */
    readonly keys: readonly string[];
    readonly volumeBindingMode: 'WaitForFirstConsumer' | 'Immediate';
    readonly why: string;
    readonly source: string;
    /** Where parameters change the answer; the first that applies wins. */
    readonly variants?: readonly TopologyVariant[];
  };
  /** What the data of a volume outlives. From where it is reached is another question: a path may be longer than the copies. */
  readonly outlives: SurvivalFacts & {
    /** Where parameters change the answer; the first that applies wins. */
    readonly variants?: readonly (SurvivalFacts & { readonly when: ParameterCondition })[];
  };
  readonly expansion: {
    readonly supported: boolean;
    readonly online: boolean;
    readonly limit?: string;
    /** Volumes that cannot grow, by their parameters. */
    readonly except?: readonly ExceptionFacts[];
    readonly source: string;
  };
  readonly snapshots: {
    readonly supported: boolean;
    /** Parameters of a VolumeSnapshotClass; one that ends in `*` goes on with a word of the user's. */
    readonly parameters: readonly string[];
    /** When a snapshot is cut; given exactly where it takes snapshots. */
    readonly cut?: SnapshotCutFacts;
    /** What to use where it takes none. */
    readonly alternative?: string;
    /** Volumes that have no snapshots, or none that can be restored, by their parameters. */
    readonly except?: readonly ExceptionFacts[];
    /** Of which volumes, what a snapshot is, and where it can be restored. */
    readonly note?: string;
    readonly source: string;
  };
  /** Snapshots of several volumes at one moment (VolumeGroupSnapshot). */
  readonly groupSnapshots: {
    readonly supported: boolean;
    /** Parameters that a VolumeGroupSnapshotClass must have. */
    readonly required?: readonly string[];
    readonly note?: string;
    readonly source: string;
  };
  readonly clones: {
    readonly supported: boolean;
    /** A clone has the size of its source, and grows afterwards; otherwise it may be larger. Said where it makes clones. */
    readonly sameSize?: boolean;
    /** Parameters that say of a clone what they say of its source, their defaults included. Said where it makes clones. */
    readonly sameParameters?: readonly string[];
    /** Volumes that cannot be cloned, or not to all others. */
    readonly except?: readonly CloneExceptionFacts[];
    readonly note?: string;
    readonly source: string;
  };
  /** How large a volume is made that was asked for. */
  readonly allocation: {
    /** Sizes are rounded up to the first step that applies; none is to the byte, and undefined that nobody knows. */
    readonly steps?: readonly SizeStepFacts[];
    readonly source: string;
  };
  /** The form of `csi.volumeHandle`, where it is known. */
  readonly volumeHandle?: { readonly pattern: RegExp; readonly form: string; readonly source: string };
  /** Parameters that a VolumeAttributesClass changes of volumes that exist; one that ends in `*` goes on with a word of the user's. */
  readonly volumeAttributes: {
    readonly supported: boolean;
    readonly parameters: readonly string[];
    /** How their keys are compared, where that differs from the parameters of a StorageClass. */
    readonly keyCase?: 'exact' | 'lower-case';
    /** Parameters that the StorageClass of such volumes must have. */
    readonly requires?: readonly string[];
    readonly note?: string;
    readonly source: string;
  };
  /** How many of its volumes a node carries. */
  readonly attachLimit: { readonly text: string; readonly source: string };
  /** What has to be installed, and by what name it is seen in a cluster. */
  readonly install: { readonly text: string; readonly source: string };
  readonly encryption: {
    /** Who decides on encryption at rest: a parameter of the class, the backend as a whole, or nobody: there is none, or `always`. */
    readonly decidedBy: 'class' | 'backend' | 'nobody' | 'always';
    /** Parameter that switches it on, and its value. */
    readonly parameter?: string;
    readonly on?: string;
    /** Parameter that names the key. */
    readonly keyParameter?: string;
    /** Whose key it is where that parameter names none: after `with`. */
    readonly withoutKey?: string;
    /** What is encrypted and how, whoever has the key. */
    readonly note: string;
    readonly source: string;
  };
  readonly parameters: readonly ParameterFacts[];
  /** Sets of parameters of which a class names exactly one. */
  readonly exactlyOneOf?: readonly { readonly parameters: readonly string[]; readonly source: string }[];
  /** What the driver does with a parameter that it does not know. */
  readonly unknownParameter: { readonly behaviour: 'rejected' | 'ignored' | 'unverified'; readonly source: string };
  /** Whether parameter keys are compared exactly or in lower case. */
  readonly parameterKeyCase: 'exact' | 'lower-case';
  /** Kinds of volume it can make, chosen by `kindParameter`. */
  readonly kinds: readonly VolumeKindFacts[];
  readonly kindParameter?: string;
  readonly fsGroup: { readonly applied: boolean; readonly policy: string; readonly source: string };
  /** Not for production: why. */
  readonly notForProduction?: string;
}

export interface SnapshotCutFacts {
  /**
   * The first field of `status` of a VolumeSnapshot that proves that later writes are not in it. The CSI specification wants the
   * snapshot cut before `creationTime` is known; not every driver obeys.
   */
  readonly signal: 'creationTime' | 'readyToUse';
  readonly source: string;
}

export interface ProvisionerFacts {
  readonly name: string;
  /** Every name that ends so reaches the driver too: the user chooses what stands before it. */
  readonly suffix?: string;
  readonly use: string;
  /** Topology that classes of this provisioner carry unless the user says otherwise. */
  readonly allowedTopologies?: readonly { readonly key: string; readonly values: readonly string[] }[];
  readonly source: string;
}

/** Something that holds when a parameter has one of these values, or at least this number; with neither, when it has any. */
export interface ParameterCondition {
  readonly parameter: string;
  readonly values?: readonly string[];
  readonly min?: number;
}

/** Volumes that lack what their driver can do for others. */
export interface ExceptionFacts {
  readonly when: ParameterCondition;
  readonly why: string;
  readonly source: string;
}

/** Sources that cannot be cloned; with a condition on the clone, not to volumes that meet it. */
export interface CloneExceptionFacts {
  readonly from: ParameterCondition;
  readonly to?: ParameterCondition;
  readonly why: string;
  readonly source: string;
}

/** Quantities, as `1Gi`. */
export interface SizeStepFacts {
  /** It applies to sizes below this; without it to all others. */
  readonly below?: string;
  readonly step: string;
}

/** From where volumes with certain parameters can be reached. */
export interface TopologyVariant {
  readonly when: ParameterCondition;
  readonly scope: 'zone' | 'region' | 'node';
  readonly volumeBindingMode: 'WaitForFirstConsumer' | 'Immediate';
  /** How many zones `allowedTopologies` must name, when it names any. */
  readonly zones?: number;
  /** `allowedTopologies` must not be set: it would contradict where the driver keeps these volumes. */
  readonly pinned?: boolean;
  readonly why: string;
  readonly source: string;
}

/**
 * The largest loss after which data is still there. `nothing`: one machine that fails takes it along, whichever node the pod is
 * on, so that copies on other nodes may go with it. `pod`: it shares the fate of the node of its pod.
 */
export type Survival = 'nothing' | 'pod' | 'node' | 'zone';

export interface SurvivalFacts {
  /** What is certain. */
  readonly surely: Survival;
  /** What it can be at best, where that was decided outside of the class: how a pool or a server was made. */
  readonly atBest?: Survival;
  readonly why: string;
  readonly source: string;
}

export interface AccessModeFacts {
  readonly mode: 'ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadWriteMany' | 'ReadOnlyMany';
  /** Only volumes of these kinds offer it. */
  readonly kinds?: readonly string[];
  /** Only volumes with this parameter offer it. */
  readonly when?: ParameterCondition;
  /** Under which condition that nobody can see in a class: a source of data, for instance. */
  readonly note?: string;
}

export interface ParameterFacts {
  readonly name: string;
  /** Other names that the driver reads as this one. */
  readonly aliases?: readonly string[];
  /** Ends in a number or a word of the user's: `tagSpecification_1`. */
  readonly prefix?: boolean;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly values?: readonly string[];
  /** The driver compares values without regard to case. */
  readonly anyCase?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** The driver reads a Kubernetes quantity and counts it in this unit, rounded up: in `Mi`, `140Mi` is 140 and a bare `140` is 1. */
  readonly quantityIn?: '' | 'Mi' | 'Gi';
  readonly pattern?: RegExp;
  /** The pattern in words. */
  readonly form?: string;
  readonly default?: string;
  readonly required?: boolean;
  /** Required where this other parameter is not given. */
  readonly requiredUnless?: string;
  /** Required only then. */
  readonly requiredWhen?: ParameterCondition;
  /** Only for volumes of these kinds. */
  readonly kinds?: readonly string[];
  /** Only for volumes with these file systems. */
  readonly fsTypes?: readonly string[];
  /** Only then. */
  readonly when?: ParameterCondition;
  /** Fewer values, where all conditions hold. */
  readonly valuesWhen?: readonly { readonly when: readonly ParameterCondition[]; readonly values: readonly string[] }[];
  /** Not together with these. */
  readonly excludes?: readonly string[];
  /** Only together with these. */
  readonly requires?: readonly string[];
  readonly note?: string;
  readonly source: string;
  /** Not verified upstream: may inform, never refuse. */
  readonly unverified?: boolean;
}

export interface SizeFacts {
  readonly min: number;
  readonly max: number;
  /** No size between the two is offered. */
  readonly gap?: { readonly after: number; readonly before: number };
  /** Not verified upstream: may inform, never refuse. */
  readonly unverified?: boolean;
}

export interface VolumeKindFacts {
  readonly kind: string;
  readonly default?: boolean;
  /** What it is made of, or is as slow as; `unknown` where that is decided outside of the class, or by other parameters. */
  readonly medium: 'ssd' | 'hdd' | 'unknown';
  /** It is sold for more operations per second than the usual SSD has, even where the class asks for no number. */
  readonly soldForIops?: boolean;
  readonly sizeGiB?: SizeFacts & {
    /** Where parameters change the answer; the first that applies wins. */
    readonly variants?: readonly (SizeFacts & { readonly when: ParameterCondition })[];
  };
  readonly iops?: {
    readonly parameter: string;
    readonly min: number;
    readonly max: number;
    readonly default?: number;
    readonly required?: boolean;
    /** The driver lowers more than this without a word, as long as `min` or more is left; else the request is refused. */
    readonly maxPerGiB?: number;
    /** The ratio is not verified: it may inform, never refuse. */
    readonly maxPerGiBUnverified?: boolean;
    /** More than that is refused, however much is left. */
    readonly excessRefused?: boolean;
    /** Parameter that asks for operations per GiB instead of a fixed number. */
    readonly perGiBParameter?: string;
    /** Parameter that, when `"true"`, raises less than `min` to it. */
    readonly raiseParameter?: string;
    /** The maximum is verified, the minimum is not. */
    readonly minUnverified?: boolean;
    /** Not verified upstream: may inform, never refuse. */
    readonly unverified?: boolean;
  };
  readonly throughputMiBps?: {
    readonly parameter: string;
    readonly min: number;
    readonly max: number;
    readonly default?: number;
    readonly maxPerIops?: number;
    /** Where the parameter counts in another unit than MiB/s. */
    readonly unit?: 'MB/s';
    /** The maximum is verified, the minimum is not. */
    readonly minUnverified?: boolean;
    readonly unverified?: boolean;
  };
  readonly note?: string;
  readonly source: string;
}
