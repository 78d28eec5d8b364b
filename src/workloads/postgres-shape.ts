import type { PostgresStatefulSetProps } from './postgres-props';
import { SET_OPTIONS } from './shapes';
import { having, listOf, NUMBER, optional, SIZE, TEXT, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { ACCESS_MODE, STORAGE_CLASS } from '../storage/shapes';

const CREDENTIALS = having('PostgresCredentials', 'use PostgresCredentials.fromSecretName()', 'secretName', 'usernameKey', 'passwordKey');

/** What a server of PostgreSQL is made from. */
export const POSTGRES_PROPS: Shapes<PostgresStatefulSetProps> = {
  ...SET_OPTIONS,
  version: having('PostgresVersion', 'use PostgresVersion.V17 or PostgresVersion.of()', 'version', 'major'),
  storageClass: STORAGE_CLASS,
  dataSize: SIZE,
  walSize: optional(SIZE),
  walStorageClass: optional(STORAGE_CLASS),
  credentials: CREDENTIALS,
  superuserCredentials: optional(CREDENTIALS),
  snapshotCredentials: optional(CREDENTIALS),
  database: optional(TEXT),
  image: optional(having('PostgresImage', 'use PostgresImage.official() or PostgresImage.custom()', 'image', 'user')),
  replicas: optional(NUMBER),
  settings: optional(TEXTS),
  initScripts: optional(having('ConfigMap', 'use a ConfigMap of cdk8s-plus, or initScriptsName', 'name')),
  initScriptsName: optional(TEXT),
  initdbArgs: optional(listOf(TEXT)),
  accessMode: ACCESS_MODE,
  claimTemplateName: optional(TEXT),
  mountPath: optional(TEXT),
  pgData: optional(TEXT),
};
