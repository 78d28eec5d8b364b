import { DRILL_CHECKS, EXPECTED_LSN_VARIABLE, validationName } from '../documents/restore-drill';
import { drillArguments, drillServerScript, drillValidation, SOCKETS_PATH } from '../facts/engines/postgres-drill';
import { restrictedContainer, restrictedPod } from '../kube/pod';
import type { StatefulSettings } from '../kube/settings';
import type { DrillServer, WorkloadVolume } from '../workloads/stateful-workload';

interface Json { readonly [field: string]: unknown }

export const SERVER_CONTAINER = 'server';
export const VALIDATOR_CONTAINER = 'validator';

export interface DrillPodSpec {
  readonly server: DrillServer;
  readonly volumes: readonly WorkloadVolume[];
  /** Of the set that the restored claims are named after. */
  readonly workload: string;
  readonly validations: readonly string[];
  readonly settings: StatefulSettings;
  readonly deadlineSeconds: number;
}

/**
 * The pod that starts a restored server and looks at it: no account, no Secret, no port. The server is a sidecar, so that the pod
 * is over when the validator is.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function drillPod({ server, volumes, workload, validations, settings, deadlineSeconds }: DrillPodSpec): Json {
  const { memory, cpu } = server;
  const common = { image: server.image, imagePullPolicy: 'IfNotPresent', securityContext: restrictedContainer() };
  const sockets = { name: 'run', mountPath: SOCKETS_PATH };
  const words = { ...DRILL_CHECKS, validation: validationName, expectedLsn: EXPECTED_LSN_VARIABLE };
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...(settings.imagePullSecrets.length > 0 ? { imagePullSecrets: settings.imagePullSecrets.map((name) => ({ name })) } : {}),
    activeDeadlineSeconds: deadlineSeconds,
    terminationGracePeriodSeconds: 30,
    securityContext: restrictedPod(server.user, server.group),
    initContainers: [{
      name: SERVER_CONTAINER,
      ...common,
      restartPolicy: 'Always',
      command: ['bash', '-c', drillServerScript, SERVER_CONTAINER, ...drillArguments(server.settings)],
      env: [{ name: 'PGDATA', value: server.dataDirectory }],
      resources: { requests: { cpu, memory: memory.asString() }, limits: { memory: memory.asString() } },
      startupProbe: { exec: { command: ['pg_isready', '-q', '-h', SOCKETS_PATH] }, periodSeconds: 2, failureThreshold: Math.ceil(deadlineSeconds / 2) },
      volumeMounts: [
        ...volumes.map(({ role }) => ({ name: role, mountPath: server.mountPath })),
        sockets, { name: 'tmp', mountPath: '/tmp' }, { name: 'shm', mountPath: '/dev/shm' },
      ],
    }],
    containers: [{
      name: VALIDATOR_CONTAINER,
      ...common,
      command: ['bash', '-c', drillValidation(words, validations.length)],
      env: [
        { name: 'DATABASE', value: server.database },
        ...validations.map((query, at) => ({ name: `VALIDATION_${at}`, value: query })),
      ],
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      volumeMounts: [sockets],
    }],
    volumes: [
      ...volumes.map(({ role, claimTemplateName }) => ({ name: role, persistentVolumeClaim: { claimName: `${claimTemplateName}-${workload}-0` } })),
      { name: 'run', emptyDir: { sizeLimit: '16Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '128Mi' } },
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } },
    ],
  };
}
