import { Faults } from '../core/faults';
import { dataKeyFaults, dnsSubdomainFaults } from '../core/names';
import { checkProps, checkValue, having, optional, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import type { EnvValue, ISecret } from '../kube/cdk8s-plus';
import { envFromSecret } from '../kube/cdk8s-plus';

/** Which keys of a Secret hold a login. */
export interface PostgresCredentialsKeys {
  /**
   * Key of the user's name.
   *
   * @see https://kubernetes.io/docs/concepts/configuration/secret/#basic-authentication-secret
   * @default "username"
   */
  readonly usernameKey?: string;
  /**
   * Key of the password.
   *
   * @default "password"
   */
  readonly passwordKey?: string;
}

const KEYS: Shapes<PostgresCredentialsKeys> = { usernameKey: optional(TEXT), passwordKey: optional(TEXT) };

/**
 * A login of PostgreSQL, by reference to a Secret. The Secret's values never pass through this library or the YAML.
 *
 * A changed Secret does not change the password of a database that exists: change it in the database first.
 */
export class PostgresCredentials {
  /**
   * A login in a Secret of cdk8s-plus (of any of its versions).
   *
   * @throws when a key is not one that a Secret can have.
   */
  public static fromSecret(secret: ISecret, keys: PostgresCredentialsKeys = {}): PostgresCredentials {
    checkValue('PostgresCredentials.fromSecret', 'secret', having('Secret', 'use a Secret of cdk8s-plus, or fromSecretName', 'name'), secret);
    throwKeyFaults('PostgresCredentials.fromSecret', keys);
    return new PostgresCredentials(secret.name, keys);
  }

  /**
   * A login in a Secret that is known by name, in the database's namespace.
   *
   * @throws when the name, or a key, is not one that a Secret can have.
   */
  public static fromSecretName(name: string, keys: PostgresCredentialsKeys = {}): PostgresCredentials {
    checkValue('PostgresCredentials.fromSecretName', 'name', TEXT, name);
    throwKeyFaults('PostgresCredentials.fromSecretName', keys, name);
    return new PostgresCredentials(name, keys);
  }

  /** Name of the Secret. */
  public readonly secretName: string;
  /** Key of the user's name. */
  public readonly usernameKey: string;
  /** Key of the password. */
  public readonly passwordKey: string;

  private constructor(secretName: string, keys: PostgresCredentialsKeys) {
    this.secretName = secretName;
    this.usernameKey = keys.usernameKey ?? 'username';
    this.passwordKey = keys.passwordKey ?? 'password';
  }

  /** The user's name, as a variable of a container. */
  public get usernameValue(): EnvValue {
    return envFromSecret(this.secretName, this.usernameKey);
  }

  /** The password, as a variable of a container. */
  public get passwordValue(): EnvValue {
    return envFromSecret(this.secretName, this.passwordKey);
  }

  /** The login in a Secret beside this one. @internal */
  public _beside(suffix: string): PostgresCredentials {
    return new PostgresCredentials(`${this.secretName}-${suffix}`, { usernameKey: this.usernameKey, passwordKey: this.passwordKey });
  }
}

function throwKeyFaults(place: string, keys: PostgresCredentialsKeys, secretName?: string): void {
  checkProps(place, KEYS, keys);
  const { usernameKey, passwordKey } = keys;
  const faults = new Faults(place);
  if (secretName !== undefined) faults.add(...dnsSubdomainFaults('name', secretName));
  if (usernameKey !== undefined) faults.add(...dataKeyFaults('usernameKey', usernameKey));
  if (passwordKey !== undefined) faults.add(...dataKeyFaults('passwordKey', passwordKey));
  faults.throwIfAny();
}
