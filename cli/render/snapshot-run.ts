import type { RunResult } from '../operations/snapshot-run/await-ready';

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

/** What a run came to, for people. */
export function renderRun(result: RunResult): string {
  return [
    `group ${result.group} ${MEANING[result.state]}${result.reason === undefined ? '' : `: ${result.reason}`}`,
    ...result.members.map((member) => `  ${member}`),
    `consistency: ${result.consistency} (${HOLDS[result.consistency]})${result.degraded ? '; less than the policy asked for' : ''}`,
    '',
  ].join('\n');
}

/** The same for programs. Its form is fixed: fields are added, never changed. */
export function runJson({ group, state, consistency, degraded, erring, reason, members, evidence }: RunResult): string {
  return `${JSON.stringify({ version: 1, group, state, consistency, degraded, erring, reason: reason ?? null, members, evidence: evidence ?? null }, undefined, 2)}\n`;
}
