/** A server setting with the reason for its value. */
export interface PostgresSetting {
  /** Name of the setting: `shared_buffers`. */
  readonly name: string;
  /** Its value, as it is given to the server. */
  readonly value: string;
  /** Why this value: the rule and the number it was made from. */
  readonly reason: string;
}

export interface TuningInput {
  /** The container's memory limit, in MiB. */
  readonly memoryMiB: number;
  /** Whole processors that are requested. */
  readonly cpus: number;
  /** Size of the volume that holds the write-ahead log, in MiB. */
  readonly volumeMiB: number;
  /** Share of that volume that the log may use: all of a volume of its own, a quarter of one that holds the data too. */
  readonly walShare: number;
  /** Whether that volume holds nothing else. */
  readonly ownWalVolume?: boolean;
  readonly major: number;
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, Math.floor(value)));

/**
 * Settings from memory, processors and volume.
 *
 * Rules after PGTune (le0pard/pgtune@7caef27:src/features/configuration/configurationSlice.js), the PostgreSQL
 * documentation (https://www.postgresql.org/docs/17/runtime-config-resource.html) and Spilo
 * (zalando/spilo@7cb50bd:postgres-appliance/scripts/configure_spilo.py); where they differ the more careful one.
 */
export function tunePostgres(input: TuningInput): PostgresSetting[] {
  const memory = input.memoryMiB;
  // PostgreSQL documentation: 25 % of memory from 1 GiB on, less below
  const sharedBuffers = memory >= 1024 ? Math.floor(memory * 0.25) : clamp(memory * 0.15, 32, 256);
  // Spilo: one connection for each 30 MB of memory
  const connections = clamp(Math.round(memory / 30), 50, 500);
  const workers = input.cpus >= 4 ? input.cpus : 8;
  // PGTune: what is left, divided by everyone who may sort or hash three times at once
  const workMem = clamp((memory - sharedBuffers) / ((connections + workers) * 3), 4, 256);
  const maintenance = clamp(memory / 16, 64, 2048);
  const walVolume = input.volumeMiB * input.walShare;
  // As much as the memory, so that growing a volume of ten times the memory changes no setting and restarts nothing
  const maxWal = clamp(Math.min(memory, walVolume * 0.4), 256, 8192);

  const memorySays = `memory limit ${memory}MiB`;
  const settings: [string, string, string][] = [
    ['shared_buffers', `${sharedBuffers}MB`, `a quarter of the ${memorySays}`],
    ['effective_cache_size', `${Math.floor(memory * 0.75)}MB`, `three quarters of the ${memorySays}`],
    ['max_connections', `${connections}`, `one for each 30 MB of the ${memorySays}, 50 to 500`],
    ['work_mem', `${workMem}MB`, `what shared_buffers leaves, over ${connections} connections and ${workers} workers, three sorts each`],
    ['maintenance_work_mem', `${maintenance}MB`, `a sixteenth of the ${memorySays}, 64MB to 2GB`],
    ['autovacuum_work_mem', `${Math.min(maintenance, 512)}MB`, 'three workers may run at once'],
    ['max_wal_size', `${maxWal}MB`, `as much as the ${memorySays}, at most 40 % of the room for the log (${Math.floor(walVolume)}MiB) and 8GB`],
    ['min_wal_size', `${clamp(maxWal / 4, 80, 2048)}MB`, 'a quarter of max_wal_size'],
    ['max_slot_wal_keep_size', `${Math.floor(maxWal * 1.5)}MB`, 'one and a half times max_wal_size: a forgotten replication slot must not fill the volume'],
    ['checkpoint_timeout', '15min', 'fewer full-page images than at 5min; recovery stays within minutes'],
    ['checkpoint_completion_target', '0.9', 'spreads the writes of a checkpoint'],
    ['random_page_cost', '1.1', 'solid-state disks'],
    ['wal_level', 'replica', 'what replication and snapshots with a backup label need'],
    ['wal_log_hints', 'on', 'pg_rewind can bring an old primary back'],
    ['wal_compression', 'lz4', 'smaller log for little time; in the official image from 15'],
    ['huge_pages', 'off', 'no huge pages are requested: with some on the node the server would die of SIGBUS'],
    ['jit', 'off', 'short transactions lose more than they win'],
    ['password_encryption', 'scram-sha-256', 'no other hash is stored'],
    ['idle_in_transaction_session_timeout', '10min', 'a forgotten transaction holds back vacuum and locks'],
  ];
  // PostgreSQL 18 counts in another unit and has a good default of its own
  if (input.major < 18) settings.push(['effective_io_concurrency', '200', 'solid-state disks']);
  if (input.ownWalVolume) {
    // of the rest, max_wal_size takes at most 0.4, and of that what is written between two checkpoints is about 0.6
    const kept = clamp(walVolume / 2, 256, 32_768);
    settings.push(['wal_keep_size', `${kept}MB`, `half of the volume of the log (${Math.floor(walVolume)}MiB), at most 32GB: a snapshot of the data has the log from its start on`]);
  }
  if (input.cpus >= 4) {
    settings.push(
      ['max_worker_processes', `${input.cpus}`, 'one for each processor'],
      ['max_parallel_workers', `${input.cpus}`, 'one for each processor'],
      ['max_parallel_workers_per_gather', `${Math.min(4, Math.ceil(input.cpus / 2))}`, 'half of the processors, at most 4'],
    );
  }
  return settings.map(([name, value, reason]) => ({ name, value, reason }));
}
