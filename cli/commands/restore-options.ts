import type { parseArgs } from 'node:util';
import { policyProblem } from './policy-context';
import type { PolicyContext } from './policy-context';
import { dnsLabelFaults, dnsSubdomainFaults } from '../../src/core/names';
import { isInstant, parseSeconds } from '../../src/core/time';
import { STATE_FILE } from '../../src/core/vocabulary';
import type { SnapshotStateDocument } from '../../src/documents/snapshot-state';
import { placeName } from '../operations/restore/request';
import type { RestoreRequest } from '../operations/restore/request';
import { parseStateText, stateName } from '../operations/snapshots/state';

export const OPTIONS = {
  'namespace': { type: 'string', short: 'n' },
  'policy-file': { type: 'string' },
  'kubeconfig': { type: 'string' },
  'context': { type: 'string' },
  'output': { type: 'string', short: 'o', default: 'table' },
  'group': { type: 'string' },
  'before': { type: 'string' },
  'workload': { type: 'string' },
  'to-namespace': { type: 'string' },
  'ordinal': { type: 'string' },
  'as': { type: 'string' },
  'storage-class': { type: 'string' },
  'wait': { type: 'string' },
  'lost': { type: 'boolean', default: false },
  'state-file': { type: 'string' },
  'accept-unproven': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  'yes': { type: 'boolean', short: 'y', default: false },
  'help': { type: 'boolean', short: 'h', default: false },
} as const;

export type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** Immediate classes make a volume of a copy within it, where the driver does not read all of it first. */
const WAIT = '5m';

/** Those that not every verb has. */
const OWN = ['group', 'before', 'workload', 'to-namespace', 'storage-class', 'ordinal', 'as', 'lost', 'state-file', 'accept-unproven', 'wait', 'dry-run', 'yes'] as const;

/** What a restore is asked for by the command line. */
export function requestOf({ policy, world }: Pick<PolicyContext, 'policy' | 'world'>, values: Values): RestoreRequest {
  const { group, before, workload = policy.workload.name, 'to-namespace': namespace = policy.namespace, 'storage-class': storageClass, ordinal, as } = values;
  return {
    namespace,
    workload,
    ...(group !== undefined ? { group } : {}),
    ...(before !== undefined ? { before: new Date(before) } : {}),
    ...(storageClass !== undefined ? { storageClass } : {}),
    ...(ordinal !== undefined ? { ordinal: Number(ordinal) } : {}),
    ...(as !== undefined ? { as } : {}),
    ...(values.lost ? { lost: { acceptUnproven: values['accept-unproven'], ...stateOf(policy, world, values) } } : {}),
  };
}

/** The copy of the policy's state that the command line names, if it names one. */
export function stateOf(
  { name, namespace }: PolicyContext['policy'], world: PolicyContext['world'], { 'state-file': file }: Values,
): { readonly state?: SnapshotStateDocument } {
  if (file === undefined) return {};
  const remedy = `it is what this prints: kubectl --namespace ${namespace} get configmap ${stateName(name)} -o jsonpath='{.data.${STATE_FILE.replace('.', '\\.')}}'`;
  return { state: parseStateText(world.readFile(file), `--state-file ${file}`, remedy) };
}

/** How long to wait. */
export function waitSecondsOf({ wait = WAIT }: Values): number {
  return parseSeconds(wait)!;
}

/** Why a command line cannot be taken, if so. */
export function wrongUsage(name: string, allowed: readonly string[], values: Values, positionals: readonly string[]): string | undefined {
  const foreign = OWN.find((option) => !allowed.includes(option) && values[option] !== undefined && values[option] !== false);
  if (foreign !== undefined) return `restore ${name} has no option --${foreign}`;
  if (values.output !== 'table' && values.output !== 'json') return `--output "${values.output}" is not table or json`;
  if (name === 'swap' && values.workload === undefined) return 'restore swap takes --workload, the set that was restored';
  if (name === 'release' && values.group === undefined) return 'restore release takes --group, the group that need not be held any more';
  if (values['accept-unproven'] && !values.lost) return '--accept-unproven goes with --lost: what the VolumeSnapshots say needs no faith';
  if (values['state-file'] !== undefined && !values.lost) return '--state-file goes with --lost: what the VolumeSnapshots say needs no other proof';
  if (values.group !== undefined && values.before !== undefined) return 'name the group or give --before, not both';
  if (values.before !== undefined && !isInstant(values.before)) return `--before "${values.before}" is not a time with its zone; use a form such as 2026-11-21T16:00:00Z`;
  if (values.wait !== undefined && parseSeconds(values.wait) === undefined) return `--wait "${values.wait}" is not a duration; use a form such as 90s, 5m or 1h`;
  if (values.ordinal !== undefined && !/^\d{1,9}$/.test(values.ordinal)) return `--ordinal "${values.ordinal}" is not the number of a pod; use 0 or more`;
  return nameProblem(values) ?? policyProblem(`restore ${name}`, values, positionals);
}

/** Names that no cluster takes: they are noticed before anything is held or made for them. */
function nameProblem({ workload, as, 'to-namespace': namespace }: Values): string | undefined {
  const [fault] = [
    ...workload === undefined ? [] : dnsSubdomainFaults('--workload', workload),
    // whatever claims are called, it is a name
    ...as === undefined ? [] : dnsSubdomainFaults('--as', placeName({ as }, 'claim')).map((each) => ({ ...each, got: as })),
    ...namespace === undefined ? [] : dnsLabelFaults('--to-namespace', namespace),
  ];
  return fault && `${fault.prop} "${fault.got}" ${fault.problem}; ${fault.remedy}`;
}
