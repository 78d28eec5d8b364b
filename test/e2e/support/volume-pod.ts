import { randomBytes } from 'crypto';
import { Yaml } from 'cdk8s';
import type { Kubectl } from './kubectl';
import { ZONE_LABEL } from '../../../src/core/vocabulary';
import type { PodVolume } from '../../../src/storage/pod-volume';

/** What a pod does to a volume at `/volume`. */
export interface VolumeUse {
  /** A claim by name, or a volume of the pod's own. */
  readonly volume: string | PodVolume;
  /** For bash. */
  readonly command: string;
  /** Where the pod has to run; anywhere by default. */
  readonly zone?: string;
  readonly readOnly?: boolean;
}

/** Runs a command in a pod of its own and returns what it printed; throws when it fails. The pod is gone afterwards. */
export async function useVolume(kubectl: Kubectl, { volume, command, zone, readOnly = false }: VolumeUse): Promise<string> {
  const name = `use-${randomBytes(3).toString('hex')}`;
  const source = typeof volume === 'string' ? { name: 'volume', persistentVolumeClaim: { claimName: volume, readOnly } } : volume;
  await kubectl.create(Yaml.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      ...zone ? { nodeSelector: { [ZONE_LABEL]: zone } } : {},
      securityContext: { runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'shell',
        image: 'postgres:17-trixie',
        imagePullPolicy: 'IfNotPresent',
        command: ['bash', '-ec', command],
        volumeMounts: [{ name: source.name, mountPath: '/volume', readOnly }],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      }],
      volumes: [source],
    },
  }));
  try {
    await kubectl.wait('pod', name, 'jsonpath={.status.phase}=Succeeded', 90);
    return await kubectl.logs(name);
  } finally {
    await kubectl.delete('pod', name);
  }
}
