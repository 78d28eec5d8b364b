import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { PassThrough, Writable, pipeline } from 'node:stream';
import { PortForward } from '@kubernetes/client-node';
import type { KubeConfig } from '@kubernetes/client-node';
import { ClusterError } from './cluster';
import type { Connection } from './cluster';
import type { Target } from './service-target';

const LOOPBACK = '127.0.0.1';

/** One connection to a port of a pod, through the API server. */
interface Tunnel {
  readonly toPod: PassThrough;
  readonly fromPod: PassThrough;
  end(): void;
}

/** What is used of the client library's WebSocket. */
interface WebSocket {
  terminate(): void;
  on(event: 'close', listener: () => void): void;
}

/** A port of this machine that leads to a port of a pod. */
export async function forwardPort(config: KubeConfig, namespace: string, target: Target, milliseconds: number): Promise<Connection> {
  const tunnels = new Set<Tunnel>();
  const open = async () => {
    const tunnel = await openTunnel(config, namespace, target, milliseconds);
    tunnels.add(tunnel);
    return tunnel;
  };
  // opened ahead of the first connection, so that a missing permission is told here and not as a connection that breaks off
  let ahead: Tunnel | undefined = await open();
  const server = createServer((socket) => {
    const tunnel = ahead;
    ahead = undefined;
    join(socket, tunnel === undefined ? open() : Promise.resolve(tunnel));
  });
  const close = () => {
    server.close();
    for (const tunnel of tunnels) tunnel.end();
  };
  return { host: LOOPBACK, port: await listen(server), close };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, LOOPBACK, resolve));
  return (server.address() as AddressInfo).port;
}

function join(socket: Socket, opening: Promise<Tunnel>): void {
  socket.on('error', () => socket.destroy());
  opening.then((tunnel) => {
    socket.on('close', () => tunnel.end());
    if (socket.destroyed) tunnel.end();
    pipeline(socket, tunnel.toPod, () => {});
    pipeline(tunnel.fromPod, socket, () => {});
  }, () => socket.destroy());
}

async function openTunnel(config: KubeConfig, namespace: string, { pod, port }: Target, milliseconds: number): Promise<Tunnel> {
  const [toPod, fromPod] = [new PassThrough(), new PassThrough()];
  const failed = new Writable({
    write: (message: Buffer, _encoding, done) => {
      // the stream of errors begins with an empty one
      if (message.length > 0) fromPod.end();
      done();
    },
  });
  const opening = new PortForward(config).portForward(namespace, pod, [port], fromPod, failed, toPod) as Promise<unknown> as Promise<WebSocket>;
  const socket = await inTime(opening, milliseconds).catch((error: { message?: string }) => {
    const needs = 'this takes permission to get and create pods/portforward';
    throw new ClusterError('Other', `cannot forward port ${port} of Pod ${pod} in namespace ${namespace}: ${error.message}; ${needs}`);
  });
  socket.on('close', () => fromPod.end());
  return { toPod, fromPod, end: () => socket.terminate() };
}

/** The library sets no limit itself; what opens too late is closed again. */
async function inTime(opening: Promise<WebSocket>, milliseconds: number): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(new Error(`timed out after ${milliseconds / 1000} s`));
    }, milliseconds);
    opening.then((socket) => late ? socket.terminate() : resolve(socket), reject).finally(() => clearTimeout(timer));
  });
}
