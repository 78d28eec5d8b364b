import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '../../../assets/cli/main/index.js');

/** What the program came to. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Circumstances {
  /** How far the clock of the machine on which it runs is ahead. */
  readonly aheadSeconds?: number;
  readonly environment?: { readonly [variable: string]: string };
}

/** The bundled program, in a process of its own, on a machine whose clock may be wrong. */
export async function runProgram(args: readonly string[], { aheadSeconds = 0, environment = {} }: Circumstances = {}): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'clock-'));
  const clock = join(folder, 'clock.cjs');
  writeFileSync(clock, wrongClock(aheadSeconds));
  try {
    const child = spawn(process.execPath, ['--require', clock, PROGRAM, ...args], { env: { ...process.env, ...environment } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { err += text; });
    return await new Promise((resolve) => { child.on('close', (code) => resolve({ code, out, err })); });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function wrongClock(aheadSeconds: number): string {
  return `const Right = Date;
const now = () => Right.now() + ${aheadSeconds * 1000};
globalThis.Date = class Date extends Right {
  constructor(...args) { if (args.length === 0) super(now()); else super(...args); }
  static now() { return now(); }
};
`;
}
