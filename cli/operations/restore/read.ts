import type { RestoreFacts } from './facts';
import { claimSpecOf } from './plain-claim';
import { planRestore } from './plan';
import type { RestorePlan } from './plan';
import { chooseGroup, newerThan, placeName } from './request';
import type { RestoreRequest } from './request';
import { sourceOf } from './restored-claim';
import { CLAIM_ANNOTATION, POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { placeInSet } from '../../../src/facts/claims-of-sets';
import { CLAIM, ClusterError, NAMESPACE, STATEFUL_SET, STORAGE_CLASS, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import { lostProblems } from '../restore-lost/problems';
import { readLostGroups } from '../restore-lost/read';
import { groupsOf } from '../snapshots/group';
import type { Group } from '../snapshots/group';

/** All groups of a policy, the earliest due first. */
export async function readGroups(policy: SnapshotPolicyDocument, cluster: Cluster): Promise<Group[]> {
  return groupsOf(await cluster.list(VOLUME_SNAPSHOT, policy.namespace, { [POLICY_LABEL]: policy.name }), policy, cluster.now());
}

/** What a restore would make now. Only reads. */
export async function readPlan(policy: SnapshotPolicyDocument, request: RestoreRequest, cluster: Cluster): Promise<RestorePlan> {
  const lost = request.lost ? await readLostGroups(policy, cluster, request.lost.state) : [];
  const groups = request.lost ? lost.map(({ group }) => group) : await readGroups(policy, cluster);
  const claims = await cluster.list(CLAIM, request.namespace, {});
  const group = chooseGroup(groups, policy, { ...request, group: request.group ?? begunWith(groups, claims, policy, request) });
  const sets = await readSets(policy, request, cluster);
  const plan = planRestore(policy, request, group, {
    ...sets,
    claims,
    contents: await readContents(group, cluster, request.namespace !== policy.namespace || request.lost !== undefined),
    storageClasses: await readClasses(classesOf(policy, request, group, sets.target ?? sets.source), cluster),
  });
  const found = lost.find((each) => each.group === group);
  const unproven = request.lost && found ? lostProblems(policy, request.lost.acceptUnproven, found) : [];
  const newer = newerThan(group, groups);
  return { ...plan, ...newer === undefined ? {} : { newer }, refusals: [...await placeProblems(request, cluster), ...unproven, ...plan.refusals] };
}

/** A namespace is only read where it would be made use of, by whoever may. */
async function placeProblems({ namespace, namespaceIsKnown }: RestoreRequest, cluster: Cluster): Promise<string[]> {
  if (namespaceIsKnown || await ifAllowed(cluster.get(NAMESPACE, namespace).then((found) => found !== undefined), false) !== false) return [];
  return [`there is no namespace ${namespace} to restore to; make it first, or name one that there is (--to-namespace)`];
}

/** The group that an earlier attempt of this restore took: what was begun with one group is not finished with another. */
function begunWith(
  groups: readonly Group[], claims: readonly KubeObject[], policy: SnapshotPolicyDocument, request: RestoreRequest,
): string | undefined {
  if (request.before !== undefined) return undefined;
  const isPlace = placesOf(groups, policy, request);
  const sources = claims.filter(({ metadata }) => isPlace(metadata.name)).map(sourceOf);
  return groups.find(({ members }) => members.some(({ metadata }) => sources.includes(`${metadata.namespace}/${metadata.name}`)))?.name;
}

/** Tells names of claims that this restore makes from others. */
function placesOf(groups: readonly Group[], { workload }: SnapshotPolicyDocument, request: RestoreRequest): (claim: string) => boolean {
  switch (workload.kind) {
    case 'StatefulSet': return (claim) => placeInSet(claim, request.workload, workload.claimTemplates) !== undefined;
    case 'PersistentVolumeClaims': {
      const copied = new Set(groups.flatMap(({ members }) => members.map(({ metadata }) => metadata.annotations?.[CLAIM_ANNOTATION] ?? '')));
      const names = new Set([...copied].map((claim) => placeName(request, claim)));
      return (claim) => names.has(claim);
    }
  }
}

async function readSets(
  policy: SnapshotPolicyDocument, { namespace, workload }: RestoreRequest, cluster: Cluster,
): Promise<Pick<RestoreFacts, 'target' | 'source'>> {
  if (policy.workload.kind !== 'StatefulSet') return {};
  return {
    target: await cluster.get(STATEFUL_SET, workload, namespace),
    source: await cluster.get(STATEFUL_SET, policy.workload.name, policy.namespace),
  };
}

/** Contents belong to the cluster. In the namespace of the snapshots they only tell the driver, which is nice to know. */
async function readContents({ members }: Group, cluster: Cluster, needed: boolean): Promise<Map<string, KubeObject>> {
  const contents = new Map<string, KubeObject>();
  for (const { metadata, status } of members) {
    const name: string | undefined = status?.boundVolumeSnapshotContentName;
    const content = name === undefined ? undefined : await ifAllowed(cluster.get(VOLUME_SNAPSHOT_CONTENT, name), needed);
    if (content) contents.set(metadata.name, content);
  }
  return contents;
}

/** Names of the classes that the claims will be of, as far as that is known. */
function classesOf({ workload }: SnapshotPolicyDocument, { storageClass }: RestoreRequest, group: Group, set: KubeObject | undefined): string[] {
  if (storageClass !== undefined) return [storageClass];
  const templates: readonly KubeObject[] = set?.spec?.volumeClaimTemplates ?? [];
  const names: (string | undefined)[] = workload.kind === 'StatefulSet'
    ? templates.map(({ spec }) => spec.storageClassName)
    : group.members.map((member) => claimSpecOf(member)?.storageClassName);
  return names.filter((name) => name !== undefined);
}

/** Who may not read classes does without what they would tell. */
async function readClasses(names: readonly string[], cluster: Cluster): Promise<Map<string, KubeObject>> {
  const classes = new Map<string, KubeObject>();
  for (const name of new Set(names)) {
    const found = await ifAllowed(cluster.get(STORAGE_CLASS, name).then((object) => object ?? fail(name)), false);
    if (found) classes.set(name, found);
  }
  return classes;
}

function fail(storageClass: string): never {
  throw new Error(`there is no StorageClass ${storageClass}, which the restored claims would be of; name one that there is (--storage-class)`);
}

async function ifAllowed<T>(asking: Promise<T>, needed: boolean): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (!needed && error instanceof ClusterError && error.reason === 'Forbidden') return undefined;
    throw error;
  }
}
