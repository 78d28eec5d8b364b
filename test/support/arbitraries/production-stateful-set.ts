import { EnvValue } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { recipes } from './recipe';
import { count, duration, folder, labelName, mostly, props, size, struct, subdomainName, text } from './values';
import { accessMode, classOf, classRecipe, peers, setOptions } from './workload-options';
import { EngineProbe } from '../../../src/facts/engines/engine-probe';
import { EngineReplication, StatefulEngine } from '../../../src/facts/engines/stateful-engine';
import { ProductionStatefulSet } from '../../../src/workloads/production-stateful-set';

const variables = fc.dictionary(mostly(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,10}$/), fc.constantFrom('', 'a=b', '1A', 'A B')), text, { maxKeys: 3, noNullPrototype: true });
const port = count(1, 65_535);
const patience = struct({ period: duration, timeout: duration, failures: count(1, 100) });
const command = mostly(fc.array(text, { minLength: 1, maxLength: 3 }), fc.constant<string[]>([]));

/** A probe that is made when the construct is. */
const probe = fc.oneof(
  fc.tuple(command, patience).map((given) => ({ make: () => EngineProbe.exec(...given), [fc.toStringMethod]: () => `exec ${fc.stringify(given)}` })),
  fc.tuple(port, patience).map((given) => ({ make: () => EngineProbe.tcpSocket(...given), [fc.toStringMethod]: () => `tcpSocket ${fc.stringify(given)}` })),
  fc.tuple(mostly(folder, text), port, patience).map((given) => ({ make: () => EngineProbe.httpGet(...given), [fc.toStringMethod]: () => `httpGet ${fc.stringify(given)}` })),
);

const mount = struct({ role: labelName(10), mountPath: folder });
const volumes = fc.uniqueArray(mount, { minLength: 1, maxLength: 2, selector: ({ mountPath }) => mountPath });
const namedPort = struct({ name: labelName(15).map((name) => name.replace(/--+/g, '-')), port });

const plain = props({
  name: labelName(20),
  image: mostly(fc.constantFrom('registry.example/queue:4.1', 'queue'), text),
  user: count(1, 65_535),
  group: count(1, 65_535),
  ports: mostly(fc.uniqueArray(namedPort, { minLength: 1, maxLength: 3, selector: ({ name }) => name }), fc.array(namedPort, { maxLength: 3 })),
  scratch: fc.array(props({ name: labelName(10), mountPath: fc.constantFrom('/tmp', '/run'), sizeLimit: size, inMemory: fc.boolean() }, ['name', 'mountPath']), { maxLength: 1 }),
  command,
  args: fc.array(text, { maxLength: 2 }),
  environment: variables,
  preStop: command,
  terminationGracePeriod: duration,
  allowsNetworkFileSystem: fc.boolean(),
  replication: fc.constant(EngineReplication.BUILT_IN),
}, ['name', 'image', 'user', 'ports', 'terminationGracePeriod']);

const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });

export const productionStatefulSets = recipes('ProductionStatefulSet', struct({
  engine: plain,
  probes: struct({ readiness: probe, startup: option(probe), liveness: option(probe) }),
  volumes,
  classes: struct({
    storageClass: classRecipe,
    size,
    accessMode: option(accessMode),
    claimTemplateName: mostly<string | undefined>(fc.constant(undefined), labelName(10)),
  }),
  options: setOptions,
  more: props({
    replicas: count(0, 5),
    environment: variables,
    configMaps: fc.dictionary(folder, fc.array(subdomainName, { maxLength: 2 }), { maxKeys: 1, noNullPrototype: true }),
  }),
  peers,
}), (chart, given) => {
  const { readiness, startup, liveness } = given.probes;
  const { storageClass, ...asked } = given.classes;
  const disk = classOf(chart, 'disk', storageClass);
  const set = new ProductionStatefulSet(chart, 'set', {
    ...given.options,
    engine: StatefulEngine.custom({
      ...given.engine, volumes: given.volumes, readinessProbe: readiness.make(), startupProbe: startup?.make(), livenessProbe: liveness?.make(),
    }),
    volumes: given.volumes.map(({ role }) => ({ role, storageClass: disk, ...asked })),
    replicas: given.more.replicas,
    configMaps: given.more.configMaps,
    environment: given.more.environment && environmentOf(given.more.environment),
  });
  given.peers.forEach((peer) => set.allowFrom(peer.make()));
});

function environmentOf(values: { readonly [name: string]: string }): { [name: string]: EnvValue } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, EnvValue.fromValue(value)]));
}
