import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { exchange } from './http';
import type { Outcome } from './http';
import { withRetries } from './retry';
import type { RetryPolicy } from './retry';

/** A second that the server leaves out, and a second for the way of the answer. */
const CLOCK_TOLERANCE_MILLISECONDS = 2000;

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

/**
 * The API server as JSON over HTTPS. Of the client library only the kubeconfig is used: its typed API reads objects into its own
 * classes, and fields that it does not know are lost on the way back.
 */
export class ApiServer {
  private lastAnswer: { readonly serverTime: number; readonly at: number } | undefined;

  constructor(private readonly config: KubeConfig, private readonly retries: RetryPolicy) {
  }

  get address(): string {
    return this.config.getCurrentCluster()!.server.replace(/\/+$/, '');
  }

  /** Time on the server: what an answer said, and what has passed since then. */
  now(): Date {
    if (this.lastAnswer === undefined) return new Date();
    return new Date(this.lastAnswer.serverTime + performance.now() - this.lastAnswer.at);
  }

  async request(request: ApiRequest): Promise<Outcome> {
    return withRetries(() => this.attempt(request), this.retries);
  }

  private async attempt(request: ApiRequest): Promise<Outcome> {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    try {
      const outcome = await exchange(this.address + request.path, await this.options(request, body), body, this.retries.attemptMilliseconds);
      this.readClock(outcome);
      return outcome;
    } catch (error) {
      // a login program that fails, a file that is gone
      return { problem: `no credentials: ${String(error instanceof Error ? error.message : error).trim()}`, passing: false };
    }
  }

  /** Anew for each attempt: tokens are replaced while a program runs. */
  private async options({ method, contentType = 'application/json' }: ApiRequest, body: string | undefined): Promise<RequestOptions> {
    const headers = {
      'Accept': 'application/json',
      'User-Agent': 'cdk8s-stateful',
      ...(body !== undefined ? { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) } : {}),
    };
    const options: RequestOptions = { method, headers };
    await this.config.applyToHTTPSOptions(options);
    return options;
  }

  /** The header has no fractions of a second, and an answer is on its way for some time: taking it as it is would set the clock back. */
  private agreesWith(serverTime: number): boolean {
    if (this.lastAnswer === undefined) return false;
    const ahead = this.now().getTime() - serverTime;
    return ahead >= 0 && ahead < CLOCK_TOLERANCE_MILLISECONDS;
  }

  private readClock(outcome: Outcome): void {
    const serverTime = 'status' in outcome ? Date.parse(outcome.headers.date ?? '') : NaN;
    if (!Number.isNaN(serverTime) && !this.agreesWith(serverTime)) this.lastAnswer = { serverTime, at: performance.now() };
  }
}
