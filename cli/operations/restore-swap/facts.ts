import type { KubeObject } from '../../cluster/cluster';

/** What there is, as far as an exchange of volumes goes: all of it of one namespace but the volumes. */
export interface SwapFacts {
  /** The set of the policy, if it is there. */
  readonly kept?: KubeObject;
  /** The set whose volumes it is to get, if it is there. */
  readonly restored?: KubeObject;
  readonly claims: readonly KubeObject[];
  readonly pods: readonly KubeObject[];
  readonly snapshots: readonly KubeObject[];
  /** What pods of the two sets read before their servers start, where it is there. */
  readonly configMaps: readonly KubeObject[];
  /** PersistentVolumes by name: those that the claims of the two sets are bound to. */
  readonly volumes: ReadonlyMap<string, KubeObject>;
}
