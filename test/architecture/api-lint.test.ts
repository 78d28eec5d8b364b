import { join } from 'path';
import * as ts from 'typescript';
import { expect, test } from 'vitest';
import { lintAssembly } from './api-rules/assembly-rules';
import { lintSource } from './api-rules/source-rules';
import { loadAssembly } from '../support/assembly';
import { ROOT } from '../support/repository';

test('the compiled API keeps the rules', () => {
  expect(lintAssembly(loadAssembly())).toEqual([]);
});

test('the TypeScript of the exported types holds nothing that jsii drops in silence', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const entry = join(ROOT, 'src/index.ts');
  expect(lintSource(ts.createProgram([entry], options), entry)).toEqual([]);
});
