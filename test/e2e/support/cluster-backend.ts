import type { KubeObject } from './kubectl';
import { Kubectl } from './kubectl';
import { DEFAULT_SNAPSHOT_CLASS_ANNOTATION, DEFAULT_STORAGE_CLASS_ANNOTATION } from '../../../src/core/vocabulary';
import { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode, VolumeBindingMode } from '../../../src/facts/drivers/volume-modes';

/** What the cluster offers to somebody who names no class. */
export interface ClusterStorage {
  readonly backend: VolumeBackend;
  /** Name of its default StorageClass. */
  readonly storageClassName: string;
  /** Name of the VolumeSnapshotClass of the same driver, the default one if there are several; undefined without snapshots. */
  readonly volumeSnapshotClassName?: string;
}

/**
 * The cluster's own storage as a backend, so that what a test builds is the example's constructs with one prop swapped.
 * Of the volumes it assumes what every CSI driver of a disk can do, and takes the rest from the default StorageClass. A class
 * that waits for the first consumer is taken to be zonal, since no object of the API says how far its volumes reach.
 */
export async function clusterBackend(): Promise<ClusterStorage> {
  const kubectl = new Kubectl();
  const storageClass = defaultOf(await kubectl.list('storageclasses.storage.k8s.io'), DEFAULT_STORAGE_CLASS_ANNOTATION);
  if (!storageClass) {
    throw new Error(`the cluster has no default StorageClass; annotate one with ${DEFAULT_STORAGE_CLASS_ANNOTATION}: "true"`);
  }
  const { provisioner, parameters, allowVolumeExpansion, volumeBindingMode } = storageClass;
  const ofDriver = (await classesOf(kubectl, 'snapshot.storage.k8s.io', 'volumesnapshotclasses')).filter(({ driver }) => driver === provisioner);
  const snapshotClass = defaultOf(ofDriver, DEFAULT_SNAPSHOT_CLASS_ANNOTATION) ?? ofDriver[0];
  const groupClasses = (await classesOf(kubectl, 'groupsnapshot.storage.k8s.io', 'volumegroupsnapshotclasses')).filter(({ driver }) => driver === provisioner);
  const zonal = volumeBindingMode === VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER;
  return {
    backend: VolumeBackend.custom({
      provisioner,
      accessModes: [VolumeAccessMode.READ_WRITE_ONCE, VolumeAccessMode.READ_WRITE_ONCE_POD],
      topology: zonal ? StorageTopology.ZONE : StorageTopology.REGION,
      volumeBindingMode,
      expansion: allowVolumeExpansion === true,
      snapshots: snapshotClass !== undefined,
      groupSnapshots: groupClasses.length > 0,
      clones: true,
      parameters,
    }),
    storageClassName: storageClass.metadata.name,
    volumeSnapshotClassName: snapshotClass?.metadata.name,
  };
}

/** None where their CRDs are not installed. */
async function classesOf(kubectl: Kubectl, group: string, plural: string): Promise<KubeObject[]> {
  const kinds = await kubectl.run(['api-resources', `--api-group=${group}`, '-o', 'name']);
  return kinds.includes(plural) ? kubectl.list(`${plural}.${group}`) : [];
}

function defaultOf(classes: readonly KubeObject[], annotation: string): KubeObject | undefined {
  return classes.find(({ metadata }) => metadata.annotations?.[annotation] === 'true');
}
