import type { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { IStorageClass } from '../storage/storage-class';

/** A volume that every pod of a workload has one of. */
export interface WorkloadVolume {
  /** What it is for: `data`, `wal`. */
  readonly role: string;
  /** Name of the claim template; the claims are `<claimTemplateName>-<workload>-<ordinal>`. */
  readonly claimTemplateName: string;
  /** Size that each claim asks for. */
  readonly size: Size;
  /** The class that its volumes are made from. */
  readonly storageClass: IStorageClass;
}

/** A workload whose pods keep data on volumes of their own: what policies, alerts and drills need to know of it. */
export interface IStatefulWorkload extends IConstruct {
  /** Name of the StatefulSet. */
  readonly workloadName: string;
  /** Its namespace; undefined when the one who applies the YAML decides. */
  readonly workloadNamespace?: string;
  /** Number of pods. */
  readonly replicas: number;
  /** Labels that select its pods. */
  readonly matchLabels: { [label: string]: string };
  /** Its volumes. */
  readonly volumes: WorkloadVolume[];
}
