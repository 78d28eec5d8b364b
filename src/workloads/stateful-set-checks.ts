import type { ApiObjectMetadata } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { resourceFaults } from './container-resources';
import { podFaults } from './pod-checks';
import type { ProductionStatefulSetProps, StatefulVolume } from './stateful-set-props';
import type { Fault } from '../core/faults';
import { Faults } from '../core/faults';
import { dnsLabelFaults, labelFaults, MAX_STATEFUL_SET_NAME, metadataFaults, shortenName } from '../core/names';
import { MAX_INT32, Quantity } from '../core/quantity';
import { VolumeAccessMode } from '../facts/drivers/volume-modes';
import { objectName } from '../kube/object-name';
import { checkClaim } from '../storage/claim';

/**
 * Name of a set: what was said, or the chart's, shortened when it is too long for a set to have pods.
 * A name that was said is never changed: the checks refuse it.
 */
export function setName(construct: IConstruct, metadata: ApiObjectMetadata | undefined): string {
  const name = objectName(construct, metadata);
  return metadata?.name === undefined ? shortenName(name, MAX_STATEFUL_SET_NAME) : name;
}

/** The construct that a user made, for messages: a set of its own, or the database around it. */
export function placeOf(construct: IConstruct): string {
  return construct.node.path.replace(/\/Resource$/, '');
}

/** Everything that is wrong with a set, in one collection. */
export function setFaults(construct: IConstruct, props: ProductionStatefulSetProps, serviceName: string): Faults {
  const faults = new Faults(placeOf(construct));
  faults.add(...dnsLabelFaults('metadata.name', setName(construct, props.metadata), MAX_STATEFUL_SET_NAME));
  faults.add(...dnsLabelFaults('serviceName', serviceName), ...serviceNameFaults(serviceName), ...objectNameFaults(props));
  faults.add(...metadataFaults(props.metadata), ...labelFaults('selector', props.selector ?? {}), ...selectorFaults(props.selector));
  faults.add(...replicaFaults(props), ...resourceFaults(props.resources ?? {}));
  faults.add(...podFaults(props), ...roleFaults(props), ...podVolumeFaults(props), ...props.volumes.flatMap((volume) => volumeFaults(props, volume)));
  return faults;
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names */
function serviceNameFaults(serviceName: string): Fault[] {
  if (!/^[0-9]/.test(serviceName)) return [];
  return [{ prop: 'serviceName', problem: 'begins with a digit, which a Service must not (RFC 1035)', got: serviceName, remedy: 'set metadata.name or serviceName to one that begins with a letter' }];
}

function objectNameFaults({ objectNames = {} }: ProductionStatefulSetProps): Fault[] {
  return Object.entries(objectNames).flatMap(([object, name]) => dnsLabelFaults(`objectNames.${object}`, String(name)));
}

function selectorFaults(selector: { readonly [label: string]: string } | undefined): Fault[] {
  if (selector === undefined || Object.keys(selector).length > 0) return [];
  return [{ prop: 'selector', problem: 'is empty', remedy: 'copy the matchLabels of the set that runs, or leave it out' }];
}

function replicaFaults({ replicas = 1, engine, updatePartition = 0 }: ProductionStatefulSetProps): Fault[] {
  const faults: Fault[] = [];
  if (!isCount(replicas)) {
    faults.push({ prop: 'replicas', problem: 'is not a number of pods', got: replicas, remedy: 'use 0 or more' });
  } else if (replicas > 1 && !engine._replicates) {
    faults.push({
      prop: 'replicas',
      problem: `needs replication: ${replicas} pods of ${engine.name} are ${replicas} databases with different data behind one name`,
      got: replicas,
      remedy: 'use 1, or an engine whose pods replicate',
    });
  }
  if (!isCount(updatePartition)) {
    faults.push({ prop: 'updatePartition', problem: 'is not an ordinal', got: updatePartition, remedy: 'use 0 or more' });
  }
  return faults;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_INT32;
}

function roleFaults({ engine, volumes }: ProductionStatefulSetProps): Fault[] {
  const wanted = engine._options.volumes.map(({ role }) => role);
  const given = volumes.map(({ role }) => role);
  const missing = wanted.filter((role) => !given.includes(role));
  const wrong = given.filter((role, at) => !wanted.includes(role) || given.indexOf(role) !== at);
  return [
    ...missing.map((role) => ({ prop: 'volumes', problem: `lack the role "${role}" that ${engine.name} keeps its data on`, remedy: 'give it a size and a class' })),
    ...wrong.map((role) => ({ prop: 'volumes', problem: 'name a role twice or one that the engine does not have', got: role, remedy: `use each of ${wanted.join(', ')} once` })),
  ];
}

/** A claim hides a volume of the pod that has its name, and the data of both would lie in one place. */
function podVolumeFaults({ engine, volumes }: ProductionStatefulSetProps): Fault[] {
  const roles = volumes.filter(({ role }, at) => volumes.findIndex((other) => other.role === role) === at);
  const names = [...roles.map(({ role, claimTemplateName = role }) => claimTemplateName), ...(engine._options.scratch ?? []).map(({ name }) => name)];
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
    .map((name) => ({ prop: 'claimTemplateName', problem: 'is the name of another volume of the pod', got: name, remedy: 'use a name of its own' }));
}

function volumeFaults({ engine }: ProductionStatefulSetProps, volume: StatefulVolume): Fault[] {
  const faults = dnsLabelFaults('claimTemplateName', volume.claimTemplateName ?? volume.role);
  const size = Quantity.tryParse(volume.size.asString());
  if (!size?.isVolumeSize()) faults.push({ prop: `${volume.role}Size`, problem: 'is not a size that Kubernetes takes', got: volume.size.asString(), remedy: 'use a size such as 20Gi' });
  faults.push(...checkClaim(volume.storageClass, {
    prop: `${volume.role}Size`,
    size,
    accessModes: [volume.accessMode ?? VolumeAccessMode.READ_WRITE_ONCE_POD],
    volumeMode: 'Filesystem',
  }));
  const backend = volume.storageClass.backend;
  if (backend?._driver.storage === 'network-file-system' && engine._options.allowsNetworkFileSystem !== true) {
    const why = engine._facts ? `: ${engine._facts.networkFileSystem.why}` : '';
    faults.push({
      prop: 'storageClass',
      problem: `is a network file system, which ${engine.name} must not keep its data on${why}`,
      got: volume.storageClass.storageClassName,
      remedy: 'use a class of block volumes',
    });
  }
  return faults;
}
