import type { SwapFacts } from './facts';
import { planSwap } from './plan';
import type { SwapPlan } from './plan';
import { unfinishedElsewhere } from './record';
import { GROUP_LABEL } from '../../../src/core/vocabulary';
import { restoreConfigMapName } from '../../../src/documents/backup-label';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { placeInSet } from '../../../src/facts/claims-of-sets';
import { CLAIM, CONFIG_MAP, POD, STATEFUL_SET, VOLUME, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/**
 * What an exchange would do now. Only reads.
 *
 * @param own group of the exchange itself, which is waited for anyway.
 */
export async function readSwapPlan(policy: SnapshotPolicyDocument, workload: string, cluster: Cluster, own?: string): Promise<SwapPlan> {
  const { namespace } = policy;
  const [kept, restored] = await setsOf(policy, workload, cluster);
  const [claims, pods, all] = await Promise.all([CLAIM, POD, VOLUME_SNAPSHOT].map((kind) => cluster.list(kind, namespace, {})));
  const snapshots = all.filter(({ metadata }) => own === undefined || metadata.labels?.[GROUP_LABEL] !== own);
  const labels = await Promise.all([policy.workload.name, workload].map((set) => cluster.get(CONFIG_MAP, restoreConfigMapName(set), namespace)));
  const configMaps = labels.filter((label) => label !== undefined);
  const facts = { kept, restored, claims, pods, snapshots, configMaps };
  const plan = planSwap(policy, workload, { ...facts, volumes: await volumesOf(facts, cluster) });
  const elsewhere = await unfinishedElsewhere(policy, workload, plan.moves, cluster);
  return elsewhere.length > 0 ? { ...plan, moves: [], refusals: elsewhere } : plan;
}

/** The set of the policy and the other, as far as they are there. */
export async function setsOf(
  { namespace, workload }: SnapshotPolicyDocument, other: string, cluster: Cluster,
): Promise<(KubeObject | undefined)[]> {
  return Promise.all([workload.name, other].map((name) => cluster.get(STATEFUL_SET, name, namespace)));
}

async function volumesOf({ kept, restored, claims }: Omit<SwapFacts, 'volumes'>, cluster: Cluster): Promise<Map<string, KubeObject>> {
  const isOf = (claim: KubeObject, set: KubeObject | undefined): boolean => {
    const templates: string[] = (set?.spec?.volumeClaimTemplates ?? []).map(({ metadata }: KubeObject) => metadata.name);
    return placeInSet(claim.metadata.name, set?.metadata.name ?? '', templates) !== undefined;
  };
  const names: string[] = claims.filter((claim) => claim.spec?.volumeName && (isOf(claim, kept) || isOf(claim, restored)))
    .map(({ spec }) => spec.volumeName);
  const volumes = await Promise.all(names.map((name) => cluster.get(VOLUME, name)));
  return new Map(volumes.filter((volume) => volume !== undefined).map((volume) => [volume.metadata.name, volume]));
}
