import type { RunEnvironment } from './environment';
import { thaw } from './thaw';
import type { PolicyExec, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent } from '../../../src/documents/snapshot-state';
import { loadState, updateState } from '../snapshots/state';

/**
 * Thaws what earlier runs have frozen, and had not seen to be thawed when they ended. Before anything else: an application that nobody
 * thaws takes no writes. Where that does not succeed the next run tries again; the container has thawed by itself, unless it could not either.
 */
export async function recover(policy: SnapshotPolicyDocument, target: PolicyExec, environment: RunEnvironment): Promise<void> {
  const { cluster, progress } = environment;
  const { begun, runs } = await loadState(cluster, policy);
  const left = [...begun, ...runs].filter(isUnthawed);
  const pods = [...new Set(left.flatMap(({ quiesce }) => quiesce.hold!.pods))];
  if (pods.length === 0) return;
  const thaws = await thaw({ policy, target, pods, environment });
  const problems = thaws.filter(({ problem }) => problem !== undefined);
  for (const { pod, problem } of problems) progress.warn('thaw', `Pod ${pod} may still be frozen by an earlier run: ${problem}`, { pod });
  if (problems.length > 0) return;
  progress.step('recovered', `${pods.join(', ')} was left frozen by an earlier run, and is thawed`, { pods });
  const thawedAt = cluster.now().toISOString();
  await updateState(cluster, policy, (now) => ({ ...now, begun: now.begun.map(thawed(thawedAt)), runs: now.runs.map(thawed(thawedAt)) }));
}

function isUnthawed({ quiesce: { hold } }: GroupIntent): boolean {
  return hold !== undefined && hold.thawedAt === undefined;
}

function thawed(thawedAt: string) {
  return <T extends GroupIntent>(intent: T): T => (
    isUnthawed(intent) ? { ...intent, quiesce: { ...intent.quiesce, hold: { ...intent.quiesce.hold!, thawedAt } } } : intent
  );
}
