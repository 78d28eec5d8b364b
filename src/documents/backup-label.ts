import { BACKUP_LABEL_ANNOTATION } from '../core/vocabulary';
import { RESTORE_FILES } from '../facts/engines/postgres-prepare';

/**
 * What a restore of a backup of PostgreSQL needs besides its volumes. The runner writes it, as JSON, into the annotation
 * `cdk8s-stateful.dev/backup-label` of each VolumeSnapshot of the backup; a restore makes it, as it is, the `data` of the ConfigMap
 * `<name>-restore`, which the pods of the new set read before the server starts.
 */
export interface BackupLabel {
  /** Byte for byte what the server returned: a restored server begins to replay where it says. */
  readonly backup_label: string;
  /** Position of the log at which the backup ended. */
  readonly stop_lsn: string;
  /** Of the database, so that a label never gets into the data of another. */
  readonly system_identifier: string;
  /** Byte for byte what the server returned; only where there are tablespaces. */
  readonly tablespace_map?: string;
}

const REQUIRED = [RESTORE_FILES.backupLabel, RESTORE_FILES.stopLsn, RESTORE_FILES.systemIdentifier];
const FILES: readonly string[] = Object.values(RESTORE_FILES);

/** https://www.postgresql.org/docs/17/datatype-pg-lsn.html */
const LSN = /^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/;

/** Name of the ConfigMap that the pods of a set read, if it is there. */
export function restoreConfigMapName(set: string): string {
  return `${set}-restore`;
}

/** The label in the annotations of a VolumeSnapshot; undefined where it is of no backup. Throws when somebody has changed it. */
export function backupLabelOf(annotations: { readonly [annotation: string]: string } | undefined): BackupLabel | undefined {
  const text = annotations?.[BACKUP_LABEL_ANNOTATION];
  if (text === undefined) return undefined;
  const label = parse(text);
  const complete = label !== undefined && REQUIRED.every((file) => file in label)
    && Object.entries(label).every(([file, content]) => FILES.includes(file) && typeof content === 'string')
    && LSN.test(label[RESTORE_FILES.stopLsn] as string);
  if (!complete) throw new Error(`annotation ${BACKUP_LABEL_ANNOTATION} is not what a run wrote, got ${text.slice(0, 80)}; restore from another group`);
  return label as unknown as BackupLabel;
}

function parse(text: string): { readonly [file: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as { readonly [file: string]: unknown } : undefined;
  } catch {
    return undefined;
  }
}
