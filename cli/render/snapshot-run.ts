import type { ConcludedRun } from '../operations/snapshot-run/conclude';

const MEANING = {
  Complete: 'is complete and can be restored',
  Pending: 'is not ready yet, and the next run records what becomes of it',
  Failed: 'failed, counts for nothing and is never restored from',
} as const;

const HOLDS = {
  crash: 'what a power cut would have left',
  application: 'a backup of the server, seen to be whole',
  unproven: 'volumes that do not fit each other',
} as const;

function holds({ consistency, evidence }: ConcludedRun): string {
  return consistency === 'application' && evidence?.quiesce.hold ? 'nothing was written until all of it was cut' : HOLDS[consistency];
}

/** What a run came to, for people. */
export function renderRun(result: ConcludedRun): string {
  return [
    `group ${result.group} ${MEANING[result.state]}${result.reason === undefined ? '' : `: ${result.reason}`}`,
    ...result.members.map((member) => `  ${member}`),
    `consistency: ${result.consistency} (${holds(result)})${result.degraded ? '; less than the policy asked for' : ''}`,
    ...result.overdue ? ['NO COMPLETE GROUP IS AS NEW AS THE POLICY PROMISES'] : [],
    '',
  ].join('\n');
}

/** The same for programs. Its form is fixed: fields are added, never changed. */
export function runJson({ group, state, consistency, degraded, erring, overdue, reason, members, evidence }: ConcludedRun): string {
  const result = { version: 1, group, state, consistency, degraded, erring, overdue, reason: reason ?? null, members, evidence: evidence ?? null };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}
