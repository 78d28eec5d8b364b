/** Variables from which the first start takes the logins that it makes. */
export const FIRST_START = {
  applicationUser: 'APPLICATION_USERNAME',
  applicationPassword: 'APPLICATION_PASSWORD',
  snapshotUser: 'SNAPSHOT_USERNAME',
  snapshotPassword: 'SNAPSHOT_PASSWORD',
  database: 'APPLICATION_DATABASE',
} as const;

/** Name of the script: it runs before scripts of the user's that begin with a higher number. */
export const FIRST_START_SCRIPT = '00-logins.sh';

/**
 * What the image runs once, when the data directory is empty: the application's login with a database of its own, and a
 * login that can do no more than prepare a snapshot.
 *
 * The rights of the snapshot login: https://www.postgresql.org/docs/17/predefined-roles.html (pg_checkpoint, from 15) and
 * https://www.postgresql.org/docs/17/functions-admin.html#FUNCTIONS-ADMIN-BACKUP. Passwords are read from the environment
 * by psql itself, so that no argument list and no log of a failed statement shows them.
 *
 * The image appends to pg_hba.conf what lets anybody in by the network, and leaves it to the kernel when that reaches the disk: in a
 * snapshot of the first half minute it would be missing, and a server restored from it would answer its own pod alone.
 * https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh pg_setup_hba_conf
 */
export const firstStartScript = `#!/bin/bash
set -e
sync "$PGDATA/pg_hba.conf"
psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\\getenv application_user ${FIRST_START.applicationUser}
\\getenv application_password ${FIRST_START.applicationPassword}
\\getenv snapshot_user ${FIRST_START.snapshotUser}
\\getenv snapshot_password ${FIRST_START.snapshotPassword}
\\getenv database ${FIRST_START.database}
SET log_min_error_statement = panic;
CREATE ROLE :"application_user" LOGIN PASSWORD :'application_password';
CREATE DATABASE :"database" OWNER :"application_user";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
CREATE ROLE :"snapshot_user" LOGIN PASSWORD :'snapshot_password';
GRANT pg_checkpoint TO :"snapshot_user";
GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean) TO :"snapshot_user";
GRANT EXECUTE ON FUNCTION pg_backup_stop(boolean) TO :"snapshot_user";
SQL
`;
