import { describe, expect, test } from 'vitest';
import { AwsFsxLustre } from '../../../src/facts/drivers/aws-fsx-lustre-backends';
import { chooseStorage } from '../../../src/facts/intent/choose';
import type { StorageChoice, StorageRefusal } from '../../../src/facts/intent/choose';
import { contradictions } from '../../../src/facts/intent/contradictions';
import {
  DataCriticality, DataSharing, FailureDomain, StorageEnvironment, StoragePerformance, StorageProfile,
} from '../../../src/facts/intent/storage-profile';
import type { StorageProfileOptions } from '../../../src/facts/intent/storage-profile';
import { offeringOf, PLATFORMS } from '../../../src/facts/platforms/index';

const { AUTHORITATIVE, REBUILDABLE, SCRATCH } = DataCriticality;

function decide(platform: string, profile: StorageProfileOptions): StorageChoice | StorageRefusal {
  return chooseStorage(StorageProfile.of(profile), PLATFORMS.find(({ id }) => id === platform)!);
}

function choose(platform: string, profile: StorageProfileOptions): StorageChoice {
  const decision = decide(platform, profile);
  if ('refused' in decision) throw new Error(decision.refused);
  return decision;
}

function settings(choice: StorageChoice): { [name: string]: string } {
  return Object.fromEntries(choice.settings.map(({ name, value }) => [name, value]));
}

/** What is kept in short: role, provisioner, reclaim policy, binding, access mode, snapshots. */
function short(platform: string, profile: StorageProfileOptions): string {
  const decision = decide(platform, profile);
  if ('refused' in decision) return `refused: ${decision.instead}`;
  const { reclaimPolicy, volumeBindingMode, accessMode, snapshots } = settings(decision);
  return [decision.offering.role, decision.backend.provisioner, reclaimPolicy, volumeBindingMode, accessMode, snapshots].join(' ');
}

const REPLICATE = 'refused: let the database replicate itself over zonal disks in several zones; for files, share EFS (sharing read-write)';
const NO_COPIES = 'refused: let the database replicate itself over local disks (failure domain node), or install Ceph or Longhorn';
const WAIT = 'WaitForFirstConsumer';

interface Requirement {
  readonly requirement: string;
  readonly profile: StorageProfileOptions;
  /** Platforms and what they give. */
  readonly rows: readonly (readonly [string, string])[];
}

/** Requirement by platform: the rows of the decision matrix. */
const MATRIX: readonly Requirement[] = [
  {
    requirement: 'single-writer database volume',
    profile: { data: AUTHORITATIVE },
    rows: [
      ['eks', `zonal-ssd ebs.csi.aws.com Retain ${WAIT} ReadWriteOncePod Retain`],
      ['eks-auto', `zonal-ssd ebs.csi.eks.amazonaws.com Retain ${WAIT} ReadWriteOncePod Retain`],
      ['aks', `zonal-ssd disk.csi.azure.com Retain ${WAIT} ReadWriteOncePod Retain`],
      ['gke', `zonal-ssd pd.csi.storage.gke.io Retain ${WAIT} ReadWriteOncePod Retain`],
      ['ceph', 'zonal-ssd rook-ceph.rbd.csi.ceph.com Retain Immediate ReadWriteOncePod Retain'],
      ['longhorn', 'zonal-ssd driver.longhorn.io Retain Immediate ReadWriteOncePod Retain'],
      ['on-premises', NO_COPIES],
    ],
  },
  {
    requirement: 'database that keeps copies on other nodes',
    profile: { data: AUTHORITATIVE, failureDomain: FailureDomain.NODE },
    rows: [
      ['eks', `local-ephemeral kubernetes.io/no-provisioner Retain ${WAIT} ReadWriteOncePod none`],
      ['eks-auto', `zonal-ssd ebs.csi.eks.amazonaws.com Retain ${WAIT} ReadWriteOncePod Retain`],
      ['longhorn', `local-ephemeral driver.longhorn.io Retain ${WAIT} ReadWriteOncePod Retain`],
      ['on-premises', `local-ephemeral topolvm.io Retain ${WAIT} ReadWriteOncePod Retain`],
    ],
  },
  {
    requirement: 'shared file access',
    profile: { data: AUTHORITATIVE, sharing: DataSharing.READ_WRITE },
    rows: [
      ['eks', 'shared-file efs.csi.aws.com Retain Immediate ReadWriteMany none'],
      ['eks-auto', 'shared-file efs.csi.aws.com Retain Immediate ReadWriteMany none'],
      ['aks', 'shared-file file.csi.azure.com Retain Immediate ReadWriteMany Retain'],
      ['gke', 'shared-file filestore.csi.storage.gke.io Retain Immediate ReadWriteMany Retain'],
      ['ceph', 'shared-file rook-ceph.cephfs.csi.ceph.com Retain Immediate ReadWriteMany Retain'],
      ['longhorn', 'shared-file driver.longhorn.io Retain Immediate ReadWriteMany Retain'],
      ['on-premises', 'shared-file nfs.csi.k8s.io Retain Immediate ReadWriteMany Retain'],
    ],
  },
  {
    requirement: 'data that many nodes read',
    profile: { data: REBUILDABLE, sharing: DataSharing.READ_ONLY },
    rows: [
      ['eks', 'shared-file efs.csi.aws.com Delete Immediate ReadWriteMany none'],
      ['aks', 'shared-file file.csi.azure.com Delete Immediate ReadOnlyMany none'],
      ['gke', 'shared-file filestore.csi.storage.gke.io Delete Immediate ReadOnlyMany none'],
      ['longhorn', 'shared-file driver.longhorn.io Delete Immediate ReadWriteMany none'],
    ],
  },
  {
    requirement: 'fast cache that may go',
    profile: { data: SCRATCH },
    rows: [
      ['eks', `local-ephemeral kubernetes.io/no-provisioner Delete ${WAIT} ReadWriteOncePod none`],
      ['eks-auto', `zonal-ssd ebs.csi.eks.amazonaws.com Delete ${WAIT} ReadWriteOncePod none`],
      ['aks', `local-ephemeral kubernetes.io/no-provisioner Delete ${WAIT} ReadWriteOncePod none`],
      ['gke', `local-ephemeral kubernetes.io/no-provisioner Delete ${WAIT} ReadWriteOncePod none`],
      ['ceph', 'zonal-ssd rook-ceph.rbd.csi.ceph.com Delete Immediate ReadWriteOncePod none'],
      ['longhorn', `local-ephemeral driver.longhorn.io Delete ${WAIT} ReadWriteOncePod none`],
      ['on-premises', `local-ephemeral topolvm.io Delete ${WAIT} ReadWriteOncePod none`],
    ],
  },
  {
    requirement: 'database that outlives a zone',
    profile: { data: AUTHORITATIVE, failureDomain: FailureDomain.REGION },
    rows: [
      ['eks', REPLICATE],
      ['eks-auto', REPLICATE],
      ['aks', `regional-ssd disk.csi.azure.com Retain ${WAIT} ReadWriteOncePod Retain`],
      ['gke', `regional-ssd pd.csi.storage.gke.io Retain ${WAIT} ReadWriteOncePod Retain`],
      ['ceph', 'regional-ssd rook-ceph.rbd.csi.ceph.com Retain Immediate ReadWriteOncePod Retain'],
      ['longhorn', 'regional-ssd driver.longhorn.io Retain Immediate ReadWriteOncePod Retain'],
      ['on-premises', NO_COPIES],
    ],
  },
  {
    requirement: 'database with many operations',
    profile: { data: AUTHORITATIVE, performance: StoragePerformance.HIGH_IOPS },
    rows: [
      ['eks', `high-iops ebs.csi.aws.com Retain ${WAIT} ReadWriteOncePod Retain`],
      ['eks-auto', `high-iops ebs.csi.eks.amazonaws.com Retain ${WAIT} ReadWriteOncePod Retain`],
      ['aks', `high-iops disk.csi.azure.com Retain ${WAIT} ReadWriteOncePod Retain`],
      ['gke', `high-iops pd.csi.storage.gke.io Retain ${WAIT} ReadWriteOncePod Retain`],
      ['ceph', 'high-iops rook-ceph.rbd.csi.ceph.com Retain Immediate ReadWriteOncePod Retain'],
      ['longhorn', 'high-iops driver.longhorn.io Retain Immediate ReadWriteOncePod Retain'],
      ['on-premises', NO_COPIES],
    ],
  },
  {
    requirement: 'development and test state',
    profile: { data: REBUILDABLE, environment: StorageEnvironment.TEST },
    rows: [
      ['eks', `zonal-ssd ebs.csi.aws.com Delete ${WAIT} ReadWriteOncePod none`],
      ['aks', `zonal-ssd disk.csi.azure.com Delete ${WAIT} ReadWriteOncePod none`],
      ['gke', `zonal-ssd pd.csi.storage.gke.io Delete ${WAIT} ReadWriteOncePod none`],
    ],
  },
];

describe.each(MATRIX)('$requirement', ({ profile, rows }) => {
  test.each(rows)('on %s', (platform, expected) => {
    expect(short(platform, profile)).toBe(expected);
  });
});

describe('whatever the profile', () => {
  const profiles = Object.values(DataCriticality).flatMap((data) => Object.values(DataSharing).flatMap((sharing) => (
    Object.values(FailureDomain).flatMap((failureDomain) => Object.values(StoragePerformance).flatMap((performance) => (
      Object.values(StorageEnvironment).map((environment) => ({ data, sharing, failureDomain, performance, environment }))
    )))
  )));
  const decisions = PLATFORMS.flatMap(({ id }) => profiles.map((profile) => ({ id, profile, decision: decide(id, profile) })));

  test('the answer is a class with reasons, or a refusal with a way out', () => {
    for (const { decision } of decisions) {
      if ('refused' in decision) expect(decision.instead).not.toBe('');
      else expect(decision.settings.every(({ value, why }) => value !== '' && why !== '')).toBe(true);
    }
  });

  test('authoritative data is never deleted with its claim, and never on a disk of one node unless that was said', () => {
    for (const { profile, decision } of decisions) {
      if ('refused' in decision || profile.data !== AUTHORITATIVE) continue;
      expect(settings(decision).reclaimPolicy).toBe('Retain');
      if (decision.backend.topology === 'node') expect(profile.failureDomain).toBe(FailureDomain.NODE);
    }
  });

  test('no choice contradicts the profile that it was made for', () => {
    for (const { profile, decision } of decisions) {
      if (!('refused' in decision)) expect(contradictions(StorageProfile.of(profile), decision.backend)).toEqual([]);
    }
  });

  test('what is shared gets a mode for many nodes', () => {
    for (const { profile, decision } of decisions) {
      if ('refused' in decision) continue;
      expect(/Many$/.test(settings(decision).accessMode)).toBe(profile.sharing !== DataSharing.NONE);
    }
  });
});

describe('what nobody can have', () => {
  test('fast shared files', () => {
    expect(decide('eks', { data: REBUILDABLE, sharing: DataSharing.READ_WRITE, performance: StoragePerformance.HIGH_IOPS })).toEqual({
      refused: 'shared files are a network away: no class promises them many operations per second',
      instead: 'measure performance standard first, or give each pod a volume of its own (sharing none)',
    });
  });

  test('a fast disk that outlives its zone', () => {
    expect(decide('aks', { data: AUTHORITATIVE, failureDomain: FailureDomain.REGION, performance: StoragePerformance.HIGH_IOPS })).toEqual({
      refused: 'a disk that outlives its zone waits for another zone with every write: it is not the fast one',
      instead: 'let the database replicate itself over fast disks of several zones (failure domain zone), or accept performance standard',
    });
  });

  test('a disk of two zones on EKS', () => {
    expect(decide('eks', { data: AUTHORITATIVE, failureDomain: FailureDomain.REGION })).toMatchObject({
      refused: 'Amazon EKS: no disk that outlives its zone, because an EBS volume lives in one availability zone',
    });
  });

  test.each([
    ['eks', { failureDomain: FailureDomain.REGION }, 'need not outlive its zone: failure domain zone is enough'],
    ['on-premises', { failureDomain: FailureDomain.ZONE }, 'need not outlive its node: failure domain node is enough'],
    ['on-premises', { failureDomain: FailureDomain.REGION, performance: StoragePerformance.HIGH_IOPS }, 'need not outlive its zone: failure domain node is enough'],
    ['aks', { failureDomain: FailureDomain.REGION, performance: StoragePerformance.HIGH_IOPS }, 'need not outlive its zone: failure domain zone is enough'],
  ])('on %s, %j: what can be made again may ask for less', (platform, profile, instead) => {
    for (const data of [REBUILDABLE, SCRATCH]) expect(decide(platform, { data, ...profile })).toMatchObject({ instead: `${data} data ${instead}` });
  });

  test('no refusal speaks of roles, nor of replication to those who keep nothing', () => {
    for (const { id } of PLATFORMS) {
      for (const data of [REBUILDABLE, SCRATCH]) {
        for (const failureDomain of Object.values(FailureDomain)) {
          for (const performance of Object.values(StoragePerformance)) {
            const decision = decide(id, { data, failureDomain, performance });
            if ('refused' in decision) expect(`${decision.refused} ${decision.instead}`).not.toMatch(/-ssd|high-iops|local-ephemeral|replicate/);
          }
        }
      }
    }
  });
});

describe('warnings', () => {
  test('a disk is not high availability', () => {
    expect(choose('eks', { data: AUTHORITATIVE }).warnings).toEqual([
      'high availability over zones is replication by the database: a disk is out of reach while its zone is down',
      'a snapshot is a backup once the application was consistent in it and a restore was tried',
    ]);
    expect(choose('aks', { data: AUTHORITATIVE, failureDomain: FailureDomain.REGION }).warnings[0]).toBe(
      'high availability is replication by the database: this disk outlives a zone, but its one pod moves only when its node is known to be gone',
    );
  });

  test('shared files are not for databases', () => {
    expect(choose('eks', { data: AUTHORITATIVE, sharing: DataSharing.READ_WRITE }).warnings).toEqual([
      'pods that write the same files must coordinate: nothing here keeps them apart; not for databases, which want a volume each',
      'no CSI snapshots: use AWS Backup or EFS replication',
      'encryption not decided by the class: at rest: set when the file system is made; in transit: TLS unless a volume says otherwise',
    ]);
  });

  test('local data goes with its node', () => {
    expect(choose('on-premises', { data: AUTHORITATIVE, failureDomain: FailureDomain.NODE }).warnings[0]).toBe(
      'the volume is lost with its node: only for a database that keeps copies on other nodes, in other zones',
    );
    expect(choose('gke', { data: REBUILDABLE, failureDomain: FailureDomain.NODE }).warnings[0]).toBe(
      'the volume is lost with its node: whatever uses it must work while the data is made again',
    );
  });

  test('test data is kept like any other until it is said to be rebuildable', () => {
    expect(choose('eks', { data: AUTHORITATIVE, environment: StorageEnvironment.TEST }).warnings).toContain(
      'volumes stay behind when claims are deleted; test data that can be made again is rebuildable',
    );
  });

  test('shared files that must outlive a zone say whether they do', () => {
    expect(choose('on-premises', { data: REBUILDABLE, sharing: DataSharing.READ_WRITE, failureDomain: FailureDomain.REGION }).warnings).toContain(
      'whether it outlives its zone: reached from every node; outlives what the file server outlives',
    );
    expect(choose('ceph', { data: AUTHORITATIVE }).warnings).toContain(
      'whether it outlives its node: outlives a node where the CRUSH rule keeps copies on several hosts; an outage of the room is an outage of Ceph',
    );
  });

  test('nothing is uncertain where the class decides', () => {
    const shared = choose('longhorn', { data: AUTHORITATIVE, sharing: DataSharing.READ_WRITE, failureDomain: FailureDomain.REGION });
    expect([shared.offering.title, shared.backend.parameters.replicaZoneSoftAntiAffinity]).toEqual(['Longhorn, shared by NFS, replicas in three zones', 'disabled']);
    expect(shared.warnings.join()).not.toContain('whether it outlives');
  });

  test('the platform has its own', () => {
    expect(choose('gke', { data: REBUILDABLE }).warnings).toContain('newer machine series attach Hyperdisk only: there use GceHyperdisk.balanced()');
  });
});

test('operations that come with the usual disk are no choice of many', () => {
  const profile = StorageProfile.of({ data: AUTHORITATIVE, performance: StoragePerformance.HIGH_IOPS });
  for (const platform of PLATFORMS.filter(({ id }) => ['eks', 'eks-auto', 'aks', 'gke'].includes(id))) {
    expect(() => chooseStorage(profile, platform, { iops: '3000' }))
      .toThrow(new Error(`[${platform.id} high-iops] iops is no more than what the usual disk has, got "3000"; use 3001 or more, such as "6000"`));
    expect(() => chooseStorage(profile, platform, { iops: '3001' })).not.toThrow();
  }
});

test('a platform whose ways contradict the profile is refused with the way out', () => {
  const [eks] = PLATFORMS;
  const scratch = { ...offeringOf(eks, 'shared-file')!, inputs: [], backend: () => AwsFsxLustre.scratch({ subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] }) };
  expect(chooseStorage(StorageProfile.of({ data: AUTHORITATIVE, sharing: DataSharing.READ_WRITE }), { ...eks, offerings: [scratch] })).toEqual({
    refused: 'EFS access points does not do: intent.data is nothing to keep on volumes of fsx.csi.aws.com like these: '
      + 'a scratch file system is not replicated: what lies on a file server that fails is gone',
    instead: 'choose a backend that keeps copies, or say DataCriticality.REBUILDABLE',
  });
});

test('inputs that are known are used', () => {
  const profile = StorageProfile.of({ data: AUTHORITATIVE, sharing: DataSharing.READ_WRITE });
  const choice = chooseStorage(profile, PLATFORMS[0], { fileSystemId: 'fs-00000000000000001' }) as StorageChoice;
  expect(choice.backend.parameters.fileSystemId).toBe('fs-00000000000000001');
});

test('a snapshot to read from is asked for, where the driver has read-only volumes', () => {
  const readOnly = { data: REBUILDABLE, sharing: DataSharing.READ_ONLY };
  expect(PLATFORMS.filter(({ id }) => choose(id, readOnly).open.some(({ name }) => name === 'snapshot')).map(({ id }) => id)).toEqual(['aks', 'gke', 'ceph', 'on-premises']);
});

test('every setting has its reason', () => {
  expect(choose('eks', { data: AUTHORITATIVE }).settings).toEqual([
    { name: 'reclaimPolicy', value: 'Retain', why: 'the data exists nowhere else: a deleted claim must not delete it' },
    { name: 'volumeBindingMode', value: WAIT, why: 'a volume lives in one availability zone; bound at once, it lands in a zone chosen without knowing where the pod can run' },
    { name: 'allowVolumeExpansion', value: 'true', why: 'grows while pods run: four changes of a volume in 24 hours, each after the one before is completed' },
    { name: 'encryption', value: 'on', why: 'volumes, their snapshots, and what travels between disk and instance; with the account\'s default key for EBS' },
    { name: 'accessMode', value: 'ReadWriteOncePod', why: 'one pod: a second writer that is started by mistake waits' },
    { name: 'snapshots', value: 'Retain', why: 'deletionPolicy of the snapshot class: a deleted namespace must not delete the copies with the data' },
  ]);
});
