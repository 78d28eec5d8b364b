import type { DriverFacts, ParameterFacts, VolumeKindFacts } from './driver-facts';

const DRIVER = 'kubernetes-sigs/azurefile-csi-driver@7b5ae18e';
const PARAMETERS_PAGE = `${DRIVER} docs/driver-parameters.md`;
const CONTROLLER = `${DRIVER} pkg/azurefile/controllerserver.go`;
const SHARE_SIZES = `${DRIVER} pkg/azurefile/azurefile.go:88-92; ${PARAMETERS_PAGE}`;

const SMB = { parameter: 'protocol', values: ['smb'] };
const NFS = { parameter: 'protocol', values: ['nfs'] };

const STANDARD = ['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_RAGRS', 'Standard_RAGZRS'];
const PREMIUM = ['Premium_LRS', 'Premium_ZRS'];
const STANDARD_V2 = ['StandardV2_LRS', 'StandardV2_ZRS', 'StandardV2_GRS', 'StandardV2_GZRS'];
const PREMIUM_V2 = ['PremiumV2_LRS', 'PremiumV2_ZRS'];

/** Kinds whose performance is bought apart from their size. */
const PROVISIONED = [...STANDARD_V2, ...PREMIUM_V2];
const ALL = [...STANDARD, ...PREMIUM, ...PROVISIONED];

const REDUNDANCY_PAGE = 'https://learn.microsoft.com/azure/storage/files/files-redundancy';

const kinds = (all: readonly string[], medium: VolumeKindFacts['medium'], note: string): VolumeKindFacts[] =>
  all.map((kind) => ({ kind, medium, note, source: SHARE_SIZES }));

const OCTAL = { pattern: /^[0-7]+$/, form: 'octal digits such as 0750' };

const ACCOUNT: readonly ParameterFacts[] = [
  {
    name: 'skuName',
    aliases: ['storageAccountType'],
    type: 'string',
    values: ALL,
    // no default here: without it, the storage account or the protocol decides
    valuesWhen: [{ when: [NFS], values: [...PREMIUM, ...PREMIUM_V2] }],
    note: 'when not given: that of the storage account, else Standard_LRS, or Premium_LRS for NFS',
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} ("nfs protocol only supports premium storage")`,
  },
  { name: 'storageAccount', type: 'string', note: 'one that exists; found or made when not given', source: PARAMETERS_PAGE },
  { name: 'resourceGroup', type: 'string', requiredWhen: { parameter: 'subscriptionID' }, note: 'that of the nodes when not given', source: `${PARAMETERS_PAGE}; ${CONTROLLER}` },
  { name: 'subscriptionID', type: 'string', note: 'that of the cluster when not given', source: PARAMETERS_PAGE },
  { name: 'location', type: 'string', note: 'that of the cluster when not given', source: PARAMETERS_PAGE },
  { name: 'createAccount', type: 'boolean', note: 'makes an account even where one would do', source: `${CONTROLLER}:145-340` },
  { name: 'accountAccessTier', type: 'string', note: 'of an account that the driver makes', source: `${CONTROLLER}:145-340` },
  { name: 'accountQuota', type: 'integer', min: 100, default: '102400', note: 'GB of all shares of an account, before another is taken', source: PARAMETERS_PAGE },
  {
    name: 'matchTags',
    type: 'boolean',
    default: 'false',
    valuesWhen: [{ when: [{ parameter: 'storageAccount' }], values: ['false'] }],
    note: 'takes an account only if its tags are these',
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} ("matchTags must set as false when storageAccount(%s) is provided")`,
  },
  { name: 'selectRandomMatchingAccount', type: 'boolean', default: 'false', source: PARAMETERS_PAGE },
  { name: 'enableLargeFileShares', type: 'boolean', default: 'false', note: 'premium accounts have them always', source: PARAMETERS_PAGE },
  {
    name: 'tags',
    type: 'string',
    pattern: /^[^=]+=/,
    form: 'key=value pairs, separated by commas',
    note: 'of an account that the driver makes',
    source: PARAMETERS_PAGE,
  },
  { name: 'tagValueDelimiter', type: 'string', default: ',', requires: ['tags'], source: `${CONTROLLER}:145-340` },
  { name: 'disableDeleteRetentionPolicy', type: 'boolean', default: 'false', note: 'deleted shares could not be brought back', source: PARAMETERS_PAGE },
  { name: 'requireInfraEncryption', type: 'boolean', default: 'false', note: 'a second layer of encryption, below the first', source: PARAMETERS_PAGE },
  { name: 'allowBlobPublicAccess', type: 'boolean', default: 'false', source: PARAMETERS_PAGE },
  {
    name: 'allowSharedKeyAccess',
    type: 'boolean',
    default: 'true',
    // for NFS the driver stores no key, whatever storeAccountKey says
    valuesWhen: [{ when: [SMB, { parameter: 'storeAccountKey', values: ['true'] }], values: ['true'] }],
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} ("storeAccountKey is not supported for account with shared access key disabled")`,
  },
  { name: 'allowCrossTenantReplication', type: 'boolean', source: `${CONTROLLER}:145-340` },
  { name: 'storageEndpointSuffix', type: 'string', note: 'that of the cloud when not given', source: PARAMETERS_PAGE },
];

const SHARE: readonly ParameterFacts[] = [
  { name: 'protocol', type: 'string', values: ['smb', 'nfs'], default: 'smb', source: PARAMETERS_PAGE },
  { name: 'shareName', type: 'string', note: 'one share for all claims of the class', source: PARAMETERS_PAGE },
  {
    name: 'shareNamePrefix',
    type: 'string',
    pattern: /^[a-z0-9-]{1,20}$/,
    form: 'at most 20 lower-case letters, digits and "-"',
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} (isSupportedShareNamePrefix)`,
  },
  { name: 'folderName', type: 'string', note: 'a folder of the share that is mounted in its place', source: PARAMETERS_PAGE },
  { name: 'createFolderIfNotExist', type: 'boolean', default: 'false', requires: ['folderName'], note: 'since v1.34.0', source: PARAMETERS_PAGE },
  {
    name: 'shareAccessTier',
    aliases: ['accessTier'],
    type: 'string',
    values: ['TransactionOptimized', 'Hot', 'Cool', 'Premium'],
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} (accessTierField)`,
  },
  { name: 'provisionedIOPS', type: 'integer', min: 1, kinds: PROVISIONED, source: PARAMETERS_PAGE },
  { name: 'provisionedBandwidth', type: 'integer', min: 1, kinds: PROVISIONED, note: 'MiB/s', source: PARAMETERS_PAGE },
  { name: 'fsGroupChangePolicy', type: 'string', values: ['OnRootMismatch', 'Always', 'None'], default: 'OnRootMismatch', note: 'instead of the pod\'s', source: PARAMETERS_PAGE },
  {
    name: 'fsType',
    type: 'string',
    pattern: /^(?!(ext[234]|xfs)$)/,
    form: 'no file system of a disk: a share has its own',
    note: 'with one, the driver would make a virtual disk inside a share, which it refuses unless it is started with --enable-vhd',
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} ("fsType storage class parameter enables experimental VDH disk feature")`,
  },
  { name: 'diskName', type: 'string', note: 'a virtual disk inside a share, with --enable-vhd', source: PARAMETERS_PAGE, unverified: true },
];

const OVER_SMB: readonly ParameterFacts[] = [
  { name: 'storeAccountKey', type: 'boolean', default: 'true', when: SMB, note: 'in a Secret that nodes mount with', source: PARAMETERS_PAGE },
  { name: 'getLatestAccountKey', type: 'boolean', default: 'false', when: SMB, source: PARAMETERS_PAGE },
  { name: 'secretName', type: 'string', when: SMB, requiredWhen: { parameter: 'mountWithOAuthToken', values: ['true'] }, source: `${PARAMETERS_PAGE}; ${CONTROLLER}:145-340` },
  { name: 'secretNamespace', type: 'string', when: SMB, note: 'that of the claim when not given', source: PARAMETERS_PAGE },
  {
    name: 'enableMultichannel',
    type: 'boolean',
    default: 'false',
    when: SMB,
    kinds: [...PREMIUM, ...PREMIUM_V2],
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} ("smb multichannel is only supported with premium account")`,
  },
  { name: 'useDataPlaneAPI', type: 'string', values: ['true', 'false', 'oauth'], default: 'false', note: 'for NFS, of snapshots only', source: PARAMETERS_PAGE },
  { name: 'mountWithManagedIdentity', type: 'boolean', source: `${CONTROLLER}:145-340` },
  {
    name: 'mountWithOAuthToken',
    type: 'boolean',
    valuesWhen: [{ when: [{ parameter: 'mountWithManagedIdentity', values: ['true'] }], values: ['false'] }],
    source: `${CONTROLLER}:145-340`,
  },
  {
    name: 'mountWithWorkloadIdentityToken',
    type: 'boolean',
    valuesWhen: [
      { when: [{ parameter: 'mountWithManagedIdentity', values: ['true'] }], values: ['false'] },
      { when: [{ parameter: 'mountWithOAuthToken', values: ['true'] }], values: ['false'] },
    ],
    source: `${CONTROLLER}:145-340`,
  },
  { name: 'clientID', type: 'string', note: 'of a workload identity', source: PARAMETERS_PAGE },
  { name: 'tenantID', type: 'string', source: `${CONTROLLER}:145-340` },
];

const OVER_NFS: readonly ParameterFacts[] = [
  { name: 'rootSquashType', type: 'string', values: ['AllSquash', 'NoRootSquash', 'RootSquash'], default: 'NoRootSquash', when: NFS, source: PARAMETERS_PAGE },
  { name: 'mountPermissions', type: 'string', ...OCTAL, default: '0777', when: NFS, note: 'of the folder that is mounted; 0 leaves it alone', source: PARAMETERS_PAGE },
  { name: 'encryptInTransit', type: 'boolean', default: 'false', when: NFS, note: 'nodes need aznfs', source: PARAMETERS_PAGE },
];

const NETWORK: readonly ParameterFacts[] = [
  {
    name: 'networkEndpointType',
    type: 'string',
    values: ['privateEndpoint', 'serviceEndpoint'],
    anyCase: true,
    note: 'of an account that the driver makes; over NFS a service endpoint when not given',
    source: `${PARAMETERS_PAGE}; ${CONTROLLER}`,
  },
  { name: 'server', type: 'string', note: 'address of the account, when it is not the usual one', source: PARAMETERS_PAGE },
  { name: 'vnetResourceGroup', type: 'string', note: 'that of the nodes when not given', source: PARAMETERS_PAGE },
  { name: 'vnetName', type: 'string', note: 'that of the nodes when not given', source: PARAMETERS_PAGE },
  { name: 'subnetName', type: 'string', note: 'that of the nodes when not given; one for a private endpoint, else several with commas', source: `${PARAMETERS_PAGE}; ${CONTROLLER}` },
  { name: 'vnetLinkName', type: 'string', source: PARAMETERS_PAGE },
  {
    name: 'privateDNSZoneResourceGroup',
    type: 'string',
    when: { parameter: 'networkEndpointType', values: ['privateEndpoint'] },
    source: PARAMETERS_PAGE,
  },
  { name: 'publicNetworkAccess', type: 'string', values: ['Enabled', 'Disabled', 'SecuredByPerimeter'], source: PARAMETERS_PAGE },
];

const SPECIAL: readonly ParameterFacts[] = [
  { name: 'useSecretCache', type: 'boolean', source: `${CONTROLLER}:145-340` },
  { name: 'confidentialContainerLabel', type: 'string', source: `${CONTROLLER}:145-340` },
  { name: 'runtimeClassHandler', type: 'string', source: `${CONTROLLER}:145-340` },
  { name: 'enableKataCCMount', type: 'boolean', note: 'of earlier releases', source: CONTROLLER, unverified: true },
];

/** Azure Files: shares of storage accounts, mounted over SMB or NFS by pods of every node. */
export const AZURE_FILE: DriverFacts = {
  id: 'azure-file',
  title: 'Azure Files',
  source: `${DRIVER} (v1.35.7)`,
  provisioners: [{ name: 'file.csi.azure.com', use: 'part of AKS; elsewhere installed by Helm', source: `${DRIVER} README.md` }],
  inTree: { name: 'kubernetes.io/azure-file', removedIn: '1.30', source: 'https://kubernetes.io/docs/concepts/storage/volumes/#azurefile' },
  storage: 'network-file-system',
  accessModes: {
    Filesystem: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, { mode: 'ReadOnlyMany' }, { mode: 'ReadWriteMany' }],
    Block: [],
    source: `${DRIVER} pkg/azurefile/azurefile.go:480-496`,
  },
  topology: {
    scope: 'region',
    keys: [],
    volumeBindingMode: 'Immediate',
    why: 'a share is reached from every node of the virtual network; ..LRS keeps it in one data centre, ..ZRS in three zones',
    source: `${DRIVER} deploy/example/storageclass-azurefile-csi.yaml; pkg/azurefile/identityserver.go`,
  },
  outlives: {
    surely: 'node',
    atBest: 'zone',
    why: 'without a skuName the redundancy is that of the storage account',
    source: REDUNDANCY_PAGE,
    variants: [
      {
        when: { parameter: 'skuName', values: ALL.filter((kind) => /_(ZRS|GZRS|RAGZRS)$/.test(kind)) },
        surely: 'zone',
        why: 'a zone-redundant share has copies in three zones',
        source: REDUNDANCY_PAGE,
      },
      {
        when: { parameter: 'skuName', values: ALL },
        surely: 'node',
        why: 'copies lie in one data centre, and share the fate of its zone; a copy in another region (GRS) lags behind',
        source: REDUNDANCY_PAGE,
      },
    ],
  },
  expansion: { supported: true, online: true, limit: 'nothing is done on nodes', source: `${DRIVER} pkg/azurefile/azurefile.go (EXPAND_VOLUME); deploy/example/resize/README.md` },
  snapshots: {
    supported: true,
    parameters: ['useDataPlaneAPI', 'metadata'],
    // Azure answers with the time of a snapshot that it has made
    cut: { signal: 'creationTime', source: `${CONTROLLER} CreateSnapshot; https://learn.microsoft.com/azure/storage/files/storage-snapshots-files` },
    source: PARAMETERS_PAGE,
  },
  groupSnapshots: { supported: false, source: `${DRIVER} pkg/azurefile (no group controller)` },
  clones: { supported: true, sameSize: false, sameParameters: [], note: 'copied file by file, with AzCopy', source: `${DRIVER} deploy/example/cloning` },
  allocation: { steps: [{ step: '1Gi' }], source: `${DRIVER} pkg/azurefile/controllerserver.go CreateVolume (RoundUpGiB)` },
  volumeAttributes: {
    supported: true,
    parameters: ['provisionedIOPS', 'provisionedBandwidth'],
    note: 'since v1.35.0; of PremiumV2 and StandardV2 shares',
    source: `${DRIVER} deploy/example/modifyvolume/README.md`,
  },
  attachLimit: { text: 'none: shares are mounted, not attached', source: `${DRIVER} deploy/csi-azurefile-driver.yaml` },
  install: {
    text: 'DaemonSets csi-azurefile-node and csi-azurefile-node-win in kube-system; Deployment csi-azurefile-controller, which AKS runs out of sight; '
      + 'its identity is Storage Account Contributor, and for NFS and private endpoints Contributor of the virtual network',
    source: `${DRIVER} deploy; ${PARAMETERS_PAGE}`,
  },
  encryption: {
    decidedBy: 'always',
    note: 'always on, with a key of the platform; another key is set on the storage account. In transit: SMB encrypts, NFS only with encryptInTransit',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-service-encryption',
  },
  parameters: [...ACCOUNT, ...SHARE, ...OVER_SMB, ...OVER_NFS, ...NETWORK, ...SPECIAL],
  unknownParameter: { behaviour: 'rejected', source: `${CONTROLLER} ("invalid parameter %q in storage class")` },
  parameterKeyCase: 'lower-case',
  kinds: [
    ...kinds(STANDARD, 'hdd', 'hard disks, paid by use; 100 GiB when a claim names no size'),
    ...kinds(PREMIUM, 'ssd', 'SSD, paid by size; smaller claims are raised to 100 GiB'),
    ...kinds(STANDARD_V2, 'hdd', 'hard disks, performance bought apart from the size; at least 32 GiB'),
    ...kinds(PREMIUM_V2, 'ssd', 'SSD, performance bought apart from the size; at least 32 GiB'),
  ],
  kindParameter: 'skuName',
  fsGroup: {
    applied: false,
    policy: 'ReadWriteOnceWithFSType',
    source: `${DRIVER} deploy/csi-azurefile-driver.yaml; pkg/azurefile/nodeserver.go (the driver itself, by fsGroupChangePolicy)`,
  },
};
