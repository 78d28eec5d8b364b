import { App, Chart, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { contractDatabase, frozen } from './contract';
import { packageVersion } from '../../src/core/version';
import { PostgresVersion } from '../../src/facts/engines/postgres-image';
import { defaultOperationsImage } from '../../src/kube/operations-image';
import { SAMPLES } from '../support/samples';

const RESTARTS = 'a changed byte of the pod template restarts the database of everyone who upgrades: put the change behind a feature flag in the context, '
  + 'or wait for a major release, list it as "restarts" in CHANGELOG.md and edit test/contract by hand';

describe('the pod template of PostgreSQL', () => {
  test.each([PostgresVersion.V15, PostgresVersion.V16, PostgresVersion.V17, PostgresVersion.V18])('$version stays as it is', (version) => {
    const template = JSON.stringify(contractDatabase({ version }).set.spec.template, null, 2);
    // as text: the order of arguments and variables counts too
    expect(template, RESTARTS).toBe(JSON.stringify(frozen(`pod-template-${version.version}.json`), null, 2));
  });

  test('with a volume for the log stays as it is', () => {
    const { set: { spec: { template, volumeClaimTemplates } } } = contractDatabase({ walSize: Size.gibibytes(10) });
    const held = JSON.stringify({ template, volumeClaimTemplates }, null, 2);
    expect(held, RESTARTS).toBe(JSON.stringify(frozen('pod-template-17-wal.json'), null, 2));
  });

  test('does not change with labels and annotations of the set, its peers or its replicas', () => {
    const plain = contractDatabase().set.spec.template;
    const other = contractDatabase({ metadata: { name: 'orders-db', labels: { release: '2' }, annotations: { owner: 'orders' } }, replicas: 0, updatePartition: 1 }).set.spec.template;
    expect(other).toEqual(plain);
  });
});

test.each(Object.keys(SAMPLES))('the YAML of %s does not name the library and its version: it would change with each release', (name) => {
  const version = packageVersion();
  const chart = new Chart(new App(), 'chart', { namespace: 'orders' });
  SAMPLES[name](chart);
  // the program of a CronJob is that of the version; it holds no data, and its next run takes the new one
  const json = chart.toJson().map((object) => {
    const text = JSON.stringify(object);
    return object.kind === 'CronJob' ? text.replaceAll(defaultOperationsImage(), '<operations>') : text;
  }).join('\n');
  expect(json).not.toMatch(/managed-by|cdk8s-stateful[/@:-]v?\d|helm\.sh\/chart|app\.kubernetes\.io\/version/);
  if (version !== '0.0.0') expect(json).not.toContain(version);
});
