import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** What a statement is answered with: the one value of its one row, that row, nothing, an error, or silence. */
export type Answer = { readonly value: string } | { readonly row: { readonly [column: string]: string } } | { readonly error: string } | 'done' | 'silence';

/** Type ids: https://github.com/postgres/postgres/blob/REL_17_0/src/include/catalog/pg_type.dat */
const TEXT = 25;
const BOOLEAN = 16;

/**
 * As much of a PostgreSQL server as a session without extended queries needs.
 *
 * @see https://www.postgresql.org/docs/17/protocol-message-formats.html
 */
export class FakePostgres {
  static async start(answers: { readonly [statement: string]: Answer }, password: string = 'geheim'): Promise<FakePostgres> {
    const server = new FakePostgres(answers, password);
    await new Promise<void>((resolve) => server.net.listen(0, '127.0.0.1', resolve));
    return server;
  }

  /** Parameters of the last session: user, database and settings. */
  parameters: { [name: string]: string } = {};
  readonly statements: string[] = [];
  sessions = 0;
  private readonly sockets = new Set<Socket>();
  private readonly net: Server;

  private constructor(private readonly answers: { readonly [statement: string]: Answer }, private readonly password: string) {
    this.net = createServer((socket) => this.serve(socket));
  }

  get port(): number {
    return (this.net.address() as AddressInfo).port;
  }

  stop(): void {
    this.net.close();
  }

  /** Ends every session, as an idle timeout does. */
  endSessions(text: string): void {
    for (const socket of this.sockets) socket.end(failure('57P05', text));
  }

  private serve(socket: Socket): void {
    this.sessions += 1;
    this.sockets.add(socket);
    socket.on('close', () => {
      this.sessions -= 1;
      this.sockets.delete(socket);
    }).on('error', () => undefined);
    let received = Buffer.alloc(0);
    let started = false;
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      // only the first message has no type
      for (let begin = started ? 1 : 0; received.length >= begin + 4; begin = started ? 1 : 0) {
        const end = begin + received.readInt32BE(begin);
        if (received.length < end) return;
        const [type, body] = [started ? String.fromCharCode(received[0]) : 'startup', received.subarray(begin + 4, end)];
        received = received.subarray(end);
        started = true;
        this.answer(socket, type, body);
      }
    });
  }

  private answer(socket: Socket, type: string, body: Buffer): void {
    const text = body.toString().replace(/\0$/, '');
    if (type === 'startup') {
      const words = body.subarray(4).toString().split('\0');
      for (let at = 0; words[at]; at += 2) this.parameters[words[at]] = words[at + 1];
      socket.write(message('R', int32(3)));
    } else if (type === 'p') {
      socket.write(text === this.password ? Buffer.concat([message('R', int32(0)), READY]) : failure('28P01', 'password authentication failed'));
    } else if (type === 'Q') {
      this.statements.push(text);
      socket.write(reply(text, this.answers[text] ?? { error: `syntax error: ${text}` }));
    } else if (type === 'X') {
      socket.end();
    }
  }
}

function reply(statement: string, answer: Answer): Buffer {
  if (answer === 'silence') return Buffer.alloc(0);
  if (answer === 'done') return Buffer.concat([message('C', Buffer.from('OK\0')), READY]);
  if ('error' in answer) return Buffer.concat([failure('42501', answer.error), READY]);
  const columns = 'row' in answer ? Object.entries(answer.row) : [[/ AS (\w+)( FROM .*)?$/.exec(statement)![1], answer.value]];
  const fields = columns.map(([column, value]) => {
    const type = /^[tf]$/.test(value) ? BOOLEAN : TEXT;
    return Buffer.concat([Buffer.from(`${column}\0`), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)]);
  });
  const values = columns.map(([, value]) => Buffer.concat([int32(value.length), Buffer.from(value)]));
  return Buffer.concat([
    message('T', Buffer.concat([int16(columns.length), ...fields])), message('D', Buffer.concat([int16(columns.length), ...values])),
    message('C', Buffer.from('SELECT 1\0')), READY,
  ]);
}

function failure(code: string, text: string): Buffer {
  return message('E', Buffer.from(`SERROR\0C${code}\0M${text}\0\0`));
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  return int32(value).subarray(2);
}

const READY = message('Z', Buffer.from('I'));
