import { expect, test } from 'vitest';
import type { Manifest } from '../../src/audit/finding';
import { ManifestIndex } from '../../src/audit/index-of-manifests';
import { kindOf } from '../../src/audit/manifests';
import { NotApplicable } from '../../src/audit/rule';
import { RULES } from '../../src/audit/rules/index';

function object(apiVersion: string, kind: string, spec: object, metadata: object = {}): Manifest {
  return { apiVersion, kind, metadata: { name: 'db', namespace: 'orders', ...metadata }, spec };
}

const POD_SPEC = { containers: [{ name: 'server', image: 'postgres:17' }] };
const SET = object('apps/v1', 'StatefulSet', { template: { spec: POD_SPEC } });
const TEMPLATE = { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } };
const MOUNTING = { containers: [{ name: 'server', image: 'postgres:17', volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] }] };
const CLAIMING_SET = object('apps/v1', 'StatefulSet', { template: { spec: MOUNTING }, volumeClaimTemplates: [TEMPLATE] });
const CLAIM_OF_SET = object('v1', 'PersistentVolumeClaim', TEMPLATE.spec, { name: 'data-db-0', annotations: { 'cdk8s-stateful.dev/data': 'authoritative' } });
const OF_OTHER_DATA = object('apps/v1', 'StatefulSet', { template: { spec: { containers: [{ name: 'web', image: 'nginx' }] } } });
const ownedBy = (kind: string) => ({ ownerReferences: [{ apiVersion: 'apps/v1', kind, name: 'db', controller: true }] });
const OWNED_POD = object('v1', 'Pod', POD_SPEC, ownedBy('ReplicaSet'));
const claim = (spec: object) => object('v1', 'PersistentVolumeClaim', { accessModes: ['ReadWriteMany'], ...spec }, { name: 'ledger' });
const deployment = (replicas: number) => object('apps/v1', 'Deployment', { replicas, template: { spec: POD_SPEC } });
const withDataPath = (value: string) => object('apps/v1', 'StatefulSet', { template: { spec: { containers: [{ image: 'postgres:17', env: [{ name: 'PGDATA', value }] }] } } });
const storageClass = (provisioner: string): Manifest => ({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'disk' }, provisioner });
const OWNED_REPLICAS = { ...deployment(2), kind: 'ReplicaSet', metadata: { name: 'db', namespace: 'orders', ...ownedBy('Deployment') } };
const k8up = (spec: object) => object('k8up.io/v1', 'Schedule', spec);
const scheduledBackup = (method: string) => object('postgresql.cnpg.io/v1', 'ScheduledBackup', { method, cluster: { name: 'db' } });
const SNAPSHOTS = object('snapscheduler.backube/v1', 'SnapshotSchedule', { schedule: '@daily', retention: { maxCount: 3 } });
const CILIUM = object('cilium.io/v2', 'CiliumNetworkPolicy', { endpointSelector: {} });
const QUOTA = object('v1', 'ResourceQuota', { hard: { pods: '5' } });

const NO_TEMPLATES = 'it has no claim templates';
const NO_DATABASE = 'it runs no database that is known';
const MADE = 'what makes it is judged';
const NOT_FOLLOWED = 'a policy of Cilium, of Calico or of the cluster\'s administrators may select it, and those are not followed';
const OF_TEMPLATE = 'it is judged with the StatefulSet that makes it';

/** A rule, why it has nothing to say about an object, the object, and what is beside it. */
const ROWS: readonly (readonly [string, string, Manifest, ...Manifest[]])[] = [
  ['access-mode-of-driver', 'it claims no volume of its own', SET],
  ['access-mode-of-driver', 'its class is not in the input', claim({ storageClassName: 'disk' })],
  ['access-mode-of-driver', 'its volume is not made for it', claim({ storageClassName: 'disk', volumeName: 'pv-1' }), storageClass('ebs.csi.aws.com')],
  ['access-mode-of-driver', 'its volume is not made for it', claim({ storageClassName: 'disk', selector: {} }), storageClass('ebs.csi.aws.com')],
  ['access-mode-of-driver', 'people prepare its volumes', claim({ storageClassName: 'disk' }), storageClass('kubernetes.io/no-provisioner')],
  ['access-mode-of-driver', 'nothing is known about provisioner disks.example.com', claim({ storageClassName: 'disk' }), storageClass('disks.example.com')],
  ['access-mode-of-driver', 'it is of no CSI driver that is known', object('v1', 'PersistentVolume', { nfs: {}, accessModes: ['ReadWriteOnce'] })],
  ['class-parameters', 'nothing is known about provisioner (none)', { ...storageClass(''), provisioner: undefined }],
  ['no-beta-class-annotation', NO_TEMPLATES, SET],
  ['storage-request', NO_TEMPLATES, SET],
  ['claim-template-size-is-fixed', NO_TEMPLATES, SET],
  ['provisioned-performance', 'Local Path Provisioner takes no performance parameters', storageClass('rancher.io/local-path')],
  ['retain-for-databases', 'it claims no volume for authoritative data', SET],
  ['retain-for-databases', 'no claim of authoritative data uses the class', storageClass('ebs.csi.aws.com')],
  ['claim-shared-by-workloads', 'no two workloads that run use one claim', claim({})],
  ['replicas-on-one-claim', 'it mounts no claim of the input by name', deployment(2)],
  ['replicas-on-one-claim', MADE, OWNED_REPLICAS],
  ['update-waits-for-claim', 'it mounts no claim of the input', deployment(1)],
  ['update-waits-for-claim', 'it runs no pods', deployment(0)],
  ['update-waits-for-claim', 'replicas that share a claim are judged by STO-016', deployment(2)],
  ['no-host-path-for-data', MADE, OWNED_POD],
  ['sub-path-never-updates', MADE, OWNED_POD],
  ['variables-in-probes', MADE, OWNED_POD],
  ['no-plain-secrets', MADE, OWNED_POD],
  ['data-on-volume', NO_DATABASE, OF_OTHER_DATA],
  ['data-on-volume', 'its data directory is not in the manifest', withDataPath('pgdata')],
  ['data-on-volume', 'its data directory is not in the manifest', withDataPath('/data/$(NAME)')],
  ['uid-of-image', NO_DATABASE, OF_OTHER_DATA],
  ['uid-of-image', 'the image chooses the user', object('apps/v1', 'StatefulSet', { template: { spec: { ...POD_SPEC, securityContext: { runAsUser: 0 } } } })],
  ['replicas-without-replication', NO_DATABASE, OF_OTHER_DATA],
  ['patient-liveness', NO_DATABASE, OF_OTHER_DATA],
  ['patient-liveness', 'it has no liveness probe', SET],
  ['termination-grace', NO_DATABASE, OF_OTHER_DATA],
  ['network-policy', NO_DATABASE, OF_OTHER_DATA],
  ['network-policy', NOT_FOLLOWED, SET, CILIUM],
  ['network-policy', NOT_FOLLOWED, SET, { ...CILIUM, kind: 'CiliumClusterwideNetworkPolicy', metadata: { name: 'all' } }],
  ['storage-quota', 'no claim of the input is in the namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'orders' } }],
  ['storage-quota', 'it is judged with its namespace, or with the first quota of it', object('v1', 'ResourceQuota', {}, { name: 'more' }), QUOTA, claim({})],
  ['volume-usage-alert', 'it claims no volume that could fill up to somebody\'s loss', SET],
  ['volume-usage-alert', OF_TEMPLATE, CLAIM_OF_SET, CLAIMING_SET],
  ['snapshot-coverage', 'it claims no volume for authoritative data', SET],
  ['snapshot-coverage', OF_TEMPLATE, CLAIM_OF_SET, CLAIMING_SET],
  ['restore-drill', 'it claims no volume for authoritative data that is copied on a schedule', CLAIMING_SET],
  ['restore-drill', OF_TEMPLATE, CLAIM_OF_SET, CLAIMING_SET, SNAPSHOTS],
  ['restore-drill', 'it does not say that it is a drill', object('batch/v1', 'CronJob', {})],
  ['restore-size', 'it is made from no snapshot or claim', claim({})],
  ['snapshot-class', 'it is made from no snapshot', claim({})],
  ['retention-set', 'it schedules no backup', k8up({ prune: { schedule: '@daily' } })],
  ['retention-set', 'a plugin makes the backups, and deletes them', scheduledBackup('plugin')],
];

test.each(ROWS.map(([slug, why, ...objects]) => [slug, why, objects] as const))('%s: %s', (slug, why, [subject, ...others]) => {
  const { evaluate, kinds } = RULES.find((rule) => rule.slug === slug)!;
  expect(kinds, 'the rule is asked about the kind').toContain(kindOf(subject));
  expect(evaluate(subject, new ManifestIndex([...others, subject]))).toEqual(new NotApplicable(why));
});
