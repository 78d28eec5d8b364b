import type { Duration } from 'cdk8s';

/** What becomes of a group whose application was not seen to be frozen until all of it was cut. */
export enum QuiesceFailure {
  /** The group has failed: it counts for nothing, and the run ends with exit code 1. */
  ABORT = 'abort',
  /**
   * The application is thawed, and the group holds what a power cut would have left; the run ends with exit code 10. Not for pods with
   * several volumes, which a power cut leaves in states that fit each other, and snapshots one after the other do not.
   */
  CRASH_CONSISTENT = 'crash',
}

/** Options for `Quiesce.exec`. */
export interface ExecQuiesceOptions {
  /** Name of the container that the commands run in. It needs `sh` and `sleep`, as most images have them; each run looks first. */
  readonly container: string;
  /**
   * The command, word by word, after whose end the application writes nothing until it is thawed. It must have an effect that outlasts it: a
   * session or a lock that ends with the command is gone before the volumes are cut. It may be given up half-way, and is then thawed.
   *
   * Never write a secret into it: commands stand in the API server's log, the policy and the cluster's admission policies.
   */
  readonly freeze: string[];
  /**
   * The command, word by word, after which the application writes again. It is run more than once, and also when nothing was frozen: then it
   * has to succeed and do nothing.
   */
  readonly thaw: string[];
  /**
   * The longest that the application may stand still, in whole seconds, from 1 second to 10 minutes. The container itself thaws when it is over, whatever has become
   * of the program that froze it. What was not cut by then was cut too late.
   *
   * @default Duration.seconds(30)
   */
  readonly maxFreeze?: Duration;
  /**
   * What becomes of the group where the application was not frozen until all of it was cut.
   *
   * @default QuiesceFailure.ABORT
   */
  readonly onFailure?: QuiesceFailure;
}
