import { requestFaults } from './claim';
import { classMetadataFaults } from './class-metadata';
import { ACCESS_MODE, RECLAIM_POLICY, SELECTORS, STORAGE_CLASS, VOLUME_MODE } from './shapes';
import type { StaticVolumeProps } from './static-volume-props';
import { topologyFaults } from './topology';
import type { TopologySelector } from './topology';
import type { Fault } from '../core/faults';
import { dnsLabelFaults, dnsSubdomainFaults } from '../core/names';
import { listOf, METADATA, optional, SIZE, TEXT, TEXTS, WORDS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { ZONE_LABEL } from '../core/vocabulary';
import { BACKEND } from '../facts/drivers/backend-shape';
import { FS_TYPE } from '../facts/drivers/parameter-values';
import { topologyOf } from '../facts/drivers/volume-check';
import { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';

/** What a volume that is described by hand is made from. */
export const SHAPES: Shapes<StaticVolumeProps> = {
  metadata: METADATA,
  backend: BACKEND,
  volumeHandle: WORDS,
  size: SIZE,
  claimName: TEXT,
  claimNamespace: TEXT,
  accessMode: ACCESS_MODE,
  volumeMode: VOLUME_MODE,
  fsType: optional(WORDS),
  volumeAttributes: optional(TEXTS),
  zones: optional(listOf(WORDS)),
  nodeAffinity: SELECTORS,
  reclaimPolicy: RECLAIM_POLICY,
  storageClass: optional(STORAGE_CLASS),
};

/** Everything that is wrong with a volume that is described by hand. */
export function staticVolumeFaults(props: StaticVolumeProps): Fault[] {
  const { backend, metadata, size, claimName, claimNamespace, fsType } = props;
  const { accessMode = VolumeAccessMode.READ_WRITE_ONCE_POD, volumeMode = VolumeMode.FILESYSTEM } = props;
  const faults = classMetadataFaults('PersistentVolume', metadata);
  // the name of a CSI driver is a DNS subdomain: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-driver-v1/
  if (backend._driver.provisioning === 'static' || backend.provisioner.includes('/')) {
    faults.push({ prop: 'backend', problem: 'is no CSI driver', got: backend.provisioner, remedy: 'let the provisioner of local volumes find the disk' });
  }
  faults.push(...dnsSubdomainFaults('claimName', claimName), ...dnsLabelFaults('claimNamespace', claimNamespace));
  faults.push(...handleFaults(props), ...fileSystemFaults(props));
  if (fsType !== undefined && volumeMode === VolumeMode.BLOCK) {
    faults.push({ prop: 'fsType', problem: 'is nothing that a raw block device has', got: fsType, remedy: 'leave it out' });
  }
  return [...faults, ...requestFaults({ storageClass: { backend }, size, accessMode, volumeMode }), ...classFaults(props), ...reachFaults(props)];
}

/** Labels of the nodes from which the disk can be reached, as the user says. */
export function reach({ backend, zones, nodeAffinity = [] }: StaticVolumeProps): TopologySelector[] {
  const [zoneKey = ZONE_LABEL] = backend._driver.topology.keys;
  return [...zones ? [{ key: zoneKey, values: zones }] : [], ...nodeAffinity];
}

/** A disk that the driver cannot find by its name is not found before a pod waits for it. */
function handleFaults({ backend: { _driver: { volumeHandle: known }, provisioner }, volumeHandle }: StaticVolumeProps): Fault[] {
  if (known === undefined || known.pattern.test(volumeHandle)) return [];
  return [{ prop: 'volumeHandle', problem: `is no volume of ${provisioner}`, got: volumeHandle, remedy: `use ${known.form}` }];
}

function fileSystemFaults({ backend: { _driver: driver, provisioner }, fsType }: StaticVolumeProps): Fault[] {
  const known = driver.parameters.find(({ name }) => name === FS_TYPE);
  if (fsType === undefined || known?.unverified || known?.values === undefined || known.values.includes(fsType)) return [];
  return [{ prop: 'fsType', problem: `is none that ${provisioner} mounts`, got: fsType, remedy: `use ${known.values.join(', ')}` }];
}

/** The driver of the class is asked to grow the volume. */
function classFaults({ backend, storageClass }: StaticVolumeProps): Fault[] {
  const makes = storageClass?.backend?.provisioner;
  if (makes === undefined || makes === backend.provisioner) return [];
  return [{
    prop: 'storageClass',
    problem: `makes volumes with ${makes}, and the disk is one of ${backend.provisioner}`,
    got: storageClass!.storageClassName,
    remedy: `use a class of ${backend.provisioner}, or none`,
  }];
}

function reachFaults(props: StaticVolumeProps): Fault[] {
  const { backend, zones, nodeAffinity = [] } = props;
  const { scope, why } = topologyOf(backend._driver, backend.parameters);
  if (zones !== undefined && scope === 'node') {
    return [{ prop: 'zones', problem: `do not say where the disk is: ${why}`, got: zones.join(', '), remedy: 'name its node in nodeAffinity' }];
  }
  if (scope !== 'region' && zones === undefined && nodeAffinity.length === 0) {
    return [{ prop: scope === 'zone' ? 'zones' : 'nodeAffinity', problem: `is missing: ${why}`, remedy: `name the ${scope} of the disk` }];
  }
  // faults count through nodeAffinity; those of zones come first
  const offset = zones === undefined ? 0 : 1;
  return topologyFaults(backend, reach(props), 'nodeAffinity').map((fault) => ({
    ...fault, prop: fault.prop.replace(/^nodeAffinity\[(\d+)\](\.\w+)/, (_, index, field) => (Number(index) < offset ? 'zones' : `nodeAffinity[${Number(index) - offset}]${field}`)),
  }));
}
