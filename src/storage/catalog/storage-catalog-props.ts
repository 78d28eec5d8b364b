import type { CatalogClass } from './catalog-class';
import type { VolumeBackend } from '../../facts/drivers/volume-backend';
import type { StoragePlatform } from '../storage-platform';

/** What to say of one class of a catalogue. */
export interface CatalogClassOptions {
  /**
   * Where its volumes come from: what is usual on the platform with a key of your own (`AwsEbs.gp3({ kmsKeyId })`) or with what
   * only you know (`AwsEfs.accessPoints({ fileSystemId })`), or volumes of another kind or driver that keep the promise of the
   * class: zonal disks outlive their node and are no hard disks, regional ones outlive their zone and are reached from several,
   * fast ones have more operations than come with the usual SSD, shared files have many writers and outlive a machine, local
   * disks are of one node. `encrypted: false` of a backend is said in the annotations and on the page.
   *
   * @default - what is usual on the platform; where that needs something that only you know, or there is none, the catalogue is without the class
   */
  readonly backend?: VolumeBackend;

  /**
   * What is paid for: never how much, which changes. Sets the annotation `cdk8s-stateful.dev/cost`. Required where the volumes are
   * of another kind than is usual on the platform, or keep another number of copies.
   *
   * @default - what is known of the platform
   */
  readonly costModel?: string;

  /**
   * Whether the catalogue has the class: `false` where the cluster lacks what it needs, such as nodes with local disks.
   *
   * @default true, where the platform has it
   */
  readonly offered?: boolean;

  /**
   * Why the catalogue has not the class, for those who look for it on the page. Only with `offered: false`.
   *
   * @default - 'left out by the owner'
   */
  readonly notOfferedBecause?: string;

  /**
   * Namespaces whose claims may name the class. Sets the annotation `cdk8s-stateful.dev/allowed-namespaces`; with
   * `enforceAllowedNamespaces` the API server refuses the claims of others.
   *
   * @default - those of the catalogue
   */
  readonly allowedNamespaces?: string[];

  /**
   * Who runs the storage behind the class. Sets the annotation `cdk8s-stateful.dev/owner`.
   *
   * @default - that of the catalogue
   */
  readonly owner?: string;

  /**
   * Where it is written how data of the class is brought back. Sets the annotation `cdk8s-stateful.dev/recovery-runbook`.
   *
   * @default - that of the catalogue
   */
  readonly recoveryRunbook?: string;
}

/** Options of a `StorageCatalog`. */
export interface StorageCatalogProps {
  /**
   * What kind of cluster it is for. Decides which classes there are, and what they say of themselves.
   */
  readonly platform: StoragePlatform;

  /**
   * Who runs the storage: a team and how to reach it. Sets the annotation `cdk8s-stateful.dev/owner` of every class.
   */
  readonly owner: string;

  /**
   * Where it is written how data is brought back: a link, most often. Sets the annotation
   * `cdk8s-stateful.dev/recovery-runbook` of every class.
   */
  readonly recoveryRunbook: string;

  /**
   * What the names of all objects begin with. Claims carry the names of their classes for ever: never change it.
   *
   * @default 'platform'
   */
  readonly prefix?: string;

  /**
   * Namespaces whose claims may name a class, where the class does not say. Sets the annotation
   * `cdk8s-stateful.dev/allowed-namespaces`.
   *
   * @default - all
   */
  readonly allowedNamespaces?: string[];

  /**
   * Let the API server refuse claims that name a class outside its allowed namespaces, whoever makes them: people, sets, pods
   * with ephemeral volumes. Makes a ValidatingAdmissionPolicy and its binding, for Kubernetes 1.30 or newer.
   *
   * @default false
   */
  readonly enforceAllowedNamespaces?: boolean;

  /**
   * The class of claims that name none. Sets the annotation `storageclass.kubernetes.io/is-default-class` of this class alone.
   * A cluster should have one default class: take the mark from the one that came with it. `LOCAL_EPHEMERAL` is refused, and with
   * `enforceAllowedNamespaces` a class with `allowedNamespaces`: claims that name no class would be lost, or refused elsewhere.
   *
   * @default - none: claims say what they want
   * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass
   */
  readonly defaultClass?: CatalogClass;

  /**
   * Make a VolumeSnapshotClass that keeps its copies (`deletionPolicy: Retain`) for each driver that takes snapshots, and where
   * volumes of one driver need other parameters, such as the Secrets of another Ceph cluster, for each of these. The
   * cluster then needs the CRDs and the controller of external-snapshotter. A `SnapshotPolicy` brings a class of its own.
   *
   * @default false
   */
  readonly volumeSnapshotClasses?: boolean;

  /**
   * The class `<prefix>-zonal-ssd-retain`.
   *
   * @default - as is usual on the platform
   */
  readonly zonalSsdRetain?: CatalogClassOptions;

  /**
   * The class `<prefix>-zonal-ssd-delete`.
   *
   * @default - as is usual on the platform
   */
  readonly zonalSsdDelete?: CatalogClassOptions;

  /**
   * The class `<prefix>-regional-ssd-retain`.
   *
   * @default - as is usual on the platform
   */
  readonly regionalSsdRetain?: CatalogClassOptions;

  /**
   * The class `<prefix>-high-iops-retain`.
   *
   * @default - as is usual on the platform
   */
  readonly highIopsRetain?: CatalogClassOptions;

  /**
   * The class `<prefix>-shared-file`.
   *
   * @default - as is usual on the platform
   */
  readonly sharedFile?: CatalogClassOptions;

  /**
   * The class `<prefix>-local-ephemeral`.
   *
   * @default - as is usual on the platform
   */
  readonly localEphemeral?: CatalogClassOptions;
}
