/**
 * A snapshot policy as it travels from the construct to the program that carries it out: JSON in the ConfigMap
 * `<policy>-policy`, under the key `policy.json`. Both sides know it by this file alone.
 */
export const SNAPSHOT_POLICY_VERSION = 'cdk8s-stateful.dev/snapshot-policy/v1';

export interface SnapshotPolicyDocument {
  /** Form and version. A program refuses one that it does not know. */
  readonly schema: typeof SNAPSHOT_POLICY_VERSION;
  readonly name: string;
  readonly namespace: string;
  readonly workload: PolicyWorkload;
  readonly snapshotClass: PolicySnapshotClass;
  readonly quiesce: PolicyQuiesce;
  readonly schedule: PolicySchedule;
  readonly retention: PolicyRetention;
  readonly deadlines: PolicyDeadlines;
  /** What was promised. Left out: what the schedule can keep, see `recoveryPointSeconds`. */
  readonly objectives?: PolicyObjectives;
  /** VolumeSnapshots that are created at the same time. */
  readonly parallelism: number;
}

/** What a policy protects. `name` is that of its objects' labels. */
export type PolicyWorkload = PolicyStatefulSet | PolicyClaims;

export interface PolicyStatefulSet {
  readonly kind: 'StatefulSet';
  readonly name: string;
  /** Pods whose claims are members at the least; more, when the set has been scaled up since. */
  readonly replicas: number;
  /** Claim templates whose claims are members. */
  readonly claimTemplates: readonly string[];
  /** Pods whose claims are members, and no others. Left out: all. */
  readonly ordinals?: readonly number[];
  /** Labels that only the pod has that takes writes: its claims are members, and no others. Left out: all. Never beside `ordinals`. */
  readonly primaryLabels?: { readonly [label: string]: string };
}

/** Claims that no StatefulSet makes, each on its own: their snapshots are of different moments. */
export interface PolicyClaims {
  readonly kind: 'PersistentVolumeClaims';
  readonly name: string;
  /** Names of the claims that are members, in the policy's namespace. */
  readonly claims: readonly string[];
}

export interface PolicySnapshotClass {
  /** Given: each group is one VolumeGroupSnapshot, all of whose volumes are cut at one moment. Left out: a VolumeSnapshot for each volume. */
  readonly kind?: 'VolumeGroupSnapshotClass';
  readonly name: string;
  /**
   * When a snapshot of its driver is cut, so that what is written later is not in it: as soon as `status.creationTime` is set,
   * or, for drivers that set it too early or are not known, only when `status.readyToUse` is true.
   */
  readonly cut: 'creationTime' | 'readyToUse';
  /**
   * What its driver does with a snapshot whose VolumeSnapshot is deleted. With `Retain` a prune has to change the
   * policy of each content first, or it would free nothing.
   */
  readonly deletionPolicy: 'Retain' | 'Delete';
}

export type PolicyQuiesce = PolicyNoQuiesce | PolicyCheckpoint | PolicyBackup | PolicyExec;

/** Snapshots hold what was on the disk, as after a power cut. */
export interface PolicyNoQuiesce {
  readonly strategy: 'none';
}

/** How the server is reached, and with which login. */
export interface PolicyServer {
  /** Service of the server that takes writes, in the policy's namespace. */
  readonly service: string;
  readonly port: number;
  readonly database: string;
  /** The login: a Secret in the policy's namespace. */
  readonly secret: { readonly name: string; readonly usernameKey: string; readonly passwordKey: string };
}

/** A CHECKPOINT before the snapshots, so that a restored server has less to replay. */
export interface PolicyCheckpoint extends PolicyServer {
  readonly strategy: 'postgres-checkpoint';
}

/**
 * A backup of PostgreSQL that is open while its data is cut and ended before its log is, for a server with more than one volume.
 * A group of which any step failed is of no use, and is never complete.
 */
export interface PolicyBackup extends PolicyServer {
  readonly strategy: 'postgres-backup';
  /** Those of the claim templates whose volumes hold the write-ahead log. */
  readonly logClaimTemplates: readonly string[];
  /** The server itself ends a session, and with it the backup, that is silent for so long. */
  readonly holdSeconds: number;
}

/** Commands in a container of each pod whose claims are members, which stop the application from writing until the volumes are cut. */
export interface PolicyExec {
  readonly strategy: 'exec';
  readonly container: string;
  readonly commands: PolicyExecCommands;
  /** The container itself thaws after this long. */
  readonly maxFreezeSeconds: number;
  /** What becomes of the group where the application was not seen to be frozen all the while: it has failed, or is what a power cut would have left. */
  readonly onFailure: 'abort' | 'crash';
}

/** What is sent into the container, word by word as it stands here: the fence around the runner lets nothing else through. */
export interface PolicyExecCommands {
  /** Ends with 0 when the container has what the others need. */
  readonly check: readonly string[];
  /** Ends with 0 when the application is frozen. From its start on, the container thaws by itself after `maxFreezeSeconds`. */
  readonly freeze: readonly string[];
  /** Ends with 0 when the application is thawed. The last line says `held` when it had not thawed by itself, `released` when it had, or was not frozen. */
  readonly thaw: readonly string[];
}

export interface PolicySchedule {
  /** Five fields. */
  readonly cron: string;
  /** IANA name: `Etc/UTC`. Days, weeks and months of the retention are those of this zone. */
  readonly timeZone: string;
  readonly suspend: boolean;
}

/** How many groups are kept; a group that any of these keeps stays. */
export interface PolicyRetention {
  readonly last: number;
  readonly hourly: number;
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  /** Complete groups that are never deleted, whatever else is said: at least 1. */
  readonly minReady: number;
  /** How long a group that failed stays for diagnosis. */
  readonly failedTtlSeconds: number;
  /** Groups that are at most so much older than the newest complete one are kept as well. Left out: age keeps none. */
  readonly maxAgeSeconds?: number;
}

export interface PolicyDeadlines {
  /** For the quiesce strategy. */
  readonly quiesceSeconds: number;
  /** How long a run waits until its group is ready before it leaves that to the next run. */
  readonly waitSeconds: number;
  /** When a group that is not ready counts as failed. */
  readonly readySeconds: number;
}

export interface PolicyObjectives {
  /** How old the newest complete group may become. */
  readonly rpoSeconds: number;
}
