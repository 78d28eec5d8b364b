import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from './http';

export interface RetryPolicy {
  /** When an attempt is given up. */
  readonly attemptMilliseconds: number;
  /** After this long, no other attempt begins. */
  readonly lastAttemptMilliseconds: number;
  /** The first pause is about this long, and each one twice the one before. */
  readonly firstPauseMilliseconds: number;
  readonly longestPauseMilliseconds: number;
}

/** A connection that hangs ends, and all of it takes about half a minute at the most. */
export const RETRIES: RetryPolicy = {
  attemptMilliseconds: 15_000,
  lastAttemptMilliseconds: 18_000,
  firstPauseMilliseconds: 250,
  longestPauseMilliseconds: 5_000,
};

/** https://developer.mozilla.org/docs/Web/HTTP/Reference/Status: too many requests, and servers that are ill or on their way */
const PASSING_STATUS = new Set([429, 500, 502, 503, 504]);

/**
 * Asks until there is an answer that another attempt would not change, or time is up; the last outcome then stands.
 * An attempt whose answer was lost may have taken effect, so a second one can meet its own work: a name that is taken, a conflict.
 */
export async function withRetries(attempt: () => Promise<Outcome>, policy: RetryPolicy): Promise<Outcome> {
  const begin = performance.now();
  for (let failures = 0; ; failures++) {
    const outcome = await attempt();
    if (!isPassing(outcome)) return outcome;
    const pause = pauseAfter(outcome, failures, policy, Math.random());
    if (performance.now() - begin + pause > policy.lastAttemptMilliseconds) return outcome;
    await sleep(pause);
  }
}

function isPassing(outcome: Outcome): boolean {
  return 'status' in outcome ? PASSING_STATUS.has(outcome.status) : outcome.passing;
}

/** Between half and all of a pause that doubles, so that programs which failed together do not come back together; never less than the server asks for. */
export function pauseAfter(outcome: Outcome, failures: number, policy: RetryPolicy, random: number): number {
  const pause = Math.min(policy.firstPauseMilliseconds * 2 ** failures, policy.longestPauseMilliseconds);
  return Math.max(pause * (0.5 + random / 2), retryAfter(outcome));
}

/** https://httpwg.org/specs/rfc9110.html#field.retry-after; the API server gives seconds, not a date */
function retryAfter(outcome: Outcome): number {
  const seconds = 'status' in outcome ? Number(outcome.headers['retry-after']) : NaN;
  return seconds > 0 ? seconds * 1000 : 0;
}
