import type { PolicyContext } from './policy-context';
import { EXIT } from './streams';
import { nothingWas } from '../render/nothing';
import { printable } from '../render/printable';

/** What somebody has to agree to. */
export interface Proposal {
  /** What would be done, as it is shown. */
  readonly plan: string;
  /** Exit code where there is nothing to agree to: the plan is refused, or does nothing. */
  readonly settled?: number;
  /** What has not been done without consent: `restored`. */
  readonly deed: string;
  /** What to say on the command line where there is nobody to ask. */
  readonly unasked: string;
  /** What the answer is for: `To make these claims`. */
  readonly purpose: string;
  /** Whose name is the answer that agrees: `policy`. */
  readonly whose: string;
  readonly name: string;
}

/** Shows what would be done and asks for a name. Undefined when that is the answer, else the exit code. */
export async function consent({ world, streams }: Pick<PolicyContext, 'world' | 'streams'>, proposal: Proposal): Promise<number | undefined> {
  const { plan, settled, deed, unasked, purpose, whose, name } = proposal;
  streams.err(plan);
  if (settled !== undefined) return settled;
  if (!world.isTerminal) {
    streams.err(nothingWas(deed, `there is nobody to ask; say ${unasked}`));
    return EXIT.badInput;
  }
  const answer = (await world.ask(`${purpose}, type the name of the ${whose} (${name}): `)).trim();
  if (answer === name) return undefined;
  streams.err(nothingWas(deed, `the answer was "${printable(answer)}", not "${name}"`));
  return EXIT.nothingChecked;
}
