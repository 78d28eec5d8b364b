import { Chart, Size, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { CLASS_FACTS } from '../../../src/core/vocabulary';
import { AwsEbs } from '../../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../../src/facts/drivers/aws-efs-backends';
import { AwsFsxLustre } from '../../../src/facts/drivers/aws-fsx-lustre-backends';
import { AzureDisk } from '../../../src/facts/drivers/azure-disk-backends';
import { CephCluster } from '../../../src/facts/drivers/ceph-cluster';
import { CephRbd } from '../../../src/facts/drivers/ceph-rbd-backends';
import { GceHyperdisk, GcePersistentDisk } from '../../../src/facts/drivers/gce-pd-backends';
import { Longhorn } from '../../../src/facts/drivers/longhorn-backends';
import { LonghornDataEngine } from '../../../src/facts/drivers/longhorn-options';
import { TopoLvm } from '../../../src/facts/drivers/topolvm-backends';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { PostgresVersion } from '../../../src/facts/engines/postgres-image';
import { PLATFORMS } from '../../../src/facts/platforms/index';
import { StatefulSettings } from '../../../src/kube/settings';
import { CatalogClass } from '../../../src/storage/catalog/catalog-class';
import { CATALOG } from '../../../src/storage/catalog/catalog-entries';
import { StorageCatalog } from '../../../src/storage/catalog/storage-catalog';
import type { StorageCatalogProps } from '../../../src/storage/catalog/storage-catalog-props';
import { StoragePlatform } from '../../../src/storage/storage-platform';
import { PostgresCredentials } from '../../../src/workloads/postgres-credentials';
import { PostgresStatefulSet } from '../../../src/workloads/postgres-stateful-set';

const REQUIRED = { platform: StoragePlatform.EKS, owner: 'storage team', recoveryRunbook: 'https://runbooks.example' };
const EFS = AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' });

const IN_ZONES = Longhorn.replicated({ extraParameters: { replicaZoneSoftAntiAffinity: 'disabled' } });
const FSX = { subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] };

function make(props: Partial<StorageCatalogProps> = {}) {
  const chart = new Chart(Testing.app(), 'platform', { namespace: 'platform' });
  return { chart, catalog: new StorageCatalog(chart, 'storage', { ...REQUIRED, ...props }) };
}

function render(props: Partial<StorageCatalogProps> = {}): any[] {
  return Testing.synth(make(props).chart);
}

function classNamed(name: string, props: Partial<StorageCatalogProps> = {}): any {
  return render(props).find(({ kind, metadata }) => kind === 'StorageClass' && metadata.name === name);
}

function factsOf(name: string, props: Partial<StorageCatalogProps> = {}): { [fact: string]: string } {
  const annotations: { [key: string]: string } = classNamed(name, props).metadata.annotations;
  return Object.fromEntries(CLASS_FACTS.map((fact) => [fact, annotations[`cdk8s-stateful.dev/${fact}`]]));
}

const { EKS, EKS_AUTO_MODE, AKS, GKE, CEPH, LONGHORN, ON_PREMISES } = StoragePlatform;

test('every platform can be named, and nothing else', () => {
  expect(Object.values(StoragePlatform).sort()).toEqual(PLATFORMS.map(({ id }) => id).sort());
});

describe('classes', () => {
  const zonal = ['zonal-ssd-retain', 'zonal-ssd-delete'];
  test.each([
    [EKS, {}, [...zonal, 'high-iops-retain', 'local-ephemeral']],
    [EKS, { sharedFile: { backend: EFS } }, [...zonal, 'high-iops-retain', 'shared-file', 'local-ephemeral']],
    [EKS_AUTO_MODE, {}, [...zonal, 'high-iops-retain']],
    [AKS, {}, [...zonal, 'regional-ssd-retain', 'high-iops-retain', 'shared-file', 'local-ephemeral']],
    [GKE, {}, [...zonal, 'regional-ssd-retain', 'high-iops-retain', 'shared-file', 'local-ephemeral']],
    [LONGHORN, {}, [...zonal, 'regional-ssd-retain', 'high-iops-retain', 'shared-file', 'local-ephemeral']],
    [CEPH, { zonalSsdRetain: { backend: CephRbd.pool({ pool: 'disks', encryptionKmsId: 'vault' }) } }, ['zonal-ssd-retain']],
    [ON_PREMISES, { localEphemeral: { backend: TopoLvm.deviceClass({ name: 'ssd' }) } }, ['local-ephemeral']],
  ])('of %s, given %j', (platform, given, names) => {
    const { catalog } = make({ platform, ...given });
    expect(catalog.storageClasses.map(({ storageClassName }) => storageClassName)).toEqual(names.map((name) => `platform-${name}`));
  });

  test.each(PLATFORMS.map(({ id }) => id as StoragePlatform))('of %s say all there is to say, and keep data as their names promise', (platform) => {
    const local = { backend: TopoLvm.deviceClass({ name: 'ssd' }), costModel: 'disks of our own' };
    const classes = render({ platform, localEphemeral: local }).filter(({ kind }) => kind === 'StorageClass');
    for (const { metadata, reclaimPolicy } of classes) {
      expect(Object.keys(metadata.annotations).sort()).toEqual(CLASS_FACTS.map((fact) => `cdk8s-stateful.dev/${fact}`).sort());
      for (const text of Object.values(metadata.annotations)) expect(text).toMatch(/\S/);
      expect([metadata.name, reclaimPolicy]).toEqual([metadata.name, /-(delete|ephemeral)$/.test(metadata.name) ? 'Delete' : 'Retain']);
    }
  });

  test('have the members that are named like them', () => {
    const { catalog } = make({ platform: AKS });
    for (const { member, catalogClass } of CATALOG) expect(catalog[member].storageClassName).toBe(`platform-${catalogClass}`);
  });

  test('carry a prefix of their own', () => {
    expect(make({ prefix: 'shared' }).catalog.zonalSsdRetain.storageClassName).toBe('shared-zonal-ssd-retain');
  });

  test('are what workloads are checked against', () => {
    const { chart, catalog } = make({ sharedFile: { backend: EFS } });
    const database = (id: string, member: 'zonalSsdRetain' | 'sharedFile') => () => new PostgresStatefulSet(chart, id, {
      version: PostgresVersion.V17, storageClass: catalog[member], dataSize: Size.gibibytes(20), credentials: PostgresCredentials.fromSecretName('login'),
    });
    expect(database('good', 'zonalSsdRetain')).not.toThrow();
    expect(database('bad', 'sharedFile')).toThrow(/^\[platform\/bad\] storageClass is a network file system, .*got "platform-shared-file"/);
  });

  test('one is the default, and it alone', () => {
    const marked = render({ defaultClass: CatalogClass.ZONAL_SSD_DELETE }).filter(({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true');
    expect(marked.map(({ metadata }) => metadata.name)).toEqual(['platform-zonal-ssd-delete']);
    expect(JSON.stringify(render())).not.toContain('is-default-class');
  });
});

describe('facts', () => {
  test('are those of driver and platform, and what the catalogue was told', () => {
    expect(factsOf('platform-zonal-ssd-retain', { allowedNamespaces: ['orders', 'billing'] })).toEqual({
      'backend': 'EBS gp3 (ebs.csi.aws.com)',
      'access-modes': 'ReadWriteOnce, ReadWriteOncePod; raw block: ReadWriteOnce, ReadWriteOncePod',
      'zones': expect.stringMatching(/^in one availability zone: outlives a node, unreachable while its zone is down; /),
      'performance': 'single-digit milliseconds; 3,000 IOPS and 125 MiB/s at every size, more for a price',
      'encryption': 'on at rest: volumes, their snapshots, and what travels between disk and instance; with the account\'s default key for EBS',
      'backup': 'CSI snapshots',
      'reclaim': 'Retain: the volume outlives its claim, until somebody deletes both by hand',
      'expansion': 'grows while pods run: four changes of a volume in 24 hours, each after the one before is completed',
      'cost': 'by provisioned GiB and month, and for operations and throughput above those that come with every volume',
      'allowed-namespaces': 'orders, billing',
      'owner': 'storage team',
      'recovery-runbook': 'https://runbooks.example',
    });
    expect(factsOf('platform-zonal-ssd-retain')['allowed-namespaces']).toBe('all');
  });

  test('follow the options of the class', () => {
    const backend = AwsEbs.gp3({ iops: 6000, throughputMiBps: 250, kmsKeyId: 'alias/orders' });
    const facts = factsOf('platform-zonal-ssd-retain', {
      allowedNamespaces: ['orders'], zonalSsdRetain: { backend, costModel: 'billed to the team', owner: 'database team', recoveryRunbook: 'the wiki', allowedNamespaces: ['billing'] },
    });
    expect(facts).toMatchObject({
      'performance': expect.stringMatching(/; this class asks for 6,000 IOPS and 250 MiB\/s$/),
      'encryption': 'on at rest: volumes, their snapshots, and what travels between disk and instance; with the key that kmsKeyId names',
      'cost': 'billed to the team',
      'owner': 'database team',
      'recovery-runbook': 'the wiki',
      'allowed-namespaces': 'billing',
    });
    expect(JSON.stringify(facts)).not.toContain('alias/orders');
  });

  test('of volumes that the platform does not usually have come from their driver', () => {
    const facts = factsOf('platform-zonal-ssd-retain', { platform: GKE, zonalSsdRetain: { backend: GceHyperdisk.balanced(), costModel: 'by GiB' } });
    expect(facts.backend).toBe('Google Persistent Disk and Hyperdisk hyperdisk-balanced (pd.csi.storage.gke.io)');
    expect(facts.zones).toMatch(/^a disk is kept on several machines of one zone, and shares the fate of its zone; reached from one zone; a disk lives in one zone;/);
    expect(facts.cost).toBe('by GiB');
    const regional = factsOf('platform-zonal-ssd-retain', { platform: GKE, zonalSsdRetain: { backend: GcePersistentDisk.regionalBalanced(), costModel: 'by GiB, twice' } });
    expect(regional.zones).toMatch(/^a disk has a copy in each of two zones; reached from 2 zones; a disk lives in two zones;/);
  });

  test('of a class that the platform lacks come from the driver that brings it', () => {
    expect(factsOf('platform-regional-ssd-retain', { regionalSsdRetain: { backend: IN_ZONES, costModel: 'disks of our own' } }))
      .toMatchObject({ backend: 'Longhorn v1 (driver.longhorn.io)', zones: expect.stringMatching(/^no two replicas lie in one zone; reached from every node; /), cost: 'disks of our own' });
  });
});

describe('what is refused', () => {
  test('a class that is not there says why and what to do', () => {
    const { catalog } = make({ localEphemeral: { offered: false } });
    expect(() => catalog.regionalSsdRetain).toThrow('[platform/storage] regionalSsdRetain is not in this catalogue: an EBS volume lives in one availability zone; '
      + 'let the database replicate itself over zonal disks in several zones; for files, share EFS (sharing read-write)');
    expect(() => catalog.sharedFile).toThrow('[platform/storage] sharedFile is not in this catalogue: the owner has not given fileSystemId of EFS access points; set backend of sharedFile, as AwsEfs.accessPoints({ fileSystemId: \'fs-0123456789abcdef0\' })');
    expect(() => catalog.localEphemeral).toThrow('[platform/storage] localEphemeral is not in this catalogue: left out by the owner; remove offered: false of localEphemeral');
  });

  test.each<[string, Partial<StorageCatalogProps>, RegExp]>([
    ['a default that is not there', { defaultClass: CatalogClass.REGIONAL_SSD_RETAIN },
      /^\[platform\/storage\] defaultClass is not in this catalogue, got "regional-ssd-retain"; an EBS volume lives in one availability zone: let the database replicate itself/],
    ['a default that is left out', { defaultClass: CatalogClass.HIGH_IOPS_RETAIN, highIopsRetain: { offered: false } },
      /^\[platform\/storage\] defaultClass is not in this catalogue, got "high-iops-retain"; left out by the owner: remove offered: false of highIopsRetain$/],
    ['a reason for what is offered', { highIopsRetain: { notOfferedBecause: 'too dear' } },
      /^\[platform\/storage\] highIopsRetain\.notOfferedBecause is given for a class that is offered, got "too dear"; set offered to false, or leave it out$/],
    ['no reason at all', { highIopsRetain: { offered: false, notOfferedBecause: ' ' } }, /^\[platform\/storage\] highIopsRetain\.notOfferedBecause says nothing, got " "; say it in a few words$/],
    ['nothing, and a default of it', { platform: ON_PREMISES, defaultClass: CatalogClass.ZONAL_SSD_RETAIN }, /^\[platform\/storage\] platform leaves the catalogue without a class, [^\n]+$/],
    ['no class at all', { platform: ON_PREMISES }, /^\[platform\/storage\] platform leaves the catalogue without a class, got "on-premises"; set backend of sharedFile, as NfsServer\.share\(\{ server: 'nfs\.example', share: '\/exports' \}\); likewise localEphemeral$/],
    ['the same on Ceph', { platform: CEPH }, /^\[platform\/storage\] platform leaves the catalogue without a class, got "ceph"; set backend of zonalSsdRetain, as CephRbd\.pool\([^;]*\); likewise zonalSsdDelete, regionalSsdRetain, highIopsRetain, sharedFile$/],
    ['a prefix that is no label', { prefix: 'Our.classes' }, /^\[platform\/storage\] prefix is not a DNS label \(RFC 1123\), got "Our.classes"/],
    ['a prefix that makes names too long', { prefix: 'a'.repeat(44) }, /^\[platform\/storage\] prefix is 44 characters long, got "a{44}"; use at most 43$/],
    ['an owner without a name', { owner: ' ' }, /^\[platform\/storage\] owner says nothing, got " "; say it in a few words$/],
    ['namespaces that are none', { zonalSsdRetain: { allowedNamespaces: [] } }, /^\[platform\/storage\] zonalSsdRetain\.allowedNamespaces names none, so nobody could use the class; name some, or leave it out for all$/],
    ['a namespace that cannot be', { allowedNamespaces: ["x' || true || 'x"] }, /^\[platform\/storage\] allowedNamespaces is not a DNS label/],
    ['a zonal disk for a regional class', { regionalSsdRetain: { backend: AwsEbs.gp3(), costModel: 'by GiB' } },
      /^\[platform\/storage\] regionalSsdRetain\.backend does not keep the promise of regional-ssd: a disk that is reached from several zones, got "ebs\.csi\.aws\.com gp3"; use a backend that does/],
    ['a file system for a disk', { zonalSsdRetain: { backend: EFS, costModel: 'by GiB' } }, /zonalSsdRetain\.backend does not keep the promise of zonal-ssd: a disk that outlives its node, got "efs\.csi\.aws\.com efs-ap"/],
    ['a local disk for a zonal one', { highIopsRetain: { backend: TopoLvm.deviceClass({ name: 'ssd' }), costModel: 'ours' } }, /highIopsRetain\.backend does not keep the promise of high-iops/],
    ['a disk for shared files', { sharedFile: { backend: AwsEbs.gp3(), costModel: 'by GiB' } }, /sharedFile\.backend does not keep the promise of shared-file: files that pods of many nodes write \(ReadWriteMany\)/],
    ['a zonal disk for a local one', { localEphemeral: { backend: AwsEbs.gp3(), costModel: 'by GiB' } }, /localEphemeral\.backend does not keep the promise of local-ephemeral: a disk of one node/],
    ['volumes of which nobody knows the cost', { zonalSsdRetain: { backend: AwsEbs.io2({ iops: 3000 }) } },
      /^\[platform\/storage\] zonalSsdRetain\.costModel is missing: its volumes are not EBS gp3, and nothing is known of what they cost; say what is paid for$/],
    ['the same where the platform has none', { regionalSsdRetain: { backend: IN_ZONES } }, /^\[platform\/storage\] regionalSsdRetain\.costModel is missing: Amazon EKS has no regional-ssd of its own, and nothing is known/],
    ['one copy where copies are promised', { platform: LONGHORN, regionalSsdRetain: { backend: Longhorn.replicated({ replicas: 1 }), costModel: 'ours' } },
      /^\[platform\/storage\] regionalSsdRetain\.backend does not keep the promise of regional-ssd: a disk that outlives its zone \(the only replica lies on one node, which need not be that of the pod\), got "driver\.longhorn\.io v1"; use a backend that does/],
    ['one copy for a zonal disk', { platform: LONGHORN, zonalSsdRetain: { backend: Longhorn.replicated({ replicas: 1 }), costModel: 'ours' } },
      /zonalSsdRetain\.backend does not keep the promise of zonal-ssd: a disk that outlives its node \(the only replica/],
    ['copies that may lie in one zone', { platform: LONGHORN, regionalSsdRetain: { backend: Longhorn.replicated(), costModel: 'ours' } },
      /regional-ssd: a disk that outlives its zone \(replicas lie on several nodes, whichever zones these are in\)/],
    ['another number of copies of which nobody knows the cost', { platform: LONGHORN, zonalSsdRetain: { backend: Longhorn.replicated({ replicas: 2 }) } },
      /^\[platform\/storage\] zonalSsdRetain\.costModel is missing: its volumes are not Longhorn, three replicas, and nothing is known of what they cost/],
    ['scratch for files that are kept', { sharedFile: { backend: AwsFsxLustre.scratch(FSX), costModel: 'by GiB' } },
      /sharedFile\.backend does not keep the promise of shared-file: files that outlive a node \(a scratch file system is not replicated/],
    ['a hard disk for an SSD', { zonalSsdRetain: { backend: AwsEbs.st1(), costModel: 'by GiB' } },
      /^\[platform\/storage\] zonalSsdRetain\.backend does not keep the promise of zonal-ssd: an SSD \(these are hard disks, or as slow\), got "ebs\.csi\.aws\.com st1"/],
    ['a hard disk for many operations', { highIopsRetain: { backend: AwsEbs.sc1(), costModel: 'by GiB' } },
      /high-iops: more operations than the usual SSD has \(sc1 is a hard disk, or as slow\), got "ebs\.csi\.aws\.com sc1"/],
    ['the same on Azure', { platform: AKS, highIopsRetain: { backend: AzureDisk.standardHdd(), costModel: 'by GiB' } }, /high-iops: .*\(Standard_LRS is a hard disk, or as slow\)/],
    ['the usual SSD for many operations', { highIopsRetain: { backend: AwsEbs.gp3(), costModel: 'by GiB' } }, /high-iops: .*\(without iops, gp3 is the usual SSD\)/],
    ['few operations of a kind that can do many', { highIopsRetain: { backend: AwsEbs.io2({ iops: 100 }) } },
      /high-iops: .*\(iops 100 is no more than the 3000 that come with the usual SSD\)/],
    ['scratch disks for claims that name no class', { defaultClass: CatalogClass.LOCAL_EPHEMERAL },
      /^\[platform\/storage\] defaultClass would put claims that name no class on a disk that is lost with its node and deleted with its claim, got "local-ephemeral"; use zonal-ssd-delete, zonal-ssd-retain,/],
    ['a default that nobody knows', { defaultClass: 'gold' as CatalogClass }, /^\[platform\/storage\] defaultClass is no value that is known, got "gold"; use zonal-ssd-delete,/],
    ['a default that the fence refuses elsewhere', { defaultClass: CatalogClass.ZONAL_SSD_RETAIN, enforceAllowedNamespaces: true, zonalSsdRetain: { allowedNamespaces: ['orders'] } },
      /^\[platform\/storage\] defaultClass is for claims in orders alone: elsewhere claims that name no class would be refused, got "zonal-ssd-retain"; choose a class for all namespaces, or leave out allowedNamespaces of zonalSsdRetain and of the catalogue$/],
    ['the same for the whole catalogue', { defaultClass: CatalogClass.ZONAL_SSD_RETAIN, enforceAllowedNamespaces: true, allowedNamespaces: ['orders'] }, /defaultClass is for claims in orders alone/],
    ['a platform that nobody knows', { platform: 'mainframe' as StoragePlatform }, /^\[platform\/storage\] platform is no value that is known, got "mainframe"; use eks, eks-auto, aks, gke, ceph, longhorn, on-premises$/],
    ['a fence around nothing', { enforceAllowedNamespaces: true }, /^\[platform\/storage\] enforceAllowedNamespaces enforces nothing: every namespace may use every class, got "true"; name allowedNamespaces, or leave it out$/],
  ])('%s', (_, props, message) => {
    expect(() => make(props)).toThrow(message);
  });

  test('all of it at once', () => {
    expect(() => make({ owner: '', prefix: '-', localEphemeral: { backend: AwsEbs.gp3() } })).toThrow(/^\[platform\/storage\] 4 problems:\n {2}- owner .*\n {2}- prefix .*\n {2}- localEphemeral\.backend .*\n {2}- localEphemeral\.costModel /);
  });
});

describe('what is not refused', () => {
  test.each<[string, Partial<StorageCatalogProps>]>([
    ['a default that is told where it may be used, without a fence', { defaultClass: CatalogClass.ZONAL_SSD_RETAIN, zonalSsdRetain: { allowedNamespaces: ['orders'] } }],
    ['operations in proportion to the size', { highIopsRetain: { backend: AwsEbs.gp3({ iopsPerGiB: 100 }), costModel: 'by GiB' } }],
    ['an engine that is sold for its speed', { platform: LONGHORN, highIopsRetain: { backend: Longhorn.replicated({ dataEngine: LonghornDataEngine.V2 }) } }],
    ['a kind that is sold for its speed', { platform: GKE, highIopsRetain: { backend: GcePersistentDisk.ssd(), costModel: 'by GiB' } }],
    ['a pool of which nothing is known here', { platform: CEPH, regionalSsdRetain: { backend: CephRbd.pool({ pool: 'zones', encryptionKmsId: 'vault' }) } }],
  ])('%s', (_, props) => {
    expect(() => make(props)).not.toThrow();
  });
});

describe('copies and encryption are what the backend has', () => {
  const plain = (backend: VolumeBackend, platform = LONGHORN) => ({ platform, zonalSsdRetain: { backend, costModel: 'ours' } });

  test('another number of copies is not called three', () => {
    const facts = factsOf('platform-zonal-ssd-retain', plain(Longhorn.replicated({ replicas: 2 })));
    expect(facts.zones).toMatch(/^replicas lie on several nodes, whichever zones these are in; reached from every node;/);
    expect(JSON.stringify(facts)).not.toContain('three');
  });

  test('a class that declines encryption says so, in its annotations and on the page', () => {
    for (const [backend, platform] of [[Longhorn.replicated({ encrypted: false }), LONGHORN], [AwsEbs.gp2({ encrypted: false }), EKS]] as const) {
      expect(factsOf('platform-zonal-ssd-retain', plain(backend, platform)).encryption).toBe('off: this class asks for volumes that are not encrypted');
      const [, section] = make(plain(backend, platform)).catalog.toMarkdown().split('## platform-zonal-ssd-retain\n');
      const [page] = section.split('\n## ');
      expect(page).toContain('Know before:\n\n- volumes are not encrypted at rest');
      expect(page).not.toMatch(/passphrase|default key/);
    }
  });

  test('a passphrase is that of the Secret that the class names', () => {
    const page = make({ platform: LONGHORN, zonalSsdRetain: { backend: Longhorn.replicated({ encryptionSecretName: 'ours' }) } }).catalog.toMarkdown();
    expect(page).toContain('encrypted with the passphrase of a Secret, longhorn-crypto in longhorn-system unless the class names another');
  });
});

describe('enforceAllowedNamespaces', () => {
  const fenced = { enforceAllowedNamespaces: true, zonalSsdRetain: { allowedNamespaces: ['orders', 'billing'] } };

  test('denies claims of a class outside its namespaces', () => {
    const policy = render(fenced).find(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    expect(policy.metadata.name).toBe('platform-storage-classes');
    expect(policy.metadata).not.toHaveProperty('namespace');
    expect(policy.spec).toMatchObject({
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [{ apiGroups: [''], operations: ['CREATE', 'UPDATE'], resources: ['persistentvolumeclaims'] }] },
      variables: [{ name: 'storageClass' }],
      validations: [{
        expression: 'variables.storageClass != \'platform-zonal-ssd-retain\' || request.namespace in [\'orders\', \'billing\']',
        message: 'StorageClass platform-zonal-ssd-retain is for claims in orders, billing alone',
        reason: 'Forbidden',
      }],
    });
    expect(render(fenced).find(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding').spec).toEqual({ policyName: 'platform-storage-classes', validationActions: ['Deny'] });
  });

  test('is a choice', () => {
    expect(render({ ...fenced, enforceAllowedNamespaces: false }).map(({ kind }) => kind)).not.toContain('ValidatingAdmissionPolicy');
  });

  test('needs a Kubernetes that has it', () => {
    const app = Testing.app();
    StatefulSettings.set(app, { kubernetesVersion: '1.29' });
    const chart = new Chart(app, 'platform');
    expect(() => new StorageCatalog(chart, 'storage', { ...REQUIRED, ...fenced })).toThrow(/^\[platform\/storage\] kubernetesVersion has no ValidatingAdmissionPolicy, got "1\.29"/);
  });
});

describe('volumeSnapshotClasses', () => {
  test('are one for each driver that takes snapshots, and keep their copies', () => {
    const classes = render({ volumeSnapshotClasses: true, sharedFile: { backend: EFS } }).filter(({ kind }) => kind === 'VolumeSnapshotClass');
    expect(classes.map(({ metadata, driver, deletionPolicy }) => [metadata.name, driver, deletionPolicy])).toEqual([['platform-ebs.csi.aws.com-retain', 'ebs.csi.aws.com', 'Retain']]);
  });

  test('of the EBS driver of Auto Mode are others than those of the one that people install', () => {
    const names = render({ volumeSnapshotClasses: true, zonalSsdDelete: { backend: AwsEbs.autoModeGp3(), costModel: 'by GiB' } })
      .filter(({ kind }) => kind === 'VolumeSnapshotClass').map(({ metadata }) => metadata.name);
    expect(names).toEqual(['platform-ebs.csi.aws.com-retain', 'platform-ebs.csi.eks.amazonaws.com-retain']);
  });

  test('of a second cluster of the same driver have its Secrets', () => {
    const cluster = (clusterId: string) => CephCluster.cephCsi({ clusterId, secretName: `secret-${clusterId}`, secretNamespace: 'ceph' });
    const disk = (pool: string, clusterId: string) => ({ backend: CephRbd.pool({ pool, cluster: cluster(clusterId), encryptionKmsId: 'vault' }), costModel: 'ours' });
    const two = { platform: CEPH, volumeSnapshotClasses: true, zonalSsdRetain: disk('a', 'one'), zonalSsdDelete: disk('b', 'one'), highIopsRetain: disk('c', 'two') };
    const classes = render(two).filter(({ kind }) => kind === 'VolumeSnapshotClass');
    expect(classes.map(({ metadata, parameters }) => [metadata.name, parameters.clusterID])).toEqual([
      ['platform-rbd.csi.ceph.com-retain', 'one'], [expect.stringMatching(/^platform-rbd\.csi\.ceph\.com-retain-[0-9a-f]{8}$/), 'two'],
    ]);
    const { catalog } = make(two);
    expect(catalog.volumeSnapshotClassFor(catalog.highIopsRetain).volumeSnapshotClassName).toBe(classes[1].metadata.name);
    expect(catalog.volumeSnapshotClassFor(catalog.zonalSsdDelete).volumeSnapshotClassName).toBe(classes[0].metadata.name);
  });

  test('are found by the class of the volume', () => {
    const { catalog } = make({ volumeSnapshotClasses: true, sharedFile: { backend: EFS } });
    expect(catalog.volumeSnapshotClassFor(catalog.highIopsRetain).volumeSnapshotClassName).toBe('platform-ebs.csi.aws.com-retain');
    expect(() => catalog.volumeSnapshotClassFor(catalog.sharedFile)).toThrow('[platform/storage] volumeSnapshotClassFor is asked for a class whose driver takes no snapshots, got "platform-shared-file"; copy the data another way');
    const { catalog: without } = make();
    expect(() => without.volumeSnapshotClassFor(without.zonalSsdRetain)).toThrow(/has none of its driver, got "platform-zonal-ssd-retain"; set volumeSnapshotClasses/);
  });
});
