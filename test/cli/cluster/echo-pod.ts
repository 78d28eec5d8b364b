import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const HANDSHAKE = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [DATA, ERRORS] = [0, 1];
const [BINARY, CLOSE] = [2, 8];

export interface EchoPods {
  /** Paths of the connections that were asked for. */
  readonly paths: string[];
  /** Connections that are open. */
  readonly open: Set<Duplex>;
}

/**
 * Lets a server forward ports, as WebSockets, to pods that send back what they get; or that refuse the connection. Frames are
 * those of short messages only.
 */
export function serveEchoPods(server: Server, refuse: boolean = false): EchoPods {
  const pods: EchoPods = { paths: [], open: new Set() };
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    pods.paths.push(request.url!);
    pods.open.add(socket);
    socket.on('end', () => socket.end()).on('close', () => pods.open.delete(socket)).on('error', () => {});
    accept(request, socket);
    // both streams begin with the number of the port
    for (const stream of [DATA, ERRORS]) socket.write(frame(stream, Buffer.alloc(2)));
    if (refuse) socket.write(frame(ERRORS, Buffer.from('connection refused')));
    socket.on('data', (received: Buffer) => echo(received, socket));
  });
  return pods;
}

function accept(request: IncomingMessage, socket: Duplex): void {
  const key = createHash('sha1').update(request.headers['sec-websocket-key']! + HANDSHAKE).digest('base64');
  socket.write(['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${key}`,
    'Sec-WebSocket-Protocol: v4.channel.k8s.io', '', ''].join('\r\n'));
}

function echo(received: Buffer, socket: Duplex): void {
  for (let rest = received; rest.length > 0;) {
    const length = rest[1] % 128;
    const [mask, masked] = [rest.subarray(2, 6), rest.subarray(6, 6 + length)];
    if (rest[0] % 16 === CLOSE) socket.end(Buffer.from([128 + CLOSE, 0]));
    // the first byte is the number of the stream; what follows it is sent back
    else socket.write(frame(DATA, unmask(masked, mask).subarray(1)));
    rest = rest.subarray(6 + length);
  }
}

function unmask(masked: Buffer, mask: Buffer): Buffer {
  // eslint-disable-next-line no-bitwise
  return Buffer.from(masked.map((byte, index) => byte ^ mask[index % 4]));
}

function frame(stream: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([128 + BINARY, data.length + 1, stream]), data]);
}
