import { consent } from './consent';
import type { Proposal } from './consent';
import type { PolicyContext } from './policy-context';
import { waitSecondsOf } from './restore-options';
import type { Values } from './restore-options';
import { EXIT, RESTORE_EXIT } from './streams';
import { packageVersion } from '../../src/core/version';
import { swap } from '../operations/restore-swap/apply';
import type { SwapResult } from '../operations/restore-swap/apply';
import type { SwapPlan } from '../operations/restore-swap/plan';
import { previewSwap } from '../operations/restore-swap/preview';
import { holderName } from '../operations/snapshot-run/plan';
import { renderSwapPlan, renderSwapPlanJson, renderSwapResult, renderSwapResultJson } from '../render/restore-swap';

/** Exchanges the volumes of the policy's set and of one that was restored beside it: shows the plan first, and asks unless it is told not to. */
export async function swapCommand(context: PolicyContext, values: Values): Promise<number> {
  const { policy, cluster, progress, world, streams } = context;
  const workload = values.workload!;
  const json = values.output === 'json';
  if (values['dry-run'] || !values.yes) {
    const plan = await previewSwap(policy, workload, cluster);
    if (values['dry-run']) {
      streams.out(json ? renderSwapPlanJson(plan) : renderSwapPlan(plan));
      return plan.refusals.length === 0 ? EXIT.clean : EXIT.nothingChecked;
    }
    const answer = await consent(context, proposalOf(context, plan));
    if (answer !== undefined) return answer;
  }
  const result = await swap(policy, workload, {
    cluster,
    clock: world.clock,
    progress,
    checkpoint: world.checkpoint,
    backup: world.backup,
    readsSecrets: true,
    holder: holderName(world.host, world.process),
    program: `cdk8s-stateful ${packageVersion()}`,
    waitSeconds: waitSecondsOf(values),
    signal: world.signal,
  });
  streams.out(json ? renderSwapResultJson(policy, workload, result) : renderSwapResult(policy, workload, result));
  return exitOf(result);
}

function exitOf({ state }: SwapResult): number {
  return { refused: EXIT.nothingChecked, waiting: RESTORE_EXIT.waiting, done: RESTORE_EXIT.done, already: RESTORE_EXIT.done }[state];
}

function proposalOf({ policy }: PolicyContext, plan: SwapPlan): Proposal {
  const { name } = policy.workload;
  return {
    plan: renderSwapPlan(plan),
    settled: plan.refusals.length > 0 ? EXIT.nothingChecked : undefined,
    deed: 'exchanged',
    unasked: '--yes, or --dry-run to see the plan alone',
    purpose: `To give ${name} the volumes of ${plan.workload}`,
    whose: 'set that gets them',
    name,
  };
}
