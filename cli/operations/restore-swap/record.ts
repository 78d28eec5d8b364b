import type { VolumeMove } from './move';
import { POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { ANY_VALUE, CONFIG_MAP } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

const VERSION = 'cdk8s-stateful.dev/volume-swap/v1';
const FILE = 'swap.json';

/**
 * An exchange of volumes as it was meant: JSON in the ConfigMap `<policy>-swap`, written before the first act. Claims that are deleted
 * are in it and nowhere else until they are made anew.
 */
export interface SwapRecord {
  readonly schema: typeof VERSION;
  /** `prepared`: no volume is touched yet. `exchanging`: it has to be finished, whatever has changed since. */
  readonly phase: 'prepared' | 'exchanging' | 'done';
  /** The set whose volumes the set of the policy gets. */
  readonly workload: string;
  /** Uid and generation of both sets: a set that has run since has another generation. */
  readonly sets: readonly string[];
  /** When the group of the volumes as they were is due, which names it. */
  readonly safetyAt: string;
  readonly moves: readonly VolumeMove[];
  readonly finishedAt?: string;
}

export function swapRecordName(policy: string): string {
  return `${policy}-swap`;
}

/** What is begun by this. */
export function recordOf(workload: string, sets: readonly string[], moves: readonly VolumeMove[], now: Date): SwapRecord {
  return { schema: VERSION, phase: 'prepared', workload, sets, safetyAt: now.toISOString(), moves };
}

export interface FoundRecord {
  readonly record: SwapRecord;
  /** What holds it. */
  readonly object: KubeObject;
}

/** The exchange that was written down last. */
export async function loadRecord(policy: SnapshotPolicyDocument, cluster: Cluster): Promise<FoundRecord | undefined> {
  const object = await cluster.get(CONFIG_MAP, swapRecordName(policy.name), policy.namespace);
  return object && { record: recordIn(object), object };
}

/** The record that a ConfigMap holds. */
export function recordIn({ metadata, data }: KubeObject): SwapRecord {
  const place = `ConfigMap ${metadata.namespace}/${metadata.name}, ${FILE}`;
  let record: SwapRecord;
  try {
    record = JSON.parse(String(data?.[FILE]));
  } catch (error) {
    throw new Error(`${place} is not JSON (${(error as Error).message}); it holds which volume goes to which claim: get it back from a copy, or look at the claimRef of the PersistentVolumes`, { cause: error });
  }
  if (record?.schema !== VERSION) throw new Error(`${place} has schema "${record?.schema}", and this program knows ${VERSION}; use the program that wrote it or a newer one`);
  return record;
}

/**
 * Exchanges of the same set or claims by other policies that are not finished: two policies may protect one set, and each knows its
 * own record alone.
 */
export async function unfinishedElsewhere(
  policy: SnapshotPolicyDocument, workload: string, moves: readonly VolumeMove[], cluster: Cluster,
): Promise<string[]> {
  const claims = moves.map(({ claim }) => claim.metadata.name);
  const objects = await cluster.list(CONFIG_MAP, policy.namespace, { [POLICY_LABEL]: ANY_VALUE });
  return objects.flatMap((object) => {
    const other = object.metadata.labels![POLICY_LABEL];
    if (other === policy.name || object.metadata.name !== swapRecordName(other)) return [];
    const record = readableRecord(object);
    const isOfThese = record?.workload === workload || record?.moves.some(({ claim }) => claims.includes(claim.metadata.name));
    if (record?.phase !== 'exchanging' || !isOfThese) return [];
    const remedy = `finish it first: restore swap ${other} --workload ${record.workload}`;
    return [`an exchange with StatefulSet ${policy.namespace}/${record.workload} by policy ${other} is not finished; ${remedy}`];
  });
}

/** What nobody can read any more is for the policy whose it is to complain of. */
function readableRecord(object: KubeObject): SwapRecord | undefined {
  try {
    return recordIn(object);
  } catch {
    return undefined;
  }
}

/** Writes down what is meant, in place of what was read; fails where somebody else has written meanwhile. */
export async function saveRecord(policy: SnapshotPolicyDocument, record: SwapRecord, cluster: Cluster, before?: KubeObject): Promise<KubeObject> {
  const data = { [FILE]: JSON.stringify(record) };
  if (before) return cluster.replace(CONFIG_MAP, { ...before, data: { ...before.data, ...data } });
  const metadata = { name: swapRecordName(policy.name), namespace: policy.namespace, labels: { [POLICY_LABEL]: policy.name } };
  return cluster.create(CONFIG_MAP, { apiVersion: CONFIG_MAP.apiVersion, kind: CONFIG_MAP.kind, metadata, data });
}
