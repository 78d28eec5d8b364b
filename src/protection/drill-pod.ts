import { restoreConfigMapName } from '../documents/backup-label';
import { DRILL_CHECKS, EXPECTED_LSN_VARIABLE, validationName } from '../documents/restore-drill';
import { drillArguments, drillPrepareScript, drillServerScript, drillValidation, SOCKETS_PATH } from '../facts/engines/postgres-drill';
import { WAL_ROLE } from '../facts/engines/postgres-engine';
import { WAL_VOLUME } from '../facts/engines/postgres-layout';
import { RESTORE_PATH } from '../facts/engines/postgres-prepare';
import { restrictedContainer, restrictedPod } from '../kube/pod';
import type { StatefulSettings } from '../kube/settings';
import type { DrillServer, WorkloadVolume } from '../workloads/stateful-workload';

interface Json { readonly [field: string]: unknown }

export const SERVER_CONTAINER = 'server';
export const VALIDATOR_CONTAINER = 'validator';
export const PREPARE_CONTAINER = 'prepare';

const RESTORE_VOLUME = 'restore';

export interface DrillPodSpec {
  readonly server: DrillServer;
  readonly volumes: readonly WorkloadVolume[];
  /** Whether its volumes are cut one after the other, and need a backup label to be started from. */
  readonly isBackup: boolean;
  /** Of the set that the restored claims are named after. */
  readonly workload: string;
  readonly validations: readonly string[];
  readonly settings: StatefulSettings;
  readonly deadlineSeconds: number;
}

/**
 * The pod that starts a restored server and looks at it: no account, no Secret, no port. The server is a sidecar, so that the pod
 * is over when the validator is. Volumes of a backup are first made to fit each other.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function drillPod(spec: DrillPodSpec): Json {
  const { server, volumes, isBackup, workload, validations, settings, deadlineSeconds } = spec;
  const { memory, cpu } = server;
  const ofServer = { requests: { cpu, memory: memory.asString() }, limits: { memory: memory.asString() } };
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
    initContainers: [...isBackup ? [preparation(spec, common, ofServer)] : [], {
      name: SERVER_CONTAINER,
      ...common,
      restartPolicy: 'Always',
      command: ['bash', '-c', drillServerScript, SERVER_CONTAINER, ...drillArguments(server.settings)],
      env: [{ name: 'PGDATA', value: server.dataDirectory }],
      resources: ofServer,
      startupProbe: { exec: { command: ['pg_isready', '-q', '-h', SOCKETS_PATH] }, periodSeconds: 2, failureThreshold: Math.ceil(deadlineSeconds / 2) },
      volumeMounts: [
        ...dataMounts(spec),
        sockets, { name: 'tmp', mountPath: '/tmp' }, { name: 'shm', mountPath: '/dev/shm' },
      ],
    }],
    containers: [{
      name: VALIDATOR_CONTAINER,
      ...common,
      command: ['bash', '-c', drillValidation(words, validations.length, isBackup)],
      env: [
        { name: 'DATABASE', value: server.database },
        ...validations.map((query, at) => ({ name: `VALIDATION_${at}`, value: query })),
      ],
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      volumeMounts: [sockets],
    }],
    volumes: [
      ...volumes.map(({ role, claimTemplateName }) => ({ name: role, persistentVolumeClaim: { claimName: `${claimTemplateName}-${workload}-0` } })),
      ...isBackup ? [{ name: RESTORE_VOLUME, configMap: { name: restoreConfigMapName(workload), defaultMode: 0o444 } }] : [],
      { name: 'run', emptyDir: { sizeLimit: '16Mi' } },
      { name: 'tmp', emptyDir: { sizeLimit: '128Mi' } },
      { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } },
    ],
  };
}

/** Where the volumes are mounted, in a drill as in the workload: the data holds a link to the folder of its log. */
function dataMounts({ server, volumes }: DrillPodSpec): Json[] {
  return volumes.map(({ role }) => ({ name: role, mountPath: role === WAL_ROLE ? WAL_VOLUME.mountPath : server.mountPath }));
}

/** Its refusal is what the drill has found, so it is in the pod's status: the account reads no logs. */
function preparation(spec: DrillPodSpec, common: Json, resources: Json): Json {
  return {
    name: PREPARE_CONTAINER,
    ...common,
    command: ['bash', '-c', drillPrepareScript, PREPARE_CONTAINER, RESTORE_PATH],
    env: [{ name: 'PGDATA', value: spec.server.dataDirectory }, { name: 'POSTGRES_INITDB_WALDIR', value: WAL_VOLUME.directory }],
    resources,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      ...dataMounts(spec), { name: 'tmp', mountPath: '/tmp' }, { name: RESTORE_VOLUME, mountPath: RESTORE_PATH, readOnly: true },
    ],
  };
}
