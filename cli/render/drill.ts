import { columns } from './columns';
import { jsonText, lines } from './text';
import { humanSeconds } from '../../src/core/time';
import { DRILL_CHECKS } from '../../src/documents/restore-drill';
import type { RestoreDrillDocument } from '../../src/documents/restore-drill';
import type { DrillCheck, DrillEvidence } from '../../src/documents/snapshot-state';
import { isUntouched } from '../operations/restore-drill/evidence';

/** What one drill found, for people; the outcome last. */
export function renderDrill({ group, outcome, reason, checks = [], phases = [], leftovers = [], ...times }: DrillEvidence): string {
  return lines(
    ...columns(['group', group], [
      ['would be lost (RPO)', secondsOr(times.rpoSeconds)],
      ['until it was good (RTO)', `${secondsOr(times.rtoSeconds)}${phases.length > 0 ? `: ${phases.map(({ name, seconds }) => `${name} ${seconds} s`).join(', ')}` : ''}`],
      ...leftovers.length > 0 ? [['NOT CLEANED UP', leftovers.join(', ')]] : [],
    ]),
    '',
    ...checks.length > 0 ? [...columns(['CHECK', 'RESULT', 'ANSWER'], checks.map(checkRow)), ''] : [],
    `drill ${outcome === 'Passed' ? 'passed' : outcome.toUpperCase()}${reason === undefined ? '' : `: ${reason}`}`,
  );
}

/** What one drill found, for programs. Its form is fixed: fields are added, never changed. */
export function renderDrillJson(evidence: DrillEvidence): string {
  return jsonText({ version: 1, ...evidence });
}

/** What the drills of a policy have found, for people: the newest last. */
export function renderDrills({ policy }: RestoreDrillDocument, drills: readonly DrillEvidence[]): string {
  if (drills.length === 0) return lines(`NOTHING IS PROVEN: there was no drill of policy ${policy.namespace}/${policy.name}`);
  const rows = drills.map((each) => [
    each.finishedAt, each.outcome, each.group, secondsOr(each.rpoSeconds), secondsOr(each.rtoSeconds), isUntouched(each) ? 'yes' : 'NO', each.reason ?? '',
  ]);
  const checks = drills.flatMap((drill) => (drill.checks ?? []).map((check) => [drill.finishedAt, ...checkRow(check)]));
  return lines(
    ...columns(['FINISHED', 'OUTCOME', 'GROUP', 'RPO', 'RTO', 'UNTOUCHED', 'REASON'], rows),
    '',
    ...checks.length > 0 ? [...columns(['FINISHED', 'CHECK', 'RESULT', 'ANSWER'], checks), ''] : [],
    verdict(drills),
  );
}

/** What the drills of a policy have found, for programs. Its form is fixed: fields are added, never changed. */
export function renderDrillsJson({ policy }: RestoreDrillDocument, drills: readonly DrillEvidence[]): string {
  const untouched = drills.every(isUntouched);
  const said = drills.length > 0 ? verdict(drills) : null;
  return jsonText({ version: 1, policy: policy.name, namespace: policy.namespace, verdict: said, untouched, drills });
}

/** The answer to the negative control is a letter that means its contrary to whoever does not know the question. */
function checkRow({ name, passed, value }: DrillCheck): string[] {
  const refuted = name === DRILL_CHECKS.control && passed;
  return [name, passed ? 'passed' : 'FAILED', refuted ? `${value}: no, as it must be, so that the check of freshness can fail` : value];
}

function verdict(drills: readonly DrillEvidence[]): string {
  const passed = drills.filter(({ outcome }) => outcome === 'Passed').at(-1);
  return passed ? `the last that passed restored ${passed.group}, at ${passed.finishedAt}` : 'NOTHING IS PROVEN: none has passed';
}

function secondsOr(total: number | undefined): string {
  return total === undefined ? '-' : humanSeconds(total);
}
