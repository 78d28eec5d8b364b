import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { recipes } from './recipe';
import { folder, labelName, mostly, props, size, struct, subdomainName, text } from './values';
import { accessMode, classOf, classRecipe, peers, setOptions } from './workload-options';
import { PostgresDistribution, PostgresImage, PostgresVersion } from '../../../src/facts/engines/postgres-image';
import { PostgresCredentials } from '../../../src/workloads/postgres-credentials';
import { PostgresStatefulSet } from '../../../src/workloads/postgres-stateful-set';

const key = mostly(fc.stringMatching(/^[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,9}$/), text);
const login = struct({ name: subdomainName, keys: props({ usernameKey: key, passwordKey: key }) });
const version = mostly(fc.constantFrom('15', '16.4', '17', '18.1'), fc.constantFrom('14', '', '17.x', '99', '018'));

export const postgresStatefulSets = recipes('PostgresStatefulSet', struct({
  version,
  storageClass: classRecipe,
  dataSize: mostly(fc.integer({ min: 1, max: 2_000 }).map((amount) => Size.gibibytes(amount)), size),
  credentials: login,
  superuser: fc.option(login, { nil: undefined }),
  distribution: fc.option(fc.constantFrom(...Object.values(PostgresDistribution)), { nil: undefined }),
  options: setOptions,
  walSize: fc.option(mostly(fc.integer({ min: 1, max: 500 }).map((amount) => Size.gibibytes(amount)), size), { nil: undefined }),
  more: props({
    database: mostly(fc.stringMatching(/^[a-z_][a-z0-9_]{0,10}$/), text),
    replicas: mostly(fc.constantFrom(0, 1), fc.constantFrom(-1, 2, 0.5, NaN)),
    settings: fc.dictionary(mostly(fc.constantFrom('work_mem', 'log_connections', 'app.tenant'), text), text, { maxKeys: 3, noNullPrototype: true }),
    initScriptsName: subdomainName,
    initdbArgs: fc.array(text, { maxLength: 2 }),
    accessMode,
    claimTemplateName: labelName(10),
    mountPath: mostly(fc.constant('/srv/postgres'), folder),
    pgData: mostly(fc.constant('/srv/postgres/pgdata'), folder),
  }).map((given) => ('mountPath' in given ? given : { ...given, pgData: undefined })),
  peers,
}), (chart, given) => {
  const chosen = PostgresVersion.of(given.version);
  const loginOf = ({ name, keys }: { readonly name: string; readonly keys: object }) => PostgresCredentials.fromSecretName(name, keys);
  const db = new PostgresStatefulSet(chart, 'db', {
    ...given.options,
    ...given.more,
    version: chosen,
    image: given.distribution && PostgresImage.official(chosen, { distribution: given.distribution }),
    storageClass: classOf(chart, 'disk', given.storageClass),
    dataSize: given.dataSize,
    walSize: given.walSize,
    credentials: loginOf(given.credentials),
    superuserCredentials: given.superuser && loginOf(given.superuser),
  });
  given.peers.forEach((peer) => db.allowFrom(peer.make()));
});
