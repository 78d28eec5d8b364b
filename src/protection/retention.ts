import { Duration } from 'cdk8s';
import { Faults } from '../core/faults';
import { checkProps, DURATION, NUMBER, optional } from '../core/shape';
import type { Shapes } from '../core/shape';
import { seconds } from '../core/time';
import type { PolicyRetention } from '../documents/snapshot-policy';

/** How many groups of snapshots are kept. A group that any of these keeps stays. */
export interface RetentionProps {
  /**
   * The newest groups.
   *
   * @default 0
   */
  readonly last?: number;
  /**
   * The newest group of each of so many hours. Hours without a complete group do not count, so that a pause deletes nothing.
   *
   * @default 0
   */
  readonly hourly?: number;
  /**
   * The newest group of each of so many days, by the time zone of the policy.
   *
   * @default 0
   */
  readonly daily?: number;
  /**
   * The newest group of each of so many ISO weeks.
   *
   * @default 0
   */
  readonly weekly?: number;
  /**
   * The newest group of each of so many months.
   *
   * @default 0
   */
  readonly monthly?: number;
  /**
   * Complete groups that are never deleted, whatever else is said and however old they are. At least 1.
   *
   * @default 3
   */
  readonly minReady?: number;
  /**
   * How long a group that failed stays, for diagnosis. It counts for nothing and is never restored from.
   *
   * @default Duration.days(2)
   */
  readonly failedTtl?: Duration;
  /**
   * Groups that are at most so much older than the newest complete one are kept as well; older ones go, unless a count keeps them. The
   * newest group is the measure and not the clock, so that a pause deletes nothing. By itself it keeps all of the last days.
   *
   * @see https://restic.readthedocs.io/en/stable/060_forget.html (`--keep-within`)
   * @default - age keeps none
   */
  readonly maxAge?: Duration;
}

const COUNT = optional(NUMBER);
const SHAPES: Shapes<RetentionProps> = {
  last: COUNT, hourly: COUNT, daily: COUNT, weekly: COUNT, monthly: COUNT, minReady: COUNT, failedTtl: optional(DURATION), maxAge: optional(DURATION),
};

/**
 * Which groups of snapshots are kept. Only complete groups count; age alone never deletes one. The newest group
 * that a restore drill has passed with is kept besides.
 *
 * The form is that of restic: https://restic.readthedocs.io/en/stable/060_forget.html
 */
export class Retention {
  /**
   * A retention by counts, or by age.
   *
   * @throws when neither a count nor an age is given, or one is not a whole number of 0 or more: all faults in one message.
   */
  public static of(props: RetentionProps): Retention {
    return new Retention(props);
  }

  /** The newest groups that are kept. */
  public readonly last: number;
  /** Hours of which the newest group is kept. */
  public readonly hourly: number;
  /** Days of which the newest group is kept. */
  public readonly daily: number;
  /** Weeks of which the newest group is kept. */
  public readonly weekly: number;
  /** Months of which the newest group is kept. */
  public readonly monthly: number;
  /** Complete groups that are never deleted. */
  public readonly minReady: number;
  /** How long a group that failed stays. */
  public readonly failedTtl: Duration;
  /** How much older than the newest a group may be to be kept without a count; undefined when age keeps none. */
  public readonly maxAge?: Duration;

  private constructor(props: RetentionProps) {
    checkProps('Retention.of', SHAPES, props);
    const { last = 0, hourly = 0, daily = 0, weekly = 0, monthly = 0, minReady = 3 } = props;
    const counts = { last, hourly, daily, weekly, monthly };
    const faults = new Faults('Retention.of');
    for (const [prop, got] of Object.entries({ ...counts, minReady })) {
      faults.require(Number.isInteger(got) && got >= 0, { prop, problem: 'is not a number of groups', got, remedy: 'use a whole number of 0 or more' });
    }
    faults.require(minReady !== 0, { prop: 'minReady', problem: 'would let the last good group be deleted', got: minReady, remedy: 'use 1 or more' });
    faults.require(Object.values(counts).some((count) => count > 0) || props.maxAge !== undefined, {
      prop: 'retention', problem: 'keeps nothing but minReady', remedy: 'set at least one of last, hourly, daily, weekly, monthly, maxAge',
    });
    this.failedTtl = props.failedTtl ?? Duration.days(2);
    faults.require(seconds(this.failedTtl) > 0, { prop: 'failedTtl', problem: 'is no time', got: seconds(this.failedTtl), remedy: 'use a second or more' });
    this.maxAge = props.maxAge;
    faults.require(this.maxAge === undefined || seconds(this.maxAge) > 0, { prop: 'maxAge', problem: 'is no time', got: 0, remedy: 'use a second or more' });
    faults.throwIfAny();
    [this.last, this.hourly, this.daily, this.weekly, this.monthly, this.minReady] = [last, hourly, daily, weekly, monthly, minReady];
  }

  /** @internal */
  public _render(): PolicyRetention {
    const { last, hourly, daily, weekly, monthly, minReady, failedTtl, maxAge } = this;
    const counts = { last, hourly, daily, weekly, monthly, minReady };
    return { ...counts, failedTtlSeconds: seconds(failedTtl), ...(maxAge ? { maxAgeSeconds: seconds(maxAge) } : {}) };
  }
}
