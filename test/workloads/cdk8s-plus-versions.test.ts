/** Objects of other versions of cdk8s-plus pass: this file is type-checked, and then run. */
import { ApiObject, Chart } from 'cdk8s';
import * as plus28 from 'cdk8s-plus-28';
import * as plus34 from 'cdk8s-plus-34';
import { expect, test } from 'vitest';
import { makeDatabase, objectOf, ordersChart } from './fixtures';
import { NetworkPeer } from '../../src/workloads/network-peer';
import { PostgresCredentials } from '../../src/workloads/postgres-credentials';

function objects28(chart: Chart) {
  return {
    secret: new plus28.Secret(chart, 'login', { metadata: { name: 'login' } }),
    account: new plus28.ServiceAccount(chart, 'account', { metadata: { name: 'account' } }),
    scripts: new plus28.ConfigMap(chart, 'scripts', { metadata: { name: 'scripts' } }),
    api: new plus28.Deployment(chart, 'api', { containers: [{ image: 'registry.example/api:1' }] }),
  };
}

function objects34(chart: Chart) {
  return {
    secret: new plus34.Secret(chart, 'login', { metadata: { name: 'login' } }),
    account: new plus34.ServiceAccount(chart, 'account', { metadata: { name: 'account' } }),
    scripts: new plus34.ConfigMap(chart, 'scripts', { metadata: { name: 'scripts' } }),
    api: new plus34.Deployment(chart, 'api', { containers: [{ image: 'registry.example/api:1' }] }),
  };
}

test.each([['cdk8s-plus-28', objects28], ['cdk8s-plus-34', objects34]])('objects of %s are accepted', (_, objectsIn) => {
  const chart = ordersChart();
  const { secret, account, scripts, api } = objectsIn(chart);
  const { db } = makeDatabase({ credentials: PostgresCredentials.fromSecret(secret), serviceAccount: account, initScripts: scripts }, chart);
  db.allowFrom(NetworkPeer.fromWorkload(api));

  const pod = objectOf(chart, 'StatefulSet').spec.template.spec;
  expect(pod.serviceAccountName).toBe('account');
  expect(pod.volumes.at(-1).projected.sources).toEqual([{ configMap: { name: 'orders-db-init' } }, { configMap: { name: 'scripts' } }]);
  expect(JSON.parse(JSON.stringify(db.connectionEnv().PGPASSWORD.valueFrom))).toEqual({ secretKeyRef: { name: 'login', key: 'password' } });
  expect(objectOf(chart, 'NetworkPolicy').spec.ingress[1].from).toEqual([{ podSelector: { matchLabels: api.matchLabels } }]);
});

test('variables of ours go into a container of cdk8s-plus-34', () => {
  const chart = ordersChart();
  const { db } = makeDatabase({}, chart);
  const api = new plus34.Deployment(new Chart(chart.node.root, 'clients'), 'api', { containers: [{ image: 'registry.example/api:1', envVariables: db.connectionEnv() }] });
  const { env } = ApiObject.of(api).toJson().spec.template.spec.containers[0];
  expect(env.map(({ name }: { name: string }) => name)).toEqual(['PGHOST', 'PGPORT', 'PGDATABASE', 'PGUSER', 'PGPASSWORD', 'PGSSLMODE']);
});
