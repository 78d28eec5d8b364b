import type { RunEnvironment } from '../snapshot-run/environment';

/** What an exchange of volumes works with. */
export interface SwapEnvironment extends RunEnvironment {
  /** How long to wait until the group is ready, and then for what Kubernetes does. */
  readonly waitSeconds: number;
}
