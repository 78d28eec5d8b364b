import type { KubeConfig } from '@kubernetes/client-node';
import { ApiServer } from './api-server';
import type { ApiRequest } from './api-server';
import { ANY_VALUE, ClusterError, POD, SERVICE } from './cluster';
import type { Cluster, Connection, ExecResult, ExecTarget, Inventory, JsonPatchOperation, Kind, KubeObject, ServedKind } from './cluster';
import { servedKinds } from './discovery';
import { execInPod, execPath, ExecRefused } from './exec';
import { forwardPort } from './forward';
import { cannot, refusal, silence } from './refusal';
import type { Call } from './refusal';
import { RETRIES } from './retry';
import type { RetryPolicy } from './retry';
import { targetOf } from './service-target';

const PAGE_SIZE = '500';

/** Whose fields these are: https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers */
const FIELD_MANAGER = 'cdk8s-stateful';

export interface KubernetesClusterOptions {
  /** This program runs in a pod of the cluster, and reaches Services by their names. */
  readonly inCluster: boolean;
  readonly retries?: RetryPolicy;
}

/** What a page of a list is read as. */
interface Page {
  readonly metadata?: { readonly continue?: string };
  /** Null when there are none, on some servers. */
  readonly items?: readonly Omit<KubeObject, 'apiVersion' | 'kind'>[] | null;
}

/** A cluster that a kubeconfig leads to. */
export class KubernetesCluster implements Cluster, Inventory {
  private readonly server: ApiServer;
  private readonly retries: RetryPolicy;

  constructor(private readonly config: KubeConfig, private readonly options: KubernetesClusterOptions) {
    this.retries = options.retries ?? RETRIES;
    this.server = new ApiServer(config, this.retries);
  }

  now(): Date {
    return this.server.now();
  }

  async get(kind: Kind, name: string, namespace?: string): Promise<KubeObject | undefined> {
    return undefinedIfMissing(this.ask<KubeObject>({ verb: 'get', kind, name, namespace }, { method: 'GET', path: pathOf(kind, namespace, name) }));
  }

  async servedKinds(group: string): Promise<ServedKind[]> {
    const call: Call = { verb: 'get', kind: { apiVersion: group, kind: 'APIGroup', plural: 'apigroups' }, name: group || 'core' };
    return servedKinds(group, (path) => this.ask<unknown>(call, { method: 'GET', path }, NOT_FOUND));
  }

  async list(kind: Kind, namespace: string | undefined, labels: { readonly [label: string]: string }): Promise<KubeObject[]> {
    const call: Call = { verb: 'list', kind, namespace };
    const objects = await this.pages(call, labels) ?? await this.pages(call, labels);
    if (objects === undefined) throw new ClusterError('Other', `${cannot(call)}: the list expired twice before its last page was read`);
    return objects;
  }

  async create(kind: Kind, object: KubeObject, options: { readonly dryRun?: boolean } = {}): Promise<KubeObject> {
    const { name, namespace } = object.metadata;
    const query: Record<string, string> = options.dryRun ? { ...BY_US, dryRun: 'All' } : BY_US;
    return this.ask({ verb: 'create', kind, name, namespace }, { method: 'POST', path: pathOf(kind, namespace, undefined, query), body: object });
  }

  async replace(kind: Kind, object: KubeObject): Promise<KubeObject> {
    const { name, namespace } = object.metadata;
    return this.ask({ verb: 'update', kind, name, namespace }, { method: 'PUT', path: pathOf(kind, namespace, name, BY_US), body: object });
  }

  async patch(kind: Kind, name: string, namespace: string | undefined, operations: readonly JsonPatchOperation[]): Promise<KubeObject> {
    const path = pathOf(kind, namespace, name, BY_US);
    return this.ask({ verb: 'patch', kind, name, namespace }, { method: 'PATCH', path, body: operations, contentType: 'application/json-patch+json' });
  }

  async delete(kind: Kind, object: KubeObject): Promise<void> {
    const { name, namespace, uid } = object.metadata;
    const call: Call = { verb: 'delete', kind, name, namespace };
    // without a uid, whatever has this name by now would be deleted
    if (uid === undefined) throw new ClusterError('Other', `${cannot(call)}: it has no uid, so it was not read from the cluster`);
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid } };
    await undefinedIfMissing(this.ask(call, { method: 'DELETE', path: pathOf(kind, namespace, name), body }));
  }

  async connect(namespace: string, service: string, port: number): Promise<Connection> {
    if (this.options.inCluster) return { host: `${service}.${namespace}.svc`, port, close: () => {} };
    const found = await this.get(SERVICE, service, namespace);
    if (found === undefined) throw new ClusterError('NotFound', `there is no Service ${service} in namespace ${namespace}`);
    if (!found.spec.selector) throw new ClusterError('Other', `Service ${service} in namespace ${namespace} selects no pods, so there is none to forward a port to`);
    const target = targetOf(found, port, await this.list(POD, namespace, found.spec.selector));
    return forwardPort(this.config, namespace, target, this.retries.attemptMilliseconds);
  }

  async exec(target: ExecTarget, command: readonly string[], signal: AbortSignal): Promise<ExecResult> {
    const path = execPath(target, command);
    const said = `cannot run a command in container ${target.container} of Pod ${target.pod} in namespace ${target.namespace}`;
    return execInPod(this.config, path, signal).catch(async (error: Error) => {
      if (signal.aborted) throw error;
      // a handshake that fails does not say why: asked without one the server judges the same, says it, and runs nothing
      if (error instanceof ExecRefused) throw await this.whyRefused({ verb: 'get', kind: POD_EXEC, name: target.pod, namespace: target.namespace }, path, `${said}: ${error.message}`);
      throw new ClusterError('Other', `${said}: ${error.message}`);
    });
  }

  private async whyRefused(call: Call, path: string, otherwise: string): Promise<ClusterError> {
    const outcome = await this.server.request({ method: 'GET', path });
    if (!('status' in outcome)) return silence(call, this.server.address, outcome);
    // what would be well with an upgrade is a bad request without one
    return outcome.status === BAD_REQUEST ? new ClusterError('Other', otherwise) : refusal(call, outcome);
  }

  /** All pages, or undefined when the list expired in between. */
  private async pages(call: Call, labels: { readonly [label: string]: string }): Promise<KubeObject[] | undefined> {
    const { kind, namespace } = call;
    const labelSelector = Object.entries(labels).map(([label, value]) => (value === ANY_VALUE ? label : `${label}=${value}`)).join(',');
    const objects: KubeObject[] = [];
    let token = '';
    do {
      const query = { limit: PAGE_SIZE, ...(labelSelector ? { labelSelector } : {}), ...(token ? { continue: token } : {}) };
      const page = await this.ask<Page | undefined>(call, { method: 'GET', path: pathOf(kind, namespace, undefined, query) }, GONE);
      if (page === undefined) return undefined;
      if (page.items === undefined) throw new ClusterError('Other', `${cannot(call)}: ${this.server.address} answers with something that is not a list`);
      // items of a list do not say what they are
      for (const item of page.items ?? []) objects.push({ ...item, apiVersion: kind.apiVersion, kind: kind.kind } as KubeObject);
      token = page.metadata?.continue ?? '';
    } while (token);
    return objects;
  }

  /** The answer as JSON; undefined for the one status that the caller knows what to do with. */
  private async ask<T>(call: Call, request: ApiRequest, tolerated?: number): Promise<T> {
    const outcome = await this.server.request(request);
    if (!('status' in outcome)) throw silence(call, this.server.address, outcome);
    if (outcome.status === tolerated) return undefined as T;
    if (outcome.status < 200 || outcome.status > 299) throw refusal(call, outcome);
    try {
      return JSON.parse(outcome.body) as T;
    } catch {
      throw new ClusterError('Other', `${cannot(call)}: ${this.server.address} answers with something that is not JSON`);
    }
  }
}

const BY_US = { fieldManager: FIELD_MANAGER };

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#410-gone-responses */
const GONE = 410;

/** The subresource, in the words of its permission. */
const POD_EXEC: Kind = { apiVersion: 'v1', kind: 'Pod', plural: 'pods/exec' };

const BAD_REQUEST = 400;

/** What discovery answers for a group that is not there. */
const NOT_FOUND = 404;

async function undefinedIfMissing<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ClusterError && error.reason === 'NotFound') return undefined;
    throw error;
  }
}

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris */
function pathOf(kind: Kind, namespace: string | undefined, name?: string, query: { readonly [key: string]: string } = {}): string {
  const root = kind.apiVersion.includes('/') ? ['apis', ...kind.apiVersion.split('/')] : ['api', kind.apiVersion];
  const parts = [...root, ...(namespace === undefined ? [] : ['namespaces', namespace]), kind.plural, ...(name === undefined ? [] : [name])];
  const search = new URLSearchParams(query).toString();
  return `/${parts.map(encodeURIComponent).join('/')}${search && `?${search}`}`;
}
