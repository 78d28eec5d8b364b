import { CHECKPOINT, policyOf, sceneWith } from './fixture';
import type { Scene } from './fixture';
import type { BackupTarget } from '../../../../cli/databases/postgres-backup';
import type { BackupLabel } from '../../../../src/documents/backup-label';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { Killed } from '../../../support/fake-cluster';

export const LABEL: BackupLabel = {
  backup_label: 'START WAL LOCATION: 0/2000028\nLABEL: of the backup\n', stop_lsn: '0/2000120', system_identifier: '7710768747568664620',
};

export const HOLD_SECONDS = 60;

export type DatabaseStep = 'start' | 'stop' | 'log';

/** What the database does with a backup. Tests change it. */
export interface FakeDatabase {
  /** Sessions so far. */
  readonly targets: BackupTarget[];
  /** Backups that are open now, and those that were ended by being asked to. */
  open: number;
  stopped: number;
  /** A step that fails. */
  fails?: { readonly step: DatabaseStep; readonly message: string };
  /** A step at which the program is killed. */
  kills?: DatabaseStep;
  /** Seconds after which the session is lost. */
  lostAfter?: number;
  log: { written: number; kept: number };
  label: BackupLabel;
}

export interface BackupScene extends Scene {
  readonly backups: FakeDatabase;
}

/** A server with data and log on two volumes, and its policy. Its own calls stand among those of the cluster. */
export function backupScene(changes: Partial<SnapshotPolicyDocument> = {}, set?: object): BackupScene {
  const scene = sceneWith(policyOf(1, {
    workload: { kind: 'StatefulSet', name: 'db', replicas: 1, claimTemplates: ['data', 'wal'] },
    quiesce: { ...CHECKPOINT, strategy: 'postgres-backup', logClaimTemplates: ['wal'], holdSeconds: HOLD_SECONDS } as SnapshotPolicyDocument['quiesce'],
    ...changes,
  }), set);
  const { cluster, clock, database } = scene;
  const backups: FakeDatabase = { targets: [], open: 0, stopped: 0, log: { written: 16_777_216, kept: 1_000_000_000 }, label: LABEL };
  const step = (name: DatabaseStep): void => {
    cluster.calls.push(`database ${name}`);
    if (backups.kills === name) {
      cluster.killAt(1, 'before');
      throw new Killed(`killed at ${name}`);
    }
    if (backups.fails?.step === name) throw new Error(backups.fails.message);
  };
  database.backup = async (target) => {
    backups.targets.push(target);
    step('start');
    backups.open += 1;
    const lost = new AbortController();
    const lose = (): void => lost.abort(new Error('the session with the database was lost: terminating connection due to idle-session timeout'));
    if (backups.lostAfter !== undefined) void clock.sleep(backups.lostAfter * 1000).then(lose);
    const ask = (name: DatabaseStep): void => {
      lost.signal.throwIfAborted();
      step(name);
    };
    return {
      startLsn: '0/2000028',
      lost: lost.signal,
      stop: async () => {
        ask('stop');
        backups.stopped += 1;
        return backups.label;
      },
      log: async () => {
        ask('log');
        return backups.log;
      },
      close: async () => {
        backups.open -= 1;
      },
    };
  };
  return { ...scene, backups };
}
