#!/usr/bin/env node
import { runCommandLine } from './cli';

// whoever reads may stop reading: `| head`
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// set, not called: exit() would cut off what is still on its way into a pipe
process.exitCode = runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
