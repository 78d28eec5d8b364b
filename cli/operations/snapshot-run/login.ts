import type { Login, RunEnvironment } from './environment';
import type { PolicyServer, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { SECRET } from '../../cluster/cluster';

/** The login that the program was given, or that of the policy's Secret. */
export async function loginOf(
  { namespace }: SnapshotPolicyDocument, { secret }: PolicyServer, { cluster, login, readsSecrets }: RunEnvironment,
): Promise<Login> {
  if (login !== undefined) return login;
  if (!readsSecrets) throw new Error(`Secret ${namespace}/${secret.name} is not there, or has no key ${secret.usernameKey} or ${secret.passwordKey}`);
  const object = await cluster.get(SECRET, secret.name, namespace);
  const decode = (key: string): string => {
    const value = object?.data?.[key];
    if (typeof value !== 'string') throw new Error(`Secret ${namespace}/${secret.name} has no key ${key}`);
    return Buffer.from(value, 'base64').toString('utf8');
  };
  return { username: decode(secret.usernameKey), password: decode(secret.passwordKey) };
}

/** What went wrong. A refused connection is an AggregateError without a message of its own. */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describeError).join('; ');
  return error instanceof Error ? error.message : String(error);
}
