import { EXIT } from './commands/streams';
import type { Streams } from './commands/streams';
import type { World } from './commands/world';
import { asksForHelp } from './help';
import { HELP, usageError } from './render/messages';
import { packageVersion } from '../src/core/version';

type Command = (args: string[], streams: Streams, world: World) => number | Promise<number>;

/** Each loads what it needs, as rules, writers of reports or clients of clusters, when it is called: `--help` needs none. */
const COMMANDS: { readonly [name: string]: Command } = {
  audit: async (args, streams, world) => (await import('./commands/audit')).auditCommand(args, streams, world),
  choose: async (args, streams) => (await import('./commands/choose')).chooseCommand(args, streams),
  drill: async (args, streams, world) => (await import('./commands/drill')).drillCommand(args, streams, world),
  explain: async (args, streams) => (await import('./commands/explain')).explainCommand(args, streams),
  protection: async (args, streams, world) => (await import('./commands/protection')).protectionCommand(args, streams, world),
  restore: async (args, streams, world) => (await import('./commands/restore')).restoreCommand(args, streams, world),
  rules: async (args, streams) => (await import('./commands/rules')).rulesCommand(args, streams),
  snapshot: async (args, streams, world) => (await import('./commands/snapshot')).snapshotCommand(args, streams, world),
};

/** Runs a command line and returns its exit code. */
export async function runCommandLine(args: readonly string[], streams: Streams, world: World): Promise<number> {
  const [name, ...rest] = args;
  if (asksForHelp(name)) {
    streams.out(HELP);
    return EXIT.clean;
  }
  if (name === '--version') {
    streams.out(`${packageVersion()}\n`);
    return EXIT.clean;
  }
  if (name === undefined || !Object.hasOwn(COMMANDS, name)) {
    streams.err(usageError(name === undefined ? 'which command?' : `there is no command "${name}"`));
    return EXIT.badInput;
  }
  try {
    return await COMMANDS[name](rest, streams, world);
  } catch (error) {
    streams.err(usageError(error instanceof Error ? withoutAdvice(error) : String(error)));
    return EXIT.badInput;
  }
}

/** Of an unknown option Node.js goes on to say how to write a positional argument that begins with a dash, which nobody has meant. */
function withoutAdvice({ message, code }: NodeJS.ErrnoException): string {
  return code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? message.split('. To specify a positional argument', 1)[0] : message;
}
