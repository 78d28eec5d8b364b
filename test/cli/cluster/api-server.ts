import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { KubernetesCluster } from '../../../cli/cluster/kubernetes-cluster';
import type { RetryPolicy } from '../../../cli/cluster/retry';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: { readonly [key: string]: string };
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What the server does with a request: it may also hang, or hang up. */
export type Reply = (response: ServerResponse, request: Received) => void;

export const QUICK: RetryPolicy = { attemptMilliseconds: 200, lastAttemptMilliseconds: 400, firstPauseMilliseconds: 2, longestPauseMilliseconds: 4 };

/** An API server that answers as it is told to, one reply after the other, and remembers what it was asked. */
export class ScriptedApiServer {
  static async start(): Promise<ScriptedApiServer> {
    const server = new ScriptedApiServer();
    await new Promise<void>((resolve) => server.http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  readonly received: Received[] = [];
  readonly http: Server;
  /** The last one stands for all that follow. */
  replies: Reply[] = [];

  private constructor() {
    this.http = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { pathname, searchParams } = new URL(request.url!, 'http://server');
        const text = Buffer.concat(chunks).toString();
        const received = {
          method: request.method!,
          path: pathname,
          query: Object.fromEntries(searchParams),
          headers: request.headers,
          body: text ? JSON.parse(text) as unknown : undefined,
        };
        this.received.push(received);
        const reply = this.replies.length > 1 ? this.replies.shift()! : this.replies[0];
        reply(response, received);
      });
    });
  }

  get address(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  kubeConfig(): KubeConfig {
    const config = new KubeConfig();
    config.loadFromClusterAndUser({ name: 'test', server: this.address, skipTLSVerify: true }, { name: 'tester', token: 'secret-token' });
    return config;
  }

  cluster(retries: Partial<RetryPolicy> = {}, inCluster: boolean = false): KubernetesCluster {
    return new KubernetesCluster(this.kubeConfig(), { inCluster, retries: { ...QUICK, ...retries } });
  }

  stop(): void {
    this.http.closeAllConnections();
    this.http.close();
  }
}

export function json(body: unknown, status: number = 200, headers: { readonly [name: string]: string } = {}): Reply {
  return (response) => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A refusal as the API server words it. */
export function refuse(code: number, reason: string, message: string, details: object = { name: 'state', kind: 'configmaps' }): Reply {
  return json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, details, code }, code);
}

export function hang(): Reply {
  return () => {};
}

export function hangUp(): Reply {
  return (response) => response.socket!.destroy();
}
