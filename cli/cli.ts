import { auditCommand } from './commands/audit';
import { explainCommand } from './commands/explain';
import { EXIT } from './commands/streams';
import type { Streams } from './commands/streams';
import { HELP, usageError } from './render/messages';

const COMMANDS: { readonly [name: string]: (args: string[], streams: Streams) => number } = { audit: auditCommand, explain: explainCommand };

/** Runs a command line and returns its exit code. */
export function runCommandLine(args: readonly string[], streams: Streams): number {
  const [name, ...rest] = args;
  if (name === '-h' || name === '--help' || name === 'help') {
    streams.out(HELP);
    return EXIT.clean;
  }
  if (name === undefined || !Object.hasOwn(COMMANDS, name)) {
    streams.err(usageError(name === undefined ? 'which command?' : `there is no command "${name}"`));
    return EXIT.badInput;
  }
  try {
    return COMMANDS[name](rest, streams);
  } catch (error) {
    streams.err(usageError(error instanceof Error ? error.message : String(error)));
    return EXIT.badInput;
  }
}
