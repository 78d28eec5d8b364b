import { App, Chart } from 'cdk8s';
import * as cdk8s from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/cli';
import type { World } from '../../../cli/commands/world';
import * as intent from '../../../src/facts/intent/storage-profile';
import { PLATFORMS } from '../../../src/facts/platforms/index';
import * as lib from '../../../src/index';
import { ClaimSource } from '../../../src/storage/claim-source';
import { DurableClaim } from '../../../src/storage/durable-claim';
import { EphemeralVolume } from '../../../src/storage/ephemeral-volume';
import { ReadOnlySharedClaim } from '../../../src/storage/read-only-shared-claim';
import { SharedClaim } from '../../../src/storage/shared-claim';

const NAMES = { ...cdk8s, ...lib, ...intent, ClaimSource, DurableClaim, EphemeralVolume, ReadOnlySharedClaim, SharedClaim };

async function choose(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const status = await runCommandLine(['choose', ...args], { out: (text) => { out += text; }, err: (text) => { err += text; } }, {} as World);
  return { status, out, err };
}

/** Runs the code in a chart, with its imports resolved by name, and returns the objects. */
function run(code: string): { kind: string; metadata: { name: string }; [field: string]: unknown }[] {
  const imported = [...code.matchAll(/^import \{ (.*) \} from/gm)].flatMap(([, names]) => names.split(', '));
  const body = code.replace(/^import .*$/gm, '');
  const chart = new Chart(new App(), 'app');
  const values: { [name: string]: unknown } = NAMES;
  new Function(...imported, body).apply(chart, imported.map((name) => values[name]));
  return chart.toJson();
}

test('prints the class, why, what to mind and the code', async () => {
  const { status, out, err } = await choose('--data', 'authoritative', '--sharing', 'none', '--platform', 'eks');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toBe(`Amazon EKS: EBS gp3 (zonal-ssd)
  one writer: a block disk, which outlives its node

StorageClass platform-zonal-ssd-retain
  provisioner: ebs.csi.aws.com
  parameters:
    type: "gp3"
    encrypted: "true"
  reclaimPolicy: Retain
    # the data exists nowhere else: a deleted claim must not delete it
  volumeBindingMode: WaitForFirstConsumer
    # a volume lives in one availability zone; bound at once, it lands in a zone chosen without knowing where the pod can run
  allowVolumeExpansion: true
    # grows while pods run: four changes of a volume in 24 hours, each after the one before is completed

With it
  encryption: on
    # without a key, the account's default key for EBS
  accessMode: ReadWriteOncePod
    # one pod: a second writer that is started by mistake waits
  snapshots: Retain
    # deletionPolicy of the snapshot class: a deleted namespace must not delete the copies with the data
  cost: by provisioned GiB and month, and for operations and throughput above those that come with every volume
  performance: single-digit milliseconds; 3,000 IOPS and 125 MiB/s at every size, more for a price

Mind
  - high availability over zones is replication by the database: a disk is out of reach while its zone is down
  - a snapshot is a backup once the application was consistent in it and a restore was tried

Code
  import { Size } from 'cdk8s';
  import { AwsEbs, DataCriticality, DurableClaim, ProductionStorageClass, StorageProfile } from 'cdk8s-stateful';

  const storageClass = new ProductionStorageClass(this, 'storage', {
    metadata: { name: 'platform-zonal-ssd-retain' },
    backend: AwsEbs.gp3(),
    intent: StorageProfile.of({ data: DataCriticality.AUTHORITATIVE }),
  });
  const claim = new DurableClaim(this, 'data', { storageClass, size: Size.gibibytes(100) });
`);
});

test('asks for what must be known, and takes it', async () => {
  const args = ['--data', 'rebuildable', '--sharing', 'read-write', '--platform', 'eks'];
  expect((await choose(...args)).out).toContain(
    'Find out, and give as --input NAME=VALUE\n  - fileSystemId: the EFS file system, which the driver does not make: '
    + 'its encryption, throughput mode and mount targets were decided with it; "fs-0123456789abcdef0" stands for it\n',
  );
  const { out } = await choose(...args, '--input', 'fileSystemId=fs-00000000000000001');
  expect(out).not.toContain('Find out');
  expect(out).toContain("AwsEfs.accessPoints({ fileSystemId: 'fs-00000000000000001' })");
});

test('says no with the way out', async () => {
  expect(await choose('--data', 'authoritative', '--failure-domain', 'region', '--platform', 'eks')).toEqual({
    status: 1,
    out: 'refused: Amazon EKS has no regional-ssd: an EBS volume lives in one availability zone\n'
      + 'instead: let the database replicate itself over zonal disks in several zones; for files, share EFS (sharing read-write)\n',
    err: '',
  });
});

describe('as JSON', () => {
  test('a choice', async () => {
    const { status, out } = await choose('--data', 'scratch', '--platform', 'aks', '-o', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      platform: 'aks',
      profile: { data: 'scratch', sharing: 'none', failureDomain: 'node', performance: 'standard', environment: 'production' },
      role: 'local-ephemeral',
      storageClass: { name: 'platform-local-ephemeral', provisioner: 'kubernetes.io/no-provisioner', parameters: {} },
      openInputs: [],
    });
  });

  test('a refusal', async () => {
    const { status, out } = await choose('--data', 'authoritative', '--failure-domain', 'region', '--platform', 'eks', '-o', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ version: 1, platform: 'eks', refused: 'Amazon EKS has no regional-ssd: an EBS volume lives in one availability zone' });
  });
});

describe('wrong usage', () => {
  test('lists the legal words of everything at once', async () => {
    expect(await choose('--data', 'gold', '--sharing', 'all', '--input', 'x')).toEqual({
      status: 2,
      out: '',
      err: '--platform is missing; use eks, eks-auto, aks, gke, ceph, longhorn, on-premises\n'
        + '--data "gold" is unknown; use authoritative, rebuildable, scratch\n'
        + '--sharing "all" is unknown; use none, read-only, read-write\n'
        + '--input "x" is not NAME=VALUE\n'
        + 'see cdk8s-stateful --help\n',
    });
  });

  test.each([
    [['--data', 'scratch', '--platform', 'eks', '--input', 'iops=3'], '[eks local-ephemeral] iops is no input of EC2 instance store, got "3"; it takes none'],
    [['--data', 'authoritative', '--performance', 'high-iops', '--platform', 'eks', '--input', 'iops=many'],
      '[eks high-iops] iops is not a whole number, got "many"; such as "6000"'],
    [['--data', 'authoritative', '--performance', 'high-iops', '--platform', 'eks', '--input', 'iops=900000'],
      '[AwsEbs.io2] iops is out of range'],
    [['--data', 'scratch', '--platform', 'eks', '-o', 'yaml'], '--output "yaml" is unknown; use text, json'],
    [['--data', 'scratch', '--where', 'eks'], "Unknown option '--where'"],
  ])('%j', async (args, message) => {
    const { status, out, err } = await choose(...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
  });

  test('help knows it, with every platform', async () => {
    const { status, out } = await choose('--help');
    expect(status).toBe(0);
    expect(out).toContain(PLATFORMS.map(({ id }) => id).join(', '));
  });
});

describe.each(PLATFORMS.map(({ id }) => id))('the code for %s', (platform) => {
  const needs = Object.values(intent.FailureDomain).flatMap((domain) => (
    Object.values(intent.StoragePerformance).map((performance) => [domain, performance])
  ));
  const questions = Object.values(intent.DataCriticality).flatMap((data) => (
    Object.values(intent.DataSharing).flatMap((sharing) => needs.map((need) => [data, sharing, ...need]))
  ));

  test('makes the class that was printed', async () => {
    for (const [data, sharing, domain, performance] of questions) {
      const { out } = await choose(
        '--data', data, '--sharing', sharing, '--failure-domain', domain, '--performance', performance, '--platform', platform, '-o', 'json',
      );
      const answer = JSON.parse(out);
      if (answer.refused) continue;
      const [storageClass, ...claims] = run(answer.code);
      const setting = (name: string) => answer.settings.find((each: { name: string }) => each.name === name).value;
      expect(storageClass).toMatchObject({
        kind: 'StorageClass',
        metadata: { name: answer.storageClass.name, annotations: { 'cdk8s-stateful.dev/data': data } },
        provisioner: answer.storageClass.provisioner,
        reclaimPolicy: setting('reclaimPolicy'),
        volumeBindingMode: setting('volumeBindingMode'),
        allowVolumeExpansion: setting('allowVolumeExpansion') === 'true',
      });
      for (const claim of claims) expect(claim.spec).toMatchObject({ accessModes: [setting('accessMode')] });
    }
  });
});
