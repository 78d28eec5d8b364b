import { parseArgs } from 'node:util';
import { EXIT } from './streams';
import type { Streams } from './streams';
import type { World } from './world';
import { asksForHelp } from '../help';
import { isProtected } from '../operations/protection-status/plan';
import { readProtection } from '../operations/protection-status/read';
import { HELP, noPolicy, usageError } from '../render/messages';
import { renderProtection, renderProtectionJson } from '../render/protection-status';

const OPTIONS = {
  'namespace': { type: 'string', short: 'n' },
  'all-namespaces': { type: 'boolean', short: 'A', default: false },
  'kubeconfig': { type: 'string' },
  'context': { type: 'string' },
  'output': { type: 'string', short: 'o', default: 'table' },
  'help': { type: 'boolean', short: 'h', default: false },
} as const;

/** `protection status`: how every workload that has a policy is protected. Fails when one is not as its policy promises. */
export async function protectionCommand(args: readonly string[], streams: Streams, world: World): Promise<number> {
  const [verb, ...rest] = args;
  const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, options: OPTIONS });
  if (values.help || asksForHelp(verb)) {
    streams.out(HELP);
    return EXIT.clean;
  }
  const wrong = wrongUsage(verb, positionals, values);
  if (wrong !== undefined) {
    streams.err(usageError(wrong));
    return EXIT.badInput;
  }
  try {
    const opened = await world.openCluster(values);
    const namespace = values['all-namespaces'] ? undefined : values.namespace ?? opened.namespace;
    const protection = await readProtection(opened.cluster, namespace);
    if (protection.policies.length + protection.unreadable.length === 0) {
      streams.err(noPolicy(namespace));
      return EXIT.nothingChecked;
    }
    streams.out(values.output === 'json' ? renderProtectionJson(protection) : renderProtection(protection));
    return isProtected(protection) ? EXIT.clean : EXIT.findings;
  } catch (error) {
    streams.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.findings;
  }
}

interface Given {
  readonly 'namespace'?: string;
  readonly 'all-namespaces': boolean;
  readonly 'output': string;
}

function wrongUsage(verb: string | undefined, positionals: readonly string[], given: Given): string | undefined {
  if (verb !== 'status') return 'protection takes one verb, status';
  if (positionals.length > 0) return `protection status shows all policies of a namespace and takes no name, got "${positionals[0]}"; see snapshot status for one policy`;
  if (given.namespace !== undefined && given['all-namespaces']) return 'give --namespace or --all-namespaces, not both';
  return given.output === 'table' || given.output === 'json' ? undefined : `--output "${given.output}" is not table or json`;
}
