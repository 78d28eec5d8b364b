import type { Clock } from '../snapshots/clock';

/** What is to be done in time. */
export interface Deadline {
  readonly milliseconds: number;
  /** Ends it earlier. */
  readonly signal?: AbortSignal;
}

/** Does something that is given up when its time is over, whether or not it listens to its signal. */
export async function withDeadline<T>(clock: Clock, { milliseconds, signal }: Deadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const done = new AbortController();
  void clock.sleep(milliseconds, done.signal).then(() => over.abort(new Error(`it took longer than ${milliseconds / 1000} s`)), () => undefined);
  const stop = signal ? AbortSignal.any([over.signal, signal]) : over.signal;
  try {
    return await Promise.race([work(stop), whenAborted(stop)]);
  } finally {
    done.abort();
  }
}

async function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
