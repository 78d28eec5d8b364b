import { DRIVERS } from './index';

/** A provisioner that was part of Kubernetes, and what took its place. */
export interface InTreeProvisioner {
  readonly name: string;
  readonly replacement: string;
  readonly removedIn?: string;
}

// Names and replacements: https://github.com/kubernetes/csi-translation-lib/tree/v0.36.0/plugins
// Removals: https://kubernetes.io/docs/concepts/storage/volumes/#types-of-volumes
const OTHERS: readonly InTreeProvisioner[] = [
  { name: 'kubernetes.io/cinder', replacement: 'cinder.csi.openstack.org', removedIn: '1.26' },
  { name: 'kubernetes.io/vsphere-volume', replacement: 'csi.vsphere.vmware.com' },
  { name: 'kubernetes.io/portworx-volume', replacement: 'pxd.portworx.com' },
];

const KNOWN: ReadonlyMap<string, InTreeProvisioner> = new Map([
  ...OTHERS,
  ...DRIVERS.flatMap(({ inTree, provisioners: [usual] }) => (inTree ? [{ ...inTree, replacement: usual.name }] : [])),
].map((provisioner) => [provisioner.name, provisioner]));

export function inTreeProvisioner(name: string): InTreeProvisioner | undefined {
  return KNOWN.get(name);
}
