import type { KubeObject } from '../../cluster/cluster';

/** What there is, as far as a restore goes. */
export interface RestoreFacts {
  /** The set in whose name claims are made, if it is there. */
  readonly target?: KubeObject;
  /** The set that the snapshots were taken of, if it is still there. */
  readonly source?: KubeObject;
  /** Claims of the target's namespace. */
  readonly claims: readonly KubeObject[];
  /** Contents by the names of the members; what may not be read, and is not needed, is missing. */
  readonly contents: ReadonlyMap<string, KubeObject>;
  /** By name; one that may not be read is missing. */
  readonly storageClasses: ReadonlyMap<string, KubeObject>;
}
