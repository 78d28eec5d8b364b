import { expect, test } from 'vitest';
import { outcomeOf } from './outcome';
import { DRILL, GOOD, NEWEST, endedWith, sceneWith } from '../operations/restore-drill/fixture';

async function drill(args: readonly string[], { cluster } = sceneWith()) {
  return outcomeOf(['drill', ...args], {
    env: {},
    clock: cluster.clock,
    signal: new AbortController().signal,
    now: () => cluster.now(),
    host: 'laptop',
    process: args.join(),
    isTerminal: false,
    openCluster: async () => ({ cluster, namespace: 'orders' }),
    readFile: () => JSON.stringify(DRILL),
  });
}

const CHECK_ROWS = GOOD.map(([name, , value]) => {
  const said = name === 'negative-control' ? 'f: no, as it must be, so that the check of freshness can fail' : value;
  return `${name.padEnd(16)}  passed  ${said}`.trimEnd();
});

function scene(status?: object) {
  const made = sceneWith(status);
  made.cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders-db-drill', namespace: 'orders' }, data: { 'drill.json': JSON.stringify(DRILL) } });
  return made;
}

test('run says what it found, and ends with 0 for a drill that passed', async () => {
  const { status, out } = await drill(['run', 'orders-db'], scene());
  expect(status).toBe(0);
  expect(out.split('\n')).toEqual([
    `group                    ${NEWEST}`,
    'would be lost (RPO)      9h59m59s',
    'until it was good (RTO)  1m: volumes 20 s, recovery 30 s, validation 10 s',
    '',
    'CHECK             RESULT  ANSWER',
    ...CHECK_ROWS,
    '',
    'drill passed',
    '',
  ]);
});

test.each([
  [endedWith(GOOD.map((line) => (line[0] === 'amcheck' ? ['amcheck', 'failed', 'corrupt'] : line)), 1), 1, 'drill FAILED: amcheck: corrupt\n'],
  [endedWith([['server', 'failed', 'no']], 1), 10, 'drill INCONCLUSIVE: the validator could not ask the server: no\n'],
])('run ends with another code for one that did not', async (pod, status, text) => {
  const outcome = await drill(['run', '--drill-file', 'drill.json'], scene(pod));
  expect(outcome.status).toBe(status);
  expect(outcome.out).toContain(text);
});

test('report shows what drills have found, for people and programs', async () => {
  const made = scene();
  expect(await drill(['report', 'orders-db'], made)).toMatchObject({ status: 10, out: 'NOTHING IS PROVEN: there was no drill of policy orders/orders-db\n' });
  await made.run();
  const { status, out } = await drill(['report', 'orders-db'], made);
  expect(status).toBe(0);
  expect(out).toMatch(new RegExp(`Passed {3}${NEWEST} {2}9h59m59s {2}1m {3}yes\n\n`));
  expect(out).toMatch(new RegExp(`\nthe last that passed restored ${NEWEST}, at .*\n$`));
  const rows = out.split('\n').filter((row) => row.includes('  passed  ') || row.endsWith('  passed'));
  expect(rows.map((row) => row.slice(row.indexOf('Z') + 3))).toEqual(CHECK_ROWS);
  expect(JSON.parse((await drill(['report', 'orders-db', '-o', 'json'], made)).out)).toMatchObject({
    version: 1, policy: 'orders-db', untouched: true, drills: [{ outcome: 'Passed', group: NEWEST, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
});

test('a drill that is not there is named', async () => {
  expect((await drill(['run', 'nightly'], scene())).err).toContain('ConfigMap orders/nightly-drill is not there; has the policy nightly in namespace orders a RestoreDrill?');
});

test.each([
  [[], 'drill takes one of run, report'],
  [['run'], 'drill run takes the name of one policy'],
  [['run', 'orders-db', '--drill-file', 'x'], 'name the policy or give --drill-file, not both'],
  [['report', 'orders-db', '-o', 'xml'], '--output "xml" is not table or json'],
  [['run', '--drill-file', 'x', '-n', 'y'], 'the drill of --drill-file says its namespace; leave --namespace out'],
])('%j is wrong usage', async (args, message) => {
  expect(await drill(args)).toEqual({ status: 2, out: '', err: `${message}\nsee cdk8s-stateful --help\n` });
});
