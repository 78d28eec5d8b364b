import { requestFaults } from './claim';
import { classMetadataFaults } from './class-metadata';
import type { StaticVolumeProps } from './static-volume-props';
import { topologyFaults } from './topology';
import type { TopologySelector } from './topology';
import type { Fault } from '../core/faults';
import { dnsLabelFaults, dnsSubdomainFaults } from '../core/names';
import { ZONE_LABEL } from '../core/vocabulary';
import { topologyOf } from '../facts/drivers/volume-check';
import { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';

/** Everything that is wrong with a volume that is described by hand. */
export function staticVolumeFaults(props: StaticVolumeProps): Fault[] {
  const { backend, metadata, size, volumeHandle, claimName, claimNamespace, fsType } = props;
  const { accessMode = VolumeAccessMode.READ_WRITE_ONCE_POD, volumeMode = VolumeMode.FILESYSTEM } = props;
  const faults = classMetadataFaults('PersistentVolume', metadata);
  // the name of a CSI driver is a DNS subdomain: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-driver-v1/
  if (backend._driver.provisioning === 'static' || backend.provisioner.includes('/')) {
    faults.push({ prop: 'backend', problem: 'is no CSI driver', got: backend.provisioner, remedy: 'let the provisioner of local volumes find the disk' });
  }
  if (volumeHandle === '') faults.push({ prop: 'volumeHandle', problem: 'is empty', remedy: 'use the name that the driver has for the disk' });
  faults.push(...dnsSubdomainFaults('claimName', claimName), ...dnsLabelFaults('claimNamespace', claimNamespace));
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
