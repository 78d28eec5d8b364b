import type { EngineFacts } from './engine-facts';

// uid and gid of the official images: https://github.com/docker-library/postgres/blob/6edb0a8/17/bookworm/Dockerfile and .../17/alpine3.22/Dockerfile
const OFFICIAL_DEBIAN = 'docker-library/postgres@6edb0a8:17/bookworm/Dockerfile';
const OFFICIAL_ALPINE = 'docker-library/postgres@6edb0a8:17/alpine3.22/Dockerfile';
// PGDATA moved below a folder of the major: https://github.com/docker-library/postgres/pull/1259
const OFFICIAL_18 = 'docker-library/postgres@6edb0a8:18/trixie/Dockerfile, pull request 1259';

// Tags without a number name the newest major: https://github.com/docker-library/official-images/blob/master/library/postgres
// Images of others say it as v18 or, after a version of their own, pg18.
const MAJOR_18_UP = /^(?:v|(?:.*-)?pg)?(1[89]|[2-9]\d)(\D|$)|^(latest|trixie|bookworm)$/;
const ALPINE = /alpine/;
const ALPINE_18_UP = /^(?:v|(?:.*-)?pg)?(1[89]|[2-9]\d)(\D.*|-)?alpine|^alpine/;
// 9.6 was the last with two parts: https://www.postgresql.org/support/versioning/
const VERSION = /^(?:v|(?:.*-)?pg)?(9\.\d|[1-9]\d)(\D|$)|^(latest|trixie|bookworm|bullseye)$|^alpine/;

// Both Dockerfiles have a VOLUME and no USER; the entry point steps down from root with gosu.
const UP_TO_17 = { dataPath: '/var/lib/postgresql/data', declaredVolume: '/var/lib/postgresql/data', startsAsRoot: true };
const FROM_18 = { dataPath: '/var/lib/postgresql/<major>/docker', declaredVolume: '/var/lib/postgresql', startsAsRoot: true };

// Built on the official images, with their users and folders. Tags are the two versions, 17-3.5, or more and the major at the end, 0.8.1-pg17.
const POSTGIS = 'postgis/docker-postgis@0eb34a5:17-3.5/Dockerfile';
const PGVECTOR = 'pgvector/pgvector@6e3101d:Dockerfile';
const TIMESCALE = 'timescale/timescaledb-docker@8258c99:Dockerfile';
const PG_18_UP = /(^|-)pg(1[89]|[2-9]\d)(\D|$)/;

export const postgres: EngineFacts = {
  id: 'postgres',
  title: 'PostgreSQL',
  source: 'docker-library/postgres@6edb0a8 (2026-02-26), postgresql.org documentation 17',
  images: [
    { repository: 'postgres', tag: ALPINE_18_UP, uid: 70, gid: 70, ...FROM_18, source: OFFICIAL_18 },
    { repository: 'postgres', tag: MAJOR_18_UP, uid: 999, gid: 999, ...FROM_18, source: OFFICIAL_18 },
    { repository: 'postgres', tag: ALPINE, uid: 70, gid: 70, ...UP_TO_17, source: OFFICIAL_ALPINE },
    { repository: 'postgres', uid: 999, gid: 999, ...UP_TO_17, source: OFFICIAL_DEBIAN },
    { repository: 'postgis/postgis', tag: ALPINE_18_UP, uid: 70, gid: 70, ...FROM_18, source: POSTGIS },
    { repository: 'postgis/postgis', tag: /^(1[89]|[2-9]\d)\D/, uid: 999, gid: 999, ...FROM_18, source: POSTGIS },
    { repository: 'postgis/postgis', tag: ALPINE, uid: 70, gid: 70, ...UP_TO_17, source: POSTGIS },
    { repository: 'postgis/postgis', uid: 999, gid: 999, ...UP_TO_17, source: POSTGIS },
    { repository: 'pgvector/pgvector', tag: PG_18_UP, uid: 999, gid: 999, ...FROM_18, source: PGVECTOR },
    { repository: 'pgvector/pgvector', uid: 999, gid: 999, ...UP_TO_17, source: PGVECTOR },
    { repository: 'timescale/timescaledb', tag: PG_18_UP, uid: 70, gid: 70, ...FROM_18, source: TIMESCALE },
    { repository: 'timescale/timescaledb', uid: 70, gid: 70, ...UP_TO_17, source: TIMESCALE },
    {
      repository: 'cloudnative-pg/postgresql',
      uid: 26,
      gid: 26,
      dataPath: '/var/lib/postgresql/data',
      source: 'cloudnative-pg/cloudnative-pg@a95a534:docs/src/security.md',
    },
    {
      repository: 'bitnami/postgresql', uid: 1001, gid: 1001, dataPath: '/bitnami/postgresql', source: 'bitnami/charts@5165628:bitnami/postgresql/values.yaml',
    },
    {
      repository: 'bitnamilegacy/postgresql',
      uid: 1001,
      gid: 1001,
      dataPath: '/bitnami/postgresql',
      source: 'bitnami/charts@5165628:bitnami/postgresql/values.yaml',
    },
  ],
  versionTags: VERSION,
  ports: [{ name: 'postgres', port: 5432, source: 'https://www.postgresql.org/docs/17/runtime-config-connection.html' }],
  serverPrograms: {
    names: ['docker-entrypoint.sh', 'postgres', 'pg_ctl', 'patroni'],
    source: 'docker-library/postgres@6edb0a8:docker-entrypoint.sh; patroni/patroni@de6b22c:docker/entrypoint.sh',
  },
  dumpPrograms: { names: ['pg_dump', 'pg_dumpall', 'pg_basebackup'], source: 'https://www.postgresql.org/docs/17/backup.html' },
  dataPathVariable: { name: 'PGDATA', source: 'https://github.com/docker-library/docs/blob/c4a9ba4/postgres/README.md#pgdata' },
  terminationGracePeriodSeconds: {
    default: 120,
    minimum: 60,
    why: 'a fast shutdown writes a checkpoint; when it is killed before that is done, the next start replays the log',
    source: 'https://www.postgresql.org/docs/17/server-shutdown.html',
  },
  replication: {
    plainImage: 'none',
    // the image of Bitnami takes both variables; its chart sets the shorter one: bitnami/charts@0068ed9:bitnami/postgresql/templates/read/statefulset.yaml
    // a copy of another server, as standbys are made by hand: https://www.postgresql.org/docs/17/app-pgbasebackup.html
    signs: [
      'PATRONI_', 'REPMGR_', 'POSTGRESQL_REPLICATION_MODE', 'POSTGRES_REPLICATION_MODE', 'pg_basebackup', 'primary_conninfo', 'cnpg.io/', 'spilo-role',
      'postgres-operator.crunchydata.com/',
    ],
    why: 'the official image initialises one server; several pods of it are several databases with different data',
    source: 'https://github.com/docker-library/docs/blob/c4a9ba4/postgres/README.md',
  },
  networkFileSystem: {
    allowed: false,
    why: 'it needs fsync and locks that mean what they say, and low latency for the write-ahead log',
    source: 'https://www.postgresql.org/docs/17/creating-cluster.html#CREATING-CLUSTER-FILESYSTEM',
  },
  data: 'authoritative',
};
