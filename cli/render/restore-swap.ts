import { columns } from './columns';
import { refusalLines, refusedText } from './nothing';
import { jsonText, lines } from './text';
import type { SnapshotPolicyDocument } from '../../src/documents/snapshot-policy';
import type { SwapResult } from '../operations/restore-swap/apply';
import type { VolumeMove } from '../operations/restore-swap/move';
import type { SwapPlan } from '../operations/restore-swap/plan';

const STANDING = {
  exchanging: 'an earlier attempt was interrupted: it is finished',
  done: 'this exchange is made, and neither set has been started since: nothing is left to do',
};

/** What an exchange would do, for people. */
export function renderSwapPlan({ policy: { namespace, workload: { name } }, workload, moves, sizes, refusals, earlier }: SwapPlan): string {
  if (refusals.length > 0) return lines(...refusalLines(refusals));
  const rows = moves.map(({ volume, from, claim }) => [volume.name, sizes[volume.name] ?? '', claim.spec.storageClassName, from.name, claim.metadata.name]);
  return lines(
    ...columns(['VOLUME', 'SIZE', 'CLASS', 'FROM CLAIM', 'TO CLAIM'], rows),
    '',
    ...earlier ? [STANDING[earlier]] : [
      `StatefulSet ${namespace}/${name} gets the volumes of ${workload}, and ${workload} those of ${name}`,
      `first a group of snapshots of ${name} is taken, waited for and held; no volume is deleted`,
    ],
  );
}

/** What an exchange would do, for programs. Its form is fixed: fields are added, never changed. */
export function renderSwapPlanJson({ policy, workload, moves, refusals, earlier }: SwapPlan): string {
  return jsonText({ version: 1, dryRun: true, ...setFields(policy, workload), earlier: earlier ?? null, refusals, moves: moves.map(moveFields) });
}

/** What an exchange did, for people, and what comes next. */
export function renderSwapResult(policy: SnapshotPolicyDocument, workload: string, result: SwapResult): string {
  const { state, refusals, record, group, reason } = result;
  const { namespace, workload: { name } } = policy;
  switch (state) {
    case 'refused': return refusedText('exchanged', refusals);
    case 'waiting': return lines(
      `group ${group} of ${name} as it is now is not ready yet: ${reason}`,
      'no volume is touched before it is; next: the same command again, later',
    );
    default: return lines(
      state === 'already' ? STANDING.done : `StatefulSet ${namespace}/${name} has the volumes of ${workload}, and ${workload} those of ${name}`,
      `group ${group} holds what ${name} had before, until you release it: cdk8s-stateful restore release ${policy.name} --namespace ${namespace} --group ${group}`,
      `next: kubectl --namespace ${namespace} scale statefulset/${name} --replicas=${podsOf(record?.moves ?? [])}`,
    );
  }
}

/** What an exchange did, for programs. Its form is fixed: fields are added, never changed. */
export function renderSwapResultJson(policy: SnapshotPolicyDocument, workload: string, result: SwapResult): string {
  const { state, refusals, record, group, reason } = result;
  return jsonText({
    version: 1,
    dryRun: false,
    ...setFields(policy, workload),
    state,
    refusals,
    group: group ?? null,
    reason: reason ?? null,
    moves: (record?.moves ?? []).map(moveFields),
  });
}

/** How many pods a set has whose claims these are, and those of another. */
function podsOf(moves: readonly VolumeMove[]): number {
  return new Set(moves.map(({ claim }) => /\d+$/.exec(claim.metadata.name)![0])).size;
}

function setFields({ name, namespace, workload }: SnapshotPolicyDocument, other: string) {
  return { policy: name, namespace, workload: workload.name, with: other };
}

function moveFields({ volume, from, claim }: VolumeMove) {
  return { volume: volume.name, from: from.name, to: claim.metadata.name };
}
