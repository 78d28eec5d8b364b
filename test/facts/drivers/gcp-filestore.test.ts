import { Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { GCP_FILESTORE } from '../../../src/facts/drivers/gcp-filestore';
import { GcpFilestore, GcpFilestoreConnectMode, GcpFilestoreProtocol } from '../../../src/facts/drivers/gcp-filestore-backends';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults, parameterFaults } from '../../../src/facts/drivers/volume-check';
import { VolumeMode } from '../../../src/facts/drivers/volume-modes';

type Parameters = { readonly [key: string]: string };

const KEY = 'projects/shop/locations/europe-west1/keyRings/files/cryptoKeys/orders';

const messages = (parameters: Parameters) => parameterFaults(GCP_FILESTORE, parameters).map(describeFault);
const claimMessages = (parameters: Parameters, size: string) =>
  claimFaults(GCP_FILESTORE, parameters, { size: Quantity.parse(size), accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' }).map(describeFault);

describe('factories', () => {
  const plain: readonly [VolumeBackend, Parameters][] = [
    [GcpFilestore.basicHdd(), { tier: 'basic_hdd' }],
    [GcpFilestore.basicSsd({ network: 'shop', reservedIpv4Cidr: '192.168.92.0/26' }), { 'tier': 'basic_ssd', 'network': 'shop', 'reserved-ipv4-cidr': '192.168.92.0/26' }],
    [GcpFilestore.zonal({ protocol: GcpFilestoreProtocol.NFS_V4_1 }), { tier: 'zonal', protocol: 'NFS_V4_1' }],
    [GcpFilestore.regional({ kmsKey: KEY }), { 'tier': 'regional', 'instance-encryption-kms-key': KEY }],
    [GcpFilestore.enterprise({ connectMode: GcpFilestoreConnectMode.PRIVATE_SERVICE_ACCESS, reservedIpRange: 'files' }), {
      'tier': 'enterprise', 'connect-mode': 'PRIVATE_SERVICE_ACCESS', 'reserved-ip-range': 'files',
    }],
    [GcpFilestore.enterpriseMultishare({ maxVolumeSize: Size.gibibytes(128), instanceStorageClassLabel: 'small' }), {
      'tier': 'enterprise', 'multishare': 'true', 'max-volume-size': '128Gi', 'instance-storageclass-label': 'small',
    }],
    [GcpFilestore.zonal({ labels: { team: 'orders' }, resourceTags: { 'shop-1/environment': 'production' }, extraParameters: { 'mount-options': 'nconnect=2' } }), {
      'tier': 'zonal', 'labels': 'team=orders', 'resource-tags': 'shop-1/environment/production', 'mount-options': 'nconnect=2',
    }],
  ];
  test.each(plain)('%# sets its parameters alone', (backend, parameters) => {
    expect(backend.parameters).toEqual(parameters);
    expect(backend.encrypted).toBe(true);
    expect(backend.topology).toBe('region');
    expect(backend.volumeBindingMode).toBe('Immediate');
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany', 'ReadWriteMany']);
    expect(backend.accessModes(VolumeMode.BLOCK)).toEqual([]);
  });

  test.each([
    [() => GcpFilestore.zonal({ reservedIpRange: 'files' }),
      '[GcpFilestore.zonal] reservedIpRange applies only with connect-mode PRIVATE_SERVICE_ACCESS, got "files"; leave it out, or set connectMode'],
    [() => GcpFilestore.zonal({ connectMode: GcpFilestoreConnectMode.PRIVATE_SERVICE_ACCESS, reservedIpv4Cidr: '192.168.92.0/26' }),
      '[GcpFilestore.zonal] reservedIpv4Cidr applies only with connect-mode DIRECT_PEERING, got "192.168.92.0/26"; leave it out, or set connectMode'],
    [() => GcpFilestore.zonal({ connectMode: GcpFilestoreConnectMode.PRIVATE_SERVICE_ACCESS, reservedIpRange: '192.168.92.0/26' }),
      '[GcpFilestore.zonal] reservedIpRange is not in its form, got "192.168.92.0/26"; use the name of an allocated range, not a CIDR'],
    [() => GcpFilestore.zonal({ reservedIpv4Cidr: 'files' }), '[GcpFilestore.zonal] reservedIpv4Cidr is not in its form, got "files"; use a CIDR such as 192.168.92.0/26'],
    [() => GcpFilestore.regional({ kmsKey: 'orders' }),
      '[GcpFilestore.regional] kmsKey is not in its form, got "orders"; use projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>'],
    [() => GcpFilestore.basicHdd({ extraParameters: { protocol: 'NFS_V4_1' } }),
      '[GcpFilestore.basicHdd] extraParameters.protocol must be NFS_V3 with tier basic_hdd, got "NFS_V4_1"; use NFS_V3'],
    [() => GcpFilestore.basicHdd({ extraParameters: { 'instance-encryption-kms-key': KEY } }),
      `[GcpFilestore.basicHdd] extraParameters.instance-encryption-kms-key does not apply to tier basic_hdd, got "${KEY}"; leave it out, or use zonal, high_scale_ssd, regional, enterprise`],
  ])('%# %s', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

test.each([
  [{ tier: 'gold' }, 'tier is not one of its values, got "gold"; use standard, basic_hdd, premium, basic_ssd, zonal, high_scale_ssd, regional, enterprise'],
  [{ tier: 'regional', multishare: 'true' }, 'multishare does not apply to tier regional, got "true"; leave it out, or use enterprise'],
  [{ 'tier': 'enterprise', 'max-volume-size': '128Gi' }, 'max-volume-size applies only with multishare true, got "128Gi"; leave it out, or set multishare'],
  [{ 'tier': 'enterprise', 'instance-storageclass-label': 'small' }, 'instance-storageclass-label applies only with multishare true, got "small"; leave it out, or set multishare'],
  [{ 'nfs-export-options-on-create': 'everybody' }, 'nfs-export-options-on-create is not in its form, got "everybody"; use a JSON list of export options'],
  [{ fstype: 'ext4' }, 'fstype is not a parameter of filestore.csi.storage.gke.io, which refuses what it does not know; see the driver\'s page for its parameters'],
])('%j is refused', (parameters, message) => {
  expect(messages(parameters)).toEqual([message]);
});

test.each<[Parameters, string, string]>([
  [{}, '99Gi', 'size is out of range for standard of filestore.csi.storage.gke.io, got "99Gi"; use 100Gi to 65433Gi'],
  [{ tier: 'basic_ssd' }, '64Ti', 'size is out of range for basic_ssd of filestore.csi.storage.gke.io, got "64Ti"; use 2560Gi to 65433Gi'],
  [{ tier: 'regional' }, '101Ti', 'size is out of range for regional of filestore.csi.storage.gke.io, got "101Ti"; use 100Gi to 9984Gi, or 10240Gi to 102400Gi'],
  [{ tier: 'zonal' }, '10100Gi', 'size is out of range for zonal of filestore.csi.storage.gke.io, got "10100Gi"; use 1024Gi to 9984Gi, or 10240Gi to 102400Gi'],
  [{ tier: 'enterprise' }, '100Gi', 'size is out of range for enterprise of filestore.csi.storage.gke.io, got "100Gi"; use 1024Gi to 10240Gi'],
])('%j does not carry %s', (parameters, size, message) => {
  expect(claimMessages(parameters, size)).toEqual([message]);
});

test.each<[Parameters, string]>([
  [{ tier: 'basic_hdd' }, '100Gi'],
  [{ tier: 'basic_hdd' }, '65433Gi'],
  [{ tier: 'premium' }, '2560Gi'],
  [{ tier: 'zonal' }, '1Ti'],
  [{ tier: 'high_scale_ssd' }, '100Ti'],
  [{ tier: 'regional' }, '100Gi'],
  [{ tier: 'enterprise' }, '10Ti'],
  // a share of an instance; its limits are not verified
  [{ tier: 'enterprise', multishare: 'True' }, '1Gi'],
  [{ 'tier': 'enterprise', 'multishare': 'true', 'max-volume-size': '1Ti' }, '1Ti'],
])('%j carries %s', (parameters, size) => {
  expect(messages(parameters)).toEqual([]);
  expect(claimMessages(parameters, size)).toEqual([]);
});

test.each(['1Ti', '9984Gi', '10Ti', '100Ti'])('zonal offers %s', (size) => {
  expect(claimMessages({ tier: 'zonal' }, size)).toEqual([]);
});
