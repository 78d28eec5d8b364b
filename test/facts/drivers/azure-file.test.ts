import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { AZURE_FILE } from '../../../src/facts/drivers/azure-file';
import { AzureFiles } from '../../../src/facts/drivers/azure-file-backends';
import { AzureFilesNetworkEndpoint, AzureFilesRedundancy, AzureFilesRootSquash } from '../../../src/facts/drivers/azure-file-options';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults, parameterFaults } from '../../../src/facts/drivers/volume-check';
import { VolumeMode } from '../../../src/facts/drivers/volume-modes';

type Parameters = { readonly [key: string]: string };

const SKUS = 'Standard_LRS, Standard_ZRS, Standard_GRS, Standard_RAGRS, Standard_RAGZRS, Premium_LRS, Premium_ZRS, '
  + 'StandardV2_LRS, StandardV2_ZRS, StandardV2_GRS, StandardV2_GZRS, PremiumV2_LRS, PremiumV2_ZRS';
const PROVISIONED = 'StandardV2_LRS, StandardV2_ZRS, StandardV2_GRS, StandardV2_GZRS, PremiumV2_LRS, PremiumV2_ZRS';

const messages = (parameters: Parameters) => parameterFaults(AZURE_FILE, parameters).map(describeFault);

describe('factories', () => {
  const made: readonly [string, VolumeBackend, Parameters][] = [
    ['smb', AzureFiles.smb(), { skuName: 'Standard_LRS', protocol: 'smb' }],
    ['smbV2', AzureFiles.smbV2({ redundancy: AzureFilesRedundancy.GZRS, iops: 1000, throughputMiBps: 100 }), {
      skuName: 'StandardV2_GZRS', protocol: 'smb', provisionedIOPS: '1000', provisionedBandwidth: '100',
    }],
    ['premiumSmb', AzureFiles.premiumSmb({ redundancy: AzureFilesRedundancy.ZRS, enableMultichannel: true }), {
      skuName: 'Premium_ZRS', protocol: 'smb', enableMultichannel: 'true',
    }],
    ['premiumSmbV2', AzureFiles.premiumSmbV2({ iops: 3000, enableMultichannel: true }), {
      skuName: 'PremiumV2_LRS', protocol: 'smb', provisionedIOPS: '3000', enableMultichannel: 'true',
    }],
    ['nfs', AzureFiles.nfs({ rootSquash: AzureFilesRootSquash.ROOT_SQUASH, mountPermissions: '0750', encryptInTransit: true }), {
      skuName: 'Premium_LRS', protocol: 'nfs', rootSquashType: 'RootSquash', mountPermissions: '0750', encryptInTransit: 'true',
    }],
    ['nfsV2', AzureFiles.nfsV2({ throughputMiBps: 200 }), { skuName: 'PremiumV2_LRS', protocol: 'nfs', provisionedBandwidth: '200' }],
  ];
  test.each(made)('%s sets its parameters', (_, backend, parameters) => {
    expect(backend.provisioner).toBe('file.csi.azure.com');
    expect(backend.parameters).toEqual(parameters);
    expect(backend.encrypted).toBe(true);
  });

  test('every option sets the parameter that it names', () => {
    expect(AzureFiles.smb({
      storageAccount: 'orders',
      resourceGroup: 'shares',
      subscriptionId: '0000-1111',
      location: 'westeurope',
      shareNamePrefix: 'orders-',
      networkEndpoint: AzureFilesNetworkEndpoint.PRIVATE,
      requireInfraEncryption: true,
      tags: { teams: 'orders,stock' },
      matchTags: false,
      storeAccountKey: false,
      secretNamespace: 'storage',
      extraParameters: { privateDNSZoneResourceGroup: 'dns' },
    }).parameters).toEqual({
      skuName: 'Standard_LRS',
      protocol: 'smb',
      storageAccount: 'orders',
      resourceGroup: 'shares',
      subscriptionID: '0000-1111',
      location: 'westeurope',
      shareNamePrefix: 'orders-',
      networkEndpointType: 'privateEndpoint',
      requireInfraEncryption: 'true',
      tags: 'teams=orders,stock',
      tagValueDelimiter: ';',
      matchTags: 'false',
      storeAccountKey: 'false',
      secretNamespace: 'storage',
      privateDNSZoneResourceGroup: 'dns',
    });
  });

  test('shares are mounted by many and are no block devices', () => {
    expect(AzureFiles.nfs().accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany', 'ReadWriteMany']);
    expect(AzureFiles.nfs().accessModes(VolumeMode.BLOCK)).toEqual([]);
    expect([AzureFiles.smb().topology, AzureFiles.smb().volumeBindingMode]).toEqual(['region', 'Immediate']);
  });
});

describe('parameters of a class', () => {
  const legal: readonly Parameters[] = [
    {},
    { protocol: 'nfs' },
    { networkEndpointType: 'PrivateEndpoint', privateDNSZoneResourceGroup: 'dns' },
    { STORAGEACCOUNTTYPE: 'PremiumV2_ZRS', protocol: 'nfs', provisionedIOPS: '1' },
    // the account decides what kind it is
    { storageAccount: 'orders', enableMultichannel: 'true', provisionedIOPS: '3000' },
    { protocol: 'nfs', allowSharedKeyAccess: 'false' },
    { storeAccountKey: 'false', allowSharedKeyAccess: 'false' },
    { mountWithManagedIdentity: 'true', mountWithOAuthToken: 'false' },
    { mountWithOAuthToken: 'true', secretName: 'token' },
    { storageAccount: 'orders', matchTags: 'false' },
    { accessTier: 'Hot', accountQuota: '100', shareNamePrefix: 'a2345678901234567890' },
    // not verified upstream
    { diskName: 'any', enableKataCCMount: 'perhaps' },
  ];
  test.each(legal)('%j is accepted', (parameters) => {
    expect(messages(parameters)).toEqual([]);
  });

  const illegal: readonly [Parameters, string][] = [
    [{ skuName: 'Premium' }, `skuName is not one of its values, got "Premium"; use ${SKUS}`],
    [{ skuName: 'Standard_LRS', protocol: 'nfs' },
      'skuName must be Premium_LRS or Premium_ZRS or PremiumV2_LRS or PremiumV2_ZRS with protocol nfs, got "Standard_LRS"; use Premium_LRS or Premium_ZRS or PremiumV2_LRS or PremiumV2_ZRS'],
    [{ protocol: 'NFS' }, 'protocol is not one of its values, got "NFS"; use smb, nfs'],
    [{ rootSquashType: 'RootSquash' }, 'rootSquashType applies only with protocol nfs, got "RootSquash"; leave it out, or set protocol'],
    [{ mountPermissions: '0777' }, 'mountPermissions applies only with protocol nfs, got "0777"; leave it out, or set protocol'],
    [{ protocol: 'nfs', mountPermissions: 'rwx' }, 'mountPermissions is not in its form, got "rwx"; use octal digits such as 0750'],
    [{ protocol: 'smb', encryptInTransit: 'true' }, 'encryptInTransit applies only with protocol nfs, got "true"; leave it out, or set protocol'],
    [{ protocol: 'nfs', storeAccountKey: 'true' }, 'storeAccountKey applies only with protocol smb, got "true"; leave it out, or set protocol'],
    [{ protocol: 'nfs', secretName: 'key' }, 'secretName applies only with protocol smb, got "key"; leave it out, or set protocol'],
    [{ protocol: 'nfs', skuName: 'Premium_LRS', enableMultichannel: 'true' }, 'enableMultichannel applies only with protocol smb, got "true"; leave it out, or set protocol'],
    [{ skuName: 'Standard_LRS', enableMultichannel: 'true' },
      'enableMultichannel does not apply to skuName Standard_LRS, got "true"; leave it out, or use Premium_LRS, Premium_ZRS, PremiumV2_LRS, PremiumV2_ZRS'],
    [{ skuName: 'Premium_LRS', provisionedIOPS: '3000' }, `provisionedIOPS does not apply to skuName Premium_LRS, got "3000"; leave it out, or use ${PROVISIONED}`],
    [{ skuName: 'PremiumV2_LRS', provisionedBandwidth: '1Gi' }, 'provisionedBandwidth is not a whole number, got "1Gi"; use 1 or more'],
    [{ allowSharedKeyAccess: 'false' }, 'allowSharedKeyAccess must be true with protocol smb and storeAccountKey true, got "false"; use true'],
    [{ storageAccount: 'orders', matchTags: 'true' }, 'matchTags must be false with storageAccount orders, got "true"; use false'],
    [{ subscriptionID: '0000-1111' }, 'resourceGroup is required with subscriptionID 0000-1111; set it'],
    [{ shareNamePrefix: 'Orders' }, 'shareNamePrefix is not in its form, got "Orders"; use at most 20 lower-case letters, digits and "-"'],
    [{ accountQuota: '99' }, 'accountQuota is out of range, got "99"; use 100 or more'],
    [{ fsType: 'ext4' }, 'fsType is not in its form, got "ext4"; use no file system of a disk: a share has its own'],
    [{ createFolderIfNotExist: 'true' }, 'createFolderIfNotExist has no effect without folderName, got "true"; give both or neither'],
    [{ mountWithOAuthToken: 'true' }, 'secretName is required with mountWithOAuthToken true; set it'],
    [{ mountWithManagedIdentity: 'true', mountWithWorkloadIdentityToken: 'true' },
      'mountWithWorkloadIdentityToken must be false with mountWithManagedIdentity true, got "true"; use false'],
    [{ privateDNSZoneResourceGroup: 'dns' },
      'privateDNSZoneResourceGroup applies only with networkEndpointType privateEndpoint, got "dns"; leave it out, or set networkEndpointType'],
    [{ shareAccessTier: 'Cold' }, 'shareAccessTier is not one of its values, got "Cold"; use TransactionOptimized, Hot, Cool, Premium'],
    [{ iops: '3000' }, 'iops is not a parameter of file.csi.azure.com, which refuses what it does not know; see the driver\'s page for its parameters'],
  ];
  test.each(illegal)('%j is refused', (parameters, message) => {
    expect(messages(parameters)).toEqual([message]);
  });
});

describe('options', () => {
  const illegal: readonly [() => VolumeBackend, string][] = [
    [() => AzureFiles.premiumSmb({ redundancy: AzureFilesRedundancy.GRS }), `[AzureFiles.premiumSmb] redundancy is not one of its values, got "Premium_GRS"; use ${SKUS}`],
    [() => AzureFiles.smbV2({ iops: 0 }), '[AzureFiles.smbV2] iops is out of range for StandardV2_LRS, got "0"; use 1 or more'],
    [() => AzureFiles.nfs({ mountPermissions: 'all' }), '[AzureFiles.nfs] mountPermissions is not in its form, got "all"; use octal digits such as 0750'],
    [() => AzureFiles.smb({ storageAccount: 'orders', matchTags: true }), '[AzureFiles.smb] matchTags must be false with storageAccount orders, got "true"; use false'],
    [() => AzureFiles.premiumSmb({ extraParameters: { protocol: 'nfs' } }), '[AzureFiles.premiumSmb] extraParameters.protocol is set by protocol already; set it once'],
    [
      () => AzureFiles.nfs({ extraParameters: { secretName: 'key' } }),
      '[AzureFiles.nfs] extraParameters.secretName applies only with protocol smb, got "key"; leave it out, or set protocol',
    ],
  ];
  test.each(illegal)('%s is refused', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

test('a claim of any size is taken: the driver raises small ones', () => {
  const claim = { size: Quantity.parse('1Gi'), accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' } as const;
  expect(claimFaults(AZURE_FILE, AzureFiles.nfs().parameters, claim)).toEqual([]);
  expect(claimFaults(AZURE_FILE, AzureFiles.nfs().parameters, { ...claim, size: Quantity.parse('100Ti') })).toEqual([]);
});
