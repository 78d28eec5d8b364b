import { columns } from './columns';
import { jsonText, lines } from './text';
import type { GroupIntent } from '../../src/documents/snapshot-state';
import type { RunPreview } from '../operations/snapshot-run/preview';

const VERDICTS = {
  good: 'a run would give what the policy asks for',
  less: 'a run would give less than the policy asks for',
  fails: 'a run would fail',
  waits: 'a run would wait for another that is at it',
} as const;

/** What a run would come to, for people. */
export function renderRunPreview({ intent, taken, checks, together, verdict }: RunPreview): string {
  const made = intent && !taken ? creations(intent, together) : [];
  return lines(
    ...columns(['CHECK', 'RESULT', 'FOUND'], checks.map(({ name, passed, message }) => [name, passed ? 'ok' : 'PROBLEM', message])),
    ...made,
    ...intent?.excluded.map((reason) => `left out: ${reason}`) ?? [],
    ...intent && taken ? [`group ${intent.group} was taken by an earlier attempt of this run: nothing would be made`] : [],
    `${VERDICTS[verdict]}; nothing was written`,
  );
}

/** The members of a VolumeGroupSnapshot get names that nobody knows before. */
function creations({ group, members }: GroupIntent, together: boolean): string[] {
  if (together) return columns(['ACTION', 'VOLUMEGROUPSNAPSHOT', 'CLAIMS'], [['create', group, members.map(({ claim }) => claim).join(', ')]]);
  return members.length === 0 ? [] : columns(['ACTION', 'VOLUMESNAPSHOT', 'CLAIM'], members.map(({ name, claim }) => ['create', name, claim]));
}

/** The same for programs. Its form is fixed: fields are added, never changed. */
export function runPreviewJson({ intent, taken, checks, together, verdict }: RunPreview): string {
  return jsonText({
    version: 1,
    dryRun: true,
    verdict,
    group: intent?.group ?? null,
    scheduledAt: intent?.scheduledAt ?? null,
    taken,
    checks,
    volumeGroupSnapshot: intent && together ? intent.group : null,
    members: intent?.members.map(({ name, claim }) => ({ name: together ? null : name, claim })) ?? [],
    excluded: intent?.excluded ?? [],
  });
}
