/**
 * The one module that imports cdk8s-plus. Its interfaces are accepted beside plain names; its objects are never rendered
 * here: rendering them twice changes them.
 */
import type { EnvValue, IConfigMap, ISecret, IServiceAccount } from 'cdk8s-plus-28';

export type { EnvValue, IConfigMap, ISecret, IServiceAccount };

/** An environment variable with this value. */
export function envFromText(value: string): EnvValue {
  return cdk8sPlus().EnvValue.fromValue(value);
}

/** An environment variable from a key of a Secret that is known by name. */
export function envFromSecret(secretName: string, key: string): EnvValue {
  return cdk8sPlus().EnvValue.fromSecretValue({ secret: { name: secretName } as ISecret, key });
}

/** Loaded with the first variable: it would be a third of the time that loading this package takes, and classes and claims have none. */
function cdk8sPlus(): { readonly EnvValue: typeof EnvValue } {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('cdk8s-plus-28') as { readonly EnvValue: typeof EnvValue };
}
