import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tunePostgres } from '../../../src/facts/engines/postgres-tuning';
import type { TuningInput } from '../../../src/facts/engines/postgres-tuning';

const TYPICAL: TuningInput = { memoryMiB: 4096, cpus: 2, volumeMiB: 102_400, walShare: 0.25, major: 17 };

function tune(input: Partial<TuningInput> = {}): { [name: string]: string } {
  return Object.fromEntries(tunePostgres({ ...TYPICAL, ...input }).map(({ name, value }) => [name, value]));
}

describe('worked examples', () => {
  test('4 GiB, 2 processors, 100 GiB', () => {
    expect(tune()).toEqual({
      shared_buffers: '1024MB',
      effective_cache_size: '3072MB',
      max_connections: '137',
      work_mem: '7MB',
      maintenance_work_mem: '256MB',
      autovacuum_work_mem: '256MB',
      max_wal_size: '4096MB',
      min_wal_size: '1024MB',
      max_slot_wal_keep_size: '6144MB',
      checkpoint_timeout: '15min',
      checkpoint_completion_target: '0.9',
      random_page_cost: '1.1',
      wal_level: 'replica',
      wal_log_hints: 'on',
      wal_compression: 'lz4',
      huge_pages: 'off',
      jit: 'off',
      password_encryption: 'scram-sha-256',
      idle_in_transaction_session_timeout: '10min',
      effective_io_concurrency: '200',
    });
  });

  test('512 MiB, 1 processor, 10 GiB', () => {
    expect(tune({ memoryMiB: 512, cpus: 1, volumeMiB: 10_240 })).toMatchObject({
      shared_buffers: '76MB', effective_cache_size: '384MB', max_connections: '50', work_mem: '4MB', maintenance_work_mem: '64MB', max_wal_size: '512MB', min_wal_size: '128MB',
    });
  });

  test('64 GiB, 16 processors, 1 TiB', () => {
    expect(tune({ memoryMiB: 65_536, cpus: 16, volumeMiB: 1_048_576 })).toMatchObject({
      shared_buffers: '16384MB',
      max_connections: '500',
      work_mem: '31MB',
      maintenance_work_mem: '2048MB',
      autovacuum_work_mem: '512MB',
      max_wal_size: '8192MB',
      max_worker_processes: '16',
      max_parallel_workers: '16',
      max_parallel_workers_per_gather: '4',
    });
  });

  test('a volume of ten times the memory can grow without another setting, and so without a restart', () => {
    expect(tune({ volumeMiB: 409_600 })).toEqual(tune({ volumeMiB: 40_960 }));
  });

  test('parallel workers are left alone below 4 processors', () => {
    expect(tune({ cpus: 3 })).not.toHaveProperty('max_worker_processes');
    expect(tune({ cpus: 5 })).toMatchObject({ max_parallel_workers_per_gather: '3' });
  });

  test('PostgreSQL 18 keeps its own effective_io_concurrency', () => {
    expect(tune({ major: 18 })).not.toHaveProperty('effective_io_concurrency');
  });

  test('a volume of its own gives the log more room', () => {
    expect(tune({ volumeMiB: 4096, walShare: 1 })).toMatchObject({ max_wal_size: '1638MB', max_slot_wal_keep_size: '2457MB' });
  });
});

describe('whatever the container', () => {
  const anyServer = fc.record({
    memoryMiB: fc.integer({ min: 256, max: 1_048_576 }),
    cpus: fc.integer({ min: 1, max: 128 }),
    volumeMiB: fc.integer({ min: 1024, max: 67_108_864 }),
    walShare: fc.constantFrom(0.25, 1),
    major: fc.integer({ min: 15, max: 19 }),
  });
  const mb = (settings: { [name: string]: string }, name: string) => Number(/^(\d+)MB$/.exec(settings[name])![1]);

  test('what is always held fits in half of the memory', () => {
    fc.assert(fc.property(anyServer, (server) => {
      const settings = tune(server);
      expect(mb(settings, 'shared_buffers') + mb(settings, 'maintenance_work_mem')).toBeLessThanOrEqual(server.memoryMiB / 2);
      expect(mb(settings, 'effective_cache_size')).toBeLessThanOrEqual(server.memoryMiB);
    }));
  });

  test('every connection may sort at once, from 512 MiB on', () => {
    fc.assert(fc.property(anyServer.filter(({ memoryMiB }) => memoryMiB >= 512), (server) => {
      const settings = tune(server);
      const sorts = Number(settings.max_connections) * mb(settings, 'work_mem');
      expect(mb(settings, 'shared_buffers') + mb(settings, 'maintenance_work_mem') + sorts).toBeLessThanOrEqual(server.memoryMiB);
    }));
  });

  test('the log never fills the volume', () => {
    fc.assert(fc.property(anyServer, (server) => {
      const settings = tune(server);
      expect(mb(settings, 'min_wal_size')).toBeLessThanOrEqual(mb(settings, 'max_wal_size'));
      expect(mb(settings, 'max_wal_size')).toBeLessThanOrEqual(mb(settings, 'max_slot_wal_keep_size'));
      expect(mb(settings, 'max_slot_wal_keep_size')).toBeLessThan(server.volumeMiB);
    }));
  });

  test('each setting is there once, with a reason', () => {
    fc.assert(fc.property(anyServer, (server) => {
      const settings = tunePostgres(server);
      expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
      for (const { name, value, reason } of settings) {
        expect(value, name).toMatch(/^[\w.-]+$/);
        expect(reason, name).toMatch(/\w{2,}/);
      }
    }));
  });
});
