import { WAL_VOLUME } from './postgres-layout';

/** Where the files of a restore are, if there was one: what `pg_backup_stop` returned, and its position. */
export const RESTORE_PATH = '/etc/cdk8s-stateful/restore';

/** Names of these files, which are the keys of the ConfigMap `<name>-restore`. */
export const RESTORE_FILES = {
  backupLabel: 'backup_label', tablespaceMap: 'tablespace_map', stopLsn: 'stop_lsn', systemIdentifier: 'system_identifier',
} as const;

/**
 * What a server with its log on a volume of its own needs to be sure of before it starts.
 *
 * That both volumes belong together: a server whose log is empty, or lies elsewhere, must not be started, and says so here in
 * other words than by a panic.
 *
 * That a copy whose volumes were cut one after the other is recovered from its backup label. The label is for the data as it was cut and
 * for no other: put into the directory of a server that has run since, it would make it begin from a log that is long gone. So it
 * is put in place only where the control file is of a server that was running (`in production`) and its last checkpoint is one of
 * those during the backup; a server that was started from the copy has written another state, and later a later checkpoint. The
 * slots of the copy are of replicas that it never had.
 *
 * Its argument is the folder of the files of a restore.
 *
 * @see https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 * @see https://www.postgresql.org/docs/17/app-pgcontroldata.html
 */
export const prepareScript = `set -euo pipefail
refuse() { echo "refused to start: $1" >&2; exit 1; }
[ -s "$PGDATA/PG_VERSION" ] || exit 0
log=$(readlink "$PGDATA/pg_wal") || refuse "the log of this data is in the data directory, and the set has a volume for it; walSize is a choice at birth"
[ "$log" = "$POSTGRES_INITDB_WALDIR" ] || refuse "the log of this data is at $log, and not at $POSTGRES_INITDB_WALDIR"
[ -n "$(ls -A "$log" 2>/dev/null)" ] || refuse "the volume of the log, ${WAL_VOLUME.mountPath}, is empty, and that of the data is not; restore both from one group of snapshots"
restore=$1
[ -s "$restore/${RESTORE_FILES.backupLabel}" ] || exit 0
control=$(LC_ALL=C pg_controldata "$PGDATA")
field() { sed -n "s|^$1: *||p" <<< "$control"; }
number() { local high=\${1%/*} low=\${1#*/}; echo $(((16#$high << 32) + 16#$low)); }
[ "$(field 'Database system identifier')" = "$(cat "$restore/${RESTORE_FILES.systemIdentifier}")" ] || refuse "the backup label is of another database"
[ "$(field 'Database cluster state')" = 'in production' ] || exit 0
checkpoint=$(number "$(field 'Latest checkpoint location')")
started=$(number "$(sed -n 's/^CHECKPOINT LOCATION: //p' "$restore/${RESTORE_FILES.backupLabel}")")
stopped=$(number "$(cat "$restore/${RESTORE_FILES.stopLsn}")")
[ "$checkpoint" -lt "$stopped" ] || exit 0
[ "$checkpoint" -ge "$started" ] || refuse "the backup label is of a later backup than the data; take both from one group of snapshots"
rm -rf "$PGDATA"/pg_replslot/*
if [ -s "$restore/${RESTORE_FILES.tablespaceMap}" ]; then install -m 0600 "$restore/${RESTORE_FILES.tablespaceMap}" "$PGDATA/${RESTORE_FILES.tablespaceMap}"; fi
install -m 0600 "$restore/${RESTORE_FILES.backupLabel}" "$PGDATA/${RESTORE_FILES.backupLabel}.new"
sync "$PGDATA/${RESTORE_FILES.backupLabel}.new"
mv "$PGDATA/${RESTORE_FILES.backupLabel}.new" "$PGDATA/${RESTORE_FILES.backupLabel}"
echo "backup label put in place: $(sed -n 's/^LABEL: //p' "$restore/${RESTORE_FILES.backupLabel}")"
`;
