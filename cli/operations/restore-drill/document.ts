import Ajv from 'ajv';
import { DRILL_FILE } from '../../../src/core/vocabulary';
import { RESTORE_DRILL_VERSION } from '../../../src/documents/restore-drill';
import type { RestoreDrillDocument } from '../../../src/documents/restore-drill';
import { RESTORE_DRILL_SCHEMA } from '../../../src/documents/restore-drill-schema';
import { CONFIG_MAP } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import { parseDocument } from '../snapshots/parse-document';

const FORM = {
  version: RESTORE_DRILL_VERSION,
  called: 'restore drill',
  validate: new Ajv({ allErrors: true, discriminator: true, verbose: true }).compile<RestoreDrillDocument>(RESTORE_DRILL_SCHEMA),
};

/**
 * Reads a drill. What is not understood is refused as a whole.
 *
 * @param place where the text is from, for the error.
 */
export function parseDrill(text: string, place: string): RestoreDrillDocument {
  return parseDocument(FORM, text, place);
}

/** The drill of a policy, from its ConfigMap. */
export async function loadDrill(cluster: Cluster, policy: string, namespace: string): Promise<RestoreDrillDocument> {
  const name = `${policy}-drill`;
  const place = `ConfigMap ${namespace}/${name}`;
  const object = await cluster.get(CONFIG_MAP, name, namespace);
  if (!object) throw new Error(`${place} is not there; has the policy ${policy} in namespace ${namespace} a RestoreDrill?`);
  const text: unknown = object.data?.[DRILL_FILE];
  if (typeof text !== 'string') throw new Error(`${place} has no key ${DRILL_FILE}`);
  return parseDrill(text, `${place}, ${DRILL_FILE}`);
}
