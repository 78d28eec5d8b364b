import { Agent, request } from 'https';
import type { RequestOptions } from 'https';
import { KubeConfig } from '@kubernetes/client-node';
import type { Manifest } from '../../src/audit/finding';

interface ApiResource { readonly name: string; readonly kind: string; readonly namespaced: boolean }
interface Answer { readonly status: number; readonly warnings: readonly string[]; readonly body: any }

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
/** An older version of this API is asked for by name, for controllers that know no newer one. */
const OLDER_VERSION = /groupsnapshot\.storage\.k8s\.io\/v1beta\d VolumeGroupSnapshotClass is deprecated/;
const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted' };

/** Asks the API server of KUBECONFIG whether it would create objects. Connections are kept: a new one for each object takes most of the time. */
export class DryRun {
  /** Makes the namespace that namespaced objects are sent to. */
  public static async start(namespace: string, connections: number): Promise<DryRun> {
    const config = new KubeConfig();
    config.loadFromDefault();
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    const agent = new Agent({ ...options as object, agent: undefined, keepAlive: true, maxSockets: connections } as object);
    const dryRun = new DryRun(config.getCurrentCluster()!.server, { ...options, agent }, namespace);
    const made = await dryRun.send('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: RESTRICTED } });
    if (made.status !== 201) throw new Error(`cannot make namespace ${namespace}: ${made.body.message}`);
    return dryRun;
  }

  private readonly groups = new Map<string, Promise<readonly ApiResource[]>>();

  private constructor(private readonly server: string, private readonly options: RequestOptions, private readonly namespace: string) {}

  public async stop(): Promise<void> {
    await this.send('DELETE', `/api/v1/namespaces/${this.namespace}`);
    (this.options.agent as Agent).destroy();
  }

  /** What the server says against an object, warnings included: undefined when it would create it. */
  public async refusal(object: Manifest): Promise<string | undefined> {
    const { apiVersion, kind, metadata } = object;
    const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = (await this.resources(group)).find((each) => each.kind === kind && !each.name.includes('/'));
    if (!resource) return `the server has no ${apiVersion} ${kind}`;
    const path = resource.namespaced ? `${group}/namespaces/${this.namespace}/${resource.name}` : `${group}/${resource.name}`;
    const sent = resource.namespaced ? { ...object, metadata: { ...metadata, namespace: this.namespace } } : object;
    const { status, warnings, body } = await this.send('POST', `${path}?dryRun=All&fieldValidation=Strict`, sent);
    // one that exists is found last, after all validation
    if (status !== 201 && body.reason !== 'AlreadyExists') return `${status} ${body.message}`;
    const meant = warnings.filter((warning) => !OLDER_VERSION.test(warning));
    return meant.length > 0 ? meant.join('; ') : undefined;
  }

  private resources(group: string): Promise<readonly ApiResource[]> {
    const asked = this.groups.get(group) ?? this.send('GET', group).then(({ body }) => (body.resources ?? []) as ApiResource[]);
    this.groups.set(group, asked);
    return asked;
  }

  private send(method: string, path: string, object?: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { ...this.options.headers, 'Content-Type': 'application/json', 'Accept': 'application/json' };
      const sending = request(this.server + path, { ...this.options, method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
        response.on('error', reject).on('end', () => resolve({
          status: response.statusCode!, warnings: [response.headers.warning ?? []].flat() as string[], body: JSON.parse(text),
        }));
      });
      sending.on('error', reject).end(object && JSON.stringify(object));
    });
  }
}
