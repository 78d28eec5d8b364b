import { Cron, Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { makePolicy, podOf, protectedDatabase } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { RestoreDrill } from '../../src/protection/restore-drill';
import type { RestoreDrillProps } from '../../src/protection/restore-drill-props';
import { Validation } from '../../src/protection/validation';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';
import { SnapshotDeletionPolicy } from '../../src/storage/snapshot-class';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import { CURRENT_MINOR, ManifestSchema } from '../schema/manifest-schema';
import { objectOf, objectsOf, ordersChart } from '../workloads/fixtures';

const DRILL = 'orders-db-snapshots-drill';
const NAMESPACE = 'orders-orders-db-snapshots-drill';

function drilled(props: Partial<RestoreDrillProps> = {}, chart = ordersChart()) {
  const { policy, db } = protectedDatabase({}, chart);
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disposable', 'disposable', { backend: AwsEbs.gp3(), reclaimPolicy: ReclaimPolicy.DELETE });
  const drill = new RestoreDrill(chart, 'drill', { policy, schedule: Cron.weekly(), storageClass, ...props });
  return { chart, db, drill, policy };
}

function documentOf(chart: ReturnType<typeof ordersChart>): any {
  return JSON.parse(objectOf(chart, 'ConfigMap', DRILL).data['drill.json']);
}

describe('what a drill renders', () => {
  const { chart, drill } = drilled({ validate: [Validation.sql('select true')], targets: { rpo: Duration.hours(2) }, deadline: Duration.hours(1) });

  test('has these names, and lies there', () => {
    const own = objectsOf(chart).filter(({ metadata }) => `${metadata.name} ${metadata.namespace ?? ''}`.includes('-drill') || metadata.name === 'closed');
    expect(own.map(({ kind, metadata }) => `${metadata.namespace ?? '-'} ${kind} ${metadata.name}`).sort()).toEqual([
      `- ClusterRole cdk8s-stateful.orders.${DRILL}`,
      `- ClusterRoleBinding cdk8s-stateful.orders.${DRILL}`,
      `- Namespace ${NAMESPACE}`,
      `- ValidatingAdmissionPolicy cdk8s-stateful.orders.${DRILL}`,
      `- ValidatingAdmissionPolicyBinding cdk8s-stateful.orders.${DRILL}`,
      `orders ConfigMap ${DRILL}`,
      `orders ConfigMap ${DRILL}-alerts`,
      ...['CronJob', 'Lease', 'Role', 'RoleBinding', 'ServiceAccount'].map((kind) => `orders ${kind} ${DRILL}`),
      `${NAMESPACE} NetworkPolicy closed`,
      ...['Role', 'RoleBinding'].map((kind) => `${NAMESPACE} ${kind} ${DRILL}`),
    ]);
    expect([drill.drillName, drill.drillNamespace]).toEqual([DRILL, NAMESPACE]);
  });

  test('is known as the proof of the workload\'s copies', () => {
    expect(objectOf(chart, 'CronJob', DRILL).metadata.annotations).toEqual({ 'cdk8s-stateful.dev/drill-of': 'StatefulSet/orders-db' });
  });

  test('runs our program with this file, in a pod that outlasts the drill\'s', () => {
    const job = objectOf(chart, 'CronJob', DRILL);
    expect(podOf(job).containers[0]).toMatchObject({ name: 'drill', args: ['drill', 'run', '--drill-file', '/etc/cdk8s-stateful/drill.json'] });
    expect(podOf(job).serviceAccountName).toBe(DRILL);
    expect(job.spec.jobTemplate.spec.activeDeadlineSeconds).toBe(3600 + 1800);
    expect(job.spec).toMatchObject({ schedule: '0 0 * * 0', timeZone: 'Etc/UTC', suspend: false, concurrencyPolicy: 'Forbid' });
  });

  test('closes its namespace both ways, for all pods, and holds them to the strictest standard', () => {
    expect(objectOf(chart, 'NetworkPolicy', 'closed').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(objectOf(chart, 'Namespace', NAMESPACE).metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  });

  test('gives its account these rights beside the workload, and no more', () => {
    const roles = objectsOf(chart).filter(({ kind, metadata }) => kind === 'Role' && metadata.name === DRILL);
    expect(roles.find(({ metadata }) => metadata.namespace === 'orders').rules).toEqual([
      { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['get', 'list', 'patch'] },
      { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: ['orders-db'], verbs: ['get'] },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: ['orders-db-snapshots', DRILL], verbs: ['get', 'update'] },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['orders-db-snapshots-state'], verbs: ['get', 'update'] },
    ]);
    expect(objectOf(chart, 'ClusterRole', `cdk8s-stateful.orders.${DRILL}`).rules).toEqual([
      { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshotcontents'], verbs: ['create', 'delete', 'get'] },
      { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], resourceNames: ['disposable'], verbs: ['get'] },
    ]);
  });

  test('fences what the account may do with contents', () => {
    const { spec } = objectOf(chart, 'ValidatingAdmissionPolicy', `cdk8s-stateful.orders.${DRILL}`);
    expect(spec.matchConstraints.resourceRules[0].operations).toEqual(['CREATE', 'DELETE']);
    expect(spec.matchConditions[0].expression).toBe(`request.userInfo.username == 'system:serviceaccount:orders:${DRILL}'`);
    expect(spec.validations.map(({ expression }: { expression: string }) => expression)).toEqual([
      `variables.content.spec.volumeSnapshotRef.namespace == '${NAMESPACE}' && variables.content.metadata.name.startsWith('restore.${NAMESPACE}.')`,
      "variables.content.spec.deletionPolicy == 'Retain' && has(variables.content.spec.source.snapshotHandle)",
    ]);
  });

  test('tells the program all that it needs', () => {
    expect(documentOf(chart)).toMatchObject({
      schema: 'cdk8s-stateful.dev/restore-drill/v1',
      name: DRILL,
      namespace: NAMESPACE,
      policy: { name: 'orders-db-snapshots', namespace: 'orders' },
      storageClass: 'disposable',
      validations: ['select true'],
      targets: { rpoSeconds: 7200 },
      deadlineSeconds: 3600,
    });
  });
});

describe('the pod of a drill', () => {
  const { chart } = drilled({ validate: [Validation.sql('select true')] });
  const { podSpec } = documentOf(chart);
  const [server] = podSpec.initContainers;

  test('is one that Kubernetes takes', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: DRILL }, spec: podSpec };
    expect(ManifestSchema.of(CURRENT_MINOR).problems(pod)).toEqual([]);
  });

  test('has no account, no Secret and no port', () => {
    expect(podSpec.automountServiceAccountToken).toBe(false);
    expect(JSON.stringify(podSpec)).not.toMatch(/secret|containerPort/i);
  });

  test('mounts the claim that the restore makes', () => {
    expect(podSpec.volumes[0]).toEqual({ name: 'data', persistentVolumeClaim: { claimName: `data-${DRILL}-0` } });
    expect(server.volumeMounts[0]).toEqual({ name: 'data', mountPath: '/var/lib/postgresql/data' });
  });

  test('starts the server with the settings of the original, apart from everything', () => {
    const settings = server.command.slice(4).filter((word: string) => word !== '-c');
    expect(settings).toEqual(expect.arrayContaining([
      'archive_mode=off', 'primary_conninfo=', 'listen_addresses=', 'max_logical_replication_workers=0', 'cron.launch_active_jobs=off', 'hba_file=/tmp/pg_hba.conf',
    ]));
    expect(settings.filter((setting: string) => setting.startsWith('archive_mode='))).toEqual(['archive_mode=off']);
    expect(settings.some((setting: string) => setting.startsWith('shared_buffers='))).toBe(true);
  });

  test('hands questions over as variables, never as text of a script', () => {
    const [validator] = podSpec.containers;
    expect(validator.env).toEqual([{ name: 'DATABASE', value: 'app' }, { name: 'VALIDATION_0', value: 'select true' }]);
    expect(validator.command[2]).toContain('expect_true validation-0 "$DATABASE" "$VALIDATION_0"');
  });

  test.each([['initContainers', 0], ['containers', 0]])('meets the Pod Security Standard restricted in its %s', (field, at) => {
    expect(podSpec[field][at].securityContext).toMatchObject({
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true,
    });
  });
});

describe('refuses', () => {
  const keeping = (chart: ReturnType<typeof ordersChart>, reclaimPolicy?: ReclaimPolicy) => (
    ProductionStorageClass.fromStorageClassName(chart, 'kept', 'kept', { backend: AwsEbs.gp3(), reclaimPolicy })
  );

  test.each([
    ['a class that keeps volumes', ReclaimPolicy.RETAIN, 'storageClass keeps the volume of every drill for ever, got "kept"; use one with reclaimPolicy Delete'],
    ['a class that does not say', undefined, 'storageClass does not say its reclaimPolicy, and must delete the volumes of drills, got "kept"'],
  ])('%s', (_, reclaimPolicy, message) => {
    const chart = ordersChart();
    expect(() => drilled({ storageClass: keeping(chart, reclaimPolicy) }, chart)).toThrow(message);
  });

  test('a class of another driver', () => {
    const chart = ordersChart();
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'files', 'files', { backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }), reclaimPolicy: ReclaimPolicy.DELETE });
    expect(() => drilled({ storageClass }, chart)).toThrow('storageClass is of another driver than the copies, ebs.csi.aws.com, got "efs.csi.aws.com"');
  });

  test.each<[string, Partial<RestoreDrillProps>, string]>([
    ['the namespace of the workload', { drillNamespace: 'orders' }, 'drillNamespace is that of the workload'],
    ['a name that is none', { drillNamespace: 'Drills' }, 'drillNamespace'],
    ['a time zone that is none', { timeZone: 'Mars' }, 'timeZone'],
    ['a deadline that is none', { deadline: Duration.seconds(5) }, 'deadline is too short for a server to start, got "5s"; use a minute or more'],
    ['a question without words', { validate: [Validation.sql(' ')] }, 'validate.0 asks nothing'],
    ['more questions than there is room for', { validate: Array.from({ length: 17 }, () => Validation.sql('select true')) }, 'validate is more than a termination message tells of, got "17"'],
  ])('%s', (_, props, message) => {
    expect(() => drilled(props)).toThrow(message);
  });

  test('a policy that protects nothing yet', () => {
    const chart = ordersChart();
    const idle = makePolicy(chart, {}, 'idle');
    expect(() => new RestoreDrill(chart, 'drill', { policy: idle, schedule: Cron.daily(), storageClass: keeping(chart, ReclaimPolicy.DELETE) }))
      .toThrow('policy protects nothing yet, got "shop/idle"; call its protect() first');
  });

  test('a Kubernetes without fences', () => {
    const chart = ordersChart({ kubernetesVersion: '1.29' });
    const snapshotClass = VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'copies', { deletionPolicy: SnapshotDeletionPolicy.DELETE });
    const { policy } = protectedDatabase({ snapshotClass }, chart);
    const drill = (): unknown => new RestoreDrill(chart, 'drill', { policy, schedule: Cron.daily(), storageClass: keeping(chart, ReclaimPolicy.DELETE) });
    expect(drill).toThrow('kubernetesVersion has no ValidatingAdmissionPolicy, without which the drill could change every snapshot of the cluster');
  });
});
