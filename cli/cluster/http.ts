import { request as requestHttp } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { RequestOptions } from 'node:https';

/** What came of asking once: an answer, whatever it says, or none. */
export type Outcome = Answer | NoAnswer;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface NoAnswer {
  readonly problem: string;
  /** Asking again may help. */
  readonly passing: boolean;
}

/** https://nodejs.org/api/errors.html#common-system-errors; certificates and unknown names do not get better by asking again */
const PASSING = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

/** Sends a request and reads all of the answer, within a time. */
export async function exchange(url: string, options: RequestOptions, body: string | undefined, milliseconds: number): Promise<Outcome> {
  return new Promise<Outcome>((resolve) => {
    const send = url.startsWith('http:') ? requestHttp : requestHttps;
    const chunks: Buffer[] = [];
    const request = send(url, options, (response) => {
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => settle({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() }));
      response.on('error', fail);
    });
    const timer = setTimeout(() => {
      settle({ problem: `timed out after ${milliseconds / 1000} s`, passing: true });
      request.destroy();
    }, milliseconds);
    request.on('error', fail);
    request.end(body);

    function settle(outcome: Outcome): void {
      clearTimeout(timer);
      resolve(outcome);
    }

    function fail({ message, code = '' }: NodeJS.ErrnoException): void {
      // several addresses that all refused have no message of their own
      settle({ problem: message || code, passing: PASSING.has(code) });
    }
  });
}
