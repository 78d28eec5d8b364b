import { lines } from './text';

/** That something was not done: `restored`, `deleted`. */
export function nothingWas(deed: string, reason?: string): string {
  return lines(`nothing was ${deed}${reason === undefined ? '' : `: ${reason}`}`);
}

/** Why a plan is refused, a line each. */
export function refusalLines(refusals: readonly string[]): string[] {
  return refusals.map((refusal) => `REFUSED: ${refusal}`);
}

/** That nothing was done because of these. */
export function refusedText(deed: string, refusals: readonly string[]): string {
  return lines(...refusalLines(refusals)) + nothingWas(deed);
}
