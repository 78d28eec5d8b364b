import { App, Chart } from 'cdk8s';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome';
import type { Outcome } from './outcome';
import { auditWarnings } from '../../../cli/commands/choose-audit';
import { choiceJson } from '../../../cli/render/choice-json';
import { audit } from '../../../src/audit/auditor';
import type { Manifest } from '../../../src/audit/finding';
import { chooseStorage } from '../../../src/facts/intent/choose';
import type { StorageChoice } from '../../../src/facts/intent/choose';
import * as intent from '../../../src/facts/intent/storage-profile';
import { PLATFORMS } from '../../../src/facts/platforms/index';
import type { PlatformInputs } from '../../../src/facts/platforms/platform-facts';
import * as lib from '../../../src/index';
import { ClaimSource } from '../../../src/storage/claim-source';
import { DurableClaim } from '../../../src/storage/durable-claim';
import { EphemeralVolume } from '../../../src/storage/ephemeral-volume';
import { ReadOnlySharedClaim } from '../../../src/storage/read-only-shared-claim';
import { SharedClaim } from '../../../src/storage/shared-claim';

const NAMES = { ...cdk8s, ...lib, ...intent, ClaimSource, DurableClaim, EphemeralVolume, ReadOnlySharedClaim, SharedClaim };

async function choose(...args: string[]): Promise<Outcome> {
  return outcomeOf(['choose', ...args]);
}

/** Runs the code in a chart, with its imports resolved by name, and returns the objects. */
function run(code: string): Manifest[] {
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
    # volumes, their snapshots, and what travels between disk and instance; with the account's default key for EBS
  accessMode: ReadWriteOncePod
    # one pod: a second writer that is started by mistake waits
  snapshots: Retain
    # deletionPolicy of the snapshot class: a deleted namespace must not delete the copies with the data
  cost: by provisioned GiB and month, and for operations and throughput above those that come with every volume
  performance: single-digit milliseconds; 3,000 IOPS and 125 MiB/s at every size, more for a price

May be given as --input NAME=VALUE
  - kmsKeyId: KMS key of your own, by which another account can restore a snapshot; without one, volumes are encrypted with the account's default key for EBS; such as "arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"

Mind
  - high availability over zones is replication by the database: a disk is out of reach while its zone is down
  - a snapshot is a backup once the application was consistent in it and a restore was tried
  - the audit will report STO-004 (warning): StorageClass platform-zonal-ssd-retain names no key: volumes are encrypted with the account's default key for EBS; set kmsKeyId

Code
  import { Size } from 'cdk8s';
  import { AwsEbs, DataCriticality, DurableClaim, ProductionStorageClass, StorageProfile } from 'cdk8s-stateful';

  // a class that exists, as one of a StorageCatalog, is imported: ProductionStorageClass.fromStorageClassName(this, 'storage', name, { backend })
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
  expect(out).not.toMatch(/Find out|TODO/);
  expect(out).toContain("AwsEfs.accessPoints({ fileSystemId: 'fs-00000000000000001' })");
});

test('marks the lines of the code that hold examples', async () => {
  const marked = async (...args: string[]) => (await choose(...args)).out.split('\n').filter((line) => line.includes('TODO')).map((line) => line.trim());
  expect(await marked('--data', 'rebuildable', '--sharing', 'read-write', '--platform', 'on-premises')).toEqual([
    expect.stringMatching(/^metadata: \{ name: '\S+' \}, \/\/ TODO: server and share are examples, choose again with --input server=\.\.\. --input share=\.\.\.$/),
    "backend: NfsServer.share({ server: 'nfs.example', share: '/exports' }), // TODO: server and share are examples, choose again with --input server=... --input share=...",
  ]);
  expect(await marked('--data', 'rebuildable', '--sharing', 'read-write', '--platform', 'on-premises', '--input', 'server=files.internal')).toEqual([
    expect.stringContaining('// TODO: share is an example, choose again with --input share=...'),
    "backend: NfsServer.share({ server: 'files.internal', share: '/exports' }), // TODO: share is an example, choose again with --input share=...",
  ]);
  const readOnly = ['--data', 'rebuildable', '--sharing', 'read-only', '--platform', 'gke'];
  expect(await marked(...readOnly)).toEqual([
    "const snapshot = VolumeSnapshot.fromVolumeSnapshotName(this, 'snapshot', 'dataset'); // TODO: snapshot is an example, choose again with --input snapshot=...",
  ]);
  const { out } = await choose(...readOnly, '--input', 'snapshot=catalogue-2026-11');
  expect(out).toContain("fromVolumeSnapshotName(this, 'snapshot', 'catalogue-2026-11');\n");
  expect(out).not.toMatch(/Find out|TODO/);
});

test('takes a key of one\'s own, and is silent then', async () => {
  const { out } = await choose('--data', 'authoritative', '--platform', 'eks', '--input', 'kmsKeyId=alias/disks');
  expect(out).toContain("backend: AwsEbs.gp3({ kmsKeyId: 'alias/disks' }),");
  expect(out).toMatch(/^StorageClass platform-zonal-ssd-retain\.disks--[0-9a-f]{8}$/m);
  expect(out).toContain('  encryption: on\n    # volumes, their snapshots, and what travels between disk and instance; with the key that kmsKeyId names\n');
  expect(out).not.toMatch(/May be given|STO-004/);
});

test('says no with the way out', async () => {
  expect(await choose('--data', 'authoritative', '--failure-domain', 'region', '--platform', 'eks')).toEqual({
    status: 1,
    out: 'refused: Amazon EKS: no disk that outlives its zone, because an EBS volume lives in one availability zone\n'
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
      storageClass: { name: 'platform-local-ephemeral-delete', provisioner: 'kubernetes.io/no-provisioner', parameters: {} },
      openInputs: [],
    });
  });

  test('a refusal', async () => {
    const { status, out } = await choose('--data', 'authoritative', '--failure-domain', 'region', '--platform', 'eks', '-o', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ version: 1, platform: 'eks', refused: 'Amazon EKS: no disk that outlives its zone, because an EBS volume lives in one availability zone' });
  });
});

describe('wrong usage', () => {
  test('lists the legal words of everything at once', async () => {
    expect(await choose('--data', 'gold', '--sharing', 'none', '--sharing', 'all', '--input', 'x', '--input', 'iops=3', '--input', 'iops=4')).toEqual({
      status: 2,
      out: '',
      err: '--platform is missing; use eks, eks-auto, aks, gke, ceph, longhorn, on-premises\n'
        + '--data "gold" is unknown; use authoritative, rebuildable, scratch\n'
        + '--sharing "all" is unknown; use none, read-only, read-write\n'
        + '--sharing is given more than once: give it once\n'
        + '--input "x" is not NAME=VALUE\n'
        + '--input iops is given more than once: give it once\n'
        + 'see cdk8s-stateful --help\n',
    });
  });

  test.each([
    [['--data', 'scratch', '--platform', 'eks', '--input', 'iops=3'], '[eks local-ephemeral] iops is no input of EC2 instance store, got "3"; it takes none'],
    [['--data', 'authoritative', '--performance', 'high-iops', '--platform', 'eks', '--input', 'iops=many'],
      '[eks high-iops] iops is not a whole number, got "many"; such as "6000"'],
    [['--data', 'authoritative', '--performance', 'high-iops', '--platform', 'eks', '--input', 'iops=900000'],
      '[AwsEbs.io2] iops is out of range'],
    [['--data', 'rebuildable', '--sharing', 'read-write', '--platform', 'on-premises', '--input', 'share=/exp\\', '--input', "server=nfs'"],
      '[on-premises shared-file] 2 problems:\n  - server is not a host name or address, got "nfs\'"; such as "nfs.example"\n  - share is not an absolute path'],
    [['--data', 'authoritative', '--data', 'scratch', '--platform', 'eks'], '--data is given more than once: give it once'],
    [['--data', 'scratch', '--platform', 'eks', '--output', 'text', '-o', 'json'], '--output is given more than once: give it once'],
    [['--data', 'authoritative', '--platform', 'eks', '--input', 'kmsKeyId=mine'], '[eks zonal-ssd] kmsKeyId is not the ARN of a key or alias, alias/<name>, or the id of a key, got "mine"; such as "arn:aws:kms:'],
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

/** Inputs at their limits, by platform; those that a role does not take are left out for it. */
const EXTREMES: { readonly [platform: string]: readonly PlatformInputs[] } = {
  'eks': [{ iops: '3001' }, { iops: '200000' }, { iops: '256000' }, { fileSystemId: 'fs-00000000' }, { kmsKeyId: "alias/'/x" }, { kmsKeyId: 'alias/x' }],
  'eks-auto': [{ iops: '3001' }, { iops: '60000' }, { iops: '80000' }],
  'aks': [{ iops: '3001' }, { iops: '80000' }],
  'gke': [{ iops: '3001' }, { iops: '160000' }, { snapshot: '1.a' }],
  'ceph': [{ pool: 'Fast.nvme', encryptionKmsId: 'a_b' }, { pool: 'Size.of', fsName: 'AwsEbs.gp3' }, { pool: 'x'.repeat(60) }],
  'longhorn': [],
  'on-premises': [
    { server: '10.0.0.1', share: '/' }, { server: '[fd00::1]', share: '/Size.gibibytes(1)' }, { server: 'fd00::1', share: '/${DataCriticality.SCRATCH}' },
    { deviceClass: 'Nvme.0_a' },
  ],
};

interface Answer {
  readonly storageClass: { readonly name: string; readonly provisioner: string };
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  readonly inputs: PlatformInputs;
  readonly code: string;
}

describe.each(PLATFORMS)('the code for $id', (platform) => {
  const profiles = Object.values(intent.DataCriticality).flatMap((data) => Object.values(intent.DataSharing).flatMap((sharing) => (
    Object.values(intent.FailureDomain).flatMap((failureDomain) => Object.values(intent.StoragePerformance).flatMap((performance) => (
      Object.values(intent.StorageEnvironment).map((environment) => ({ data, sharing, failureDomain, performance, environment }))
    )))
  ))).map((options) => intent.StorageProfile.of(options));

  /** What is printed for a profile, with those of the inputs that its role takes; nothing where it is refused. */
  function answersTo(profile: intent.StorageProfile, given: PlatformInputs): Answer[] {
    const found = chooseStorage(profile, platform);
    if ('refused' in found) return [];
    const names = [...found.offering.inputs, ...found.open].map(({ name }) => name);
    const taken = Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
    const choice = chooseStorage(profile, platform, taken) as StorageChoice;
    return [JSON.parse(choiceJson({ profile, platform, inputs: taken, output: 'json' }, choice))];
  }

  const answers = [{}, ...EXTREMES[platform.id]].flatMap((given) => profiles.flatMap((profile) => (
    answersTo(profile, given).map((answer) => ({ profile, answer }))
  )));
  const specs = (): [string, string][] => answers.map(({ answer }) => {
    const [{ metadata, ...spec }] = run(answer.code);
    return [metadata.name!, JSON.stringify(spec)];
  });

  test('makes the class that was printed', () => {
    for (const { profile, answer } of answers) {
      const [storageClass, ...claims] = run(answer.code);
      const setting = (name: string) => answer.settings.find((each) => each.name === name)!.value;
      expect(storageClass).toMatchObject({
        provisioner: answer.storageClass.provisioner,
        kind: 'StorageClass',
        metadata: { name: answer.storageClass.name, annotations: { 'cdk8s-stateful.dev/data': profile.data } },
        reclaimPolicy: setting('reclaimPolicy'),
        volumeBindingMode: setting('volumeBindingMode'),
        allowVolumeExpansion: setting('allowVolumeExpansion') === 'true',
      });
      for (const claim of claims) expect(claim.spec).toMatchObject({ accessModes: [setting('accessMode')] });
    }
  });

  test('calls two classes the same only when they are', () => {
    const known = new Map<string, string>();
    for (const [name, spec] of specs()) {
      expect([name, known.get(name) ?? spec]).toEqual([name, spec]);
      known.set(name, spec);
    }
  });

  test('takes no name of the catalogue for another class', () => {
    const chart = new Chart(new App(), 'app');
    new lib.StorageCatalog(chart, 'storage', {
      platform: platform.id as lib.StoragePlatform,
      owner: 'us',
      recoveryRunbook: 'the wiki',
      localEphemeral: { backend: lib.TopoLvm.deviceClass({ name: 'ssd' }), costModel: 'ours' },
    });
    const catalogue = new Map(chart.toJson().map(({ metadata, ...spec }) => [metadata.name, JSON.stringify(spec)]));
    for (const [name, spec] of specs()) expect([name, catalogue.get(name) ?? spec]).toEqual([name, spec]);
  });

  test('passes the audit once every input is given, and is announced to fail where one is left out', () => {
    const everything = profiles.flatMap((profile) => {
      const found = chooseStorage(profile, platform);
      return 'refused' in found ? [] : [{ profile, given: Object.fromEntries([...found.offering.inputs, ...found.open].map(({ name, example }) => [name, example])) }];
    });
    for (const { profile, given } of everything) {
      for (const [answer] of [answersTo(profile, given), answersTo(profile, {})]) {
        const found = audit(run(answer.code)).findings.filter(({ severity }) => severity !== 'info');
        const choice = chooseStorage(profile, platform, answer.inputs) as StorageChoice;
        expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual(auditWarnings(profile, choice).map((line) => line.replace(/^.* (\S+) \(\w+\): (.*); .*$/, '$1: $2')));
        if (Object.keys(given).every((name) => name in answer.inputs)) expect(found).toEqual([]);
      }
    }
  });

  test('compiles', () => {
    const codes = [...new Set(answers.map(({ answer }) => answer.code))];
    expect(codes.flatMap(syntaxErrors)).toEqual([]);
  });
});

test('every platform has inputs at their limits', () => {
  expect(Object.keys(EXTREMES)).toEqual(PLATFORMS.map(({ id }) => id));
});

/** What is wrong with code that is pasted: its syntax, and names that it does not import or imports in vain. */
function syntaxErrors(code: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
  const imported = [...code.matchAll(/^import \{ (.*) \} from/gm)].flatMap(([, names]) => names.split(', '));
  const file = ts.createSourceFile('code.ts', code, ts.ScriptTarget.ES2022);
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) used.add(node.expression.text);
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) used.add(node.expression.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [
    ...diagnostics.map(({ messageText }) => String(messageText)),
    ...imported.filter((name) => !used.has(name)).map((name) => `imports ${name} in vain: ${code}`),
    ...[...used].filter((name) => !imported.includes(name)).map((name) => `does not import ${name}: ${code}`),
  ];
}

describe('help', () => {
  test.each(['audit', 'choose', 'explain', 'snapshot'])('%s has it', async (command) => {
    for (const flag of ['-h', '--help']) {
      const { status, out, err } = await outcomeOf([command, flag]);
      expect({ command, status, err }).toEqual({ command, status: 0, err: '' });
      expect(out).toContain(`cdk8s-stateful ${command} `);
    }
  });
});
