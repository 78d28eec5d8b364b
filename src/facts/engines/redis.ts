import type { EngineFacts } from './engine-facts';

// The official images create the user redis with number 999; its group has 999 on Debian and 1000 on Alpine.
const OFFICIAL_DEBIAN = 'redis/docker-library-redis@release/8.2:debian/Dockerfile';
const OFFICIAL_ALPINE = 'redis/docker-library-redis@release/8.2:alpine/Dockerfile';
const BITNAMI = 'bitnami/containers@0f576b4:bitnami/redis/8.0/debian-12/Dockerfile, bitnami/redis/README.md';

export const redis: EngineFacts = {
  id: 'redis',
  title: 'Redis',
  source: 'redis/docker-library-redis@release/8.2, redis.io documentation 8',
  images: [
    { repository: 'redis', tag: /alpine/, uid: 999, gid: 1000, dataPath: '/data', declaredVolume: '/data', startsAsRoot: true, source: OFFICIAL_ALPINE },
    { repository: 'redis', uid: 999, gid: 999, dataPath: '/data', declaredVolume: '/data', startsAsRoot: true, source: OFFICIAL_DEBIAN },
    { repository: 'bitnami/redis', uid: 1001, gid: 1001, dataPath: '/bitnami/redis/data', source: BITNAMI },
    { repository: 'bitnamilegacy/redis', uid: 1001, gid: 1001, dataPath: '/bitnami/redis/data', source: BITNAMI },
  ],
  ports: [{ name: 'redis', port: 6379, source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/' }],
  serverPrograms: {
    names: ['docker-entrypoint.sh', 'redis-server', 'redis-sentinel'],
    source: 'redis/docker-library-redis@release/8.2:docker-entrypoint.sh',
  },
  terminationGracePeriodSeconds: {
    default: 60,
    minimum: 30,
    why: 'on SIGTERM the server flushes the append-only file and may write a last snapshot of its memory',
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/reference/signals/',
  },
  replication: {
    plainImage: 'none',
    signs: ['replicaof', 'slaveof', 'cluster-enabled', 'REDIS_REPLICATION_MODE', 'sentinel'],
    why: 'a plain server knows nothing of its neighbours; several pods of it are several data sets',
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/replication/',
  },
  networkFileSystem: {
    allowed: false,
    why: 'the append-only file needs fsync that means what it says; the documentation warns of slow or shared disks',
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency/',
  },
  data: 'rebuildable',
};
