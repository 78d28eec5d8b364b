import { expect, test } from 'vitest';
import { postgresInitdbArgs, postgresLayout } from '../../../src/facts/engines/postgres-layout';

test.each([
  [15, '/var/lib/postgresql/data', '/var/lib/postgresql/data/pgdata'],
  [17, '/var/lib/postgresql/data', '/var/lib/postgresql/data/pgdata'],
  [18, '/var/lib/postgresql', '/var/lib/postgresql/18/docker'],
  [19, '/var/lib/postgresql', '/var/lib/postgresql/19/docker'],
])('PostgreSQL %d is mounted at %s and keeps its data in %s', (major, mountPath, pgData) => {
  expect(postgresLayout(major)).toEqual({ mountPath, pgData });
});

const ALWAYS = ['--auth-host=scram-sha-256', '--auth-local=scram-sha-256', '--data-checksums', '--encoding=UTF8', '--locale=C.UTF-8'];
const BUILTIN = ['--locale-provider=builtin'];

test.each([
  [15, ALWAYS],
  [16, [...ALWAYS, '--set=huge_pages=off']],
  [17, [...ALWAYS, ...BUILTIN, '--set=huge_pages=off']],
  [18, [...ALWAYS, ...BUILTIN, '--set=huge_pages=off']],
])('initdb of %d knows these arguments', (major, args) => {
  expect(postgresInitdbArgs(major)).toEqual(args);
});
