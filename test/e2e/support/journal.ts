import { Yaml } from 'cdk8s';

/** Where the lock lies that stops the writer, in memory. */
const LOCK = '/run/journal/lock';
const STOPPED = '/run/journal/stopped';

/** Stops the writer, and waits until it has. */
export const FREEZE = ['sh', '-c', `touch ${LOCK}; until [ -e ${STOPPED} ]; do sleep 0.05; done; sync`];
export const THAW = ['rm', '-f', LOCK];

/** Numbers go into two files on two volumes, one after the other; while a lock file exists nothing is written. */
const WRITER = `n=0; while :; do if [ -e ${LOCK} ]; then touch ${STOPPED}; sleep 0.02; else rm -f ${STOPPED}; n=$((n+1)); echo $n >> /data/numbers; echo $n >> /index/numbers; sleep 0.01; fi; done`;

const POD = {
  terminationGracePeriodSeconds: 1,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
};
const CONTAINER = {
  name: 'journal',
  image: 'cluster.local/busybox:1',
  imagePullPolicy: 'IfNotPresent',
  securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
};
const MOUNTS = ['data', 'index'].map((name) => ({ name, mountPath: `/${name}` }));

/** A set that writes all the time to two volumes of each pod. */
export function journal(storageClassName: string): string {
  return Yaml.stringify({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      replicas: 2,
      serviceName: 'db',
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: { app: 'journal' } },
      template: {
        metadata: { labels: { app: 'journal' } },
        spec: {
          ...POD,
          containers: [{ ...CONTAINER, command: ['sh', '-c', WRITER], volumeMounts: [...MOUNTS, { name: 'run', mountPath: '/run/journal' }] }],
          volumes: [{ name: 'run', emptyDir: { medium: 'Memory' } }],
        },
      },
      volumeClaimTemplates: ['data', 'index'].map((name) => ({
        metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '512Mi' } } },
      })),
    },
  });
}

/** A pod that has the volumes of a group again, and does nothing. */
export function reader(storageClassName: string, snapshotOf: (volume: string) => string): string {
  const claims = ['data', 'index'].map((name) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: `restored-${name}` },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName,
      resources: { requests: { storage: '512Mi' } },
      dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: snapshotOf(name) },
    },
  }));
  const volumes = ['data', 'index'].map((name) => ({ name, persistentVolumeClaim: { claimName: `restored-${name}` } }));
  const spec = { ...POD, containers: [{ ...CONTAINER, command: ['sleep', '3600'], volumeMounts: MOUNTS }], volumes };
  return Yaml.stringify(...claims, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'reader' }, spec });
}
