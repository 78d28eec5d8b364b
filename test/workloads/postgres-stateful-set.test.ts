import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { disk, makeDatabase, objectOf, objectsOf, ordersChart } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { VolumeAccessMode } from '../../src/facts/drivers/volume-modes';
import { PostgresDistribution, PostgresImage, PostgresVersion } from '../../src/facts/engines/postgres-image';
import { PodManagementPolicy } from '../../src/facts/engines/stateful-engine';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { PostgresCredentials } from '../../src/workloads/postgres-credentials';

const DEFAULT_SECRETS = ['orders-login', 'orders-login-snapshot', 'orders-login-superuser'];

function podOf(chart: ReturnType<typeof ordersChart>): any {
  return objectOf(chart, 'StatefulSet').spec.template.spec;
}

function envOf(chart: ReturnType<typeof ordersChart>): { [name: string]: any } {
  return Object.fromEntries(podOf(chart).containers[0].env.map(({ name, ...value }: any) => [name, value]));
}

test('the order of pods and the names of all objects can be those of a set that runs', () => {
  const { chart, db } = makeDatabase({
    podManagementPolicy: PodManagementPolicy.ORDERED_READY,
    objectNames: { disruptionBudget: 'pg-budget', networkPolicy: 'pg-ingress', rwService: 'pg-primary' },
  });
  expect(objectOf(chart, 'StatefulSet').spec.podManagementPolicy).toBe('OrderedReady');
  expect(objectOf(chart, 'PodDisruptionBudget').metadata.name).toBe('pg-budget');
  expect(objectOf(chart, 'NetworkPolicy').metadata.name).toBe('pg-ingress');
  expect(db.rwService.name).toBe('pg-primary');
  expect(db.connectionEnv().PGHOST.value).toBe('pg-primary.orders.svc');
  expect(() => makeDatabase({ objectNames: { networkPolicy: 'Pg_Ingress' } })).toThrow('objectNames.networkPolicy is not a DNS label (RFC 1123), got "Pg_Ingress"');
});

describe('what an application gets', () => {
  test('is its own login, and where to use it', () => {
    const { db } = makeDatabase({ database: 'shop' });
    const secret = (key: string) => ({ value: undefined, valueFrom: { secretKeyRef: { name: 'orders-login', key, optional: undefined } } });
    expect(JSON.parse(JSON.stringify(db.connectionEnv()))).toEqual(JSON.parse(JSON.stringify({
      PGHOST: { value: 'orders-db-rw.orders.svc' },
      PGPORT: { value: '5432' },
      PGDATABASE: { value: 'shop' },
      PGUSER: secret('username'),
      PGPASSWORD: secret('password'),
      PGSSLMODE: { value: 'disable' },
    })));
  });

  test.each([
    ['by default', undefined],
    ['when it has a Secret of its own', PostgresCredentials.fromSecretName('root-login', { usernameKey: 'root', passwordKey: 'root-password' })],
  ])('is never the superuser: %s', (_, superuserCredentials) => {
    const { db } = makeDatabase({ superuserCredentials });
    expect(JSON.stringify(db.connectionEnv())).not.toMatch(/superuser|root|snapshot/);
  });

  test('is a Service in front of the database alone', () => {
    const { chart, db } = makeDatabase();
    expect(objectOf(chart, 'Service', 'orders-db-rw').spec).toEqual({
      type: 'ClusterIP', selector: db.matchLabels, ports: [{ name: 'postgres', port: 5432, targetPort: 'postgres', protocol: 'TCP' }],
    });
    expect(db.dnsName(0)).toBe('orders-db-0.orders-db-headless.orders.svc');
  });
});

describe('logins', () => {
  const secretsOf = (env: object) => [...new Set([...JSON.stringify(env).matchAll(/"secretKeyRef":\{"key":"[^"]+","name":"([^"]+)"/g)].map(([, name]) => name))].sort();

  test('lie in Secrets beside the application\'s', () => {
    expect(secretsOf(envOf(makeDatabase().chart))).toEqual(DEFAULT_SECRETS);
  });

  test('are references only: no Secret is rendered', () => {
    expect(objectsOf(makeDatabase().chart).map(({ kind }) => kind)).not.toContain('Secret');
  });

  test('can be given each', () => {
    const { chart } = makeDatabase({
      superuserCredentials: PostgresCredentials.fromSecretName('root', { usernameKey: 'u', passwordKey: 'p' }),
      snapshotCredentials: PostgresCredentials.fromSecretName('copies'),
    });
    expect(envOf(chart)).toMatchObject({
      POSTGRES_USER: { valueFrom: { secretKeyRef: { name: 'root', key: 'u' } } },
      POSTGRES_PASSWORD: { valueFrom: { secretKeyRef: { name: 'root', key: 'p' } } },
      SNAPSHOT_PASSWORD: { valueFrom: { secretKeyRef: { name: 'copies', key: 'password' } } },
      APPLICATION_PASSWORD: { valueFrom: { secretKeyRef: { name: 'orders-login', key: 'password' } } },
    });
  });

  test('refuse a name that no Secret can have', () => {
    expect(() => PostgresCredentials.fromSecretName('Orders Login')).toThrow('[PostgresCredentials.fromSecretName] name is not a DNS subdomain (RFC 1123)');
    expect(() => PostgresCredentials.fromSecretName('login', { usernameKey: '', passwordKey: 'a b' })).toThrow(
      '[PostgresCredentials.fromSecretName] 2 problems:\n  - usernameKey is no key that a Secret can have, got ""; use letters, digits, "-", "_" and "."\n  - passwordKey is no key',
    );
  });
});

describe('a set that already runs can be described', () => {
  const { chart, db } = makeDatabase({
    metadata: { name: 'legacy' },
    selector: { 'app.kubernetes.io/instance': 'legacy' },
    serviceName: 'legacy-hl',
    claimTemplateName: 'pgdata',
    mountPath: '/bitnami/postgresql',
    pgData: '/bitnami/postgresql/data',
    accessMode: VolumeAccessMode.READ_WRITE_ONCE,
    image: PostgresImage.custom({ image: 'bitnamilegacy/postgresql:17' }),
  });
  const set = objectOf(chart, 'StatefulSet');

  test('by selector, service, claims and paths', () => {
    expect(set.spec.selector).toEqual({ matchLabels: { 'app.kubernetes.io/instance': 'legacy' } });
    expect(set.spec.serviceName).toBe('legacy-hl');
    expect(set.spec.volumeClaimTemplates[0]).toMatchObject({ metadata: { name: 'pgdata' }, spec: { accessModes: ['ReadWriteOnce'] } });
    expect(podOf(chart).containers[0].volumeMounts[0]).toEqual({ name: 'pgdata', mountPath: '/bitnami/postgresql' });
    expect(envOf(chart).PGDATA).toEqual({ value: '/bitnami/postgresql/data' });
    expect(podOf(chart).securityContext).toMatchObject({ runAsUser: 1001, fsGroup: 1001 });
  });

  test('and everything else follows', () => {
    expect(objectOf(chart, 'Service', 'legacy-hl').spec.selector).toEqual(set.spec.selector.matchLabels);
    expect(objectOf(chart, 'PodDisruptionBudget').spec.selector).toEqual(set.spec.selector);
    expect(objectOf(chart, 'NetworkPolicy').spec.podSelector).toEqual(set.spec.selector);
    expect(set.spec.template.metadata.labels).toMatchObject(set.spec.selector.matchLabels);
    expect(set.spec.template.spec.topologySpreadConstraints[0].labelSelector).toEqual(set.spec.selector);
    expect(db.volumes).toEqual([{ role: 'data', claimTemplateName: 'pgdata', size: Size.gibibytes(20), storageClass: db.volumes[0].storageClass }]);
  });
});

describe('where data lies', () => {
  test.each([
    [PostgresVersion.V17, undefined, '/var/lib/postgresql/data', '/var/lib/postgresql/data/pgdata'],
    [PostgresVersion.V17, '/pg', '/pg', '/pg/pgdata'],
    [PostgresVersion.V18, undefined, '/var/lib/postgresql', '/var/lib/postgresql/18/docker'],
    [PostgresVersion.V18, '/pg', '/pg', '/pg/18/docker'],
  ])('%o mounted at %s', (version, mountPath, mount, pgData) => {
    const { chart } = makeDatabase({ version, mountPath });
    expect(podOf(chart).containers[0].volumeMounts[0].mountPath).toBe(mount);
    expect(envOf(chart).PGDATA.value).toBe(pgData);
  });
});

describe('the server', () => {
  test('takes settings in place of those that are made, and says why each has its value', () => {
    const { chart, db } = makeDatabase({ settings: { max_connections: '300', log_min_duration_statement: '250ms' } });
    const { args } = podOf(chart).containers[0];
    expect(args.filter((arg: string) => arg.startsWith('max_connections='))).toEqual(['max_connections=300']);
    expect(args).toContain('log_min_duration_statement=250ms');
    expect(db.tuning).toContainEqual({ name: 'max_connections', value: '300', reason: 'set by the prop settings' });
  });

  test('is tuned to its memory', () => {
    const { chart } = makeDatabase({ resources: { cpu: '2', memory: Size.gibibytes(4) } });
    expect(podOf(chart).containers[0].args).toEqual(expect.arrayContaining(['shared_buffers=1024MB', 'effective_cache_size=3072MB']));
    expect(podOf(chart).containers[0].resources).toEqual({ requests: { cpu: '2', memory: '4Gi' }, limits: { memory: '4Gi' } });
    expect(podOf(chart).volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '1024Mi' } });
  });

  test('adds arguments of initdb after ours', () => {
    expect(envOf(makeDatabase({ initdbArgs: ['--locale=de_DE.utf8'] }).chart).POSTGRES_INITDB_ARGS.value).toMatch(/^--auth-host=scram-sha-256 .* --locale=de_DE\.utf8$/);
  });

  test('runs scripts of the user\'s after ours, from one folder', () => {
    const { chart } = makeDatabase({ initScriptsName: 'orders-schema' });
    expect(podOf(chart).volumes.at(-1).projected.sources).toEqual([{ configMap: { name: 'orders-db-init' } }, { configMap: { name: 'orders-schema' } }]);
    expect(Object.keys(objectOf(chart, 'ConfigMap').data)).toEqual(['00-logins.sh']);
  });

  test('is stopped by a hook when its image does not stop fast', () => {
    const stop = (stopsFast: boolean) => podOf(makeDatabase({ image: PostgresImage.custom({ image: 'postgres:17', stopsFast }) }).chart).containers[0].lifecycle.preStop.exec.command[2];
    expect(stop(true)).not.toContain('pg_ctl');
    expect(stop(false)).toMatch(/exec pg_ctl stop -m fast -w -t 110 -D "\$PGDATA"$/);
  });

  test('takes the user of its distribution', () => {
    const image = PostgresImage.official(PostgresVersion.V17, { distribution: PostgresDistribution.ALPINE });
    expect(podOf(makeDatabase({ image }).chart).securityContext).toMatchObject({ runAsUser: 70, runAsGroup: 70, fsGroup: 70 });
  });
});

describe('settings of the app', () => {
  const settings = { imageRegistry: 'registry.example/mirror/', imagePullSecrets: ['pull'], neverPruneMarks: false };

  test('put the mirror in front of images that the library chooses, and only those', () => {
    expect(podOf(makeDatabase({}, ordersChart(settings)).chart).containers[0].image).toBe('registry.example/mirror/postgres:17-trixie');
    const image = PostgresImage.custom({ image: 'other.example/postgres:17' });
    expect(podOf(makeDatabase({ image }, ordersChart(settings)).chart).containers[0].image).toBe('other.example/postgres:17');
  });

  test('reach pods and claim templates', () => {
    const { chart } = makeDatabase({}, ordersChart(settings));
    expect(podOf(chart).imagePullSecrets).toEqual([{ name: 'pull' }]);
    expect(objectOf(chart, 'StatefulSet').spec.volumeClaimTemplates[0].metadata).toEqual({ name: 'data' });
    expect(podOf(makeDatabase().chart)).not.toHaveProperty('imagePullSecrets');
  });
});

test('a JSON patch survives, with quantities and fields that nobody knows', () => {
  const { chart, db } = makeDatabase();
  ApiObject.of(db.rwService).addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
  const set = db.node.findChild('Resource').node.findChild('Resource') as ApiObject;
  set.addJsonPatch(
    JsonPatch.replace('/spec/template/spec/containers/0/resources/limits/memory', '1.5Gi'),
    JsonPatch.add('/spec/template/spec/containers/0/resources/limits/example.com~1fast', '500m'),
    JsonPatch.add('/spec/future', { field: ['1e3'] }),
  );
  expect(objectOf(chart, 'Service', 'orders-db-rw').spec.trafficDistribution).toBe('PreferClose');
  expect(objectOf(chart, 'StatefulSet').spec).toMatchObject({ future: { field: ['1e3'] } });
  expect(podOf(chart).containers[0].resources.limits).toEqual({ 'memory': '1.5Gi', 'example.com/fast': '500m' });
});

test('classes that are rendered and classes that are named render alike', () => {
  const named = objectOf(makeDatabase().chart, 'StatefulSet');
  const chart = ordersChart();
  const made = new ProductionStorageClass(chart, 'made', { metadata: { name: 'orders-disk' }, backend: AwsEbs.gp3() });
  expect(objectOf(makeDatabase({ storageClass: made }, chart).chart, 'StatefulSet')).toEqual(named);
  expect(disk(ordersChart()).storageClassName).toBe('orders-disk');
});
