import { SYSTEM_CLOCK } from '../../../cli/operations/snapshots/clock';
import { FakeClock } from '../../support/fake-cluster';

/** Real time, until it is told to hurry: then what is slept is skipped. */
export class WallClock extends FakeClock {
  private skipped = 0;
  private hurries = false;

  now(): Date {
    return new Date(Date.now() + this.skipped);
  }

  monotonic(): number {
    return performance.now() + this.skipped;
  }

  hurry(): void {
    this.hurries = true;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (!this.hurries) return SYSTEM_CLOCK.sleep(milliseconds, signal);
    signal?.throwIfAborted();
    this.skipped += milliseconds;
    return SYSTEM_CLOCK.sleep(0, signal);
  }

  every(milliseconds: number, action: () => Promise<void>): { stop(): Promise<void> } {
    return SYSTEM_CLOCK.every(milliseconds, action);
  }
}
