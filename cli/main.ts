import { runCommandLine } from './cli';

// set, not called: exit() would cut off what is still on its way into a pipe
process.exitCode = runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
