import { ClusterError } from './cluster';
import type { KubeObject } from './cluster';

export interface Target {
  readonly pod: string;
  readonly port: number;
}

interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
}

/** A ready pod behind a Service, and the port of it that a port of the Service leads to. */
export function targetOf(service: KubeObject, port: number, pods: readonly KubeObject[]): Target {
  const { name, namespace } = service.metadata;
  const found = (service.spec.ports as { port: number; targetPort?: number | string }[]).find((each) => each.port === port);
  if (found === undefined) throw new ClusterError('Other', `Service ${name} in namespace ${namespace} has no port ${port}`);
  const pod = pods.find(isReady);
  if (pod === undefined) throw new ClusterError('Other', `Service ${name} in namespace ${namespace} has no ready pod (of ${pods.length})`);
  return { pod: pod.metadata.name, port: portOf(pod, found.targetPort ?? port) };
}

function isReady({ metadata, status }: KubeObject): boolean {
  const conditions: { type: string; status: string }[] = status?.conditions ?? [];
  return metadata.deletionTimestamp === undefined && conditions.some(({ type, status: value }) => type === 'Ready' && value === 'True');
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports: a name is looked up in each pod */
function portOf({ metadata, spec }: KubeObject, targetPort: number | string): number {
  if (typeof targetPort === 'number') return targetPort;
  const containers: { ports?: ContainerPort[] }[] = [...spec.containers, ...spec.initContainers ?? []];
  const port = containers.flatMap(({ ports }) => ports ?? []).find(({ name }) => name === targetPort);
  if (port === undefined) throw new ClusterError('Other', `Pod ${metadata.name} in namespace ${metadata.namespace} has no port named "${targetPort}"`);
  return port.containerPort;
}
