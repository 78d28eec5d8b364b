import { Exec } from '@kubernetes/client-node';
import type { KubeConfig } from '@kubernetes/client-node';
import type { ExecResult, ExecTarget } from './cluster';

/** What a command says is kept for messages: so much of it. */
const MAX_OUTPUT = 16_384;

/** What is used of the client library's WebSocket. */
interface WebSocket {
  terminate(): void;
  on(event: 'close' | 'error', listener: () => void): void;
}

/** https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/util/remotecommand/constants.go */
const CHANNEL = { stdout: 1, stderr: 2, status: 3 } as const;

/** How a command ended, as the last message of the connection has it: https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/client-go/tools/remotecommand/v4.go */
interface Status {
  readonly status?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

/** The connection was refused before a command could be run. */
export class ExecRefused extends Error {}

/** `/api/v1/namespaces/shop/pods/db-0/exec?...`, without an input or a terminal. */
export function execPath({ namespace, pod, container }: ExecTarget, command: readonly string[]): string {
  const query = new URLSearchParams({ container, stdout: 'true', stderr: 'true' });
  for (const word of command) query.append('command', word);
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/exec?${query.toString()}`;
}

/**
 * Runs a command in a container. What is not told how it ended has not succeeded: a connection that breaks off throws, and whoever is not told
 * has to reckon with the command still running.
 */
export async function execInPod(config: KubeConfig, path: string, signal: AbortSignal): Promise<ExecResult> {
  signal.throwIfAborted();
  const output = { [CHANNEL.stdout]: '', [CHANNEL.stderr]: '' };
  return new Promise<ExecResult>((resolve, reject) => {
    let socket: WebSocket | undefined;
    let settled = false;
    const settle = (act: () => void): void => {
      settled = true;
      signal.removeEventListener('abort', stop);
      socket?.terminate();
      act();
    };
    const stop = (): void => settle(() => reject(signal.reason as Error));
    const receive = (channel: number, data: Buffer): boolean => {
      if (channel === CHANNEL.stdout || channel === CHANNEL.stderr) output[channel] = (output[channel] + data.toString()).slice(-MAX_OUTPUT);
      if (channel !== CHANNEL.status || settled) return true;
      settle(() => {
        try {
          resolve({ exitCode: exitCodeOf(data.toString()), stdout: output[CHANNEL.stdout], stderr: output[CHANNEL.stderr] });
        } catch (error) {
          reject(error as Error);
        }
      });
      return false;
    };
    signal.addEventListener('abort', stop, { once: true });
    // the library's own `exec` takes a status that is missing for none that matters
    const opening = new Exec(config).handler.connect(path, null, receive) as Promise<unknown> as Promise<WebSocket>;
    opening.then((opened) => {
      socket = opened;
      if (settled) opened.terminate();
      opened.on('error', () => undefined);
      opened.on('close', () => {
        if (!settled) settle(() => reject(new Error('the connection ended, and nobody has said how the command did')));
      });
    }, (error: { message?: string }) => {
      if (!settled) settle(() => reject(new ExecRefused(error.message ?? 'the connection was refused')));
    });
  });
}

/** Throws for what ended without an exit code: the command did not start, or nobody knows. */
function exitCodeOf(text: string): number {
  const { status, message, reason, details } = parse(text);
  if (status === 'Success') return 0;
  const code = Number(details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message);
  if (reason === 'NonZeroExitCode' && Number.isInteger(code) && code !== 0) return code;
  throw new Error(message ?? text);
}

function parse(text: string): Status {
  try {
    return (JSON.parse(text) ?? {}) as Status;
  } catch {
    return { message: text };
  }
}
