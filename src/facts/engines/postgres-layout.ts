/** Where PostgreSQL keeps its data in a pod. */
export interface PostgresLayout {
  /** Where the data volume is mounted. */
  readonly mountPath: string;
  /** `PGDATA`: a folder inside the mount, so that the server can own it with mode 0700 and a restore can rename it. */
  readonly pgData: string;
}

/**
 * The layout of a major.
 *
 * Up to 17 the image declares the volume `/var/lib/postgresql/data`; from 18 on `/var/lib/postgresql`, and a mount at the
 * old path is refused. `initdb` refuses the root of a file system that holds `lost+found`, hence the sub-directory.
 *
 * @see https://github.com/docker-library/postgres/pull/1259
 * @see https://www.postgresql.org/docs/17/creating-cluster.html#CREATING-CLUSTER-MOUNT-POINTS
 */
export function postgresLayout(major: number): PostgresLayout {
  if (major >= 18) return { mountPath: '/var/lib/postgresql', pgData: `/var/lib/postgresql/${major}/docker` };
  return { mountPath: '/var/lib/postgresql/data', pgData: '/var/lib/postgresql/data/pgdata' };
}

/**
 * Where a volume of its own for the write-ahead log is mounted, and the folder in it that the log lies in: `initdb` refuses
 * the root of a file system that holds `lost+found`. Beside the mounts of all majors and never in one, and for ever the same: the
 * data directory holds a link to it.
 *
 * @see https://www.postgresql.org/docs/17/app-initdb.html#APP-INITDB-OPTION-WALDIR
 */
export const WAL_VOLUME = { mountPath: '/var/lib/postgresql-wal', directory: '/var/lib/postgresql-wal/pg_wal' } as const;

/**
 * Arguments of `initdb`, which hold for the life of the data.
 *
 * - `scram-sha-256` everywhere: the image would otherwise trust everyone inside the pod.
 *   https://www.postgresql.org/docs/17/app-initdb.html
 * - data checksums: on by default only from 18. https://www.postgresql.org/docs/17/checksums.html
 * - a collation that no base image can change: with glibc's, an index built on one Debian is corrupt on the next.
 *   https://wiki.postgresql.org/wiki/Locale_data_changes ; the builtin provider exists from 17.
 * - `huge_pages=off` while initialising: with huge pages on the node and none in the pod's limits initdb dies of SIGBUS.
 *   https://github.com/CrunchyData/postgres-operator/issues/3477 ; `--set` exists from 16.
 */
export function postgresInitdbArgs(major: number): string[] {
  return [
    '--auth-host=scram-sha-256',
    '--auth-local=scram-sha-256',
    '--data-checksums',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    ...(major >= 17 ? ['--locale-provider=builtin'] : []),
    ...(major >= 16 ? ['--set=huge_pages=off'] : []),
  ];
}
