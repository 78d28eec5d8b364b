import { describe, expect, test } from 'vitest';
import { podOf, protectedDatabase } from './fixtures';
import { defaultOperationsImage } from '../../src/kube/operations-image';
import type { StatefulSettingsOptions } from '../../src/kube/settings';
import { Quiesce } from '../../src/protection/quiesce';
import { objectOf, ordersChart } from '../workloads/fixtures';

const CRON_JOBS = ['orders-db-snapshots', 'orders-db-snapshots-prune'];

function pod(name: string, settings?: StatefulSettingsOptions, props: Parameters<typeof protectedDatabase>[0] = {}): any {
  return podOf(objectOf(protectedDatabase(props, ordersChart(settings)).chart, 'CronJob', name));
}

const envOf = (spec: any): { [name: string]: any } => Object.fromEntries(spec.containers[0].env.map(({ name, ...value }: any) => [name, value]));

describe.each(CRON_JOBS)('the pod of %s', (name) => {
  const spec = pod(name);

  test('meets the Pod Security Standard restricted', () => {
    expect(spec.securityContext).toEqual({
      runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec.containers.map(({ securityContext }: any) => securityContext)).toEqual([{
      allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] },
    }]);
    expect(spec).not.toHaveProperty('initContainers');
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) expect(spec).not.toHaveProperty(field);
  });

  test('mounts the policy to read it, and nothing to write to', () => {
    expect(spec.volumes).toEqual([{ name: 'policy', configMap: { name: 'orders-db-snapshots-policy', defaultMode: 0o444 } }]);
    expect(spec.containers[0].volumeMounts).toEqual([{ name: 'policy', mountPath: '/etc/cdk8s-stateful', readOnly: true }]);
  });

  test('runs once, and has time to stop', () => {
    expect(spec).toMatchObject({ restartPolicy: 'Never', terminationGracePeriodSeconds: 60, enableServiceLinks: false });
  });

  test('asks for memory and cannot take more', () => {
    expect(spec.containers[0].resources).toEqual({ requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } });
  });

  test('knows which run it is', () => {
    expect(envOf(spec)).toMatchObject({
      JOB_NAME: { valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels[\'batch.kubernetes.io/job-name\']' } } },
      JOB_UID: { valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels[\'batch.kubernetes.io/controller-uid\']' } } },
      POD_NAME: { valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
    });
  });

  test('runs the program of this version, from wherever images are pulled', () => {
    const image = (settings?: StatefulSettingsOptions): string => pod(name, settings).containers[0].image;
    expect(image()).toBe(defaultOperationsImage());
    expect(image({ imageRegistry: 'registry.example/mirror' })).toBe(defaultOperationsImage().replace('ghcr.io', 'registry.example/mirror'));
    expect(image({ imageRegistry: 'registry.example/mirror', operationsImage: 'registry.example/own:1' })).toBe('registry.example/own:1');
  });

  test('has credentials of registries where there are some', () => {
    expect(spec).not.toHaveProperty('imagePullSecrets');
    expect(pod(name, { imagePullSecrets: ['mirror', 'other'] }).imagePullSecrets).toEqual([{ name: 'mirror' }, { name: 'other' }]);
  });
});

describe('the program', () => {
  test.each([
    ['orders-db-snapshots', ['snapshot', 'run', '--policy-file', '/etc/cdk8s-stateful/policy.json'], 'orders-db-snapshots-runner'],
    ['orders-db-snapshots-prune', ['snapshot', 'prune', '--yes', '--policy-file', '/etc/cdk8s-stateful/policy.json'], 'orders-db-snapshots-pruner'],
  ])('of %s', (name, args, account) => {
    expect(pod(name)).toMatchObject({ serviceAccountName: account, containers: [{ name: 'snapshot', args }] });
    expect(pod(name).containers[0]).not.toHaveProperty('command');
  });

  test('that takes snapshots has the login that can make checkpoints and no other, and starts without it', () => {
    expect(envOf(pod('orders-db-snapshots'))).toMatchObject({
      DATABASE_USERNAME: { valueFrom: { secretKeyRef: { name: 'orders-login-snapshot', key: 'username', optional: true } } },
      DATABASE_PASSWORD: { valueFrom: { secretKeyRef: { name: 'orders-login-snapshot', key: 'password', optional: true } } },
    });
    expect(JSON.stringify(pod('orders-db-snapshots')).match(/secretKeyRef/g)).toHaveLength(2);
  });

  test.each([
    ['prunes', 'orders-db-snapshots-prune', {}],
    ['takes snapshots and prepares nothing', 'orders-db-snapshots', { quiesce: Quiesce.none() }],
  ])('that %s has no login', (_, name, props) => {
    expect(Object.keys(envOf(pod(name, undefined, props)))).toEqual(['JOB_NAME', 'POD_NAME', 'JOB_UID']);
  });
});
