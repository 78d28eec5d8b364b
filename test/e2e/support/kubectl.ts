import { spawn } from 'child_process';

/** The parts of a Kubernetes object that tests read without knowing its kind. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly labels?: { readonly [key: string]: string };
    readonly deletionTimestamp?: string;
    readonly annotations?: { readonly [key: string]: string };
  };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [field: string]: any;
}

export interface ExecOptions {
  readonly container?: string;
  /** Text for the standard input of the command. */
  readonly input?: string;
}

/** `kubectl` against the cluster of KUBECONFIG, in one namespace or, without one, for objects of the whole cluster. */
export class Kubectl {
  /** @param kubeconfig whose kubectl it is; that of KUBECONFIG when absent. */
  constructor(public readonly namespace?: string, private readonly kubeconfig?: string) {}

  /** Runs kubectl and returns what it printed; throws what it complained about. */
  public run(args: readonly string[], input?: string): Promise<string> {
    const account = this.kubeconfig ? ['--kubeconfig', this.kubeconfig] : [];
    return runKubectl([...account, ...(this.namespace ? ['--namespace', this.namespace] : []), ...args], input);
  }

  /** Creates or updates what a YAML text holds. A field that the API server does not know is an error. */
  public async apply(yaml: string): Promise<void> {
    await this.run(['apply', '--validate=strict', '-f', '-'], yaml);
  }

  /** Creates what a YAML text holds; what exists is an error. */
  public async create(yaml: string): Promise<void> {
    await this.run(['create', '--validate=strict', '-f', '-'], yaml);
  }

  /** Asks the API server, admission included, whether it would accept a YAML text without a warning. Nothing is stored. */
  public async admits(yaml: string): Promise<void> {
    await this.run(['apply', '--server-side', '--dry-run=server', '--validate=strict', '--warnings-as-errors', '-f', '-'], yaml);
  }

  public async get(kind: string, name: string): Promise<KubeObject> {
    return JSON.parse(await this.run(['get', kind, name, '-o', 'json'])) as KubeObject;
  }

  public async list(kind: string, selector?: string): Promise<KubeObject[]> {
    const filter = selector ? ['--selector', selector] : [];
    return (JSON.parse(await this.run(['get', kind, ...filter, '-o', 'json'])) as { items: KubeObject[] }).items;
  }

  /** Waits until an object is so: `condition=Ready`, `delete`, `jsonpath={.status.phase}=Bound`. */
  public async wait(kind: string, name: string, expectation: string, seconds: number): Promise<void> {
    await this.run(['wait', kind, name, `--for=${expectation}`, `--timeout=${seconds}s`]);
  }

  /** Waits until every pod of a workload is of its newest template and ready: `statefulset/orders-db`. */
  public async rollout(workload: string, seconds: number): Promise<void> {
    await this.run(['rollout', 'status', workload, `--timeout=${seconds}s`]);
  }

  /** Runs a command in a pod and returns its standard output. */
  public exec(pod: string, command: readonly string[], { container, input }: ExecOptions = {}): Promise<string> {
    const target = [...(input === undefined ? [] : ['--stdin']), pod, ...(container ? ['--container', container] : [])];
    return this.run(['exec', ...target, '--', ...command], input);
  }

  public logs(pod: string, ...options: string[]): Promise<string> {
    return this.run(['logs', pod, ...options]);
  }

  /** Deletes an object, waiting for its end; one that is not there is fine. */
  public async delete(kind: string, name: string, ...options: string[]): Promise<void> {
    await this.run(['delete', kind, name, '--ignore-not-found', ...options]);
  }
}

function runKubectl(args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('kubectl', args, { stdio: 'pipe' });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => { output.stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { output.stderr += text; });
    child.on('error', (error) => reject(new Error(`kubectl does not start: ${error.message}; install it and put it on PATH`)));
    child.on('close', (code) => {
      if (code === 0) resolve(output.stdout);
      else reject(new Error(`kubectl ${args.join(' ')} ended with ${code}: ${output.stderr.trim() || output.stdout.trim()}`));
    });
    // a kubectl that fails before it reads its input closes the pipe; its exit code says why
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
