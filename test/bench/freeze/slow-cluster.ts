import type { WallClock } from './wall-clock';
import { VOLUME_SNAPSHOT } from '../../../cli/cluster/cluster';
import type { ExecResult, ExecTarget, Kind, KubeObject } from '../../../cli/cluster/cluster';
import { FakeCluster } from '../../support/fake-cluster';

/** How long a driver takes, in milliseconds from the creation of a VolumeSnapshot. */
export interface Driver {
  readonly cut: number;
  readonly ready: number;
}

/** What an API server takes to answer, and what a container takes to run a command: a busy one, in the same region. */
const API_MILLISECONDS = { least: 5, most: 25 };
const EXEC_MILLISECONDS = { least: 40, most: 120 };

/** A cluster that takes its time, and remembers when an application was frozen, or something held, and until when. */
export class SlowCluster extends FakeCluster {
  /** When the last of them was frozen, and when the first was told to thaw. */
  frozenAt = -Infinity;
  thawedAt = Infinity;
  private readonly created = new Map<string, number>();

  constructor(clock: WallClock, private readonly driver: Driver) {
    super(clock);
  }

  async get(kind: Kind, name: string, namespace?: string): Promise<KubeObject | undefined> {
    await this.pause(API_MILLISECONDS);
    return super.get(kind, name, namespace);
  }

  async list(kind: Kind, namespace: string | undefined, labels: { readonly [label: string]: string }): Promise<KubeObject[]> {
    await this.pause(API_MILLISECONDS);
    const objects = await super.list(kind, namespace, labels);
    return kind.kind === VOLUME_SNAPSHOT.kind ? objects.map((snapshot) => ({ ...snapshot, status: this.statusOf(snapshot) })) : objects;
  }

  async create(kind: Kind, object: KubeObject, options: { readonly dryRun?: boolean } = {}): Promise<KubeObject> {
    await this.pause(API_MILLISECONDS);
    if (options.dryRun !== true) this.created.set(object.metadata.name, this.clock.monotonic());
    return super.create(kind, object, options);
  }

  async replace(kind: Kind, object: KubeObject): Promise<KubeObject> {
    await this.pause(API_MILLISECONDS);
    return super.replace(kind, object);
  }

  async exec(target: ExecTarget, command: readonly string[], signal: AbortSignal): Promise<ExecResult> {
    if (command[0] === 'thaw') this.thawedAt = Math.min(this.thawedAt, this.clock.monotonic());
    await this.pause(EXEC_MILLISECONDS);
    const result = await super.exec(target, command, signal);
    if (command[0] === 'freeze') this.frozenAt = Math.max(this.frozenAt, this.clock.monotonic());
    return result;
  }

  /** As exactly as the driver, and not in whole seconds. */
  private statusOf({ metadata }: KubeObject): object {
    const created = this.created.get(metadata.name)!;
    const age = this.clock.monotonic() - created;
    const creationTime = new Date(this.clock.now().getTime() - age + this.driver.cut).toISOString().replace(/\.\d+Z$/, 'Z');
    return { readyToUse: age >= this.driver.ready, ...(age >= this.driver.cut ? { creationTime } : {}) };
  }

  private async pause({ least, most }: typeof API_MILLISECONDS): Promise<void> {
    await this.clock.sleep(least + Math.random() * (most - least));
  }
}
