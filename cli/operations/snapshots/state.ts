import { STATE_FILE } from '../../../src/core/vocabulary';
import { SNAPSHOT_STATE_VERSION, EMPTY_STATE, MAX_RUNS } from '../../../src/documents/snapshot-state';
import type { RunEvidence, SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import { CONFIG_MAP, ClusterError } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/** Names of what belongs to a policy. They are rendered by the construct and are API. */
export const stateName = (policy: string): string => `${policy}-state`;
export const documentName = (policy: string): string => `${policy}-policy`;

export interface PolicyRef { readonly name: string; readonly namespace: string }

const ATTEMPTS = 5;

/** Of evidence, well below the 1 MiB that a ConfigMap holds: a set of many claims has as much to say in fewer runs. */
const MAX_EVIDENCE_BYTES = 512 * 1024;

/** What the runs of a policy have come to so far. */
export async function loadState(cluster: Cluster, policy: PolicyRef): Promise<SnapshotStateDocument> {
  return parseState(await stateObject(cluster, policy));
}

/** The same for those who only look: the groups themselves are not in it, so that its loss hides none of them. */
export async function stateIfAny(cluster: Cluster, policy: PolicyRef): Promise<SnapshotStateDocument> {
  const object = await cluster.get(CONFIG_MAP, stateName(policy.name), policy.namespace);
  return object ? parseState(object) : EMPTY_STATE;
}

/** Changes the state; reads it anew and changes that when somebody else was faster. */
export async function updateState(
  cluster: Cluster, policy: PolicyRef, change: (state: SnapshotStateDocument) => SnapshotStateDocument,
): Promise<SnapshotStateDocument> {
  for (let attempt = 1; ; attempt += 1) {
    const object = await stateObject(cluster, policy);
    const before = parseState(object);
    const after = change(before);
    if (after === before) return before;
    try {
      await cluster.replace(CONFIG_MAP, { ...object, data: { ...object.data, [STATE_FILE]: JSON.stringify(after) } });
      return after;
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof ClusterError) || error.reason !== 'Conflict') throw error;
    }
  }
}

/** The state with evidence of finished runs, whose groups are no longer only begun. */
export function withEvidence(state: SnapshotStateDocument, evidence: readonly RunEvidence[]): SnapshotStateDocument {
  if (evidence.length === 0) return state;
  const finished = new Set(evidence.map(({ group }) => group));
  return {
    ...state,
    begun: state.begun.filter(({ group }) => !finished.has(group)),
    runs: newest([...state.runs.filter(({ group }) => !finished.has(group)), ...evidence]),
  };
}

/** As many as there is room for. */
function newest(runs: readonly RunEvidence[]): RunEvidence[] {
  const kept: RunEvidence[] = [];
  let bytes = 0;
  for (const run of [...runs].reverse().slice(0, MAX_RUNS)) {
    bytes += Buffer.byteLength(JSON.stringify(run));
    if (bytes > MAX_EVIDENCE_BYTES) break;
    kept.unshift(run);
  }
  return kept;
}

async function stateObject(cluster: Cluster, { name, namespace }: PolicyRef): Promise<KubeObject> {
  const object = await cluster.get(CONFIG_MAP, stateName(name), namespace);
  if (object) return object;
  throw new Error(`ConfigMap ${namespace}/${stateName(name)} is missing; apply the manifests of policy ${name}, which hold it`);
}

/** Reads the state of a ConfigMap; one that nothing was written to yet is empty. */
export function parseState({ metadata, data }: KubeObject): SnapshotStateDocument {
  const text: unknown = data?.[STATE_FILE];
  if (text === undefined) return EMPTY_STATE;
  const remedy = 'remove the key to begin anew: the groups themselves are not in it; keep a copy of it for `restore --lost`';
  return parseStateText(String(text), `ConfigMap ${metadata.namespace}/${metadata.name}, ${STATE_FILE}`, remedy);
}

/**
 * Reads a state.
 *
 * @param place where the text is from, for the error.
 * @param remedy what to do where it is none.
 */
export function parseStateText(text: string, place: string, remedy: string): SnapshotStateDocument {
  let state: SnapshotStateDocument;
  try {
    state = JSON.parse(text);
  } catch (error) {
    throw new Error(`${place} is not JSON (${(error as Error).message}); ${remedy}`, { cause: error });
  }
  if (state?.schema !== SNAPSHOT_STATE_VERSION) {
    throw new Error(`${place} has schema "${state?.schema}", and this program knows ${SNAPSHOT_STATE_VERSION}; use the program that wrote it or a newer one`);
  }
  const problem = formProblem(state);
  if (problem !== undefined) throw new Error(`${place} ${problem}; ${remedy}`);
  return state;
}

function formProblem({ begun, pruning, runs, drills = [], conditions = [], freeing = [] }: SnapshotStateDocument): string | undefined {
  if (![begun, pruning, runs].every(Array.isArray)) return 'lacks one of begun, pruning, runs';
  if (!Array.isArray(freeing)) return 'has freeing that is no list';
  return [drills, conditions].every(Array.isArray) ? undefined : 'has drills or conditions that are no list';
}
