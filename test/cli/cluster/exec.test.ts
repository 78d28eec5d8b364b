import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ScriptedApiServer, json } from './api-server';
import { ClusterError } from '../../../cli/cluster/cluster';
import type { ExecResult } from '../../../cli/cluster/cluster';

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const HANDSHAKE = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [STDOUT, STDERR, STATUS] = [1, 2, 3];
const TARGET = { namespace: 'shop', pod: 'db-0', container: 'main' };

let server: ScriptedApiServer;
let paths: string[];

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  paths = [];
});

afterEach(() => server.stop());

/** Lets the server accept a connection, and do something with it. */
function accept(act: (say: (channel: number, text: string) => void, socket: Duplex) => void): void {
  server.http.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    paths.push(request.url!);
    const key = createHash('sha1').update(request.headers['sec-websocket-key']! + HANDSHAKE).digest('base64');
    socket.on('error', () => undefined);
    socket.write(['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${key}`,
      'Sec-WebSocket-Protocol: v5.channel.k8s.io', '', ''].join('\r\n'));
    act((channel, text) => socket.write(frame(channel, text)), socket);
  });
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function frame(channel: number, text: string): Buffer {
  const data = Buffer.from(text);
  const length = data.length + 1;
  const header = length < 126 ? [130, length] : [130, 126, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([...header, channel]), data]);
}

async function exec(command: readonly string[] = ['true'], signal: AbortSignal = new AbortController().signal): Promise<ExecResult> {
  return server.cluster().exec(TARGET, command, signal);
}

const FAILED = { status: 'Failure', reason: 'NonZeroExitCode', message: 'command terminated with non-zero exit code', details: { causes: [{ reason: 'ExitCode', message: '3' }] } };

test('a command is asked for word by word, and answers with what it said', async () => {
  accept((say) => {
    say(STDOUT, 'one ');
    say(STDERR, 'careful');
    say(STDOUT, 'two\n');
    say(STATUS, '{"metadata":{},"status":"Success"}');
  });
  expect(await exec(['sh', '-c', 'echo "a&b c"\n+'])).toEqual({ exitCode: 0, stdout: 'one two\n', stderr: 'careful' });
  const { pathname, searchParams } = new URL(paths[0], server.address);
  expect(pathname).toBe('/api/v1/namespaces/shop/pods/db-0/exec');
  expect([...searchParams]).toEqual([['container', 'main'], ['stdout', 'true'], ['stderr', 'true'], ['command', 'sh'], ['command', '-c'], ['command', 'echo "a&b c"\n+']]);
});

test('one that fails answers with its exit code', async () => {
  accept((say) => say(STATUS, JSON.stringify(FAILED)));
  expect(await exec()).toEqual({ exitCode: 3, stdout: '', stderr: '' });
});

test.each<[string, string, string]>([
  ['did not start', '{"status":"Failure","reason":"InternalError","message":"exec: \\"sh\\": executable file not found"}', 'exec: "sh": executable file not found'],
  ['ended with a code that nobody knows', JSON.stringify({ ...FAILED, details: {} }), 'command terminated with non-zero exit code'],
  ['ended with something that is no status', 'command terminated', 'command terminated'],
])('one that %s has failed', async (_, status, message) => {
  accept((say) => say(STATUS, status));
  await expect(exec()).rejects.toThrow(`cannot run a command in container main of Pod db-0 in namespace shop: ${message}`);
});

test.each<[string, (socket: Duplex) => void]>([
  ['breaks off', (socket) => socket.destroy()],
  ['is closed', (socket) => socket.end(Buffer.from([136, 0]))],
])('a connection that %s before the status is a failure, whatever was said', async (_, end) => {
  accept((say, socket) => {
    say(STDOUT, 'all is well\n');
    setTimeout(() => end(socket), 20);
  });
  await expect(exec()).rejects.toThrow('the connection ended, and nobody has said how the command did');
});

test('one that is told to stop ends the connection', async () => {
  const stop = new AbortController();
  const ended = new Promise<void>((resolve) => {
    accept((_, socket) => {
      socket.on('end', resolve).resume();
      stop.abort(new Error('it took longer than 5 s'));
    });
  });
  await expect(exec(['sleep', '60'], stop.signal)).rejects.toThrow('it took longer than 5 s');
  await ended;
});

test('what the server refuses is told in its words', async () => {
  const message = 'pods "db-0" is forbidden: User "runner" cannot get resource "pods/exec" in API group "" in the namespace "shop"';
  server.replies = [json({ kind: 'Status', status: 'Failure', reason: 'Forbidden', message }, 403)];
  const error = await exec().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ClusterError);
  expect(error).toMatchObject({ reason: 'Forbidden', message: expect.stringContaining('missing permission: get pods/exec') });
});

test('a server that is not there is told as such', async () => {
  const cluster = server.cluster();
  server.stop();
  await expect(cluster.exec(TARGET, ['true'], new AbortController().signal)).rejects.toMatchObject({ reason: 'Unreachable' });
});
