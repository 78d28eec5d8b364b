import type { DatabaseResources } from './container-resources';
import { renderResources } from './container-resources';
import type { WorkloadVolume } from './stateful-workload';
import { seconds } from '../core/time';
import type { EngineScratch, StatefulEngine } from '../facts/engines/stateful-engine';
import type { EnvValue, IServiceAccount } from '../kube/cdk8s-plus';
import { restrictedContainer, restrictedPod, spread } from '../kube/pod';
import type { StatefulSettings } from '../kube/settings';

interface Json { readonly [field: string]: unknown }

export interface StatefulPodSpec {
  readonly engine: StatefulEngine;
  readonly settings: StatefulSettings;
  readonly matchLabels: { readonly [label: string]: string };
  readonly volumes: readonly WorkloadVolume[];
  readonly resources?: DatabaseResources;
  readonly environment?: { readonly [name: string]: EnvValue };
  readonly configMaps?: { readonly [mountPath: string]: readonly string[] };
  readonly optionalConfigMaps?: { readonly [mountPath: string]: readonly string[] };
  readonly serviceAccount?: IServiceAccount;
  readonly serviceAccountName?: string;
}

/** A folder with the files of ConfigMaps. */
interface ConfigFolder {
  readonly mountPath: string;
  readonly sources: readonly Json[];
}

/** The pod of a stateful set. A changed byte restarts every database that was made with it: the contract test holds it. */
export function renderPod(spec: StatefulPodSpec): Json {
  const engine = spec.engine._options;
  const scratch = engine.scratch ?? [];
  const folders = [...configFolders(spec.configMaps), ...configFolders(spec.optionalConfigMaps, { optional: true })];
  const serviceAccountName = spec.serviceAccountName ?? spec.serviceAccount?.name;
  const volumes = [
    ...scratch.map(emptyDir),
    ...folders.map(({ sources }, at) => ({ name: `config-${at}`, projected: { defaultMode: 0o444, sources } })),
  ];
  return {
    ...(serviceAccountName ? { serviceAccountName } : {}),
    automountServiceAccountToken: false,
    // A variable for each Service of the namespace is noise, and its names collide with the engine's own settings.
    enableServiceLinks: false,
    ...(spec.settings.imagePullSecrets.length > 0 ? { imagePullSecrets: spec.settings.imagePullSecrets.map((name) => ({ name })) } : {}),
    terminationGracePeriodSeconds: seconds(engine.terminationGracePeriod),
    securityContext: restrictedPod(engine.user, engine.group ?? engine.user),
    topologySpreadConstraints: spread(spec.matchLabels),
    ...(engine.prepare ? { initContainers: [preparation(spec, engine.prepare, folders)] } : {}),
    containers: [container(spec, folders)],
    ...(volumes.length > 0 ? { volumes } : {}),
  };
}

function configFolders(configMaps: StatefulPodSpec['configMaps'] = {}, more: Json = {}): ConfigFolder[] {
  return Object.entries(configMaps).map(([mountPath, names]) => ({ mountPath, sources: names.map((name) => ({ configMap: { name, ...more } })) }));
}

/** What runs before the engine, and can do no more than it: it takes of the pod's resources what the engine does not use yet. */
function preparation(spec: StatefulPodSpec, command: readonly string[], folders: readonly ConfigFolder[]): Json {
  const engine = spec.engine._options;
  return {
    name: 'prepare',
    image: engine.image,
    imagePullPolicy: 'IfNotPresent',
    command: [...command],
    env: environment(engine.environment ?? {}, {}),
    resources: renderResources(spec.resources ?? {}),
    securityContext: restrictedContainer(),
    volumeMounts: mountsOf(spec, folders),
  };
}

function mountsOf(spec: StatefulPodSpec, folders: readonly ConfigFolder[]): Json[] {
  const engine = spec.engine._options;
  return [
    ...engine.volumes.map(({ role, mountPath }) => ({ name: claimTemplateOf(spec.volumes, role), mountPath })),
    ...(engine.scratch ?? []).map(({ name, mountPath }) => ({ name, mountPath })),
    ...folders.map(({ mountPath }, at) => ({ name: `config-${at}`, mountPath, readOnly: true })),
  ];
}

function container(spec: StatefulPodSpec, folders: readonly ConfigFolder[]): Json {
  const engine = spec.engine._options;
  return {
    name: engine.name,
    image: engine.image,
    imagePullPolicy: 'IfNotPresent',
    ...(engine.command ? { command: [...engine.command] } : {}),
    ...(engine.args ? { args: [...engine.args] } : {}),
    env: environment(engine.environment ?? {}, spec.environment ?? {}),
    ports: engine.ports.map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })),
    resources: renderResources(spec.resources ?? {}),
    ...(engine.startupProbe ? { startupProbe: engine.startupProbe._render() } : {}),
    ...(engine.livenessProbe ? { livenessProbe: engine.livenessProbe._render() } : {}),
    readinessProbe: engine.readinessProbe._render(),
    ...(engine.preStop ? { lifecycle: { preStop: { exec: { command: [...engine.preStop] } } } } : {}),
    securityContext: restrictedContainer(),
    volumeMounts: mountsOf(spec, folders),
  };
}

/** The engine's variables and the workload's, which win: the API server merges variables by name and takes each once. */
function environment(engine: { readonly [name: string]: string }, workload: { readonly [name: string]: EnvValue }): Json[] {
  return [
    ...Object.entries(engine).filter(([name]) => !(name in workload)).map(([name, value]) => ({ name, value })),
    ...Object.entries(workload).map(([name, { value, valueFrom }]) => ({ name, value, valueFrom })),
  ];
}

function claimTemplateOf(volumes: readonly WorkloadVolume[], role: string): string {
  return volumes.find((volume) => volume.role === role)?.claimTemplateName ?? role;
}

function emptyDir(scratch: EngineScratch): Json {
  return {
    name: scratch.name,
    emptyDir: {
      ...(scratch.inMemory ? { medium: 'Memory' } : {}),
      ...(scratch.sizeLimit ? { sizeLimit: scratch.sizeLimit.asString() } : {}),
    },
  };
}
