import { Yaml } from 'cdk8s';

/** Writes a number to the first volume and then, when that is on the disk, to the second; then the next number. */
const WRITE = 'for ((n = 1; ; n += 1)); do for v in a b; do printf %010d $n | dd of=/$v/n conv=notrunc,fsync status=none; done; done';
/** Only looks. */
const READ = 'sleep infinity';

export interface Sequence {
  readonly replicas: number;
  readonly writes: boolean;
}

/** Pods with two volumes each. A copy of both that is of one moment has in the second what is in the first, or the number before it. */
export function sequenceSet(name: string, storageClassName: string, { replicas, writes }: Sequence): string {
  const volumes = ['a', 'b'];
  return Yaml.stringify({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      replicas,
      serviceName: name,
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          terminationGracePeriodSeconds: 1,
          securityContext: { runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'sequence',
            image: 'postgres:17-trixie',
            imagePullPolicy: 'IfNotPresent',
            command: ['bash', '-ec', writes ? WRITE : READ],
            volumeMounts: volumes.map((volume) => ({ name: volume, mountPath: `/${volume}` })),
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          }],
        },
      },
      volumeClaimTemplates: volumes.map((volume) => ({
        metadata: { name: volume },
        spec: { storageClassName, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '320Mi' } } },
      })),
    },
  });
}
