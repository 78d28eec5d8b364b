import type { EngineFacts } from './engine-facts';

// The first system user of an Ubuntu image, mysql, has number 999; VOLUME /var/lib/mysql and no USER.
const OFFICIAL = 'MariaDB/mariadb-docker@0c71046:11.4/Dockerfile, 11.4/docker-entrypoint.sh';
const BITNAMI = 'bitnami/containers@043f89c:bitnami/mariadb/11.4/debian-12/Dockerfile, bitnami/mariadb/README.md';

export const mariadb: EngineFacts = {
  id: 'mariadb',
  title: 'MariaDB',
  source: 'MariaDB/mariadb-docker@0c71046, MariaDB documentation 11.4',
  images: [
    { repository: 'mariadb', uid: 999, gid: 999, dataPath: '/var/lib/mysql', declaredVolume: '/var/lib/mysql', startsAsRoot: true, source: OFFICIAL },
    { repository: 'bitnami/mariadb', uid: 1001, gid: 1001, dataPath: '/bitnami/mariadb/data', source: BITNAMI },
    { repository: 'bitnamilegacy/mariadb', uid: 1001, gid: 1001, dataPath: '/bitnami/mariadb/data', source: BITNAMI },
  ],
  ports: [{ name: 'mysql', port: 3306, source: 'https://mariadb.com/docs/server/server-management/variables-and-modes/server-system-variables#port' }],
  serverPrograms: { names: ['docker-entrypoint.sh', 'mariadbd', 'mariadbd-safe', 'mysqld', 'mysqld_safe'], source: OFFICIAL },
  dumpPrograms: {
    names: ['mariadb-dump', 'mariadb-backup', 'mariabackup'],
    source: 'https://mariadb.com/docs/server/server-usage/backup-and-restore/backup-and-restore-overview',
  },
  dataPathOptions: {
    names: ['--datadir'],
    files: ['--defaults-file', '--defaults-extra-file'],
    folders: ['/etc/mysql', '/etc/my.cnf', '/etc/my.cnf.d', '/opt/bitnami/mariadb/conf'],
    source: 'https://mariadb.com/docs/server/server-management/install-and-upgrade-mariadb/configuring-mariadb/configuring-mariadb-with-option-files',
  },
  terminationGracePeriodSeconds: {
    default: 120,
    minimum: 60,
    why: 'a shutdown writes what InnoDB holds in memory; when it is killed before that is done, the next start is a crash recovery',
    source: 'https://mariadb.com/docs/server/server-usage/storage-engines/innodb/innodb-system-variables#innodb_fast_shutdown',
  },
  replication: {
    plainImage: 'none',
    // each replica needs a server id of its own: https://mariadb.com/docs/server/ha-and-performance/standard-replication/setting-up-replication
    signs: [
      'MARIADB_REPLICATION_', 'MARIADB_MASTER_', 'MARIADB_GALERA_', 'server-id', 'server_id', 'wsrep', 'galera', 'mariadb-backup', 'mariabackup', 'k8s.mariadb.com/',
    ],
    why: 'the official image initialises one server; several pods of it are several databases with different data',
    source: 'https://github.com/docker-library/docs/blob/0a8832b/mariadb/content.md',
  },
  networkFileSystem: {
    allowed: false,
    why: 'InnoDB needs fsync and locks that mean what they say, and low latency for its log',
    source: 'https://mariadb.com/docs/server/server-usage/storage-engines/innodb/innodb-system-variables#innodb_flush_method',
  },
  data: 'authoritative',
};
