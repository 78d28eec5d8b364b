import { columns } from './columns';
import { jsonText, lines } from './text';
import type { RunPreview } from '../operations/snapshot-run/preview';

const VERDICTS = {
  good: 'a run would give what the policy asks for',
  less: 'a run would give less than the policy asks for',
  fails: 'a run would fail',
  waits: 'a run would wait for another that is at it',
} as const;

/** What a run would come to, for people. */
export function renderRunPreview({ intent, taken, checks, verdict }: RunPreview): string {
  const made = intent && !taken ? intent.members.map(({ name, claim }) => ['create', name, claim]) : [];
  return lines(
    ...columns(['CHECK', 'RESULT', 'FOUND'], checks.map(({ name, passed, message }) => [name, passed ? 'ok' : 'PROBLEM', message])),
    ...made.length > 0 ? columns(['ACTION', 'VOLUMESNAPSHOT', 'CLAIM'], made) : [],
    ...intent?.excluded.map((reason) => `left out: ${reason}`) ?? [],
    ...intent && taken ? [`group ${intent.group} was taken by an earlier attempt of this run: nothing would be made`] : [],
    `${VERDICTS[verdict]}; nothing was written`,
  );
}

/** The same for programs. Its form is fixed: fields are added, never changed. */
export function runPreviewJson({ intent, taken, checks, verdict }: RunPreview): string {
  return jsonText({
    version: 1,
    dryRun: true,
    verdict,
    group: intent?.group ?? null,
    scheduledAt: intent?.scheduledAt ?? null,
    taken,
    checks,
    members: intent?.members.map(({ name, claim }) => ({ name, claim })) ?? [],
    excluded: intent?.excluded ?? [],
  });
}
