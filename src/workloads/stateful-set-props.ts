import type { ApiObjectMetadata, Size } from 'cdk8s';
import type { DatabaseResources } from './container-resources';
import type { VolumeAccessMode } from '../facts/drivers/volume-modes';
import type { PodManagementPolicy, StatefulEngine } from '../facts/engines/stateful-engine';
import type { EnvValue, IServiceAccount } from '../kube/cdk8s-plus';
import type { IStorageClass } from '../storage/storage-class';

/** A volume of every pod, in one of the roles that the engine names. */
export interface StatefulVolume {
  /** The role that the engine gives it: `data`. */
  readonly role: string;
  /**
   * Size of each claim. Sets `resources.requests.storage` of the claim template.
   *
   * It cannot be raised here for a set that runs: the API server refuses every change of a claim template. Grow the
   * claims one by one, then replace the set without its pods; the guide "Growing volumes" has the commands.
   *
   * @see https://github.com/kubernetes/kubernetes/issues/68737
   */
  readonly size: Size;
  /** The class that its volumes are made from. Sets `storageClassName`. */
  readonly storageClass: IStorageClass;
  /**
   * Sets `accessModes`. `ReadWriteOncePod` lets no second pod open the volume, not even one on the same node, such as
   * a copy that `kubectl debug` makes.
   *
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
   * @default VolumeAccessMode.READ_WRITE_ONCE_POD
   */
  readonly accessMode?: VolumeAccessMode;
  /**
   * Name of the claim template, to describe a set that already runs.
   *
   * @default - the role
   */
  readonly claimTemplateName?: string;
}

/** Names of the objects around a stateful set. */
export interface StatefulObjectNames {
  /**
   * Name of the PodDisruptionBudget.
   *
   * @default - that of the set
   */
  readonly disruptionBudget?: string;
  /**
   * Name of the NetworkPolicy.
   *
   * @default - that of the set
   */
  readonly networkPolicy?: string;
  /**
   * Name of the Service that reaches the server that takes writes, for workloads that have one.
   *
   * @default - `<name>-rw`
   */
  readonly rwService?: string;
}

/** What every stateful set can be told. */
export interface StatefulSetOptions {
  /**
   * Name, namespace, labels and annotations of the StatefulSet; its other objects are named after it.
   * A changed name is a new set with empty volumes. At most 52 characters.
   *
   * @default - the chart makes a name from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * Sets `selector.matchLabels` of the set, to describe one that already runs. For ever: the field is immutable, and the
   * labels are copied onto every claim.
   *
   * @default - `cdk8s-stateful.dev/workload: <name>` alone
   */
  readonly selector?: { readonly [label: string]: string };
  /**
   * Sets `serviceName` and the name of the headless Service, to describe a set that already runs. For ever.
   *
   * @default - `<name>-headless`
   */
  readonly serviceName?: string;
  /**
   * Sets `podManagementPolicy`, to describe a set that already runs. For ever: the field is immutable.
   *
   * @default - the engine's; `Parallel` for PostgreSQL
   */
  readonly podManagementPolicy?: PodManagementPolicy;
  /**
   * Names of its other objects, to describe those that already exist.
   *
   * @default - made from the name of the set
   */
  readonly objectNames?: StatefulObjectNames;
  /**
   * Processors and memory. Sets `resources` of the container.
   *
   * @default - 1 processor, 2 GiB
   */
  readonly resources?: DatabaseResources;
  /**
   * Pods with an ordinal below this keep their template: `1` of 3 updates the last two first. Sets
   * `updateStrategy.rollingUpdate.partition`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions
   * @default 0
   */
  readonly updatePartition?: number;
  /**
   * The account that the pods run as. Its token is not mounted. Sets `serviceAccountName`.
   *
   * @default - the namespace's default account
   */
  readonly serviceAccount?: IServiceAccount;
  /**
   * The account by name, instead of `serviceAccount`.
   *
   * @default - `serviceAccount`
   */
  readonly serviceAccountName?: string;
}

/** A stateful set of an engine. */
export interface ProductionStatefulSetProps extends StatefulSetOptions {
  /** The program and what is known about it. */
  readonly engine: StatefulEngine;
  /** One volume for each role that the engine names. */
  readonly volumes: StatefulVolume[];
  /**
   * Number of pods. Sets `replicas`. More than one only for an engine that replicates: several pods of one image are
   * several databases under one name.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Environment variables, with values from Secrets and ConfigMaps as cdk8s-plus gives them.
   *
   * @default - those of the engine
   */
  readonly environment?: { readonly [name: string]: EnvValue };
  /**
   * Names of the ConfigMaps whose files appear in each folder, read-only, by mount path.
   *
   * @default - none
   */
  readonly configMaps?: { readonly [mountPath: string]: string[] };
  /**
   * The same for ConfigMaps that need not exist: without them the folder is empty, and the pod starts all the same.
   *
   * @default - none
   */
  readonly optionalConfigMaps?: { readonly [mountPath: string]: string[] };
}
