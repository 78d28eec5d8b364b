import { ClusterError } from '../../../cli/cluster/cluster';
import type { ExecResult } from '../../../cli/cluster/cluster';
import type { FakeClock } from './clock';

/** What a container does when it is asked. Tests change it as they go. */
export interface ContainerScript {
  /** Seconds that a freeze takes; `Infinity` hangs until the container ends it. */
  freezeTakes?: number;
  /** What a freeze fails with, after it has taken effect or not. */
  freezeFails?: { readonly message: string; readonly frozen: boolean };
  /** Thaws that fail before one works. */
  thawFails?: number;
  /** Thaws that never answer before one works; they have no effect. */
  thawHangs?: number;
  /** What a check fails with. */
  lacks?: string;
}

/** An application that is frozen, or asked to be. */
interface Hold {
  readonly since: number;
  readonly until: number;
}

/** Containers that are frozen and thawed by commands, with a switch that thaws in time whatever happens. */
export class Containers {
  scripts: { [pod: string]: ContainerScript } = {};
  /** Milliseconds that each application was frozen for, as often as it was. */
  readonly freezes: { readonly pod: string; readonly milliseconds: number }[] = [];
  /** Set by a test: how long the switch waits. */
  maxFreezeSeconds = 30;
  private readonly holds = new Map<string, Hold>();

  constructor(private readonly clock: FakeClock) {
  }

  /** Pods whose applications are frozen now. */
  frozen(): string[] {
    this.reconcile();
    return [...this.holds.keys()].sort();
  }

  /** The switches that are due by now have thawed, each at its own time. */
  reconcile(): void {
    for (const [pod, hold] of this.holds) {
      if (this.clock.monotonic() >= hold.until) this.release(pod, hold, hold.until);
    }
  }

  /** The pod is another one: what its predecessor froze in memory is gone. */
  replaced(pod: string): void {
    this.reconcile();
    const hold = this.holds.get(pod);
    if (hold) this.release(pod, hold, this.clock.monotonic());
  }

  /** What a command does at once; what it answers comes later. */
  begin(pod: string, [command]: readonly string[]): () => Promise<ExecResult> {
    const script = this.scripts[pod] ?? {};
    switch (command) {
      case 'check': return async () => (script.lacks === undefined ? answer(0) : answer(127, '', script.lacks));
      case 'freeze': return this.freeze(pod, script);
      case 'thaw': return this.thaw(pod, script);
      default: throw new ClusterError('Forbidden', `denied request: the command ${command} is not the policy's`);
    }
  }

  private freeze(pod: string, { freezeTakes = 0, freezeFails }: ContainerScript): () => Promise<ExecResult> {
    if (this.holds.has(pod)) return async () => answer(75, '', 'an earlier hold is not over');
    const since = this.clock.monotonic();
    const until = since + this.maxFreezeSeconds * 1000;
    if (freezeFails?.frozen !== false) this.holds.set(pod, { since, until });
    return async () => {
      await this.clock.sleep(Math.min(freezeTakes * 1000, until - since));
      if (since + freezeTakes * 1000 >= until) return answer(124);
      return freezeFails ? answer(1, '', freezeFails.message) : answer(0);
    };
  }

  private thaw(pod: string, script: ContainerScript): () => Promise<ExecResult> {
    if ((script.thawHangs ?? 0) > 0) {
      script.thawHangs! -= 1;
      return async () => new Promise(() => undefined);
    }
    if ((script.thawFails ?? 0) > 0) {
      script.thawFails! -= 1;
      return async () => answer(1, '', 'it is busy');
    }
    const hold = this.holds.get(pod);
    if (hold) this.release(pod, hold, this.clock.monotonic());
    return async () => answer(0, hold ? 'held\n' : 'released\n');
  }

  private release(pod: string, { since }: Hold, at: number): void {
    this.holds.delete(pod);
    this.freezes.push({ pod, milliseconds: at - since });
  }
}

function answer(exitCode: number, stdout: string = '', stderr: string = ''): ExecResult {
  return { exitCode, stdout, stderr };
}
