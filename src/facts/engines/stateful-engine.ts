import type { Duration, Size } from 'cdk8s';
import type { EngineFacts } from './engine-facts';
import type { EngineProbe } from './engine-probe';
import type { Fault } from '../../core/faults';
import { Faults } from '../../core/faults';
import { dnsLabelFaults, mountPathFaults, portNameFaults, variableFaults } from '../../core/names';
import { MAX_INT32, Quantity } from '../../core/quantity';
import { checkProps, DURATION, having, listOf, NUMBER, oneOf, optional, SIZE, struct, SWITCH, TEXT, TEXTS } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** A port of an engine. Sets `containerPort` and the ports of its Services. */
export interface EnginePort {
  /** Name of the port: an IANA service name of at most 15 characters. */
  readonly name: string;
  /** The number. */
  readonly port: number;
}

/** A volume that an engine keeps its data on. Becomes a claim template and a mount. */
export interface EngineVolume {
  /** What it is for: `data`, `wal`. It is also the claim template's name unless that is overridden. */
  readonly role: string;
  /** Where it is mounted. */
  readonly mountPath: string;
}

/** A folder that an engine writes to and that may be lost. Becomes an `emptyDir`. */
export interface EngineScratch {
  /** Name of the volume. */
  readonly name: string;
  /** Where it is mounted. */
  readonly mountPath: string;
  /**
   * `sizeLimit` of the volume.
   *
   * @default - no limit but the node's
   */
  readonly sizeLimit?: Size;
  /**
   * Keep it in memory (`medium: Memory`). It counts against the container's memory limit.
   *
   * @default false
   */
  readonly inMemory?: boolean;
}

/** What several pods of an engine are to each other. */
export enum EngineReplication {
  /** Separate servers with separate data: more than one replica is refused. */
  NONE = 'none',
  /** The pods find each other and replicate by themselves. */
  BUILT_IN = 'built-in',
}

/** In which order pods are created and deleted. For ever: the field is immutable. */
export enum PodManagementPolicy {
  /** All at once: what replicating servers need after a full outage, when the first pod waits for the others. */
  PARALLEL = 'Parallel',
  /** One after the other. */
  ORDERED_READY = 'OrderedReady',
}

/** Everything that has to be known to run a program that keeps data. */
export interface StatefulEngineOptions {
  /** Name of the engine: the container's name and the label `app.kubernetes.io/name`. */
  readonly name: string;
  /** The image reference. Sets `image`. */
  readonly image: string;
  /** Numeric user id that owns the data. Sets `runAsUser`. */
  readonly user: number;
  /**
   * Numeric group id that owns the data. Sets `runAsGroup` and `fsGroup`.
   *
   * @default - the user's number
   */
  readonly group?: number;
  /** Ports that clients and peers connect to; at least one. */
  readonly ports: EnginePort[];
  /** Volumes that hold data; at least one. */
  readonly volumes: EngineVolume[];
  /**
   * Other folders that it writes to: the root file system is read-only.
   *
   * @default - none
   */
  readonly scratch?: EngineScratch[];
  /**
   * Command that runs to its end before the program is started, each time that a pod is: in the program's image, with its volumes,
   * variables and files. Sets an init container `prepare`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
   * @default - none
   */
  readonly prepare?: string[];
  /**
   * Sets `command`.
   *
   * @default - the image's entry point
   */
  readonly command?: string[];
  /**
   * Sets `args`.
   *
   * @default - the image's own
   */
  readonly args?: string[];
  /**
   * Environment variables with plain values. Values from Secrets are given to the workload.
   *
   * @default - none
   */
  readonly environment?: { readonly [name: string]: string };
  /** When a pod may be sent work. Sets `readinessProbe`. */
  readonly readinessProbe: EngineProbe;
  /**
   * When it has started; recovery of data counts as starting. Sets `startupProbe`.
   *
   * @default - none: the other probes begin at once
   */
  readonly startupProbe?: EngineProbe;
  /**
   * When it must be killed. Sets `livenessProbe`.
   *
   * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
   * @default - none: a wrong liveness probe loses more data than a missing one
   */
  readonly livenessProbe?: EngineProbe;
  /**
   * Command that runs before the stop signal. Sets `lifecycle.preStop.exec.command`.
   *
   * @default - none
   */
  readonly preStop?: string[];
  /** How long a clean stop may take. Sets `terminationGracePeriodSeconds`. */
  readonly terminationGracePeriod: Duration;
  /**
   * Whether its data may lie on a network file system.
   *
   * @default false
   */
  readonly allowsNetworkFileSystem?: boolean;
  /**
   * What several pods are to each other.
   *
   * @default EngineReplication.NONE
   */
  readonly replication?: EngineReplication;
  /**
   * Sets `podManagementPolicy`, for ever.
   *
   * @default PodManagementPolicy.PARALLEL
   */
  readonly podManagementPolicy?: PodManagementPolicy;
}

const PROBE = having('EngineProbe', 'use EngineProbe.exec(), .tcpSocket() or .httpGet()', '_render');
const SCRATCH: Shapes<EngineScratch> = { name: TEXT, mountPath: TEXT, sizeLimit: optional(SIZE), inMemory: optional(SWITCH) };
const SHAPES: Shapes<StatefulEngineOptions> = {
  name: TEXT,
  image: TEXT,
  user: NUMBER,
  group: optional(NUMBER),
  ports: listOf(struct<EnginePort>({ name: TEXT, port: NUMBER })),
  volumes: listOf(struct<EngineVolume>({ role: TEXT, mountPath: TEXT })),
  scratch: optional(listOf(struct(SCRATCH))),
  prepare: optional(listOf(TEXT)),
  command: optional(listOf(TEXT)),
  args: optional(listOf(TEXT)),
  environment: optional(TEXTS),
  readinessProbe: PROBE,
  startupProbe: optional(PROBE),
  livenessProbe: optional(PROBE),
  preStop: optional(listOf(TEXT)),
  terminationGracePeriod: DURATION,
  allowsNetworkFileSystem: optional(SWITCH),
  replication: optional(oneOf(EngineReplication)),
  podManagementPolicy: optional(oneOf(PodManagementPolicy)),
};

/**
 * A program that keeps data, as facts: image, user, ports, volumes, probes and stop.
 *
 * `ProductionStatefulSet` renders what it says; nothing above asks which engine it is.
 */
export class StatefulEngine {
  /**
   * An engine that this library does not know.
   *
   * @throws when names, ports, paths or ids cannot work; all faults in one message.
   */
  public static custom(options: StatefulEngineOptions): StatefulEngine {
    return StatefulEngine._of(options);
  }

  /** @internal */
  public static _of(options: StatefulEngineOptions, facts?: EngineFacts): StatefulEngine {
    return new StatefulEngine(options, facts);
  }

  /** Name of the engine. */
  public readonly name: string;
  /** What was said about it. @internal */
  public readonly _options: StatefulEngineOptions;
  /** What is known about it beyond that. @internal */
  public readonly _facts?: EngineFacts;

  private constructor(options: StatefulEngineOptions, facts?: EngineFacts) {
    checkProps('StatefulEngine.custom', SHAPES, options);
    const faults = new Faults(`StatefulEngine ${options.name}`);
    faults.add(...dnsLabelFaults('name', options.name));
    faults.add(...portFaults(options.ports), ...volumeFaults(options));
    faults.add(...Object.keys(options.environment ?? {}).flatMap((name) => variableFaults('environment', name)), ...scratchFaults(options.scratch ?? []));
    faults.require(options.image.length > 0, { prop: 'image', problem: 'is empty', remedy: 'name the image to run' });
    faults.require(options.image.trim() === options.image, { prop: 'image', problem: 'has spaces around it', got: options.image, remedy: 'leave them out' });
    faults.require(options.prepare?.length !== 0, { prop: 'prepare', problem: 'is empty', remedy: 'name the program to run, or leave it out' });
    faults.require(options.preStop?.length !== 0, { prop: 'preStop', problem: 'is empty', remedy: 'name the program to run, or leave it out' });
    faults.require(isId(options.group ?? 1), { prop: 'group', problem: 'is not the number of a group', got: options.group, remedy: 'use the numeric id that owns the data' });
    faults.require(isId(options.user) && options.user > 0, {
      prop: 'user', problem: 'is not the number of an unprivileged user', got: options.user, remedy: 'use the numeric id that owns the data, above 0',
    });
    faults.throwIfAny();
    this.name = options.name;
    this._options = options;
    this._facts = facts;
  }

  /** May several pods run under one name? @internal */
  public get _replicates(): boolean {
    return this._options.replication === EngineReplication.BUILT_IN;
  }
}

/** https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go (IsValidUserID) */
function isId(id: number): boolean {
  return Number.isInteger(id) && id >= 0 && id <= MAX_INT32;
}

function portFaults(ports: readonly EnginePort[]): Fault[] {
  if (ports.length === 0) return [{ prop: 'ports', problem: 'are empty', remedy: 'name the port that clients connect to' }];
  const faults = [...twiceFaults('ports', 'port', 'name', ports.map(({ name }) => name)), ...twiceFaults('ports', 'port', 'number', ports.map(({ port }) => port))];
  for (const { name, port } of ports) {
    faults.push(...portNameFaults('ports', name));
    if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.push({ prop: 'ports', problem: `"${name}" is not a port number`, got: port, remedy: 'use 1 to 65535' });
  }
  return faults;
}

function volumeFaults(options: StatefulEngineOptions): Fault[] {
  const faults: Fault[] = [];
  if (options.volumes.length === 0) faults.push({ prop: 'volumes', problem: 'are empty', remedy: 'name the path that holds the data' });
  const mounts = [
    ...options.volumes.map(({ role, mountPath }) => ({ name: role, path: mountPath })),
    ...(options.scratch ?? []).map(({ name, mountPath }) => ({ name, path: mountPath })),
  ];
  for (const { name, path } of mounts) {
    faults.push(...dnsLabelFaults('volumes', name), ...mountPathFaults('volumes', name, path));
  }
  return [...faults, ...twiceFaults('volumes', 'volume', 'name', mounts.map(({ name }) => name)), ...twiceFaults('volumes', 'volume', 'mountPath', mounts.map(({ path }) => path))];
}

function twiceFaults(prop: string, each: string, what: string, values: readonly (string | number)[]): Fault[] {
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  if (twice === undefined) return [];
  return [{ prop, problem: `have one ${what} twice`, got: twice, remedy: `give each ${each} a ${what} of its own` }];
}

function scratchFaults(scratch: readonly EngineScratch[]): Fault[] {
  return scratch.filter(({ sizeLimit }) => sizeLimit !== undefined && !Quantity.tryParse(sizeLimit.asString()))
    .map(({ sizeLimit }) => ({ prop: 'scratch', problem: 'has a sizeLimit that Kubernetes cannot read', got: sizeLimit!.asString(), remedy: 'use a size such as 64Mi' }));
}
