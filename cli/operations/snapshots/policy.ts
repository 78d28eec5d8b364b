import Ajv from 'ajv';
import { policyProblems } from './policy-problems';
import { documentName } from './state';
import { POLICY_FILE } from '../../../src/core/vocabulary';
import { SNAPSHOT_POLICY_VERSION } from '../../../src/documents/snapshot-policy';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { SNAPSHOT_POLICY_SCHEMA } from '../../../src/documents/snapshot-policy-schema';
import { CONFIG_MAP } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';

const validate = new Ajv({ allErrors: true, discriminator: true, verbose: true }).compile<SnapshotPolicyDocument>(SNAPSHOT_POLICY_SCHEMA);

/**
 * Reads a policy. What is not understood is refused as a whole: a program that ignored a field would do less than the
 * policy promises.
 *
 * @param place where the text is from, for the error.
 */
export function parsePolicy(text: string, place: string): SnapshotPolicyDocument {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new Error(`${place} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const schema = (document as { schema?: unknown } | null)?.schema;
  if (schema !== SNAPSHOT_POLICY_VERSION) {
    const said = schema === undefined ? 'names no schema' : `has schema ${JSON.stringify(schema)}`;
    throw new Error(`${place} ${said}, and this program knows ${SNAPSHOT_POLICY_VERSION}; use the program of the version that rendered the policy`);
  }
  if (validate(document)) return document;
  const problems = policyProblems(validate.errors ?? []);
  throw new Error(`${place} is not a policy that this program understands: ${problems.join('; ')}; render it anew, or use the program of the version that rendered it`);
}

/** The policy of a name, from its ConfigMap. */
export async function loadPolicy(cluster: Cluster, name: string, namespace: string): Promise<SnapshotPolicyDocument> {
  const object = await cluster.get(CONFIG_MAP, documentName(name), namespace);
  const place = `ConfigMap ${namespace}/${documentName(name)}`;
  if (!object) throw new Error(`${place} is not there; is the policy called ${name}, and its namespace ${namespace}?`);
  const text: unknown = object.data?.[POLICY_FILE];
  if (typeof text !== 'string') throw new Error(`${place} has no key ${POLICY_FILE}`);
  return parsePolicy(text, `${place}, ${POLICY_FILE}`);
}
