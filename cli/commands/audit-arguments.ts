import { parseArgs } from 'node:util';
import { CLUSTER_OPTIONS, clusterUsage } from './audit-cluster';
import type { ClusterArguments } from './audit-cluster';
import { parseOutputs } from './audit-outputs';
import type { Output } from './audit-outputs';
import type { Severity } from '../../src/audit/finding';
import type { AuditConfig } from '../config/config';
import { STDIN } from '../manifests/files';

const FAIL_ON = ['error', 'warning', 'info', 'never'] as const satisfies readonly (Severity | 'never')[];
const SARIF_SUPPRESSED = ['omit', 'include'] as const;

/** What `audit` is asked. */
export interface AuditArguments {
  readonly inputs: readonly string[];
  readonly against?: readonly string[];
  /** What is judged instead of the inputs. */
  readonly cluster?: ClusterArguments;
  readonly config: AuditConfig;
  readonly closedWorld: boolean;
  readonly failOn: typeof FAIL_ON[number];
  readonly outputs: readonly Output[];
  readonly sarifSuppressed: typeof SARIF_SUPPRESSED[number];
}

/**
 * Reads the arguments; undefined when help is asked for. Throws saying what is wrong, with the words that are legal.
 *
 * @param configAt reads the configuration of a name, or the one that is there, which holds where no argument says otherwise.
 */
export async function auditArguments(
  args: string[], workingDirectory: string, configAt: (file: string | undefined) => Promise<AuditConfig>,
): Promise<AuditArguments | undefined> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'output': { type: 'string', short: 'o', multiple: true, default: [] },
      'fail-on': { type: 'string' },
      'closed-world': { type: 'boolean', default: false },
      'against': { type: 'string', multiple: true },
      'config': { type: 'string' },
      ...CLUSTER_OPTIONS,
      'sarif-suppressed': { type: 'string', default: 'omit' },
      'help': { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const inputs = positionals.length > 0 ? positionals : ['.'];
  if (inputs.includes(STDIN) && values.against?.includes(STDIN)) throw new Error('standard input can be the new render or the old one (--against), not both');
  const misuse = clusterUsage(values, positionals, values.against);
  if (misuse !== undefined) throw new Error(misuse);
  const config = await configAt(values.config);
  return {
    inputs,
    against: values.against,
    cluster: values.cluster ? values : undefined,
    config,
    closedWorld: values['closed-world'],
    failOn: word('fail-on', FAIL_ON, values['fail-on'] ?? config.failOn ?? 'error'),
    outputs: parseOutputs(values.output, workingDirectory),
    sarifSuppressed: word('sarif-suppressed', SARIF_SUPPRESSED, values['sarif-suppressed']),
  };
}

function word<T extends string>(option: string, legal: readonly T[], given: string): T {
  const found = legal.find((each) => each === given);
  if (!found) throw new Error(`--${option} "${given}" is not one of ${legal.join(', ')}`);
  return found;
}
