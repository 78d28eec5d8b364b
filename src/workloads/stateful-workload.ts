import type { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { NetworkPeer } from './network-peer';
import type { IStorageClass } from '../storage/storage-class';

/** A volume that every pod of a workload has one of. */
export interface WorkloadVolume {
  /** What it is for: `data`, `wal`. */
  readonly role: string;
  /** Name of the claim template; the claims are `<claimTemplateName>-<workload>-<ordinal>`. */
  readonly claimTemplateName: string;
  /** Size that each claim asks for. */
  readonly size: Size;
  /** The class that its volumes are made from. */
  readonly storageClass: IStorageClass;
}

/** How a program reaches the server of a workload to prepare a snapshot, and with which login. */
export interface SnapshotAccess {
  /** Name of the Service that reaches the server that takes writes, in the workload's namespace. */
  readonly serviceName: string;
  /** Port of the Service. */
  readonly port: number;
  /** Database to log in to. */
  readonly database: string;
  /** Name of the Secret with the login, in the workload's namespace. */
  readonly secretName: string;
  /** Key of the user's name in the Secret. */
  readonly usernameKey: string;
  /** Key of the password in the Secret. */
  readonly passwordKey: string;
}

/**
 * How a restore drill starts a server of PostgreSQL from a copy of a workload's volume, apart from everything else. A volume of role `wal` is
 * mounted where `PostgresStatefulSet` has it.
 */
export interface DrillServer {
  /** The image, as the workload's pods name it. */
  readonly image: string;
  /** User that owns the data. */
  readonly user: number;
  /** Group that owns the data. */
  readonly group: number;
  /** Where the volume is mounted. */
  readonly mountPath: string;
  /** Folder of the database below it. */
  readonly dataDirectory: string;
  /** Settings of the server by their names. */
  readonly settings: { [name: string]: string };
  /** Database that is asked by validations. */
  readonly database: string;
  /** Memory that the settings are made for. */
  readonly memory: Size;
  /** Processors that are kept for it: `500m`. */
  readonly cpu: string;
}

/** What to say of a StatefulSet that exists. */
export interface StatefulSetReference {
  /** Its volumes that hold data: `kubectl get statefulset db -o yaml` shows them as `volumeClaimTemplates`. */
  readonly volumes: WorkloadVolume[];
  /** Labels that select its pods: `spec.selector.matchLabels`. */
  readonly matchLabels: { [label: string]: string };
  /**
   * Number of pods. Policies look up how many there are; of a set that is scaled down they still protect so many.
   *
   * @default 1
   */
  readonly replicas?: number;
}

/** A workload whose pods keep data on volumes of their own: what policies, alerts and drills need to know of it. */
export interface IStatefulWorkload extends IConstruct {
  /** Name of the StatefulSet. */
  readonly workloadName: string;
  /** Its namespace; undefined when the one who applies the YAML decides. */
  readonly workloadNamespace?: string;
  /** Number of pods. */
  readonly replicas: number;
  /** Labels that select its pods. */
  readonly matchLabels: { [label: string]: string };
  /** Its volumes. */
  readonly volumes: WorkloadVolume[];
  /**
   * How a PostgreSQL server is reached before a snapshot: to write a checkpoint, or, with a volume of role `wal` beside others, to begin
   * and end a backup.
   *
   * @default - nothing is done before a snapshot
   */
  readonly snapshotAccess?: SnapshotAccess;
  /**
   * How a drill starts a server from copies of its volumes.
   *
   * @default - a restore drill refuses the workload
   */
  readonly drillServer?: DrillServer;
  /**
   * Lets a peer connect to the workload. Adds an ingress rule to its NetworkPolicy.
   */
  allowFrom(peer: NetworkPeer): void;
}
