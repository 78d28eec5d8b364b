#!/usr/bin/env node
import { join } from 'node:path';
import { asksForHelp } from './help';
import { HELP } from './render/messages';

/** The program beside this file, once both are bundled. Node.js takes longer to load it than to print a page of help. */
const PROGRAM = join(__dirname, '../main/index.js');

if (asksForHelp(process.argv[2])) process.stdout.write(HELP);
// eslint-disable-next-line @typescript-eslint/no-require-imports
else require(PROGRAM);
