import { prepareScript, RESTORE_FILES } from './postgres-prepare';

/** Where server and validator of a drill meet: a folder that only the two of them see. */
export const SOCKETS_PATH = '/var/run/postgresql';

/** File beside the socket with the name of the superuser. */
const SUPERUSER_FILE = `${SOCKETS_PATH}/superuser`;

/** File beside it with the position of the log at which recovery ended. */
const RECOVERED_FILE = `${SOCKETS_PATH}/recovered`;

/**
 * Settings that a restored copy must not start with: it would archive over the archive of the original, follow it, subscribe to
 * it, or run its jobs a second time.
 *
 * https://www.postgresql.org/docs/17/runtime-config-wal.html#GUC-ARCHIVE-MODE
 * https://www.postgresql.org/docs/17/runtime-config-replication.html
 * https://github.com/citusdata/pg_cron/blob/v1.6.5/README.md cron.launch_active_jobs
 */
const APART: { readonly [setting: string]: string } = {
  'archive_mode': 'off',
  'primary_conninfo': '',
  'primary_slot_name': '',
  'max_logical_replication_workers': '0',
  'cron.launch_active_jobs': 'off',
  'listen_addresses': '',
  'unix_socket_directories': SOCKETS_PATH,
  'hba_file': '/tmp/pg_hba.conf',
  'ssl': 'off',
};

/** Arguments of a server that is apart from everything: those of the original, and what keeps it from harm. */
export function drillArguments(settings: { readonly [name: string]: string }): string[] {
  return Object.entries({ ...settings, ...APART }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * Makes the restored volumes of a backup fit each other, as the pods of a restored set do. They may go without the label, since their data may
 * have run for long; the data of a drill never has, so it is given the label, or is no copy of that backup.
 */
export const drillPrepareScript = `set -euo pipefail
(
${prepareScript})
cmp -s "$1/${RESTORE_FILES.backupLabel}" "$PGDATA/${RESTORE_FILES.backupLabel}" || {
  echo "refused to start: the backup label is not for this data, which is no copy from during that backup" >&2
  exit 1
}
`;

/**
 * Starts a server on restored data. Who may use the socket is whoever sees it, so that no password is needed. The bootstrap
 * superuser, whose name nobody outside the data knows, is asked for in single-user mode, which recovers the data as well: the checkpoint
 * at the end of that is the first record behind what was recovered.
 *
 * https://www.postgresql.org/docs/17/app-postgres.html#APP-POSTGRES-SINGLE-USER
 * https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/catalog/pg_authid.dat (oid 10)
 */
export const drillServerScript = `set -euo pipefail
printf 'local all all trust\\n' > /tmp/pg_hba.conf
if [ ! -s "$PGDATA/PG_VERSION" ]; then echo "there is no database in $PGDATA" >&2; exit 3; fi
rm -f "$PGDATA/postmaster.pid"
answer=$(printf 'select rolname, (select checkpoint_lsn from pg_catalog.pg_control_checkpoint()) as recovered from pg_catalog.pg_authid where oid = 10\\n' \\
  | postgres --single -D "$PGDATA" "$@" postgres)
field() { sed -n "s/^.*$1 = \\"\\(.*\\)\\"[[:space:]]*(typeid.*$/\\1/p" <<< "$answer"; }
field rolname > ${SUPERUSER_FILE}
[ -s ${RECOVERED_FILE} ] || field recovered > ${RECOVERED_FILE}
exec postgres -D "$PGDATA" "$@"
`;

/** Names of what the validator says, and of the variable that tells it the position that the copy must have reached. */
export interface DrillWords {
  readonly server: string;
  readonly fresh: string;
  readonly recovered: string;
  readonly control: string;
  readonly structure: string;
  readonly validation: (index: number) => string;
  readonly expectedLsn: string;
}

/**
 * Looks at the restored data, and says what it found in the termination message: a line for each check, with its name, `passed` or
 * `failed`, and the answer.
 *
 * Of a backup the position that the copy must have reached is that at which the backup ended, and recovery itself must have gone so far.
 *
 * https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/ (4096 bytes)
 * https://www.postgresql.org/docs/17/app-pgamcheck.html
 */
export function drillValidation(words: DrillWords, validations: number, isBackup: boolean): string {
  const own = Array.from({ length: validations }, (_, at) => `expect_true ${words.validation(at)} "$DATABASE" "$VALIDATION_${at}"`);
  const recovered = `  expect_true ${words.recovered} postgres "select '$(cat ${RECOVERED_FILE})'::pg_lsn >= '$${words.expectedLsn}'::pg_lsn"\n`;
  return `set -uo pipefail
export PGHOST=${SOCKETS_PATH} PGUSER="$(cat ${SUPERUSER_FILE})" PGOPTIONS='-c default_transaction_read_only=on'
failures=0
say() {
  if [ "$2" = failed ]; then failures=1; fi
  printf '%s\\t%s\\t%s\\n' "$1" "$2" "$(printf '%s' "$3" | tr -c '[:print:]' ' ' | cut -c1-160)" >> /dev/termination-log
}
ask() { psql -XAtq -v ON_ERROR_STOP=1 -d "$1" -c "$2" 2>&1; }
expect() {
  local answer
  answer=$(ask "$3" "$4") || { say "$1" failed "$answer"; return; }
  if [ "$answer" = "$2" ]; then say "$1" passed "$answer"; else say "$1" failed "$answer"; fi
}
expect_true() { expect "$1" t "$2" "$3"; }
answer=$(ask postgres 'select version()') || { say ${words.server} failed "$answer"; exit 1; }
say ${words.server} passed "$answer"
if [ -n "\${${words.expectedLsn}:-}" ]; then
  expect_true ${words.fresh} postgres "select pg_current_wal_lsn() >= '$${words.expectedLsn}'::pg_lsn"
${isBackup ? recovered : ''}  expect ${words.control} f postgres "select pg_current_wal_lsn() >= '$${words.expectedLsn}'::pg_lsn + 1e15"
fi
${own.join('\n')}
if answer=$(PGOPTIONS='' pg_amcheck --all --install-missing --heapallindexed 2>&1); then say ${words.structure} passed ''; else say ${words.structure} failed "$answer"; fi
exit $failures
`;
}
