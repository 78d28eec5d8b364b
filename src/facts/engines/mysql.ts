import type { EngineFacts } from './engine-facts';

// User mysql with number 999, VOLUME /var/lib/mysql and no USER; the entry point steps down from root with gosu.
const OFFICIAL = 'docker-library/mysql@3447d2d:8.4/Dockerfile.oracle, 8.4/docker-entrypoint.sh';
const BITNAMI = 'bitnami/containers@043f89c:bitnami/mysql/8.4/debian-12/Dockerfile, bitnami/mysql/README.md';

export const mysql: EngineFacts = {
  id: 'mysql',
  title: 'MySQL',
  source: 'docker-library/mysql@3447d2d, MySQL reference manual 8.4',
  images: [
    { repository: 'mysql', uid: 999, gid: 999, dataPath: '/var/lib/mysql', declaredVolume: '/var/lib/mysql', startsAsRoot: true, source: OFFICIAL },
    { repository: 'bitnami/mysql', uid: 1001, gid: 1001, dataPath: '/bitnami/mysql/data', source: BITNAMI },
    { repository: 'bitnamilegacy/mysql', uid: 1001, gid: 1001, dataPath: '/bitnami/mysql/data', source: BITNAMI },
  ],
  ports: [{ name: 'mysql', port: 3306, source: 'https://dev.mysql.com/doc/mysql-port-reference/en/mysql-ports-reference-tables.html' }],
  serverPrograms: { names: ['docker-entrypoint.sh', 'mysqld', 'mysqld_safe'], source: OFFICIAL },
  dumpPrograms: { names: ['mysqldump', 'mysqlpump', 'mysqlsh', 'xtrabackup'], source: 'https://dev.mysql.com/doc/refman/8.4/en/backup-methods.html' },
  dataPathOptions: {
    names: ['--datadir'],
    files: ['--defaults-file', '--defaults-extra-file'],
    folders: ['/etc/mysql', '/etc/my.cnf', '/etc/my.cnf.d', '/opt/bitnami/mysql/conf'],
    source: 'https://dev.mysql.com/doc/refman/8.4/en/option-files.html',
  },
  terminationGracePeriodSeconds: {
    default: 120,
    minimum: 60,
    why: 'a shutdown waits for transactions and flushes the log and tables; when it is killed before that is done, the next start is a crash recovery',
    source: 'https://dev.mysql.com/doc/refman/8.4/en/server-shutdown.html',
  },
  replication: {
    plainImage: 'none',
    // each replica needs a server id of its own: https://dev.mysql.com/doc/refman/8.4/en/replication-howto-slavebaseconfig.html
    // copies are made by xtrabackup in https://kubernetes.io/docs/tasks/run-application/run-replicated-stateful-application/
    signs: [
      'MYSQL_REPLICATION_', 'MYSQL_MASTER_', 'server-id', 'server_id', 'group-replication', 'group_replication', 'xtrabackup', 'wsrep', 'mysql.oracle.com/',
    ],
    why: 'the official image initialises one server; several pods of it are several databases with different data',
    source: 'https://github.com/docker-library/docs/blob/0a8832b/mysql/content.md',
  },
  networkFileSystem: {
    allowed: false,
    why: 'its manual asks for caution with NFS: a lock that is left behind keeps the server down, and a lost write damages what InnoDB believes to be on disk',
    source: 'https://dev.mysql.com/doc/refman/8.4/en/disk-issues.html#disk-issues-nfs',
  },
  data: 'authoritative',
};
