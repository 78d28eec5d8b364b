import type { PolicyContext } from './policy-context';
import type { Values } from './restore-options';
import { EXIT } from './streams';
import { readReleasePlan, release } from '../operations/restore-release/apply';
import { holderName } from '../operations/snapshot-run/plan';
import { nothingReleased, renderReleasePlan, renderReleased } from '../render/holds';

/** Lets the retention decide about a group again that a restore, or a person, has held: shows who holds it, and asks unless it is told not to. */
export async function releaseCommand(context: PolicyContext, values: Values): Promise<number> {
  const { policy, cluster, progress, world, streams } = context;
  const group = values.group!;
  if (!values.yes) {
    const plan = await readReleasePlan(policy, group, cluster);
    streams.err(renderReleasePlan(group, plan));
    if (plan.refusals.length > 0) return EXIT.nothingChecked;
    if (plan.holds.length === 0) return EXIT.clean;
    if (!world.isTerminal) {
      streams.err(nothingReleased('there is nobody to ask; say --yes'));
      return EXIT.badInput;
    }
    const answer = await world.ask(`To release it, type the name of the policy (${policy.name}): `);
    if (answer.trim() !== policy.name) {
      streams.err(nothingReleased());
      return EXIT.nothingChecked;
    }
  }
  const holder = holderName(world.host, world.process);
  const done = await release(policy, group, { cluster, clock: world.clock, progress, holder, signal: world.signal });
  streams.out(renderReleased(group, done, values.output === 'json'));
  return done.refusals.length > 0 ? EXIT.nothingChecked : EXIT.clean;
}
