import type { Clock } from '../../../cli/operations/snapshots/clock';

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/**
 * Time that passes only while somebody sleeps, and then at once: when all else rests, the sleeper who is due first wakes up.
 * Several that sleep at a time wake in the order in which they would have.
 */
export class FakeClock implements Clock {
  private readonly start: number;
  private time: number;
  private sleepers: Sleeper[] = [];
  private ticking = false;
  private stopped = false;

  constructor(start: string = '2026-03-01T00:00:00Z') {
    this.start = this.time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.time);
  }

  monotonic(): number {
    return this.time - this.start;
  }

  /** Lets time pass between two steps of a test. */
  advance(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** The program that sleeps is gone: nobody of it wakes up again, and it does not fall asleep any more either. */
  stop(): void {
    this.sleepers = [];
    this.stopped = true;
  }

  /** Another program may sleep. */
  restart(): void {
    this.stopped = false;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const forever = this.stopped;
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => {
        this.sleepers = this.sleepers.filter((each) => each !== sleeper);
        reject(signal!.reason as Error);
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper: Sleeper = { until: this.time + milliseconds, wake };
      if (!forever) this.sleepers.push(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
      this.tick();
    });
  }

  every(milliseconds: number, action: () => Promise<void>): { stop(): Promise<void> } {
    const stopped = new AbortController();
    const repeat = async (): Promise<void> => {
      while (await this.sleep(milliseconds, stopped.signal).then(() => true, () => false)) await action();
    };
    const loop = repeat();
    return {
      stop: async () => {
        stopped.abort();
        await loop;
      },
    };
  }

  private tick(): void {
    if (this.ticking || this.sleepers.length === 0) return;
    this.ticking = true;
    setImmediate(() => {
      this.ticking = false;
      this.wakeFirst();
      this.tick();
    });
  }

  private wakeFirst(): void {
    if (this.sleepers.length === 0) return;
    const first = this.sleepers.reduce((a, b) => (b.until < a.until ? b : a));
    this.sleepers = this.sleepers.filter((each) => each !== first);
    this.time = Math.max(this.time, first.until);
    first.wake();
  }
}
