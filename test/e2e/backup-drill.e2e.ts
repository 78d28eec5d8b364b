import { Size } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { API_AUDIT_LOG } from './support/cluster-commands';
import { DRILL, addDrill, drillsIn, expectCleanedUp, expectPermissionsUsed, giveUpDrill } from './support/drills';
import { Kubectl } from './support/kubectl';
import type { KubeObject } from './support/kubectl';
import { POLICY, TestApp, giveUpSnapshots, makeLogins, query, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { WRITER } from './support/writer';
import { Validation } from '../../src';
import type { BackupLabel } from '../../src/documents/backup-label';
import { backupLabelOf } from '../../src/documents/backup-label';

/** pgbench books each amount twice, in one transaction. */
const BALANCED = 'select (select sum(abalance) from pgbench_accounts) = (select sum(delta) from pgbench_history)';

describe('a restore drill of a database with its log on a volume of its own', () => {
  const kubectl = testNamespace('backup-drill');
  const cluster = new Kubectl();
  let drillNamespace: Kubectl;
  let first: readonly KubeObject[];
  let second: readonly KubeObject[];

  const nameOf = ([{ metadata }]: readonly KubeObject[]): string => metadata.labels!['cdk8s-stateful.dev/group'];
  const labelOf = ([{ metadata }]: readonly KubeObject[]): BackupLabel => backupLabelOf(metadata.annotations)!;

  async function takeGroup(job: string): Promise<KubeObject[]> {
    await runJob(kubectl, POLICY, job);
    const { runs } = JSON.parse((await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']);
    return kubectl.list('volumesnapshots', `cdk8s-stateful.dev/group=${runs.at(-1).group}`);
  }

  /** What the members of the second group say; what they said before, without a label. */
  async function relabel(label: BackupLabel | undefined): Promise<void> {
    const value = label === undefined ? 'cdk8s-stateful.dev/backup-label-' : `cdk8s-stateful.dev/backup-label=${JSON.stringify(label)}`;
    for (const { metadata } of second) await kubectl.run(['annotate', '--overwrite', 'volumesnapshot', metadata.name, value]);
  }

  beforeAll(async () => {
    const app = await TestApp.in(kubectl);
    const policy = app.policy();
    policy.protect(app.database('db', { walSize: Size.gibibytes(1) }));
    drillNamespace = addDrill(app, policy, { validate: [Validation.sql('select count(*) > 100 from ticks'), Validation.sql(BALANCED)] });
    await makeLogins(kubectl);
    await cluster.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 120);
    await kubectl.create(WRITER);
    await vi.waitFor(async () => expect(await query(kubectl, 'db', 'select count(*) > 200 from ticks')).toBe('t'), { timeout: 60_000, interval: 1_000 });
  });

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    await giveUpDrill(cluster, kubectl, drillNamespace);
    await giveUpSnapshots(cluster, kubectl.namespace!);
  });

  test('passes on a group that was taken while the database was written to, and leaves nothing behind', async () => {
    describeOnFailure(kubectl);
    first = await takeGroup('first');
    expect(first).toHaveLength(2);
    expect(await runJob(kubectl, DRILL, 'good', 400)).toContain('drill passed');
    const [evidence] = await drillsIn(kubectl);
    expect(evidence).toMatchObject({ outcome: 'Passed', leftovers: [], group: nameOf(first) });
    expect(evidence.checks.map(({ name, value }) => [name, value.split(' ')[0]])).toEqual([
      ['server', 'PostgreSQL'], ['fresh', 't'], ['recovered', 't'], ['negative-control', 'f'], ['validation-0', 't'], ['validation-1', 't'], ['amcheck', ''],
    ]);
    expect(evidence.rpoSeconds).toBeGreaterThanOrEqual(0);
    expect(evidence.phases.map(({ name }) => name)).toEqual(['volumes', 'recovery', 'validation']);
    await expectCleanedUp(kubectl, drillNamespace);
  }, 500_000);

  test.each<[string, string, (own: BackupLabel) => BackupLabel | undefined]>([
    ['no label', 'has no backup label, without which its volumes do not fit each other', () => undefined],
    ['the label of another group', 'is of backup "', () => labelOf(first)],
    ['the label of another database', 'refused to start: the backup label is of another database', (own) => ({ ...own, system_identifier: '1' })],
    ['a label of a backup that ended later', 'recovered: f', (own) => ({ ...own, stop_lsn: '1000/0' })],
    ['the label of an earlier backup that bears its name', 'refused to start: the backup label is not for this data', () => {
      const label = labelOf(first);
      return { ...label, backup_label: label.backup_label.replace(nameOf(first), nameOf(second)) };
    }],
  ])('fails on a group with %s', async (name, reason, change) => {
    describeOnFailure(kubectl);
    second ??= await takeGroup('second');
    await relabel(change(labelOf(second)));
    const job = name.replaceAll(' ', '-');
    await expect(runJob(kubectl, DRILL, job, 400)).rejects.toThrow(reason);
    expect((await drillsIn(kubectl)).at(-1)).toMatchObject({ outcome: 'Failed', group: nameOf(second), leftovers: [] });
    await relabel(labelOf(second));
    await expectCleanedUp(kubectl, drillNamespace);
  }, 500_000);

  test('passes on that group with its own label', async () => {
    describeOnFailure(kubectl);
    await runJob(kubectl, DRILL, 'own-label', 400);
    expect((await drillsIn(kubectl)).at(-1)).toMatchObject({ outcome: 'Passed', group: nameOf(second) });
    await expectCleanedUp(kubectl, drillNamespace);
  }, 500_000);

  test.runIf(API_AUDIT_LOG)('the account uses every permission that it has, and was denied nothing', async () => {
    await kubectl.delete('lease', DRILL);
    await kubectl.delete('lease', POLICY);
    await runJob(kubectl, DRILL, 'leases', 400);
    expect(await expectPermissionsUsed(kubectl, drillNamespace)).toEqual([]);
  }, 500_000);
});
