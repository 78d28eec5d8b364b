import { describe, expect, test } from 'vitest';
import { runsServer } from '../../src/audit/server-container';
import { postgres } from '../../src/facts/engines/postgres';
import { redis } from '../../src/facts/engines/redis';

describe('a container with the image of PostgreSQL runs the server', () => {
  test.each([
    [{}],
    [{ args: ['-c', 'shared_buffers=1GB'] }],
    [{ args: ['postgres', '-c', 'shared_buffers=1GB'] }],
    [{ command: ['docker-entrypoint.sh'], args: ['postgres'] }],
    [{ command: ['/usr/local/bin/docker-entrypoint.sh', 'postgres'] }],
    [{ command: ['bash', '-c', 'chmod 0700 "$PGDATA"; exec docker-entrypoint.sh postgres'] }],
    [{ command: ['sh', '-ec'], args: ['pg_isready || true\npostgres -D /data'] }],
    [{ command: ['/scripts/start'] }],
    [{ command: ['bash', '-c', '/scripts/start.sh'] }],
  ])('%j', (container) => expect(runsServer(container, postgres)).toBe(true));
});

describe('and a client', () => {
  test.each([
    [{ command: ['pg_dump', '-h', 'db'] }],
    [{ args: ['psql', '-h', 'db'] }],
    [{ command: ['sh', '-c', 'until psql -U postgres -c "select 1"; do sleep 2; done; while true; do psql -qc "insert"; sleep 1; done'] }],
    [{ command: ['sleep', 'infinity'] }],
  ])('%j', (container) => expect(runsServer(container, postgres)).toBe(false));
});

test('a configuration file as argument of Redis is a server', () => {
  expect(runsServer({ args: ['/etc/redis/redis.conf'] }, redis)).toBe(true);
  expect(runsServer({ args: ['redis-cli', '-h', 'cache'] }, redis)).toBe(false);
});
