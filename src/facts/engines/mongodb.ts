import type { EngineFacts } from './engine-facts';

// User mongodb with number 999, VOLUME /data/db and no USER; the entry point steps down from root with gosu.
const OFFICIAL = 'docker-library/mongo@0223203:8.0/Dockerfile, 8.0/docker-entrypoint.sh';
const BITNAMI = 'bitnami/containers@043f89c:bitnami/mongodb/8.0/debian-12/Dockerfile, bitnami/mongodb/README.md';

export const mongodb: EngineFacts = {
  id: 'mongodb',
  title: 'MongoDB',
  source: 'docker-library/mongo@0223203, MongoDB manual 8.0',
  images: [
    { repository: 'mongo', uid: 999, gid: 999, dataPath: '/data/db', declaredVolume: '/data/db', startsAsRoot: true, source: OFFICIAL },
    { repository: 'bitnami/mongodb', uid: 1001, gid: 1001, dataPath: '/bitnami/mongodb/data/db', source: BITNAMI },
    { repository: 'bitnamilegacy/mongodb', uid: 1001, gid: 1001, dataPath: '/bitnami/mongodb/data/db', source: BITNAMI },
  ],
  ports: [{ name: 'mongodb', port: 27017, source: 'https://www.mongodb.com/docs/manual/reference/default-mongodb-port/' }],
  // mongos, which keeps no data, is a program of the same image
  serverPrograms: { names: ['docker-entrypoint.sh', 'mongod'], source: OFFICIAL },
  dumpPrograms: { names: ['mongodump'], source: 'https://www.mongodb.com/docs/manual/tutorial/backup-and-restore-tools/' },
  dataPathOptions: {
    names: ['--dbpath'],
    files: ['--config', '-f'],
    folders: ['/etc/mongo', '/etc/mongod.conf', '/opt/bitnami/mongodb/conf'],
    source: 'https://www.mongodb.com/docs/manual/reference/program/mongod/',
  },
  terminationGracePeriodSeconds: {
    default: 120,
    minimum: 60,
    why: 'a stop steps down, waits for writes that are under way and takes a checkpoint; when it is killed before that is done, the next start replays the journal',
    source: 'https://www.mongodb.com/docs/manual/reference/command/shutdown/',
  },
  replication: {
    plainImage: 'none',
    // https://www.mongodb.com/docs/manual/reference/program/mongod/ (--replSet, or replication.replSetName of a file)
    signs: ['replSet', 'replicaSet', 'REPLICA_SET', '--config', 'mongod.conf', 'mongodb-agent', 'mongodb.com/'],
    why: 'a server without --replSet is a database of its own; several pods of it are several databases with different data',
    source: 'https://www.mongodb.com/docs/manual/replication/',
  },
  networkFileSystem: {
    allowed: true,
    why: 'WiredTiger may lie on a remote file system that conforms to POSIX, and is slower there',
    source: 'https://www.mongodb.com/docs/manual/administration/production-notes/#remote-filesystems--nfs-',
  },
  data: 'authoritative',
};
