import { engineOfImage } from './index';
import { fail } from '../../core/faults';
import { checkProps, checkValue, having, NUMBER, oneOf, optional, SWITCH, TEXT, WORDS } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/**
 * A version of PostgreSQL: its major, or a major and minor.
 *
 * It is said, never guessed: a server refuses a data directory of another major, so a default that moves with this
 * library would one day leave a database that does not start.
 *
 * @see https://www.postgresql.org/support/versioning/
 */
export class PostgresVersion {
  /** PostgreSQL 15: the newest minor that the image's tag `15` names. */
  public static readonly V15 = new PostgresVersion('15');
  /** PostgreSQL 16: the newest minor that the image's tag `16` names. */
  public static readonly V16 = new PostgresVersion('16');
  /** PostgreSQL 17: the newest minor that the image's tag `17` names. */
  public static readonly V17 = new PostgresVersion('17');
  /** PostgreSQL 18: the newest minor that the image's tag `18` names. */
  public static readonly V18 = new PostgresVersion('18');

  /**
   * A version by its text, to pin a minor: `PostgresVersion.of('17.6')`.
   *
   * @param version major, or major and minor: `17`, `17.6`.
   * @throws when the text is not of that form or the major is older than 15, the first whose role `pg_checkpoint` lets
   * an account without other rights prepare a snapshot.
   */
  public static of(version: string): PostgresVersion {
    checkValue('PostgresVersion.of', 'version', TEXT, version);
    const match = /^(\d{1,2})(\.\d{1,2})?$/.exec(version);
    if (!match || Number(match[1]) < 15) {
      fail('PostgresVersion.of', { prop: 'version', problem: 'is not a supported version of PostgreSQL', got: version, remedy: 'use 15 or newer, as "17" or "17.6"' });
    }
    return new PostgresVersion(version);
  }

  /** The version as in the image's tag: `17` or `17.6`. */
  public readonly version: string;
  /** The major, which owns the format of the data directory. */
  public readonly major: number;

  private constructor(version: string) {
    this.version = version;
    this.major = Number(version.split('.')[0]);
  }
}

/** The distribution below the official image. It owns the C library, and so collations and user ids. */
export enum PostgresDistribution {
  /** Debian 13: the base that tags without a suffix name today. Stated, so that it never moves below the data. */
  TRIXIE = 'trixie',
  /** Debian 12. */
  BOOKWORM = 'bookworm',
  /** Alpine: musl instead of glibc, and uid and gid 70 instead of 999. */
  ALPINE = 'alpine',
}

/** Options for `PostgresImage.official`. */
export interface PostgresOfficialImageOptions {
  /**
   * The distribution below the image. It cannot change over existing data without checking collations and owners.
   *
   * @see https://github.com/docker-library/postgres/issues/1356
   * @default PostgresDistribution.TRIXIE
   */
  readonly distribution?: PostgresDistribution;
  /**
   * Digest that pins the image: `sha256:...`.
   *
   * @default - the tag decides
   */
  readonly digest?: string;
}

/** Options for `PostgresImage.custom`: what the library cannot know about an image. */
export interface PostgresCustomImageOptions {
  /** The image reference, used as it is: `registry.example/team/postgres:17.6-postgis@sha256:...`. */
  readonly image: string;
  /**
   * Numeric user id of the server. Sets `runAsUser`.
   *
   * @default - that of the official image with this repository name and tag
   */
  readonly user?: number;
  /**
   * Numeric group id of the server. Sets `runAsGroup` and `fsGroup`.
   *
   * @default - that of the official image with this repository name and tag
   */
  readonly group?: number;
  /**
   * Does the image stop on `SIGINT` (a fast shutdown, as the official one does)? Otherwise a `preStop` hook stops the server.
   *
   * @default true
   */
  readonly stopsFast?: boolean;
}

const POSTGRES_VERSION = having('PostgresVersion', 'use PostgresVersion.V17 or PostgresVersion.of()', 'version', 'major');
const OFFICIAL: Shapes<PostgresOfficialImageOptions> = { distribution: optional(oneOf(PostgresDistribution)), digest: optional(TEXT) };
const CUSTOM: Shapes<PostgresCustomImageOptions> = { image: WORDS, user: optional(NUMBER), group: optional(NUMBER), stopsFast: optional(SWITCH) };

/**
 * An image of PostgreSQL with what has to be known to run it as an unprivileged user.
 *
 * @see https://hub.docker.com/_/postgres
 */
export class PostgresImage {
  /** The official image of a version, as `postgres:<version>-<base>`. */
  public static official(version: PostgresVersion, options: PostgresOfficialImageOptions = {}): PostgresImage {
    checkValue('PostgresImage.official', 'version', POSTGRES_VERSION, version);
    checkProps('PostgresImage.official', OFFICIAL, options);
    const digest = options.digest === undefined ? '' : `@${options.digest}`;
    if (options.digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(options.digest)) {
      fail('PostgresImage.official', { prop: 'digest', problem: 'is not a digest', got: options.digest, remedy: 'use sha256: and 64 hexadecimal digits' });
    }
    const image = `postgres:${version.version}-${options.distribution ?? PostgresDistribution.TRIXIE}${digest}`;
    return PostgresImage.of(image, {}, true);
  }

  /**
   * Any other image with the official one's entry point and environment.
   *
   * @throws when neither the options nor the facts about known images say which user it runs as.
   */
  public static custom(options: PostgresCustomImageOptions): PostgresImage {
    checkProps('PostgresImage.custom', CUSTOM, options);
    return PostgresImage.of(options.image, options, false);
  }

  private static of(image: string, options: Omit<PostgresCustomImageOptions, 'image'>, official: boolean): PostgresImage {
    const known = engineOfImage(image);
    const user = options.user ?? known?.image.uid;
    const group = options.group ?? options.user ?? known?.image.gid;
    if (user === undefined || group === undefined) {
      fail('PostgresImage.custom', { prop: 'user', problem: 'is needed for an image that is not known', got: image, remedy: 'set user and group to the numeric ids that own its data directory' });
    }
    return new PostgresImage(image, user, group, options.stopsFast ?? true, official);
  }

  private constructor(
    /** The image reference before a registry mirror is put in front: `postgres:17-trixie`. */
    public readonly image: string,
    /** Numeric user id that owns the data directory. */
    public readonly user: number,
    /** Numeric group id that owns the data directory. */
    public readonly group: number,
    /** Whether the image's own stop signal is a fast shutdown. */
    public readonly stopsFast: boolean,
    /** Whether a registry mirror may be put in front. @internal */
    public readonly _official: boolean,
  ) {}
}
