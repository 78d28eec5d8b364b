import { describe, expect, test } from 'vitest';
import { commandLine } from './world';
import { CONFIG_MAP } from '../../../cli/cluster/cluster';
import { leaseHolder, policyOf, snapshotNames } from '../operations/snapshot-run/fixture';

describe('prune', () => {
  const due = ['2026-02-27T00:00:00Z', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z'];

  const three = async (surroundings: Parameters<typeof commandLine>[0] = {}): Promise<ReturnType<typeof commandLine>> => {
    const policy = policyOf(1);
    const made = commandLine({ policy: { ...policy, retention: { ...policy.retention, last: 1 } }, ...surroundings });
    for (const time of due) await made.snapshot('run', 'orders-db', '--scheduled-at', time);
    return made;
  };

  test.each([
    ['with --dry-run', ['--dry-run'], {}, 0, 'out', '1 to keep, 2 to delete'],
    ['with --dry-run and --yes', ['--dry-run', '--yes'], {}, 0, 'out', '1 to keep, 2 to delete'],
    ['with nobody to ask', [], {}, 2, 'err', 'nothing was deleted: there is nobody to ask; say --yes, or --dry-run to see the plan alone'],
    ['after another answer', [], { isTerminal: true, answer: 'yes' }, 3, 'err', 'nothing was deleted: the answer was "yes", not "orders-db"\n'],
  ] as const)('%s deletes nothing', async (_, args, surroundings, status, stream, text) => {
    const { cluster, snapshot } = await three(surroundings);
    const outcome = await snapshot('prune', 'orders-db', ...args);
    expect(outcome.status).toBe(status);
    expect(outcome[stream]).toContain(text);
    expect(snapshotNames(cluster)).toHaveLength(3);
    expect(leaseHolder(cluster)).toBe('');
  });

  test.each([
    ['when told so', ['--yes'], {}, 0],
    ['after the right answer', [], { isTerminal: true, answer: 'orders-db\n' }, 1],
  ])('%s deletes what is no longer kept', async (_, args, surroundings, questions) => {
    const made = await three(surroundings);
    const { status, out } = await made.snapshot('prune', 'orders-db', ...args);
    expect({ status, last: out.split('\n').at(-2) }).toEqual({ status: 0, last: '1 kept, 2 of 2 deleted' });
    expect(snapshotNames(made.cluster)).toEqual(['orders-db-20260301t000000-data-db-0']);
    expect(made.questions).toHaveLength(questions);
  });

  test('asks with the number of groups, after the plan', async () => {
    const { questions, snapshot } = await three({ isTerminal: true });
    const { err } = await snapshot('prune', 'orders-db');
    expect(questions).toEqual(['To delete 2 of 3 groups for ever, type the name of the policy (orders-db): ']);
    expect(err).toMatch(/delete\s+orders-db-20260227t000000\s+Complete/);
  });

  test('without its state shows the plan, and deletes nothing', async () => {
    const { cluster, snapshot } = await three();
    await cluster.delete(CONFIG_MAP, cluster.all(CONFIG_MAP).find(({ metadata }) => metadata.name === 'orders-db-state')!);
    expect(await snapshot('prune', 'orders-db', '--dry-run')).toMatchObject({ status: 0, out: expect.stringContaining('1 to keep, 2 to delete') });
    expect(await snapshot('prune', 'orders-db', '--yes')).toMatchObject({ status: 1, err: expect.stringContaining('ConfigMap orders/orders-db-state is missing') });
    expect(snapshotNames(cluster)).toHaveLength(3);
  });

  test('with nothing to delete asks nothing', async () => {
    const { questions, snapshot } = commandLine({ isTerminal: true });
    await snapshot('run', 'orders-db');
    expect(await snapshot('prune', 'orders-db')).toMatchObject({ status: 0, out: '' });
    expect(questions).toEqual([]);
  });

  test.each([[['--dry-run']], [['--yes']], [[]]])('%j says 3 of a policy that is suspended', async (args) => {
    const { snapshot } = commandLine({ policy: policyOf(1, { schedule: { cron: '7 * * * *', timeZone: 'Etc/UTC', suspend: true } }), isTerminal: true });
    await snapshot('run', 'orders-db');
    expect(await snapshot('prune', 'orders-db', ...args)).toMatchObject({ status: 3 });
  });

  test('says 1 when something could not be deleted, and prints it for programs', async () => {
    const { cluster, snapshot } = await three();
    cluster.failNext('Forbidden', 1, 'delete volumesnapshots');
    const { status, out } = await snapshot('prune', 'orders-db', '-y', '-o', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(out).outcomes.map(({ result }: { result: string }) => result)).toEqual(['failed', 'deleted']);
  });
});
