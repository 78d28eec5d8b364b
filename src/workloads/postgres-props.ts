import type { Size } from 'cdk8s';
import type { PostgresCredentials } from './postgres-credentials';
import type { StatefulSetOptions } from './stateful-set-props';
import type { VolumeAccessMode } from '../facts/drivers/volume-modes';
import type { PostgresImage, PostgresVersion } from '../facts/engines/postgres-image';
import type { IConfigMap } from '../kube/cdk8s-plus';
import type { IStorageClass } from '../storage/storage-class';

/** A PostgreSQL database. */
export interface PostgresStatefulSetProps extends StatefulSetOptions {
  /** The version. Required: a data directory belongs to one major, so no default may move. */
  readonly version: PostgresVersion;
  /** The class that its volume is made from. Block volumes only. Sets `storageClassName`. */
  readonly storageClass: IStorageClass;
  /**
   * Size of the data volume. Sets `resources.requests.storage` of the claim template.
   *
   * It cannot be raised here for a set that runs: the API server refuses every change of a claim template. Grow the
   * claim, then replace the set without its pods; the guide "Growing volumes" has the commands.
   *
   * @see https://github.com/kubernetes/kubernetes/issues/68737
   */
  readonly dataSize: Size;
  /**
   * Size of a volume of its own for the write-ahead log. Writes of the log and of the data then do not wait for each other, and a log that
   * grows does not fill the volume of the data. Adds the claim template `wal`, for which settings are made too.
   *
   * A choice at birth, for ever: the API server refuses to add or remove a claim template, and the log of a database that exists
   * stays where its first start put it. Snapshots of such a database are backups of PostgreSQL, made in an order that
   * `SnapshotPolicy` keeps; copies of the two volumes that were made any other way are not to be restored from.
   *
   * @see https://www.postgresql.org/docs/17/wal-internals.html
   * @default - the log lies on the data volume
   */
  readonly walSize?: Size;
  /**
   * The class that the volume of the log is made from. Block volumes only. Sets `storageClassName` of the claim template `wal`.
   *
   * @default - `storageClass`
   */
  readonly walStorageClass?: IStorageClass;
  /**
   * The application's login. It and its database are made at the first start; a Secret that changes later does not
   * change the password in the database.
   */
  readonly credentials: PostgresCredentials;
  /**
   * The superuser's login, for administration by hand; nothing hands it to an application.
   *
   * @default - the Secret `<secret of credentials>-superuser`, with the same keys
   */
  readonly superuserCredentials?: PostgresCredentials;
  /**
   * The login that prepares snapshots: it may make checkpoints and start and stop a backup, and read no table.
   *
   * @default - the Secret `<secret of credentials>-snapshot`, with the same keys
   */
  readonly snapshotCredentials?: PostgresCredentials;
  /**
   * Name of the application's database, made at the first start and owned by the application's login.
   *
   * @default "app"
   */
  readonly database?: string;
  /**
   * The image.
   *
   * @default - `PostgresImage.official(version)`, behind the app's mirror when there is one
   */
  readonly image?: PostgresImage;
  /**
   * Number of pods. Only 1 (or 0, to stop it): several pods of the image are several databases with different data.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Server settings, in place of those that are made from memory, processors and volume (`tuning`) or beside them.
   *
   * @see https://www.postgresql.org/docs/17/runtime-config.html
   * @default - see `tuning`
   */
  readonly settings?: { readonly [name: string]: string };
  /**
   * ConfigMap with scripts (`.sql`, `.sh`) that run once, at the first start, in the order of their names, after the
   * logins are made. They run in the database `postgres`; begin with `\connect app` for the application's.
   *
   * @default - none
   */
  readonly initScripts?: IConfigMap;
  /**
   * The ConfigMap with scripts by name, instead of `initScripts`.
   *
   * @default - `initScripts`
   */
  readonly initScriptsName?: string;
  /**
   * More arguments of `initdb`, after ours, which they override: `--locale-provider=libc`,
   * `--locale=de_DE.utf8`. They hold for the life of the data.
   *
   * @see https://www.postgresql.org/docs/17/app-initdb.html
   * @default - UTF-8, a collation that no image changes, checksums, scram
   */
  readonly initdbArgs?: string[];
  /**
   * Sets `accessModes` of the claim template, for ever.
   *
   * @default VolumeAccessMode.READ_WRITE_ONCE_POD
   */
  readonly accessMode?: VolumeAccessMode;
  /**
   * Name of the claim template, to describe a set that already runs. For ever.
   *
   * @default "data"
   */
  readonly claimTemplateName?: string;
  /**
   * Where the data volume is mounted, to describe a set that already runs.
   *
   * @default - `/var/lib/postgresql/data`, from version 18 on `/var/lib/postgresql`
   */
  readonly mountPath?: string;
  /**
   * The data directory, at or below the mount. Sets `PGDATA`.
   *
   * @default - `<mountPath>/pgdata`, from version 18 on `/var/lib/postgresql/<major>/docker`
   */
  readonly pgData?: string;
}
