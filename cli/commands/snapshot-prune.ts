import { consent } from './consent';
import type { Proposal } from './consent';
import type { SnapshotContext } from './snapshot-context';
import { EXIT, SNAPSHOT_EXIT } from './streams';
import { isDone, previewPrune, prune } from '../operations/snapshot-prune/apply';
import type { PrunePlan } from '../operations/snapshot-prune/plan';
import { holderName } from '../operations/snapshot-run/plan';
import { renderPrunePlan, renderPrunePlanJson, renderPruneResult, renderPruneResultJson } from '../render/snapshot-prune';

/** Deletes the groups that the retention no longer keeps: shows the plan first, and asks unless it is told not to. */
export async function pruneCommand(context: SnapshotContext): Promise<number> {
  const { policy, cluster, progress, world, streams, args } = context;
  if (args['dry-run'] || !args.yes) {
    const plan = await previewPrune(policy, cluster);
    if (args['dry-run']) {
      streams.out(args.json ? renderPrunePlanJson(plan) : renderPrunePlan(plan));
      return plan.refusal === undefined ? EXIT.clean : EXIT.nothingChecked;
    }
    const answer = await consent(context, proposalOf(context, plan));
    if (answer !== undefined) return answer;
  }
  const result = await prune(policy, { cluster, clock: world.clock, progress, holder: holderName(world.host, world.process), signal: world.signal });
  streams.out(args.json ? renderPruneResultJson(result) : renderPruneResult(result));
  if (result.plan.refusal !== undefined) return EXIT.nothingChecked;
  return isDone(result) ? SNAPSHOT_EXIT.done : SNAPSHOT_EXIT.failed;
}

function proposalOf({ policy }: SnapshotContext, plan: PrunePlan): Proposal {
  return {
    plan: renderPrunePlan(plan),
    settled: settledBy(plan),
    deed: 'deleted',
    unasked: '--yes, or --dry-run to see the plan alone',
    purpose: `To delete ${plan.doomed.length} of ${plan.decisions.length} groups for ever`,
    whose: 'policy',
    name: policy.name,
  };
}

function settledBy({ refusal, doomed, reprieved }: PrunePlan): number | undefined {
  if (refusal !== undefined) return EXIT.nothingChecked;
  return doomed.length === 0 && reprieved.length === 0 ? EXIT.clean : undefined;
}
