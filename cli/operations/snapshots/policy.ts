import Ajv from 'ajv';
import { parseDocument } from './parse-document';
import { documentName } from './state';
import { POLICY_FILE } from '../../../src/core/vocabulary';
import { SNAPSHOT_POLICY_VERSION } from '../../../src/documents/snapshot-policy';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { SNAPSHOT_POLICY_SCHEMA } from '../../../src/documents/snapshot-policy-schema';
import { CONFIG_MAP } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';

const FORM = {
  version: SNAPSHOT_POLICY_VERSION,
  called: 'policy',
  validate: new Ajv({ allErrors: true, discriminator: true, verbose: true }).compile<SnapshotPolicyDocument>(SNAPSHOT_POLICY_SCHEMA),
};

/**
 * Reads a policy. What is not understood is refused as a whole.
 *
 * @param place where the text is from, for the error.
 */
export function parsePolicy(text: string, place: string): SnapshotPolicyDocument {
  return parseDocument(FORM, text, place);
}

/** The policy of a name, from its ConfigMap. */
export async function loadPolicy(cluster: Cluster, name: string, namespace: string): Promise<SnapshotPolicyDocument> {
  const object = await cluster.get(CONFIG_MAP, documentName(name), namespace);
  const place = `ConfigMap ${namespace}/${documentName(name)}`;
  if (!object) {
    const remedy = 'after a namespace was lost, apply its manifests first, or give the policy as a file (--policy-file)';
    throw new Error(`${place} is not there; is the policy called ${name}, and its namespace ${namespace}? ${remedy}`);
  }
  const text: unknown = object.data?.[POLICY_FILE];
  if (typeof text !== 'string') throw new Error(`${place} has no key ${POLICY_FILE}`);
  return parsePolicy(text, `${place}, ${POLICY_FILE}`);
}
