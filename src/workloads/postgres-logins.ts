import type { PostgresCredentials } from './postgres-credentials';
import { FIRST_START } from '../facts/engines/postgres-first-start';
import { EnvValue } from '../kube/cdk8s-plus';

/** The three logins of a server. */
export interface PostgresLogins {
  readonly application: PostgresCredentials;
  readonly superuser: PostgresCredentials;
  readonly snapshot: PostgresCredentials;
}

export interface PostgresLoginProps {
  readonly credentials: PostgresCredentials;
  readonly superuserCredentials?: PostgresCredentials;
  readonly snapshotCredentials?: PostgresCredentials;
}

/** The logins that were given, and for the others the Secrets beside the application's. */
export function postgresLogins(props: PostgresLoginProps): PostgresLogins {
  return {
    application: props.credentials,
    superuser: props.superuserCredentials ?? props.credentials._beside('superuser'),
    snapshot: props.snapshotCredentials ?? props.credentials._beside('snapshot'),
  };
}

/**
 * Environment of the server's container: what the image asks for and what the first start makes.
 *
 * @see https://hub.docker.com/_/postgres
 */
export function postgresEnvironment(logins: PostgresLogins, database: string): { [name: string]: EnvValue } {
  return {
    POSTGRES_USER: logins.superuser.usernameValue,
    POSTGRES_PASSWORD: logins.superuser.passwordValue,
    POSTGRES_DB: EnvValue.fromValue('postgres'),
    [FIRST_START.database]: EnvValue.fromValue(database),
    [FIRST_START.applicationUser]: logins.application.usernameValue,
    [FIRST_START.applicationPassword]: logins.application.passwordValue,
    [FIRST_START.snapshotUser]: logins.snapshot.usernameValue,
    [FIRST_START.snapshotPassword]: logins.snapshot.passwordValue,
  };
}
