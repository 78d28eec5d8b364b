import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../../cli/cli';
import type { World } from '../../../cli/commands/world';

/** More than any input of a fuzz run may take; one of them takes milliseconds. */
const PATIENCE = 5_000;
const OUTPUTS = ['table', 'json'];

/** Puts bytes through the whole command, rules and reports included. */
export class WholeAudit {
  private readonly folder = mkdtempSync(join(tmpdir(), 'audit-fuzz-'));

  /** What is wrong with how the bytes were taken; undefined when nothing is. */
  public async problem(bytes: Buffer): Promise<string | undefined> {
    const file = join(this.folder, 'manifest.yaml');
    writeFileSync(file, bytes);
    const started = performance.now();
    for (const output of OUTPUTS) {
      const problem = await this.problemOf(['audit', '-o', output, file], output);
      if (problem !== undefined) return problem;
    }
    const milliseconds = performance.now() - started;
    return milliseconds > PATIENCE ? `took ${Math.round(milliseconds)} ms` : undefined;
  }

  public end(): void {
    rmSync(this.folder, { recursive: true });
  }

  private async problemOf(args: readonly string[], output: string): Promise<string | undefined> {
    const written = { out: '', err: '' };
    const streams = { out: (text: string) => { written.out += text; }, err: (text: string) => { written.err += text; } };
    const code = await runCommandLine(args, streams, { now: () => new Date('2026-11-28T12:00:00Z') } as World);
    if (written.out.includes('could not be judged')) return `a rule broke: ${/.*could not be judged.*/.exec(written.out)![0]}`;
    if (written.err.includes('see cdk8s-stateful --help')) return `broke: ${written.err}`;
    if (code === 2 && !/^(cannot read|skipped|nothing was checked)/m.test(written.err)) return `code 2 without a word: ${written.err}`;
    if (output === 'json') {
      const { summary } = JSON.parse(written.out) as { summary: { objects: number; unreadable: number } };
      if (summary.objects === 0 && code === 0) return 'clean, though nothing was checked';
      if (summary.unreadable > 0 && code !== 2) return `code ${code}, though something was not read`;
    }
    return undefined;
  }
}
