import { Cron, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { makePolicy } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AzureDisk } from '../../src/facts/drivers/azure-disk-backends';
import { drillPrepareScript } from '../../src/facts/engines/postgres-drill';
import { RestoreDrill } from '../../src/protection/restore-drill';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';
import type { PostgresStatefulSetProps } from '../../src/workloads/postgres-props';
import { CURRENT_MINOR, ManifestSchema } from '../schema/manifest-schema';
import { makeDatabase, objectOf, objectsOf } from '../workloads/fixtures';

const DRILL = 'orders-db-snapshots-drill';
const NAMESPACE = 'orders-orders-db-snapshots-drill';
const LABEL = 'orders-db-snapshots-drill-restore';

function drilled(props: Partial<PostgresStatefulSetProps> = { walSize: Size.gibibytes(10) }, backend = AwsEbs.gp3()) {
  const { db, chart } = makeDatabase(props);
  const policy = makePolicy(chart);
  policy.protect(db);
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disposable', 'disposable', { backend, reclaimPolicy: ReclaimPolicy.DELETE });
  new RestoreDrill(chart, 'drill', { policy, schedule: Cron.weekly(), storageClass });
  const document = JSON.parse(objectOf(chart, 'ConfigMap', DRILL).data['drill.json']);
  const workload = objectOf(chart, 'StatefulSet').spec.template.spec;
  const rules = objectsOf(chart).find(({ kind, metadata }) => kind === 'Role' && metadata.namespace === NAMESPACE).rules;
  return { document, podSpec: document.podSpec, workload, rules };
}

describe('the pod of a drill with data and log on two volumes', () => {
  const { podSpec, workload, document } = drilled();
  const [prepare, server] = podSpec.initContainers;

  test('is one that Kubernetes takes', () => {
    expect(ManifestSchema.of(CURRENT_MINOR).problems({ apiVersion: 'v1', kind: 'Pod', metadata: { name: DRILL }, spec: podSpec })).toEqual([]);
  });

  test('mounts both claims that the restore makes, where the workload does', () => {
    expect(podSpec.volumes.slice(0, 2)).toEqual(['data', 'wal'].map((role) => ({ name: role, persistentVolumeClaim: { claimName: `${role}-${DRILL}-0` } })));
    const mounts = workload.containers[0].volumeMounts.slice(0, 2);
    expect(mounts.map(({ name }: { name: string }) => name)).toEqual(['data', 'wal']);
    expect(server.volumeMounts.slice(0, 2)).toEqual(mounts);
    expect(prepare.volumeMounts.slice(0, 2)).toEqual(mounts);
  });

  test('puts the label of the restore in place before the server, without which it does not start', () => {
    expect(document.preparer).toBe(prepare.name);
    expect(prepare).toMatchObject({
      name: 'prepare',
      image: server.image,
      command: ['bash', '-c', drillPrepareScript, 'prepare', '/etc/cdk8s-stateful/restore'],
      env: [{ name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' }, { name: 'POSTGRES_INITDB_WALDIR', value: '/var/lib/postgresql-wal/pg_wal' }],
      terminationMessagePolicy: 'FallbackToLogsOnError',
      resources: server.resources,
    });
    expect(prepare.restartPolicy).toBeUndefined();
    expect(podSpec.volumes[2]).toEqual({ name: 'restore', configMap: { name: LABEL, defaultMode: 0o444 } });
    expect(prepare.volumeMounts.at(-1)).toEqual({ name: 'restore', mountPath: '/etc/cdk8s-stateful/restore', readOnly: true });
    expect(server.volumeMounts.map(({ name }: { name: string }) => name)).not.toContain('restore');
  });

  test('meets the Pod Security Standard restricted in its first container too', () => {
    expect(prepare.securityContext).toEqual(server.securityContext);
  });

  test('asks how far recovery went', () => {
    expect(podSpec.containers[0].command[2]).toContain('expect_true recovered');
  });
});

test('the account may make a label there, and see and delete its own and no other', () => {
  expect(drilled().rules.slice(-2)).toEqual([
    { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [LABEL], verbs: ['delete', 'get'] },
  ]);
});

test('with one volume nothing is prepared, and the account has no right to ConfigMaps there', () => {
  const { document, podSpec, rules } = drilled({});
  expect(document).not.toHaveProperty('preparer');
  expect(podSpec.initContainers.map(({ name }: { name: string }) => name)).toEqual(['server']);
  expect(podSpec.volumes.map(({ name }: { name: string }) => name)).toEqual(['data', 'run', 'tmp', 'shm']);
  expect(JSON.stringify(rules)).not.toContain('configmaps');
});

test('a class of another driver than the volumes is refused', () => {
  expect(() => drilled({ walSize: Size.gibibytes(10) }, AzureDisk.premiumV2())).toThrow('storageClass is of another driver than the copies, ebs.csi.aws.com, got "disk.csi.azure.com"');
});
