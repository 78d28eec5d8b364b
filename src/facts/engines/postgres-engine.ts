import { Duration, Size } from 'cdk8s';
import { EngineProbe } from './engine-probe';
import { postgres } from './postgres';
import type { PostgresImage } from './postgres-image';
import { postgresInitdbArgs, WAL_VOLUME } from './postgres-layout';
import type { PostgresLayout } from './postgres-layout';
import { prepareScript, RESTORE_PATH } from './postgres-prepare';
import type { PostgresSetting } from './postgres-tuning';
import { PodManagementPolicy, StatefulEngine } from './stateful-engine';

/** Folder of scripts that the image runs when the data directory is empty. */
export const INIT_SCRIPTS_PATH = '/docker-entrypoint-initdb.d';

/** Role of the volume of the write-ahead log, and name of its claim template. */
export const WAL_ROLE = 'wal';

export interface PostgresServer {
  readonly image: PostgresImage;
  /** The reference to render: with the mirror in front. */
  readonly imageReference: string;
  readonly major: number;
  readonly layout: PostgresLayout;
  /** Whether the write-ahead log lies on a volume of its own. */
  readonly ownWalVolume: boolean;
  readonly settings: readonly PostgresSetting[];
  readonly initdbArgs: readonly string[];
  readonly memoryMiB: number;
}

// -h 127.0.0.1: the server that the entry point starts while it initialises listens on a socket only
// (https://github.com/docker-library/postgres/issues/880). The variable stands in a shell: from a Secret it would be
// empty in the probe itself. https://www.postgresql.org/docs/17/app-pg-isready.html: 0 accepts, 1 rejects, 2 is silent.
const isReady = (wait: number): string => `pg_isready -q -t ${wait} -h 127.0.0.1 -p 5432 -U "\${POSTGRES_USER:-postgres}" -d postgres`;

/** PostgreSQL on the official image, as one server. */
export function postgresEngine(server: PostgresServer): StatefulEngine {
  return StatefulEngine._of({
    name: postgres.id,
    image: server.imageReference,
    user: server.image.user,
    group: server.image.group,
    ports: [{ name: postgres.ports[0].name, port: postgres.ports[0].port }],
    volumes: [{ role: 'data', mountPath: server.layout.mountPath }, ...server.ownWalVolume ? [{ role: WAL_ROLE, mountPath: WAL_VOLUME.mountPath }] : []],
    scratch: [
      { name: 'run', mountPath: '/var/run/postgresql', sizeLimit: Size.mebibytes(16) },
      { name: 'tmp', mountPath: '/tmp', sizeLimit: Size.mebibytes(128) },
      // The runtime's own /dev/shm has 64 MiB, too little for parallel queries: https://github.com/CrunchyData/postgres-operator/issues/2640
      { name: 'shm', mountPath: '/dev/shm', inMemory: true, sizeLimit: Size.mebibytes(sharedMemory(server.memoryMiB)) },
    ],
    args: ['postgres', ...server.settings.flatMap((setting) => ['-c', `${setting.name}=${setting.value}`])],
    environment: {
      PGDATA: server.layout.pgData,
      POSTGRES_INITDB_ARGS: [...postgresInitdbArgs(server.major), ...server.initdbArgs].join(' '),
      // https://github.com/docker-library/docs/blob/c4a9ba4/postgres/README.md#postgres_initdb_waldir
      ...(server.ownWalVolume ? { POSTGRES_INITDB_WALDIR: WAL_VOLUME.directory } : {}),
    },
    ...(server.ownWalVolume ? { prepare: ['bash', '-c', prepareScript, 'prepare', RESTORE_PATH] } : {}),
    // An hour: replay after a crash counts as starting, and a server that is killed while replaying begins again
    // (https://github.com/cloudnative-pg/cloudnative-pg/pull/11152).
    startupProbe: EngineProbe.exec(['sh', '-c', `${isReady(3)}; [ $? -le 1 ]`], {
      period: Duration.seconds(10), timeout: Duration.seconds(5), failures: 360,
    }),
    // Only silence is death: 1 is a server that recovers or stops.
    livenessProbe: EngineProbe.exec(['sh', '-c', `${isReady(8)}; [ $? -ne 2 ]`], {
      period: Duration.seconds(20), timeout: Duration.seconds(10), failures: 6,
    }),
    readinessProbe: EngineProbe.exec(['sh', '-c', `exec ${isReady(3)}`], {
      period: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3,
    }),
    preStop: ['sh', '-c', stopScript(server.image)],
    terminationGracePeriod: Duration.seconds(postgres.terminationGracePeriodSeconds.default),
    allowsNetworkFileSystem: postgres.networkFileSystem.allowed,
    // Replicas that wait for each other after a full outage deadlock in order: https://github.com/zalando/postgres-operator/issues/2003
    podManagementPolicy: PodManagementPolicy.PARALLEL,
  }, postgres);
}

// A quarter of the memory: it counts against the container's limit.
function sharedMemory(memoryMiB: number): number {
  return Math.max(64, Math.min(4096, Math.floor(memoryMiB / 4)));
}

/**
 * A checkpoint before the stop signal shortens the stop; an image that stops slowly is stopped here, since its own
 * signal waits for every client.
 *
 * @see https://www.postgresql.org/docs/17/server-shutdown.html
 */
function stopScript(image: PostgresImage): string {
  const checkpoint = 'PGPASSWORD="$POSTGRES_PASSWORD" psql -wqAt -U "${POSTGRES_USER:-postgres}" -d postgres -c CHECKPOINT || true';
  if (image.stopsFast) return checkpoint;
  const wait = postgres.terminationGracePeriodSeconds.default - 10;
  return `${checkpoint}; exec pg_ctl stop -m fast -w -t ${wait} -D "$PGDATA"`;
}
