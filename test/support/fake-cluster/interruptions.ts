import { ClusterError } from '../../../cli/cluster/cluster';
import type { ClusterErrorReason } from '../../../cli/cluster/cluster';

/** The program was killed: what it did until here is done, and nothing of it runs any more. */
export class Killed extends Error {}

interface Failure {
  readonly reason: ClusterErrorReason;
  readonly call: string;
  times: number;
}

/** What befalls the calls of a program: they fail, or the program is killed in one of them. */
export class Interruptions {
  private readonly failures: Failure[] = [];
  private untilKill = Infinity;
  private kill: 'before' | 'after' = 'before';
  private dead = false;
  private onDeath: () => void = () => undefined;

  killAt(call: number, when: 'before' | 'after', onDeath: () => void = () => undefined): void {
    this.untilKill = call;
    this.kill = when;
    this.onDeath = onDeath;
  }

  revive(): void {
    this.untilKill = Infinity;
    this.dead = false;
  }

  failNext(reason: ClusterErrorReason, times: number, call: string): void {
    this.failures.push({ reason, times, call });
  }

  /** Before a call reaches the cluster. */
  killBefore(call: string): void {
    if (this.dead) throw new Killed(`killed before "${call}"`);
    this.untilKill -= 1;
    if (this.untilKill === 0 && this.kill === 'before') this.die(call);
  }

  /** After a call took effect and before the program hears of it. */
  killAfter(call: string): void {
    if (this.untilKill === 0 && this.kill === 'after') this.die(call);
  }

  fail(call: string): void {
    const failure = this.failures.find((each) => each.times > 0 && call.startsWith(each.call));
    if (failure === undefined) return;
    failure.times -= 1;
    throw new ClusterError(failure.reason, `cannot ${call}: ${failure.reason}`);
  }

  private die(call: string): void {
    this.dead = true;
    this.onDeath();
    throw new Killed(`killed ${this.kill} "${call}"`);
  }
}
