import type { AssumedClass, AssumedDocument, AssumedService } from './config';
import type { Manifest } from '../../src/audit/finding';
import { DEFAULT_SNAPSHOT_CLASS_ANNOTATION, DEFAULT_STORAGE_CLASS_ANNOTATION } from '../../src/core/vocabulary';

/** What is assumed, as manifests that hold only what is said. */
export function assumedManifests({ storageClasses = [], volumeSnapshotClasses = [], services = [], objects = [] }: AssumedDocument): Manifest[] {
  return [
    ...storageClasses.map((each) => classManifest('storage.k8s.io/v1', 'StorageClass', DEFAULT_STORAGE_CLASS_ANNOTATION, each)),
    ...volumeSnapshotClasses.map((each) => classManifest('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', DEFAULT_SNAPSHOT_CLASS_ANNOTATION, each)),
    ...services.map(serviceManifest),
    ...objects,
  ];
}

function classManifest(apiVersion: string, kind: string, defaultAnnotation: string, { name, isDefault, ...fields }: AssumedClass): Manifest {
  const annotations = isDefault === undefined ? {} : { annotations: { [defaultAnnotation]: String(isDefault) } };
  return { apiVersion, kind, metadata: { name, ...annotations }, ...fields };
}

function serviceManifest({ name, namespace, headless, selector }: AssumedService): Manifest {
  const metadata = { name, ...namespace === undefined ? {} : { namespace } };
  // https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
  const address = headless === undefined ? {} : { clusterIP: headless ? 'None' : 'assigned' };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { ...address, ...selector === undefined ? {} : { selector } } };
}
