import { createHash } from 'node:crypto';
import type { Manifest, RuleFinding } from '../../src/audit/finding';
import { pathText } from '../../src/audit/json';
import { kindOf } from '../../src/audit/manifests';

/** What an object is called, for programs. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string | null;
}

export function identityOf({ apiVersion, kind, metadata }: Manifest): ObjectIdentity {
  return { apiVersion, kind, namespace: textOf(metadata.namespace), name: textOf(metadata.name) };
}

// `name: 17` is a number where the API server wants a string; rules say so, programs that read reports need not know
function textOf(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

/**
 * The same for the same finding in the next run: made from the rule, the object and the path in it, never from lines, messages
 * or the version of an API.
 */
export function fingerprint({ rule, object, path }: RuleFinding): string {
  const { namespace, name } = identityOf(object);
  return createHash('sha256').update(JSON.stringify([rule, kindOf(object), namespace, name, pathText(path)])).digest('hex').slice(0, 32);
}
