import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ScriptedApiServer, json, refuse } from './api-server';
import { serveEchoPods } from './echo-pod';

let server: ScriptedApiServer;
let sockets: Socket[];

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  sockets = [];
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.stop();
});

const SERVICE = { kind: 'Service', metadata: { name: 'db', namespace: 'shop' }, spec: { selector: { app: 'db' }, ports: [{ port: 5432, targetPort: 'postgres' }] } };
const POD = {
  metadata: { name: 'db-0', namespace: 'shop' },
  spec: { containers: [{ name: 'main', ports: [{ name: 'postgres', containerPort: 6432 }] }] },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};

/** Sends a text and waits for all that comes back until there is as much, or the connection ends. */
async function say(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    sockets.push(socket);
    socket.on('data', (data) => {
      received += data.toString();
      if (received.length >= text.length) resolve(received);
    });
    socket.on('end', () => resolve(`${received}(end)`));
    socket.on('error', reject);
  });
}

test('in a pod, a Service is reached by its name', async () => {
  const connection = await server.cluster({}, true).connect('shop', 'db', 5432);
  expect(connection).toMatchObject({ host: 'db.shop.svc', port: 5432 });
  connection.close();
  expect(server.received).toEqual([]);
});

describe('outside of the cluster', () => {
  test('a port of this machine leads to the pod, as often as needed', async () => {
    const pods = serveEchoPods(server.http);
    server.replies = [json(SERVICE), json({ items: [POD] })];
    const connection = await server.cluster().connect('shop', 'db', 5432);
    expect(connection.host).toBe('127.0.0.1');
    expect(await say(connection.port, 'hello')).toBe('hello');
    expect(await Promise.all([say(connection.port, 'one'), say(connection.port, 'two')])).toEqual(['one', 'two']);
    expect(server.received.map(({ path, query }) => [path, query.labelSelector])).toEqual([
      ['/api/v1/namespaces/shop/services/db', undefined], ['/api/v1/namespaces/shop/pods', 'app=db'],
    ]);
    // the first is the one that was opened ahead
    expect(pods.paths).toEqual(Array(3).fill('/api/v1/namespaces/shop/pods/db-0/portforward?ports=6432'));
    connection.close();
  });

  test('closing ends the port and every connection', async () => {
    const pods = serveEchoPods(server.http);
    server.replies = [json(SERVICE), json({ items: [POD] })];
    const connection = await server.cluster().connect('shop', 'db', 5432);
    await Promise.all([say(connection.port, 'one'), say(connection.port, 'two')]);
    expect(pods.open.size).toBe(2);
    connection.close();
    await vi.waitFor(() => expect([pods.open.size, sockets.filter(({ readableEnded }) => !readableEnded)]).toEqual([0, []]));
    await expect(say(connection.port, 'late')).rejects.toThrow('ECONNREFUSED');
  });

  test('a client that leaves frees its way to the pod', async () => {
    const pods = serveEchoPods(server.http);
    server.replies = [json(SERVICE), json({ items: [POD] })];
    const connection = await server.cluster().connect('shop', 'db', 5432);
    await say(connection.port, 'hello');
    sockets[0].destroy();
    await vi.waitFor(() => expect(pods.open.size).toBe(0));
    connection.close();
  });

  test('a pod that does not listen ends the connection', async () => {
    serveEchoPods(server.http, true);
    server.replies = [json(SERVICE), json({ items: [POD] })];
    const connection = await server.cluster().connect('shop', 'db', 5432);
    expect(await say(connection.port, 'hello')).toBe('(end)');
    connection.close();
  });

  test('a way that is refused is told at once', async () => {
    server.http.on('upgrade', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
    server.replies = [json(SERVICE), json({ items: [POD] })];
    await expect(server.cluster().connect('shop', 'db', 5432)).rejects.toThrow(
      'cannot forward port 6432 of Pod db-0 in namespace shop: Unexpected server response: 403; this takes permission to get and create pods/portforward',
    );
  });

  test('a way that hangs is given up', async () => {
    server.http.on('upgrade', () => {});
    server.replies = [json(SERVICE), json({ items: [POD] })];
    await expect(server.cluster({ attemptMilliseconds: 100 }).connect('shop', 'db', 5432)).rejects.toThrow('timed out after 0.1 s');
  });

  test.each([
    ['is not there', refuse(404, 'NotFound', 'services "db" not found', { name: 'db' }), 'there is no Service db in namespace shop'],
    ['selects no pods', json({ ...SERVICE, spec: { type: 'ExternalName' } }), 'Service db in namespace shop selects no pods, so there is none to forward a port to'],
  ])('a Service that %s', async (_, reply, message) => {
    server.replies = [reply];
    await expect(server.cluster().connect('shop', 'db', 5432)).rejects.toThrow(message);
  });
});
