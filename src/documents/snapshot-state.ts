import type { BackupLabel } from './backup-label';
import type { Consistency } from '../core/vocabulary';

/**
 * What the runs of a snapshot policy came to: JSON in the ConfigMap `<policy>-state`, under the key `state.json`. The
 * truth about a group is its VolumeSnapshots; this is the memory of what was meant and the evidence of what was done.
 */
export const SNAPSHOT_STATE_VERSION = 'cdk8s-stateful.dev/snapshot-state/v1';

/** Runs whose evidence is kept; a ConfigMap holds 1 MiB. */
export const MAX_RUNS = 100;

export interface SnapshotStateDocument {
  readonly schema: typeof SNAPSHOT_STATE_VERSION;
  /** Groups that were begun and have no outcome yet; written before their first VolumeSnapshot. */
  readonly begun: readonly GroupIntent[];
  /** Groups whose deletion was begun and is not finished; written before the first of it. */
  readonly pruning: readonly string[];
  /** Evidence of finished runs, the newest last. */
  readonly runs: readonly RunEvidence[];
  /** Evidence of restore drills, the newest last. Whoever leaves out old ones keeps the last that passed. */
  readonly drills?: readonly DrillEvidence[];
  /** Retained VolumeGroupSnapshots whose deletion was begun; written before the first of it, as nothing else knows their contents afterwards. */
  readonly freeing?: readonly FreedGroup[];
  /** What the last run found, one of each type. */
  readonly conditions?: readonly StateCondition[];
}

/**
 * As conditions of Kubernetes' objects are. `Protected`: there is a complete group that is as new as the policy promises. `Ready`: the
 * last run got what the policy asks for.
 *
 * @see https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#typical-status-properties
 */
export interface StateCondition {
  readonly type: 'Protected' | 'Ready';
  readonly status: 'True' | 'False' | 'Unknown';
  /** One word, for programs. */
  readonly reason: string;
  /** For people. */
  readonly message: string;
  /** When `status` changed. */
  readonly lastTransitionTime: string;
}

/** A VolumeGroupSnapshot that goes, and what of it has no namespace and stays behind. */
export interface FreedGroup {
  readonly group: string;
  /** Of the VolumeGroupSnapshot. */
  readonly uid: string;
  /** Name of its VolumeGroupSnapshotContent. */
  readonly content: string;
  /** Names of the VolumeSnapshotContents of its members. */
  readonly members: readonly string[];
}

export interface GroupIntent {
  readonly group: string;
  /** What makes a repeated run the same run: the name of its Job. */
  readonly run: string;
  readonly scheduledAt: string;
  readonly startedAt: string;
  /** Names of the VolumeSnapshots by the claims that they are taken of. */
  readonly members: readonly GroupMember[];
  /** Claims that have no volume and so are no members, with the reason. */
  readonly excluded: readonly string[];
  readonly quiesce: QuiesceEvidence;
  /** The pod whose claims they are, where the policy protects the one that takes writes. */
  readonly primary?: PrimaryEvidence;
}

export interface GroupMember {
  readonly name: string;
  readonly claim: string;
  readonly claimUid: string;
  /** Of a claim that no StatefulSet makes. */
  readonly claimSpec?: ClaimSpec;
}

/** What another claim in the place of one that is gone has to ask for: fields of its `spec`. */
export interface ClaimSpec {
  readonly accessModes: readonly string[];
  readonly volumeMode?: string;
  readonly storageClassName?: string;
  readonly resources?: { readonly requests?: { readonly storage?: string } };
}

/** Which pod was the primary, and whether it still was when somebody looked again. */
export interface PrimaryEvidence {
  readonly pod: string;
  readonly uid: string;
  /** Seen when the volumes had been cut. `unknown`: the cluster did not say. Left out: nobody has looked. */
  readonly afterCut?: 'same' | 'changed' | 'unknown';
  /** What was seen then, unless it was the same. */
  readonly reason?: string;
}

export interface QuiesceEvidence {
  readonly strategy: string;
  readonly result: 'done' | 'failed' | 'not asked';
  readonly finishedAt?: string;
  /** Position of the write-ahead log right after a checkpoint, or at the start of a backup. */
  readonly lsn?: string;
  /** What `pg_backup_stop` returned. */
  readonly backup?: BackupLabel;
  /** When the members of a backup, or of a group whose application was frozen, were seen to be cut, by their names. */
  readonly cuts?: { readonly [member: string]: string };
  readonly reason?: string;
  readonly hold?: HoldEvidence;
}

/** Containers that are asked to freeze: written before the first of them is. */
export interface HoldEvidence {
  readonly container: string;
  readonly pods: readonly string[];
  /** When all of them had said that they are thawed. Left out: the next run thaws them before it does anything else. */
  readonly thawedAt?: string;
}

export interface RunEvidence extends GroupIntent {
  readonly outcome: 'Complete' | 'Failed';
  readonly consistency: Consistency;
  /** Why it failed, or what it got less of than the policy asked. */
  readonly reason?: string;
  readonly finishedAt: string;
  /** Whether its set was seen to be stopped from before until after: it needs no backup label. */
  readonly atRest?: true;
  readonly program: string;
  readonly snapshots: readonly SnapshotEvidence[];
}

export interface SnapshotEvidence {
  readonly name: string;
  readonly content?: string;
  readonly creationTime?: string;
  readonly restoreSize?: string;
}

/** What a drill found. Fields are added, never changed. */
export interface DrillEvidence {
  readonly group: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** `Failed`: what is in the group is not good. `Inconclusive`: something else kept the drill from telling; it proves nothing. */
  readonly outcome: 'Passed' | 'Failed' | 'Inconclusive';
  /** Why it did not pass. */
  readonly reason?: string;
  /** How old the group was when the drill began: what would have been lost. */
  readonly rpoSeconds?: number;
  /** From the start until what was restored was found to be good. */
  readonly rtoSeconds?: number;
  /** Where the time went. */
  readonly phases?: readonly { readonly name: string; readonly seconds: number }[];
  readonly checks?: readonly DrillCheck[];
  /** What could not be cleaned up. */
  readonly leftovers?: readonly string[];
  readonly program?: string;
  /** Hash of the evidence before this one, and of this one with that and without itself. */
  readonly previousSha256?: string;
  readonly sha256?: string;
}

export interface DrillCheck {
  readonly name: string;
  readonly passed: boolean;
  /** What was answered. */
  readonly value: string;
}

export const EMPTY_STATE: SnapshotStateDocument = { schema: SNAPSHOT_STATE_VERSION, begun: [], pruning: [], runs: [] };
