import { describe, expect, test } from 'vitest';
import { describeForbidden } from './arrows';
import { importsOf, importsOfFiles } from '../support/imports';
import { sourceFiles } from '../support/repository';

test('every import of src and cli follows the arrows', () => {
  expect(importsOfFiles(sourceFiles('src', 'cli')).map(describeForbidden).filter(Boolean)).toEqual([]);
});

/** Judges the imports of a text as if it lay at `from` and every file it names existed. */
function judge(from: string, text: string): (string | undefined)[] {
  return importsOf(from, text, () => true).map(describeForbidden);
}

describe('the table of arrows', () => {
  test.each([
    ['src/facts/drivers/x.ts', "import { fail } from '../../core/faults';"],
    ['src/facts/drivers/x.ts', "import { Size, Duration } from 'cdk8s';"],
    ['src/core/x.ts', "import { createHash } from 'crypto';"],
    ['src/kube/apps.ts', "import { ApiObject } from 'cdk8s'; import { Construct } from 'constructs';"],
    ['src/core/version.ts', "const p = require('../../package.json');"],
    ['src/kube/cdk8s-plus.ts', "export type { ISecret } from 'cdk8s-plus-28';"],
    ['src/governance/x.ts', "import { Auditor } from '../audit/auditor';"],
    ['src/workloads/x.ts', "import { y } from './y'; import { z } from '../storage/z';"],
    ['cli/commands/audit.ts', "import { load } from 'js-yaml'; import { Auditor } from '../../src/audit/auditor'; import { x } from '../manifests/x';"],
    ['src/index.ts', "export { Z } from './governance/z'; export * from './core/y';"],
  ])('%s may: %s', (from, text) => {
    expect(judge(from, text).filter(Boolean)).toEqual([]);
  });

  test.each([
    ['an upward import', 'src/core/x.ts', "import { y } from '../facts/y';"],
    ['a type', 'src/audit/x.ts', "import type { Y } from '../storage/y';"],
    ['an inline type', 'src/audit/x.ts', "const y: import('../storage/y').Y = z;"],
    ['a re-export', 'src/facts/x.ts', "export { y } from '../kube/y';"],
    ['a re-export of everything', 'src/facts/x.ts', "export * from '../kube/y';"],
    ['a dynamic import', 'src/kube/x.ts', "const y = await import('../facts/y');"],
    ['a require', 'src/kube/x.ts', "const y = require('../facts/y');"],
    ['package.json elsewhere', 'src/core/x.ts', "const p = require('../../package.json');"],
    ['an import assignment', 'src/kube/x.ts', "import y = require('../facts/y');"],
    ['an import for its effect', 'src/storage/x.ts', "import '../workloads/y';"],
    ['an unlisted folder', 'src/utils/x.ts', "import { y } from '../core/y';"],
    ['an import of the package root', 'src/storage/x.ts', "import { y } from '..';"],
    ['a construct in the command line', 'cli/x.ts', "import { y } from '../src/storage/y';"],
    ['cdk8s in the command line', 'cli/x.ts', "import { App } from 'cdk8s';"],
    ['constructs in the audit', 'src/audit/x.ts', "import { IConstruct } from 'constructs';"],
    ['node in the audit', 'src/audit/x.ts', "import { readFileSync } from 'node:fs';"],
    ['an app in core', 'src/core/x.ts', "import { Duration, App } from 'cdk8s';"],
    ['an app in facts under another name', 'src/facts/x.ts', "import { App as Size } from 'cdk8s';"],
    ['all of cdk8s in facts', 'src/facts/x.ts', "import * as cdk8s from 'cdk8s';"],
    ['cdk8s-plus outside its module', 'src/workloads/x.ts', "import type { ISecret } from 'cdk8s-plus-28';"],
    ['a parser', 'src/governance/x.ts', "import { load } from 'js-yaml';"],
    ['tests in the library', 'src/kube/x.ts', "import { y } from '../../test/support/y';"],
  ])('refuses %s', (_, from, text) => {
    expect(judge(from, text)).toEqual([expect.stringContaining(`${from}:1 imports `)]);
  });

  test('says the file, the edge and the way out', () => {
    expect(judge('src/kube/apps.ts', "\nimport { x } from '../facts/x';")).toEqual([
      'src/kube/apps.ts:2 imports "../facts/x": src/kube may import src/core, not src/facts; '
      + 'move what is shared into a folder below both, or declare an interface in src/kube that src/facts implements',
    ]);
  });
});
