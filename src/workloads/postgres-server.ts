import type { IConstruct } from 'constructs';
import { DEFAULT_CPU, DEFAULT_MEMORY } from './container-resources';
import { loginFaults } from './postgres-logins';
import type { PostgresStatefulSetProps } from './postgres-props';
import type { Fault } from '../core/faults';
import { Quantity } from '../core/quantity';
import type { PostgresServer } from '../facts/engines/postgres-engine';
import { PostgresImage } from '../facts/engines/postgres-image';
import { postgresLayout } from '../facts/engines/postgres-layout';
import type { PostgresLayout } from '../facts/engines/postgres-layout';
import { tunePostgres } from '../facts/engines/postgres-tuning';
import type { PostgresSetting } from '../facts/engines/postgres-tuning';
import { StatefulSettings } from '../kube/settings';

/** Settings without which a crash or a power cut loses or corrupts data, and what they must be. */
// https://www.postgresql.org/docs/17/runtime-config-wal.html#GUC-FSYNC
const NEVER_OFF = ['fsync', 'full_page_writes'];
/** Settings that a prop or the image decides. */
const OWNED: { readonly [name: string]: string } = { data_directory: 'pgData', port: 'nothing: the port is 5432', listen_addresses: 'allowFrom' };
// https://www.postgresql.org/docs/17/manage-ag-templatedbs.html
const RESERVED_DATABASES = ['postgres', 'template0', 'template1'];
const MEBI = 2n ** 20n;

/** The least memory for which the settings that are made from it leave room for connections. */
const LEAST_MEMORY_MIB = 256;
/** The least volume that `max_wal_size` leaves room on. */
const LEAST_VOLUME_MIB = 1024;

/** Everything that is wrong with what only a server of PostgreSQL is asked. */
export function serverFaults(props: PostgresStatefulSetProps): Fault[] {
  const { major } = props.version;
  const faults = [
    ...layoutFaults(layoutOf(props, major), major), ...settingFaults(props.settings ?? {}), ...databaseFaults(props.database),
    ...loginFaults(props), ...imageFaults(props), ...sizeFaults(props),
  ];
  if (props.initScripts !== undefined && props.initScriptsName !== undefined) {
    faults.push({ prop: 'initScriptsName', problem: 'is set beside initScripts', got: props.initScriptsName, remedy: 'set one of them' });
  }
  return faults;
}

/** What a server is run with. */
export function postgresServer(construct: IConstruct, props: PostgresStatefulSetProps): PostgresServer {
  const { major } = props.version;
  const layout = layoutOf(props, major);
  const image = props.image ?? PostgresImage.official(props.version);
  const settings = StatefulSettings.of(construct);
  const memoryMiB = memoryOf(props);
  const cpus = Number(Quantity.tryParse(props.resources?.cpu ?? DEFAULT_CPU)?.units() ?? 1n);
  const log = props.walSize === undefined
    ? { volumeMiB: mebibytes(props.dataSize.asString()), walShare: 0.25 }
    : { volumeMiB: mebibytes(props.walSize.asString()), walShare: 1, ownWalVolume: true };
  const tuned = tunePostgres({ memoryMiB, cpus, major, ...log });
  return {
    image,
    imageReference: image._official ? settings.imageOf(image.image) : image.image,
    major,
    layout,
    ownWalVolume: props.walSize !== undefined,
    settings: withUserSettings(tuned, props.settings ?? {}),
    initdbArgs: props.initdbArgs ?? [],
    memoryMiB,
  };
}

function memoryOf({ resources }: PostgresStatefulSetProps): number {
  return mebibytes((resources?.memory ?? DEFAULT_MEMORY).asString());
}

function mebibytes(size: string): number {
  // one that cannot be read is too little
  return Number((Quantity.tryParse(size)?.units() ?? 0n) / MEBI);
}

function layoutOf({ mountPath, pgData }: PostgresStatefulSetProps, major: number): PostgresLayout {
  const usual = postgresLayout(major);
  const mount = mountPath ?? usual.mountPath;
  return { mountPath: mount, pgData: pgData ?? usual.pgData.replace(usual.mountPath, mount) };
}

function imageFaults({ image, version }: PostgresStatefulSetProps): Fault[] {
  if (!image?._official || new RegExp(`^postgres:${version.major}\\D`).test(image.image)) return [];
  return [{ prop: 'image', problem: `is of another major than version ${version.version}, which decides where the data lies`, got: image.image, remedy: 'use one PostgresVersion for both' }];
}

function sizeFaults(props: PostgresStatefulSetProps): Fault[] {
  const faults = walFaults(props);
  if (memoryOf(props) < LEAST_MEMORY_MIB) {
    faults.push({ prop: 'resources.memory', problem: 'is too little for a server and its connections', got: props.resources?.memory?.asString(), remedy: `use at least ${LEAST_MEMORY_MIB}Mi` });
  }
  if (mebibytes(props.dataSize.asString()) < LEAST_VOLUME_MIB) {
    faults.push({ prop: 'dataSize', problem: 'is too little for data beside the write-ahead log', got: props.dataSize.asString(), remedy: `use at least ${LEAST_VOLUME_MIB}Mi` });
  }
  return faults;
}

function walFaults(props: PostgresStatefulSetProps): Fault[] {
  const faults: Fault[] = [];
  if (props.walSize !== undefined && mebibytes(props.walSize.asString()) < LEAST_VOLUME_MIB) {
    faults.push({ prop: 'walSize', problem: 'is too little for the write-ahead log and what a snapshot needs of it', got: props.walSize.asString(), remedy: `use at least ${LEAST_VOLUME_MIB}Mi` });
  }
  const directory = props.walSize === undefined ? undefined : props.initdbArgs?.find((arg) => /^(--waldir|-X)/.test(arg));
  if (directory !== undefined) {
    faults.push({ prop: 'initdbArgs', problem: 'puts the write-ahead log elsewhere than on its volume', got: directory, remedy: 'leave it out, or walSize' });
  }
  if (props.walSize === undefined && props.walStorageClass !== undefined) {
    faults.push({ prop: 'walStorageClass', problem: 'is for a volume that there is not', got: props.walStorageClass.storageClassName, remedy: 'set walSize, or leave it out' });
  }
  return faults;
}

function layoutFaults({ mountPath, pgData }: PostgresLayout, major: number): Fault[] {
  const faults: Fault[] = [];
  if (pgData !== mountPath && !pgData.startsWith(`${mountPath.replace(/\/$/, '')}/`)) {
    faults.push({ prop: 'pgData', problem: `is outside the data volume at ${mountPath}: the data would be lost with the pod`, got: pgData, remedy: 'use a folder below mountPath' });
  }
  if (major >= 18 && mountPath === '/var/lib/postgresql/data') {
    faults.push({ prop: 'mountPath', problem: 'is refused by the image from version 18 on', got: mountPath, remedy: 'use /var/lib/postgresql' });
  }
  return faults;
}

function settingFaults(settings: { readonly [name: string]: string }): Fault[] {
  return Object.entries(settings).flatMap(([name, value]): Fault[] => {
    const prop = `settings.${name}`;
    if (!/^[a-z_][a-z0-9_.]*$/.test(name)) return [{ prop, problem: 'is not the name of a setting', got: name, remedy: 'use lower-case letters, digits and "_"' }];
    if (name in OWNED) return [{ prop, problem: 'is decided elsewhere', got: value, remedy: `use ${OWNED[name]}` }];
    if (NEVER_OFF.includes(name) && !/^(on|true|yes|1)$/i.test(value)) return [{ prop, problem: 'loses data in a crash', got: value, remedy: 'leave it on' }];
    return [];
  });
}

function databaseFaults(database: string | undefined): Fault[] {
  if (database !== undefined && RESERVED_DATABASES.includes(database)) {
    return [{ prop: 'database', problem: 'exists in every server and cannot be made for the application', got: database, remedy: 'choose another name' }];
  }
  if (database === undefined || /^[a-z_][a-z0-9_]{0,62}$/.test(database)) return [];
  return [{ prop: 'database', problem: 'is not a plain name of a database', got: database, remedy: 'use lower-case letters, digits and "_", at most 63' }];
}

function withUserSettings(tuned: readonly PostgresSetting[], user: { readonly [name: string]: string }): PostgresSetting[] {
  const own = Object.entries(user).map(([name, value]) => ({ name, value, reason: 'set by the prop settings' }));
  return [...tuned.filter(({ name }) => !(name in user)), ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
}
