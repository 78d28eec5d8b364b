import { describe, expect, test } from 'vitest';
import { commandLine } from './world';
import type { CommandLine, Surroundings } from './world';
import { CLAIM, CONFIG_MAP, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../cli/cluster/cluster';
import { seedClass } from '../operations/restore/fixture';
import { claimsScene } from '../operations/snapshot-run/claims-fixture';

const GROUP = 'orders-db-20260301t000700';
const ELSEWHERE = 'where VolumeSnapshots or the namespace were deleted, copies may be left: cdk8s-stateful restore list orders-db --namespace orders --lost';

/** With one complete group. */
async function protectedDatabase(surroundings: Surroundings = {}): Promise<CommandLine> {
  const made = commandLine(surroundings);
  made.cluster.volumes.bindAfter = 0;
  await made.snapshot('run', 'orders-db', '--scheduled-at', '2026-03-01T00:07:00Z');
  return made;
}

function claims({ cluster }: CommandLine): string[] {
  return cluster.all(CLAIM).map(({ metadata }) => metadata.name).filter((name) => !/^data-db-\d$/.test(name));
}

describe('list', () => {
  test('shows what can be restored, for people', async () => {
    const { status, out } = await (await protectedDatabase()).restore('list', 'orders-db');
    expect({ status, lines: out.split('\n').slice(0, 2) }).toEqual({
      status: 0,
      lines: [
        'GROUP                      CUT                   AGE  CONSISTENCY  SIZE  HELD FOR',
        `${GROUP}  2026-03-01T00:07:06Z  1s   crash        1Gi`,
      ],
    });
  });

  test('and for programs', async () => {
    const { out } = await (await protectedDatabase()).restore('list', 'orders-db', '-o', 'json');
    expect(JSON.parse(out)).toEqual({
      version: 1,
      policy: 'orders-db',
      namespace: 'orders',
      points: [{
        group: GROUP,
        scheduledAt: '2026-03-01T00:07:00Z',
        cutAt: '2026-03-01T00:07:06Z',
        consistency: 'crash',
        beforeSwap: false,
        hold: null,
        heldSince: null,
        snapshots: [{ name: `${GROUP}-data-db-0`, restoreSize: '1Gi' }],
      }],
    });
  });

  test('fails when there is nothing', async () => {
    const { restore } = commandLine();
    expect(await restore('list', 'orders-db')).toMatchObject({ status: 1, out: `NOTHING CAN BE RESTORED: policy orders/orders-db has no complete group\n${ELSEWHERE}\n` });
    expect(await restore('plan', 'orders-db')).toMatchObject({ status: 1, err: expect.stringContaining(`policy orders/orders-db has no complete group: there is nothing to restore; ${ELSEWHERE}`) });
    expect(await restore('plan', 'orders-db', '--lost')).toMatchObject({ status: 1, err: expect.stringMatching(/there is nothing to restore\W*\n$/) });
  });
});

describe('plan', () => {
  test('is for the pod that is named', async () => {
    const made = await protectedDatabase();
    expect((await made.restore('plan', 'orders-db', '--workload', 'db2', '--ordinal', '3')).out).toContain('  orders/data-db2-3  ');
    expect(await made.restore('plan', 'orders-db', '--ordinal', 'first')).toMatchObject({ status: 2, err: expect.stringContaining('--ordinal "first" is not the number of a pod; use 0 or more') });
    expect(await made.restore('list', 'orders-db', '--ordinal', '0')).toMatchObject({ status: 2, err: expect.stringContaining('restore list has no option --ordinal') });
  });

  test('shows what would be made, and makes nothing', async () => {
    const made = await protectedDatabase();
    const { status, out } = await made.restore('plan', 'orders-db', '--workload', 'db2');
    expect({ status, out }).toEqual({
      status: 0,
      out: [
        `group ${GROUP}, cut 2026-03-01T00:07:06Z: what was written later is not in it`,
        '',
        'SNAPSHOT                             CLAIM              SIZE  CLASS    STATE',
        `${GROUP}-data-db-0  orders/data-db2-0  1Gi   default  new`,
        '',
        'for the pods of StatefulSet orders/db2; nothing that exists is replaced or deleted, and the group is held until the volumes are there',
        '',
      ].join('\n'),
    });
    expect(claims(made)).toEqual([]);
  });

  test('has its own exit code for a plan that is refused', async () => {
    const { status, out } = await (await protectedDatabase()).restore('plan', 'orders-db', '-o', 'json');
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ dryRun: true, refusals: [expect.stringContaining('claim orders/data-db-0 exists')], claims: [] });
  });
});

describe('a namespace that is not there', () => {
  async function withoutNamespace(): Promise<CommandLine> {
    const made = await protectedDatabase();
    made.cluster.missingNamespaces.add('nope');
    made.cluster.calls.length = 0;
    return made;
  }

  test.each([['plan'], ['run', '--yes']])('%s is refused, and nothing is written for it', async (verb, ...more) => {
    const made = await withoutNamespace();
    const { status, out } = await made.restore(verb, 'orders-db', '--to-namespace', 'nope', ...more);
    expect(status).toBe(3);
    expect(out).toContain('REFUSED: there is no namespace nope to restore to; make it first, or name one that there is (--to-namespace)\n');
    expect(made.cluster.calls.filter((call) => /^(create|patch|delete)/.test(call) && !call.includes('leases'))).toEqual([]);
  });

  test('is no question for who may not read namespaces', async () => {
    const made = await withoutNamespace();
    made.cluster.failNext('Forbidden', 1, 'get namespaces');
    expect(await made.restore('plan', 'orders-db', '--to-namespace', 'nope')).toMatchObject({ status: 0, out: expect.not.stringContaining('REFUSED') });
  });
});

describe('run', () => {
  test.each([
    ['with nobody to ask', [], {}, 2, 'nothing was restored: there is nobody to ask; say --yes, or restore plan to see the plan alone\n'],
    ['after another answer', [], { isTerminal: true, answer: 'yes' }, 3, 'nothing was restored: the answer was "yes", not "db2"\n'],
    ['of what is refused', ['--workload', 'db'], { isTerminal: true, answer: 'db' }, 3, 'REFUSED: claim orders/data-db-0 exists'],
  ] as const)('%s makes nothing', async (_, more, surroundings, status, text) => {
    const made = await protectedDatabase(surroundings);
    const outcome = await made.restore('run', 'orders-db', '--workload', 'db2', ...more);
    expect(outcome.status).toBe(status);
    expect(outcome.err).toContain(text);
    expect(claims(made)).toEqual([]);
  });

  test.each([
    ['when told so', ['--yes'], {}],
    ['after the right answer', [], { isTerminal: true, answer: 'db2\n' }],
  ])('%s makes the claims and says what comes next', async (_, more, surroundings) => {
    const made = await protectedDatabase(surroundings);
    const { status, out } = await made.restore('run', 'orders-db', '--workload', 'db2', ...more);
    expect({ status, out }).toEqual({
      status: 0,
      out: `CLAIM       STATE  REASON\ndata-db2-0  bound\n\nall volumes are restored from ${GROUP}; look at the data before anybody relies on it\nnext: start StatefulSet orders/db2\n`,
    });
    expect(claims(made)).toEqual(['data-db2-0']);
  });

  test('says that claims which are there stay as they are, and which group is newer', async () => {
    const made = await protectedDatabase();
    await made.restore('run', 'orders-db', '--workload', 'db2', '--yes');
    const there = `no claim is made: all of them are there, restored from ${GROUP}`;
    expect((await made.restore('run', 'orders-db', '--workload', 'db2', '--yes')).out).toContain(`\n\n${there}\nnext: `);
    made.clock.advance(3_600_000);
    await made.snapshot('run', 'orders-db', '--scheduled-at', '2026-03-01T01:07:00Z');
    const newer = `${there}; the newest group is orders-db-20260301t010700, and they do not hold what it does: restore it to claims of other names\n`;
    expect((await made.restore('plan', 'orders-db', '--workload', 'db2')).out).toContain(`\n\n${newer}`);
    const { status, out } = await made.restore('run', 'orders-db', '--workload', 'db2', '--yes');
    expect(status).toBe(0);
    expect(out).toContain(`\n\n${newer}`);
    expect(out).not.toContain('all volumes are restored');
    const { already, newer: name } = JSON.parse((await made.restore('run', 'orders-db', '--workload', 'db2', '--yes', '-o', 'json')).out);
    expect({ already, name }).toEqual({ already: true, name: 'orders-db-20260301t010700' });
  });

  test('tidies up after an attempt that did not see its volumes, and says that these are restored', async () => {
    const made = await protectedDatabase();
    made.cluster.volumes.bindAfter = 30;
    await made.restore('run', 'orders-db', '--workload', 'db2', '--wait', '4s', '--yes');
    made.clock.advance(60_000);
    expect((await made.restore('run', 'orders-db', '--workload', 'db2', '--yes')).out).toContain(`all volumes are restored from ${GROUP}; look at the data`);
  });

  test('says what is not there yet', async () => {
    const made = await protectedDatabase();
    made.cluster.volumes.bindAfter = Infinity;
    const { status, out } = await made.restore('run', 'orders-db', '--workload', 'db2', '--wait', '4s', '--yes', '-o', 'json');
    expect(status).toBe(10);
    expect(JSON.parse(out)).toMatchObject({ finished: false, outcomes: [{ claim: 'data-db2-0', bound: false, reason: 'it is Pending' }] });
    const again = await made.restore('run', 'orders-db', '--workload', 'db2', '--wait', '4s', '--yes');
    expect(again.out).toContain(`group ${GROUP} stays held until all claims are bound\nnext: start StatefulSet orders/db2, then the same command again, which tidies up\n`);
  });
});

describe('release', () => {
  /** A restore whose volume is there, and which nobody has tidied up after. */
  async function held(surroundings: Surroundings = {}): Promise<CommandLine> {
    const made = await protectedDatabase(surroundings);
    made.cluster.volumes.bindAfter = 1000;
    await made.restore('run', 'orders-db', '--workload', 'db2', '--wait', '1s', '--yes');
    made.cluster.clock.advance(2_000_000);
    return made;
  }

  const command = `cdk8s-stateful restore release orders-db --namespace orders --group ${GROUP}`;
  const held2 = `group ${GROUP} is held: restore to orders/db2`;

  test('list says who holds a group, and how that ends', async () => {
    const { out } = await (await held()).restore('list', 'orders-db');
    expect(out).toContain(`\n${held2}; when nobody needs it: ${command}\n`);
  });

  test.each([
    ['with nobody to ask', {}, 2, 'nothing was released: there is nobody to ask; say --yes\n'],
    ['after another answer', { isTerminal: true, answer: 'yes' }, 3, 'nothing was released: the answer was "yes", not "orders-db"\n'],
  ])('%s releases nothing', async (_, surroundings, status, message) => {
    const made = await held(surroundings);
    const outcome = await made.restore('release', 'orders-db', '--group', GROUP);
    expect(outcome).toMatchObject({ status, err: expect.stringContaining(message) });
    expect(outcome.err).toContain(held2);
    expect((await made.restore('list', 'orders-db')).out).toContain(command);
  });

  test.each([
    ['when told so', ['--yes'], {}],
    ['after the right answer', [], { isTerminal: true, answer: 'orders-db' }],
  ])('%s ends the hold', async (_, more, surroundings) => {
    const made = await held(surroundings);
    expect(await made.restore('release', 'orders-db', '--group', GROUP, ...more)).toMatchObject({ status: 0, out: `group ${GROUP} is no longer held: restore to orders/db2\n` });
    expect((await made.restore('list', 'orders-db')).out).not.toContain('is held');
    expect(await made.restore('release', 'orders-db', '--group', GROUP, '--yes')).toMatchObject({ status: 0, out: `nobody holds group ${GROUP}\n` });
  });

  test('is refused while a claim waits for the copy', async () => {
    const made = await protectedDatabase();
    made.cluster.volumes.bindAfter = Infinity;
    await made.restore('run', 'orders-db', '--workload', 'db2', '--wait', '1s', '--yes');
    const { status, out } = await made.restore('release', 'orders-db', '--group', GROUP, '--yes', '-o', 'json');
    expect(status).toBe(3);
    expect(JSON.parse(out)).toEqual({ version: 1, group: GROUP, refusals: [expect.stringContaining('claim orders/data-db2-0 is still to be filled')], released: [] });
  });
});

describe('--lost', () => {
  async function deletedNamespace(): Promise<CommandLine> {
    const made = await protectedDatabase();
    for (const snapshot of made.cluster.all(VOLUME_SNAPSHOT)) await made.cluster.delete(VOLUME_SNAPSHOT, snapshot);
    for (const content of made.cluster.all(VOLUME_SNAPSHOT_CONTENT)) {
      await made.cluster.replace(VOLUME_SNAPSHOT_CONTENT, { ...content, status: { ...content.status, readyToUse: true, restoreSize: 2 ** 30, creationTime: Date.parse('2026-03-01T00:07:06Z') * 1e6 } });
    }
    for (const claim of made.cluster.all(CLAIM)) await made.cluster.delete(CLAIM, claim);
    return made;
  }

  test('list shows what is left, for people and for programs', async () => {
    const made = await deletedNamespace();
    expect((await made.restore('list', 'orders-db')).out).toContain('NOTHING CAN BE RESTORED');
    expect((await made.restore('list', 'orders-db', '--lost')).out.split('\n').slice(0, 2)).toEqual([
      'GROUP                      CUT                   AGE  MEMBERS FOUND  SIZE  UNPROVEN',
      `${GROUP}  2026-03-01T00:07:06Z  1s   1              1Gi`,
    ]);
    const { lost } = JSON.parse((await made.restore('list', 'orders-db', '--lost', '-o', 'json')).out);
    expect(lost).toMatchObject([{ group: GROUP, ready: true, doubts: [], contents: [expect.stringMatching(/^snapcontent-/)] }]);
  });

  test('a copy of the state proves what the VolumeSnapshots said', async () => {
    const made = await deletedNamespace();
    const [{ metadata, data }] = made.cluster.all(CONFIG_MAP).filter((each) => each.metadata.name === 'orders-db-state');
    const state = JSON.parse(data['state.json']);
    made.files.set('state.json', JSON.stringify({ ...state, runs: state.runs.map((run: object) => ({ ...run, outcome: 'Failed', reason: 'a fuse blew' })) }));
    await made.cluster.replace(CONFIG_MAP, { ...(await made.cluster.get(CONFIG_MAP, metadata.name, 'orders'))!, data: {} });
    const [, kept] = (await made.restore('list', 'orders-db', '--lost', '--state-file', 'state.json')).out.split('\n');
    expect(kept).toMatch(/its run failed: a fuse blew$/);
    expect((await made.restore('run', 'orders-db', '--lost', '--state-file', 'state.json', '--yes')).out).toContain('its run failed: a fuse blew; look at what is restored');
    made.files.set('state.yaml', 'apiVersion: v1');
    const { message } = JSON.parse((await made.restore('plan', 'orders-db', '--lost', '--state-file', 'state.yaml')).err);
    expect(message).toMatch(/^--state-file state\.yaml is not JSON /);
    expect(message).toContain('; it is what this prints: kubectl --namespace orders get configmap orders-db-state -o jsonpath=\'{.data.state\\.json}\'');
  });

  test('list ends with 1 where nothing is', async () => {
    expect(await (await protectedDatabase()).restore('list', 'orders-db', '--lost')).toMatchObject({ status: 1, out: expect.stringContaining('no lost copies of policy orders/orders-db') });
  });

  test('plan says how much was found, and run restores it', async () => {
    const made = await deletedNamespace();
    expect((await made.restore('plan', 'orders-db', '--lost', '--workload', 'db2')).out).toContain('nothing that exists is replaced or deleted, and the copies stay; members found: 1\n');
    expect(await made.restore('run', 'orders-db', '--lost', '--workload', 'db2', '--yes')).toMatchObject({ status: 0, out: expect.stringContaining(`all volumes are restored from ${GROUP}`) });
    expect(claims(made)).toEqual(['data-db2-0']);
    expect((await made.restore('run', 'orders-db', '--lost', '--workload', 'db2', '--yes')).out).toContain(`no claim is made: all of them are there, restored from ${GROUP}\n`);
  });
});

test.each([
  [[], 'restore takes one of list, plan, run, release, swap'],
  [['undo', 'orders-db'], 'restore takes one of list, plan, run, release, swap'],
  [['list'], 'restore list takes the name of one policy'],
  [['list', 'orders-db', '--group', 'x'], 'restore list has no option --group'],
  [['plan', 'orders-db', '--yes'], 'restore plan has no option --yes'],
  [['plan', 'orders-db', '--dry-run'], 'restore plan has no option --dry-run'],
  [['release', 'orders-db'], 'restore release takes --group, the group that need not be held any more'],
  [['run', 'orders-db', '--accept-unproven'], '--accept-unproven goes with --lost: what the VolumeSnapshots say needs no faith'],
  [['run', 'orders-db', '--state-file', 'x'], '--state-file goes with --lost: what the VolumeSnapshots say needs no other proof'],
  [['swap', 'orders-db'], 'restore swap takes --workload, the set that was restored'],
  [['swap', 'orders-db', '--workload', 'db2', '--to-namespace', 'lab'], 'restore swap has no option --to-namespace'],
  [['plan', 'orders-db', '--before', 'yesterday'], '--before "yesterday" is not a time with its zone; use a form such as 2026-11-21T16:00:00Z'],
  [['plan', 'orders-db', '--before', '2026-03-01T00:00:00Z', '--group', 'x'], 'name the group or give --before, not both'],
  [['run', 'orders-db', '--wait', 'long'], '--wait "long" is not a duration; use a form such as 90s, 5m or 1h'],
  [['plan', 'orders-db', '-o', 'xml'], '--output "xml" is not table or json'],
  [['plan', 'orders-db', '--workload', 'Orders_DB'], '--workload "Orders_DB" is not a DNS subdomain (RFC 1123) of at most 253 characters; use lower-case letters, digits, "-" and "."'],
  [['run', 'orders-db', '--workload', '', '--yes'], '--workload "" is not a DNS subdomain (RFC 1123) of at most 253 characters; use lower-case letters, digits, "-" and "."'],
  [['swap', 'orders-db', '--workload', 'Orders_DB'], '--workload "Orders_DB" is not a DNS subdomain (RFC 1123) of at most 253 characters; use lower-case letters, digits, "-" and "."'],
  [['run', 'orders-db', '--as', '{claim}_new', '--yes'], '--as "{claim}_new" is not a DNS subdomain (RFC 1123) of at most 253 characters; use lower-case letters, digits, "-" and "."'],
  [['run', 'orders-db', '--to-namespace', 'a.b', '--yes'], '--to-namespace "a.b" is not a DNS label (RFC 1123); use lower-case letters, digits and "-", beginning and ending with a letter or digit'],
  [['plan', 'orders-db', '--policy-file', 'policy.json'], 'name the policy or give --policy-file, not both'],
])('%j is wrong usage', async (args, message) => {
  expect(await commandLine().restore(...args)).toEqual({ status: 2, out: '', err: `${message}\nsee cdk8s-stateful --help\n` });
});

describe('of claims', () => {
  async function protectedClaims(surroundings: Surroundings = {}): Promise<CommandLine> {
    const scene = claimsScene(['uploads']);
    const made = commandLine({ ...surroundings, scene, policy: scene.policy });
    seedClass(made.cluster, 'shared', 'fake.csi.example.com');
    made.cluster.volumes.bindAfter = 0;
    await made.snapshot('run', 'orders-db', '--scheduled-at', '2026-03-01T00:07:00Z');
    return made;
  }

  test('plan shows them under their new names', async () => {
    const { status, out } = await (await protectedClaims()).restore('plan', 'orders-db', '--as', 'uploads-restored');
    expect({ status, out }).toEqual({
      status: 0,
      out: [
        `group ${GROUP}, cut 2026-03-01T00:07:06Z: what was written later is not in it`,
        '',
        'SNAPSHOT                           CLAIM                    SIZE  CLASS   STATE',
        `${GROUP}-uploads  orders/uploads-restored  5Gi   shared  new`,
        '',
        'for whatever mounts them in namespace orders; nothing that exists is replaced or deleted, and the group is held until the volumes are there',
        '',
      ].join('\n'),
    });
  });

  test('run asks for the name of the policy', async () => {
    const made = await protectedClaims({ isTerminal: true, answer: 'orders-db' });
    const { status, out } = await made.restore('run', 'orders-db', '--as', 'uploads-restored');
    expect({ status, out }).toMatchObject({ status: 0, out: expect.stringContaining('next: mount the claims in a pod') });
    expect(made.questions).toEqual(['To make these claims, type the name of the policy (orders-db): ']);
    expect(claims(made)).toContain('uploads-restored');
  });

  test.each([
    [['--workload', 'db2'], '--workload is for policies of a StatefulSet, and orders-db protects claim uploads; use --as'],
    [['--ordinal', '0'], '--ordinal is for policies of a StatefulSet, and orders-db protects claim uploads; use --as'],
  ])('%j is about something else', async (options, message) => {
    expect(await (await protectedClaims()).restore('plan', 'orders-db', ...options)).toMatchObject({ status: 2, err: expect.stringContaining(message) });
  });
});

test('--as is for claims alone', async () => {
  expect(await (await protectedDatabase()).restore('plan', 'orders-db', '--as', 'x')).toMatchObject({
    status: 2, err: expect.stringContaining('--as is for policies of claims, and orders-db protects StatefulSet db; use --workload'),
  });
});
