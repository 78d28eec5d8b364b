import type { PostgresCredentials } from './postgres-credentials';
import type { Fault } from '../core/faults';
import { FIRST_START } from '../facts/engines/postgres-first-start';
import { envFromText } from '../kube/cdk8s-plus';
import type { EnvValue } from '../kube/cdk8s-plus';

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

/** Two logins that are one: the first start would make it twice and fail, with the data directory half made. */
export function loginFaults(props: PostgresLoginProps): Fault[] {
  const logins = Object.entries(postgresLogins(props));
  return logins.flatMap(([name, login], at) => logins.slice(0, at)
    .filter(([, other]) => other.secretName === login.secretName && other.usernameKey === login.usernameKey)
    .map(([other]) => ({
      prop: `${name} login`, problem: `is the ${other} login: both come from one key of one Secret`, got: login.secretName, remedy: 'give each login a Secret or a key of its own',
    })));
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
    POSTGRES_DB: envFromText('postgres'),
    [FIRST_START.database]: envFromText(database),
    [FIRST_START.applicationUser]: logins.application.usernameValue,
    [FIRST_START.applicationPassword]: logins.application.passwordValue,
    [FIRST_START.snapshotUser]: logins.snapshot.usernameValue,
    [FIRST_START.snapshotPassword]: logins.snapshot.passwordValue,
  };
}
