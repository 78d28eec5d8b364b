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
    const answer = await consent(context, plan);
    if (answer !== undefined) return answer;
  }
  const result = await prune(policy, { cluster, clock: world.clock, progress, holder: holderName(world.host, world.process), signal: world.signal });
  streams.out(args.json ? renderPruneResultJson(result) : renderPruneResult(result));
  if (result.plan.refusal !== undefined) return EXIT.nothingChecked;
  return isDone(result) ? SNAPSHOT_EXIT.done : SNAPSHOT_EXIT.failed;
}

/** Shows what would be deleted and asks for the policy's name. Undefined when the answer is yes, else the exit code. */
async function consent({ policy, world, streams }: SnapshotContext, plan: PrunePlan): Promise<number | undefined> {
  streams.err(renderPrunePlan(plan));
  if (plan.refusal !== undefined) return EXIT.nothingChecked;
  if (plan.doomed.length === 0 && plan.reprieved.length === 0) return EXIT.clean;
  if (!world.isTerminal) {
    streams.err('nothing was deleted: there is nobody to ask; say --yes, or --dry-run to see the plan alone\n');
    return EXIT.badInput;
  }
  const answer = await world.ask(`To delete ${plan.doomed.length} of ${plan.decisions.length} groups for ever, type the name of the policy (${policy.name}): `);
  if (answer.trim() === policy.name) return undefined;
  streams.err('nothing was deleted\n');
  return EXIT.nothingChecked;
}
