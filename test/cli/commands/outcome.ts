import { runCommandLine } from '../../../cli/cli';
import type { World } from '../../../cli/commands/world';

/** What a command ended with, and what it wrote. */
export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line. Of the world it gets what is given, and fails where it asks for more. */
export async function outcomeOf(args: readonly string[], world: Partial<World> = {}): Promise<Outcome> {
  let [out, err] = ['', ''];
  const status = await runCommandLine(args, { out: (text) => { out += text; }, err: (text) => { err += text; } }, world as World);
  return { status, out, err };
}
