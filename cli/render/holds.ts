import { refusalLines, refusedText } from './nothing';
import { jsonText, lines } from './text';
import type { ReleasePlan } from '../operations/restore-release/apply';
import type { HeldGroup } from '../operations/snapshots/holds';
import type { PolicyRef } from '../operations/snapshots/state';

/** Who keeps groups from being pruned, for people: a line for each. */
export function renderHolds({ name, namespace }: PolicyRef, holds: readonly HeldGroup[]): string[] {
  return holds.map(({ group, reason, since }) => (
    `group ${group} is held${since === undefined ? '' : ` since ${since}`}: ${reason}; when nobody needs it: cdk8s-stateful restore release ${name} --namespace ${namespace} --group ${group}`
  ));
}

/** What a release would take away, for people. */
export function renderReleasePlan(group: string, { holds, refusals }: ReleasePlan): string {
  if (refusals.length > 0) return lines(...refusalLines(refusals));
  if (holds.length === 0) return lines(`nobody holds group ${group}`);
  return lines(
    ...holds.map(({ reason, since }) => `group ${group} is held${since === undefined ? '' : ` since ${since}`}: ${reason}`),
    'released, it is pruned like any other',
  );
}

/** What a release did. The form for programs is fixed: fields are added, never changed. */
export function renderReleased(group: string, { holds, refusals }: ReleasePlan, json: boolean): string {
  if (json) {
    const released = refusals.length > 0 ? [] : holds.map(({ reason, since }) => ({ reason, since: since ?? null }));
    return jsonText({ version: 1, group, refusals, released });
  }
  if (refusals.length > 0) return refusedText('released', refusals);
  if (holds.length === 0) return lines(`nobody holds group ${group}`);
  return lines(`group ${group} is no longer held: ${holds.map(({ reason }) => reason).join('; ')}`);
}
