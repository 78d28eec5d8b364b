import { parseArgs } from 'node:util';
import { DataCriticality, DataSharing, FailureDomain, StorageEnvironment, StoragePerformance, StorageProfile } from '../../src/facts/intent/storage-profile';
import { PLATFORMS } from '../../src/facts/platforms/index';
import type { PlatformFacts, PlatformInputs } from '../../src/facts/platforms/platform-facts';

/** What `choose` is asked. */
export interface ChooseArguments {
  readonly profile: StorageProfile;
  readonly platform: PlatformFacts;
  readonly inputs: PlatformInputs;
  readonly output: 'text' | 'json';
}

const TEXT = { type: 'string' } as const;

const ONCE = 'is given more than once: give it once';

/** Reads the arguments; undefined when help is asked for. Throws naming all that is wrong, with the words that are legal. */
export function chooseArguments(args: string[]): ChooseArguments | undefined {
  const { values, tokens } = parseArgs({
    args,
    tokens: true,
    options: {
      'data': TEXT,
      'sharing': TEXT,
      'failure-domain': TEXT,
      'performance': TEXT,
      'environment': TEXT,
      'platform': TEXT,
      'input': { type: 'string', multiple: true, default: [] },
      'output': { type: 'string', short: 'o', default: 'text' },
      'help': { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const problems: string[] = [];
  const word = <T extends string>(option: string, legal: readonly T[], given: string | undefined): T | undefined => {
    const found = legal.find((each) => each === given);
    if (given !== undefined && !found) problems.push(`--${option} "${given}" is unknown; use ${legal.join(', ')}`);
    return found;
  };
  const required = <T extends string>(option: string, legal: readonly T[], given: string | undefined): T => {
    if (given === undefined) problems.push(`--${option} is missing; use ${legal.join(', ')}`);
    return word(option, legal, given) ?? legal[0];
  };
  const platform = required('platform', PLATFORMS.map(({ id }) => id), values.platform);
  const profile = StorageProfile.of({
    data: required('data', Object.values(DataCriticality), values.data),
    sharing: word('sharing', Object.values(DataSharing), values.sharing),
    failureDomain: word('failure-domain', Object.values(FailureDomain), values['failure-domain']),
    performance: word('performance', Object.values(StoragePerformance), values.performance),
    environment: word('environment', Object.values(StorageEnvironment), values.environment),
  });
  const output = required('output', ['text', 'json'], values.output);
  problems.push(...twice(tokens.flatMap((token) => (token.kind === 'option' && token.name !== 'input' ? [token.name] : []))).map((option) => `--${option} ${ONCE}`));
  problems.push(...values.input.filter((pair) => pair.indexOf('=') < 1).map((pair) => `--input "${pair}" is not NAME=VALUE`));
  problems.push(...twice(values.input.map((pair) => pairOf(pair)[0])).map((name) => `--input ${name} ${ONCE}`));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { profile, platform: PLATFORMS.find(({ id }) => id === platform)!, inputs: inputsOf(values.input), output };
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => name !== '' && names.indexOf(name) !== index))];
}

function inputsOf(pairs: readonly string[]): PlatformInputs {
  return Object.fromEntries(pairs.map(pairOf));
}

function pairOf(pair: string): [name: string, value: string] {
  const end = pair.indexOf('=');
  return [pair.slice(0, Math.max(end, 0)), pair.slice(end + 1)];
}
