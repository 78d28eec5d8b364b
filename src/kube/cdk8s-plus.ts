/**
 * The one module that imports cdk8s-plus. Its interfaces are accepted beside plain names; its objects are never rendered
 * here: rendering them twice changes them.
 */
import type { IConfigMap, ISecret, IServiceAccount } from 'cdk8s-plus-28';
import { EnvValue } from 'cdk8s-plus-28';

export { EnvValue };
export type { IConfigMap, ISecret, IServiceAccount };

/** An environment variable from a key of a Secret that is known by name. */
export function envFromSecret(secretName: string, key: string): EnvValue {
  return EnvValue.fromSecretValue({ secret: { name: secretName } as ISecret, key });
}
