/** Where a command writes: results and everything else. */
export interface Streams {
  /** What is written to `out` may be coloured. */
  readonly color?: boolean;
  /** Columns of the terminal behind `out`, if it is one. */
  readonly columns?: number;
  /** Somebody watches what is written to `err`. */
  readonly watched?: boolean;
  out(text: string): void;
  err(text: string): void;
}

/** What a command ends with. */
export const EXIT = { clean: 0, findings: 1, badInput: 2, nothingChecked: 3 } as const;

/** What the snapshot commands end with. `degraded`: the group is good, and is less than the policy asked for. */
export const SNAPSHOT_EXIT = { done: 0, failed: 1, degraded: 10 } as const;

/** What a drill ends with: only one that passed is a success, so that a CronJob's last success is the last that passed. */
export const DRILL_EXIT = { passed: 0, failed: 1, inconclusive: 10 } as const;

/** What a restore ends with. `waiting`: the claims are made, and not all of them have their volumes. */
export const RESTORE_EXIT = { done: 0, waiting: 10 } as const;
