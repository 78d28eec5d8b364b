import { Chart, Duration, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { documentOf, makePolicy, policyObjects, refusal } from './fixtures';
import { EngineProbe } from '../../src/facts/engines/engine-probe';
import { StatefulEngine } from '../../src/facts/engines/stateful-engine';
import { QuiesceFailure } from '../../src/protection/exec-quiesce-options';
import type { ExecQuiesceOptions } from '../../src/protection/exec-quiesce-options';
import { holdCommands } from '../../src/protection/hold-commands';
import { Quiesce } from '../../src/protection/quiesce';
import { SnapshotExecFence } from '../../src/protection/snapshot-exec-fence';
import { ProductionStatefulSet } from '../../src/workloads/production-stateful-set';
import type { IStatefulWorkload } from '../../src/workloads/stateful-workload';
import { disk, makeDatabase, objectOf, objectsOf, ordersChart } from '../workloads/fixtures';

const FREEZE = ['touch', '/run/app/frozen'];
const THAW = ['rm', '-f', '/run/app/frozen'];

function exec(changes: Partial<ExecQuiesceOptions> = {}): Quiesce {
  return Quiesce.exec({ container: 'search', freeze: FREEZE, thaw: THAW, ...changes });
}

/** A set of another engine, rendered here: its container is known. */
function search(chart: Chart, livenessProbe?: EngineProbe): IStatefulWorkload {
  const engine = StatefulEngine.custom({
    name: 'search',
    image: 'registry.example/search:1',
    ports: [{ name: 'http', port: 9200 }],
    volumes: [{ role: 'data', mountPath: '/data' }, { role: 'index', mountPath: '/index' }],
    user: 1000,
    readinessProbe: EngineProbe.tcpSocket(9200, { period: Duration.seconds(5), timeout: Duration.seconds(5), failures: 3 }),
    terminationGracePeriod: Duration.seconds(30),
    ...livenessProbe ? { livenessProbe } : {},
  });
  const volumes = ['data', 'index'].map((role) => ({ role, size: Size.gibibytes(1), storageClass: disk(new Chart(chart, `of-${role}`, { namespace: 'orders' })) }));
  return new ProductionStatefulSet(chart, 'set', { metadata: { name: 'search' }, engine, volumes });
}

/** One that exists, of which only its volumes are known. */
function named(chart: Chart, roles: readonly string[] = ['data', 'index'], replicas: number = 2): IStatefulWorkload {
  const volumes = roles.map((role) => ({ role, claimTemplateName: role, size: Size.gibibytes(1), storageClass: disk(new Chart(chart, `of-${role}`, { namespace: 'orders' })) }));
  return ProductionStatefulSet.fromStatefulSetName(chart, 'set', 'search', { volumes, matchLabels: { app: 'search' }, replicas });
}

test('two policies do not freeze one set, whose thaws would end the freezes of each other', () => {
  const chart = ordersChart();
  const set = named(chart);
  const policy = (name: string, ordinals?: number[]) => () => {
    makePolicy(new Chart(chart, name, { namespace: 'orders' }), { metadata: { name }, quiesce: exec(), ...ordinals ? { ordinals } : {} }).protect(set);
  };
  policy('first', [0])();
  expect(policy('other-pod', [1])).not.toThrow();
  expect(policy('second')).toThrow('quiesce freezes search, which shop/first/backup freezes as well: the thaw of one ends the freeze of the other');
});

describe('the policy of an application that is frozen', () => {
  const chart = ordersChart();
  makePolicy(chart, { quiesce: exec({ maxFreeze: Duration.seconds(20) }) }).protect(named(chart));

  test('tells its programs the very commands that they send', () => {
    const hold = { policy: 'search-snapshots', freeze: FREEZE, thaw: THAW, maxFreezeSeconds: 20 };
    expect(documentOf(chart, 'search-snapshots').quiesce).toEqual({
      strategy: 'exec', container: 'search', commands: holdCommands(hold), maxFreezeSeconds: 20, onFailure: 'abort',
    });
  });

  test('lets its runner into these pods, and mark what it took', () => {
    const { rules } = objectOf(chart, 'Role', 'search-snapshots-runner');
    const resourceNames = ['search-0', 'search-1'];
    expect(rules).toContainEqual({ apiGroups: [''], resources: ['pods'], resourceNames, verbs: ['get'] });
    expect(rules).toContainEqual({ apiGroups: [''], resources: ['pods/exec'], resourceNames, verbs: ['create', 'get'] });
    expect(rules).toContainEqual({ apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['create', 'list', 'patch'] });
  });

  test('stands inside two fences', () => {
    const fences = policyObjects(chart).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy').map(({ metadata }) => metadata.name);
    expect(fences.sort()).toEqual(['', '.exec', '.runner'].map((suffix) => `cdk8s-stateful.orders.search-snapshots${suffix}`));
  });

  test('gives its Job the time of the freeze and of thawing', () => {
    expect(objectOf(chart, 'CronJob', 'search-snapshots').spec.jobTemplate.spec.activeDeadlineSeconds).toBe(300 + 20 + 120 + 600 + 600);
  });
});

test('of some pods, the runner gets into those alone', () => {
  const chart = ordersChart();
  makePolicy(chart, { quiesce: exec(), ordinals: [1] }).protect(named(chart));
  expect(objectOf(chart, 'Role', 'search-snapshots-runner').rules).toContainEqual({ apiGroups: [''], resources: ['pods'], resourceNames: ['search-1'], verbs: ['get'] });
});

test('without it nobody may run anything in a pod', () => {
  const chart = ordersChart();
  makePolicy(chart).protect(named(chart, ['data']));
  expect(JSON.stringify(objectsOf(chart))).not.toContain('pods/exec');
});

describe('the fence around the commands', () => {
  const chart = ordersChart();
  const quiesce = exec({ freeze: ['sh', '-c', 'echo "it\'s\n\\" > /run/frozen'] });
  new SnapshotExecFence(chart, 'fence', { policyNamespace: 'orders', policyName: 'backup', quiesce });
  const { spec } = objectOf(chart, 'ValidatingAdmissionPolicy');

  test('is about connections of the runner to pods', () => {
    expect(spec.failurePolicy).toBe('Fail');
    expect(spec.matchConstraints.resourceRules).toEqual([{ apiGroups: [''], apiVersions: ['*'], operations: ['CONNECT'], resources: ['pods/exec'] }]);
    expect(spec.matchConditions).toEqual([{ name: 'runner', expression: 'request.userInfo.username == \'system:serviceaccount:orders:backup-runner\'' }]);
  });

  test('lets through the commands of the policy, letter by letter', () => {
    const { expression } = spec.validations[2];
    const commands = holdCommands({ policy: 'backup', freeze: ['sh', '-c', 'echo "it\'s\n\\" > /run/frozen'], thaw: THAW, maxFreezeSeconds: 30 });
    expect(expression).toMatch(/^has\(object\.command\) && object\.command in \[.*\]$/s);
    expect(JSON.parse(expression.slice(expression.indexOf(' in ') + 4))).toEqual([commands.check, commands.freeze, commands.thaw]);
  });

  test('is refused for a strategy that runs no commands', () => {
    expect(() => new SnapshotExecFence(chart, 'other', { policyNamespace: 'orders', policyName: 'backup', quiesce: Quiesce.none() }))
      .toThrow('quiesce runs no commands in pods, got "none"; use Quiesce.exec(), or no fence');
  });
});

describe('is refused', () => {
  test.each<[string, Partial<ExecQuiesceOptions>, string]>([
    ['without a thaw', { thaw: [] }, 'thaw names no program'],
    ['for a freeze that is nothing', { freeze: [''] }, 'freeze names no program'],
    ['for a container that has no name', { container: 'No Name' }, 'container is not a DNS label'],
    ['for no time at all', { maxFreeze: Duration.millis(500) }, 'maxFreeze is shorter than any cut, got "500ms"'],
    ['for parts of a second', { maxFreeze: Duration.millis(1500) }, 'maxFreeze is no number of whole seconds'],
    ['for longer than anybody waits', { maxFreeze: Duration.minutes(11) }, 'maxFreeze is longer than clients wait for an application, got "11m"'],
    ['for a character that ends a word', { thaw: ['rm', 'a\0b'] }, 'thaw holds a character that no command can'],
    ['for another outcome', { onFailure: 'hope' as never }, 'onFailure is no value that is known'],
  ])('%s', (_, changes, message) => expect(() => exec(changes)).toThrow(message));

  test('for everything at once, in one message', () => {
    expect(() => exec({ freeze: [], thaw: [], maxFreeze: Duration.hours(1) })).toThrow(/3 problems/);
  });

  test('for pods with several volumes that would be kept without a freeze', () => {
    const chart = ordersChart();
    const policy = makePolicy(chart, { quiesce: exec({ onFailure: QuiesceFailure.CRASH_CONSISTENT }) });
    expect(refusal(named(chart), policy)).toContain('quiesce.onFailure would keep the volumes data and index of a pod that was not frozen');
  });

  test('for a PostgreSQL, which can be copied while it writes', () => {
    const chart = ordersChart();
    const policy = makePolicy(chart, { quiesce: exec({ container: 'postgres' }) });
    expect(refusal(makeDatabase({}, chart).db, policy)).toContain('quiesce freezes orders-db, a PostgreSQL that can be copied while it takes writes');
  });

  test('for another container than the one that is rendered', () => {
    const chart = ordersChart();
    expect(refusal(search(chart), makePolicy(chart, { quiesce: exec({ container: 'sidecar' }) }))).toContain('quiesce.container is not that of search, got "sidecar"; use "search"');
  });

  test('for as long as a liveness probe waits', () => {
    const chart = ordersChart();
    const probe = EngineProbe.tcpSocket(9200, { period: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 });
    const workload = search(chart, probe);
    expect(refusal(workload, makePolicy(chart, { quiesce: exec() })))
      .toContain('quiesce.maxFreeze is as long as the liveness probe of search waits: an application that does not answer it while it is frozen is killed, got "30s"; use less than 30s');
    makePolicy(chart, { quiesce: exec({ maxFreeze: Duration.seconds(29) }) }, 'shorter').protect(workload);
  });
});

test('one volume may be kept without a freeze', () => {
  const chart = ordersChart();
  makePolicy(chart, { quiesce: exec({ onFailure: QuiesceFailure.CRASH_CONSISTENT }) }).protect(named(chart, ['data']));
  expect(documentOf(chart, 'search-snapshots').quiesce.onFailure).toBe('crash');
});
