import { consent } from './consent';
import type { PolicyContext } from './policy-context';
import type { Values } from './restore-options';
import { EXIT } from './streams';
import { readReleasePlan, release } from '../operations/restore-release/apply';
import type { ReleasePlan } from '../operations/restore-release/apply';
import { holderName } from '../operations/snapshot-run/plan';
import { renderReleasePlan, renderReleased } from '../render/holds';

/** Lets the retention decide about a group again that a restore, or a person, has held: shows who holds it, and asks unless it is told not to. */
export async function releaseCommand(context: PolicyContext, values: Values): Promise<number> {
  const { policy, cluster, progress, world, streams } = context;
  const group = values.group!;
  if (!values.yes) {
    const plan = await readReleasePlan(policy, group, cluster);
    const answer = await consent(context, {
      plan: renderReleasePlan(group, plan),
      settled: settledBy(plan),
      deed: 'released',
      unasked: '--yes',
      purpose: 'To release it',
      whose: 'policy',
      name: policy.name,
    });
    if (answer !== undefined) return answer;
  }
  const holder = holderName(world.host, world.process);
  const done = await release(policy, group, { cluster, clock: world.clock, progress, holder, signal: world.signal });
  streams.out(renderReleased(group, done, values.output === 'json'));
  return done.refusals.length > 0 ? EXIT.nothingChecked : EXIT.clean;
}

function settledBy({ refusals, holds }: ReleasePlan): number | undefined {
  if (refusals.length > 0) return EXIT.nothingChecked;
  return holds.length === 0 ? EXIT.clean : undefined;
}
