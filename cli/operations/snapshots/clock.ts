import { setTimeout as sleep } from 'node:timers/promises';

/** Time as operations spend it; tests have their own. */
export interface Clock {
  /** Milliseconds of a clock that is never set back. */
  monotonic(): number;
  /** Waits; throws when the signal says stop. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Does something again and again, never twice at once, until it is stopped; stopping waits for what is under way. */
  every(milliseconds: number, action: () => Promise<void>): { stop(): Promise<void> };
}

export const SYSTEM_CLOCK: Clock = {
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    // Node's own error says only that it was aborted, and not why
    await sleep(milliseconds, undefined, { signal }).catch(() => signal!.throwIfAborted());
  },
  every: (milliseconds, action) => {
    let running: Promise<void> | undefined;
    const timer = setInterval(() => {
      running ??= action().finally(() => {
        running = undefined;
      });
    }, milliseconds);
    return {
      stop: async () => {
        clearInterval(timer);
        await running;
      },
    };
  },
};
