import { restrictedContainer } from '../kube/pod';
import type { StatefulSettings } from '../kube/settings';
import type { SnapshotAccess } from '../workloads/stateful-workload';

interface Json { readonly [field: string]: unknown }

const MOUNT = '/etc/cdk8s-stateful';
// the user of the image; see the Dockerfile
const USER = 1000;

export interface PolicyPodSpec {
  readonly settings: StatefulSettings;
  readonly serviceAccountName: string;
  /** ConfigMap with what the program is told, and the file in it. */
  readonly document: string;
  readonly file: string;
  /** Name of the container. */
  readonly program: string;
  /** Command line of the program, which ends with the option that takes the file. */
  readonly args: readonly string[];
  readonly access?: SnapshotAccess;
}

/** A node that is emptied meanwhile would end a run half done: Karpenter and the cluster autoscaler wait for it. */
// https://karpenter.sh/docs/concepts/disruption/#pod-level-controls
// https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node
export const DO_NOT_DISRUPT: { readonly [key: string]: string } = {
  'karpenter.sh/do-not-disrupt': 'true',
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
};

/** The pod in which our program carries out a policy. It meets the Pod Security Standard `restricted` and writes to no file. */
export function policyPod({ settings, serviceAccountName, document, file, program, args, access }: PolicyPodSpec): Json {
  return {
    restartPolicy: 'Never',
    serviceAccountName,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    ...(settings.imagePullSecrets.length > 0 ? { imagePullSecrets: settings.imagePullSecrets.map((name) => ({ name })) } : {}),
    // time to give up a call that hangs, to release the lease and to say so
    terminationGracePeriodSeconds: 60,
    securityContext: { runAsNonRoot: true, runAsUser: USER, runAsGroup: USER, fsGroup: USER, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{
      name: program,
      image: settings.operationsImage,
      imagePullPolicy: 'IfNotPresent',
      args: [...args, `${MOUNT}/${file}`],
      env: [
        // a CronJob names its Job by the time that it was due: the same run, however often it is made
        { name: 'JOB_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels[\'batch.kubernetes.io/job-name\']' } } },
        { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
        // two Jobs of one name, one after the other, are two runs
        { name: 'JOB_UID', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels[\'batch.kubernetes.io/controller-uid\']' } } },
        // a Secret that is gone must not keep the pod from starting: a snapshot without a checkpoint is better than none
        ...(access ? [
          { name: 'DATABASE_USERNAME', valueFrom: { secretKeyRef: { name: access.secretName, key: access.usernameKey, optional: true } } },
          { name: 'DATABASE_PASSWORD', valueFrom: { secretKeyRef: { name: access.secretName, key: access.passwordKey, optional: true } } },
        ] : []),
      ],
      // measured: about 80 MiB while it waits
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      securityContext: restrictedContainer(),
      volumeMounts: [{ name: 'policy', mountPath: MOUNT, readOnly: true }],
    }],
    volumes: [{ name: 'policy', configMap: { name: document, defaultMode: 0o444 } }],
  };
}
