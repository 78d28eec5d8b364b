/**
 * What there is to know about a program that keeps data. One file an engine answers all of it; constructs and audit
 * rules read these answers and never ask which engine it is.
 */
export interface EngineFacts {
  /** Short name: `postgres`. It becomes the label `app.kubernetes.io/name`. */
  readonly id: string;
  readonly title: string;
  /** Upstream documents and versions that these facts were read from. */
  readonly source: string;
  /** How the audit recognises its images: last parts of the repository, without registry and tag. */
  readonly images: readonly EngineImageFacts[];
  /** Tags that say the version, and so which of the images one is; under any other, as of a team's own builds, it may be each. All do, when absent. */
  readonly versionTags?: RegExp;
  readonly ports: readonly { readonly name: string; readonly port: number; readonly source: string }[];
  /** Programs of its images that start the server. A container that runs another program of the image is a client. */
  readonly serverPrograms: { readonly names: readonly string[]; readonly source: string };
  /** Programs that write the content of a running server out, to be read in again by another. */
  readonly dumpPrograms?: { readonly names: readonly string[]; readonly source: string };
  /** Environment variable with which an image is told another data path. */
  readonly dataPathVariable?: { readonly name: string; readonly source: string };
  /** How else it is told another data path. */
  readonly dataPathOptions?: {
    /** Options of its command that are followed by the path. */
    readonly names: readonly string[];
    /** Options that are followed by a file with settings, the path perhaps among them. */
    readonly files: readonly string[];
    /** Where its images look for such files by themselves. */
    readonly folders: readonly string[];
    readonly source: string;
  };
  /** How long a clean stop may take. */
  readonly terminationGracePeriodSeconds: { readonly default: number; readonly minimum: number; readonly why: string; readonly source: string };
  /** What several pods of the plain image are to each other. */
  readonly replication: {
    /** `built-in`: pods find each other by themselves. `none`: they are separate servers with separate data. */
    readonly plainImage: 'none' | 'built-in';
    /** Names of environment variables, labels or container names that show that somebody replicates. */
    readonly signs: readonly string[];
    readonly why: string;
    readonly source: string;
  };
  /** May its data lie on a network file system? */
  readonly networkFileSystem: { readonly allowed: boolean; readonly why: string; readonly source: string };
  /** Is the data by default the only copy (`authoritative`), or can it be made again? */
  readonly data: 'authoritative' | 'rebuildable';
}

export interface EngineImageFacts {
  /** Last path segment(s) of the repository: `postgres`, `cloudnative-pg/postgresql`. */
  readonly repository: string;
  /** Only tags that match; all when absent. The first entry that matches wins. */
  readonly tag?: RegExp;
  readonly uid: number;
  readonly gid: number;
  /** Where the image keeps its data by default; a volume must be mounted at or above it. `<major>` is the number in its tag of the engine itself. */
  readonly dataPath: string;
  /** The `VOLUME` of its Dockerfile: where nothing is mounted exactly there, containerd puts an empty folder that goes with the container. */
  readonly declaredVolume?: string;
  /** Has no `USER`: it starts as root and steps down by itself. */
  readonly startsAsRoot?: boolean;
  readonly source: string;
}
