import { describe, expect, test } from 'vitest';
import { commandLine } from './world';
import { CONFIG_MAP } from '../../../cli/cluster/cluster';
import { GROUP, JOB_ENV } from '../operations/snapshot-run/fixture';

describe('status', () => {
  test('says 1 when there is nothing to restore, and 0 when there is', async () => {
    const { snapshot } = commandLine({ env: JOB_ENV });
    const before = await snapshot('status', 'orders-db');
    expect(before.status).toBe(1);
    expect(before.out).toContain('NOTHING CAN BE RESTORED: no group is complete; where VolumeSnapshots');
    await snapshot('run', 'orders-db');
    const { status, out } = await snapshot('status', 'orders-db', '-o', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ version: 1, verdict: `group ${GROUP} can be restored`, counts: { Complete: 1 } });
  });
});

describe('status --max-age', () => {
  test.each([
    ['3h', 0, `group ${GROUP} can be restored`],
    ['59m', 1, `group ${GROUP} can be restored; it is TOO OLD: 1h, and at most 59m were asked for`],
  ])('%s of a group that is an hour old says %i', async (age, expected, verdict) => {
    const { clock, snapshot } = commandLine({ env: JOB_ENV });
    await snapshot('run', 'orders-db');
    clock.advance(3600_000 - 1000);
    const { status, out } = await snapshot('status', 'orders-db', '--max-age', age, '-o', 'json');
    expect({ status, report: JSON.parse(out) }).toMatchObject({ status: expected, report: { verdict, good: expected === 0 } });
  });

  test('says 1 of no group at all', async () => {
    expect(await commandLine().snapshot('status', 'orders-db', '--max-age', '9d')).toMatchObject({ status: 1 });
  });
});

test('status finds what can be restored where the state is lost', async () => {
  const { cluster, snapshot } = commandLine({ env: JOB_ENV });
  await snapshot('run', 'orders-db');
  await cluster.delete(CONFIG_MAP, cluster.all(CONFIG_MAP).find(({ metadata }) => metadata.name === 'orders-db-state')!);
  expect(await snapshot('status', 'orders-db')).toMatchObject({ status: 0, out: expect.stringContaining(`group ${GROUP} can be restored\n`) });
});

describe('the policy', () => {
  test('is that of a file, and its namespace with it', async () => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV });
    expect(await snapshot('run', '--policy-file', 'policy.json')).toMatchObject({ status: 0 });
    expect(cluster.calls).not.toContain('get configmaps orders-db-policy');
  });

  test('is looked for in the namespace that is named, of the cluster that is chosen', async () => {
    const { choices, snapshot } = commandLine({ isTerminal: true });
    const { status, err } = await snapshot('status', 'orders-db', '-n', 'elsewhere', '--kubeconfig', 'file', '--context', 'staging');
    expect(status).toBe(1);
    expect(err).toContain('! ConfigMap elsewhere/orders-db-policy is not there; is the policy called orders-db, and its namespace elsewhere?');
    expect(choices).toMatchObject([{ kubeconfig: 'file', context: 'staging' }]);
  });

  test('that is not understood is refused', async () => {
    const { cluster, snapshot } = commandLine();
    const object = cluster.all(CONFIG_MAP).find(({ metadata }) => metadata.name === 'orders-db-policy')!;
    await cluster.replace(CONFIG_MAP, { ...object, data: { 'policy.json': object.data['policy.json'].replace('policy/v1', 'policy/v2') } });
    cluster.calls.length = 0;
    const { status, err } = await snapshot('run', 'orders-db');
    expect(status).toBe(1);
    expect(err).toContain('has schema \\"cdk8s-stateful.dev/snapshot-policy/v2\\"');
    expect(cluster.calls).toEqual(['get configmaps orders-db-policy']);
  });
});

describe('a policy file', () => {
  test('that cannot be read says 2, and no cluster is opened', async () => {
    const { choices, snapshot } = commandLine({ isTerminal: true });
    expect(await snapshot('status', '--policy-file', '/nonexistent')).toMatchObject({ status: 2, err: expect.stringContaining('no such file /nonexistent') });
    expect(choices).toEqual([]);
  });
});

describe('wrong usage', () => {
  test.each([
    [[], 'snapshot takes one of run, prune, status'],
    [['restore', 'orders-db'], 'snapshot takes one of run, prune, status'],
    [['toString', 'orders-db'], 'snapshot takes one of run, prune, status'],
    [['run'], 'snapshot run takes the name of one policy'],
    [['run', 'one', 'two'], 'snapshot run takes the name of one policy'],
    [['run', 'orders-db', '--policy-file', 'policy.json'], 'name the policy or give --policy-file, not both'],
    [['run', '-n', 'orders', '--policy-file', 'policy.json'], 'the policy of --policy-file says its namespace; leave --namespace out'],
    [['run', 'orders-db', '--yes'], 'snapshot run has no option --yes'],
    [['run', 'orders-db', '--yes'], 'snapshot run has no option --yes'],
    [['prune', 'orders-db', '--scheduled-at', '2026-03-01T00:00:00Z'], 'snapshot prune has no option --scheduled-at'],
    [['status', 'orders-db', '--yes'], 'snapshot status has no option --yes'],
    [['run', 'orders-db', '--max-age', '3h'], 'snapshot run has no option --max-age'],
    [['status', 'orders-db', '--max-age', 'a while'], '--max-age "a while" is not a duration; use a form such as 90m, 3h or 2d'],
    [['status', 'orders-db', '--max-age', ''], '--max-age "" is not a duration'],
    [['run', 'orders-db', '--scheduled-at', '2026-03-01T00:08:06Z'], '--scheduled-at "2026-03-01T00:08:06Z" is in the future: a group of that time would be kept'],
    [['run', 'orders-db', '-o', 'xml'], '--output "xml" is not table or json'],
    [['run', 'orders-db', '--nonsense'], '--nonsense'],
    [['run', 'orders-db', '--scheduled-at', 'yesterday'], '--scheduled-at "yesterday" is not a time with its zone'],
    [['run', 'orders-db', '--scheduled-at', '2026-03-01T00:00:00'], '--scheduled-at "2026-03-01T00:00:00" is not a time with its zone'],
    [['run', 'orders-db', '--scheduled-at', '2026-13-01T00:00:00Z'], '--scheduled-at "2026-13-01T00:00:00Z" is not a time with its zone'],
  ])('%j says 2, and no cluster is opened', async (args, message) => {
    const { choices, snapshot } = commandLine();
    const { status, out, err } = await snapshot(...args);
    expect({ status, out, choices }).toEqual({ status: 2, out: '', choices: [] });
    expect(err).toContain(message);
    expect(err).toContain('see cdk8s-stateful --help');
  });

  test.each([['--help'], ['run', '-h']])('%s %s prints help', async (...args) => {
    const { status, out } = await commandLine().snapshot(...args.filter(Boolean));
    expect(status).toBe(0);
    expect(out).toContain('Exit codes of snapshot: 0 done');
  });
});
