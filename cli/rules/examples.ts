import { join } from 'node:path';
import { readExamples } from './read-examples';
import type { ExamplesBySlug } from './read-examples';

/** The examples as JSON, put in when the command line is bundled; there are no fixtures beside the bundle. */
declare const RULE_EXAMPLES: string;

/** Where the fixtures lie in a working copy. */
export const FIXTURES = join(__dirname, '../../test/audit/rules');

/** Examples of all rules. */
export function ruleExamples(): ExamplesBySlug {
  if (typeof RULE_EXAMPLES === 'string') return JSON.parse(RULE_EXAMPLES);
  return readExamples(FIXTURES);
}
