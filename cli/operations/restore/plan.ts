import type { RestoreFacts } from './facts';
import { importOf } from './import';
import type { ImportedSnapshot } from './import';
import { labelOfGroup } from './label';
import { ordinalOf } from './place';
import type { RestoreRequest } from './request';
import { claimOf, isFrom, sourceOf } from './restored-claim';
import { howToStop } from './stop';
import { BACKUP_LABEL_ANNOTATION } from '../../../src/core/vocabulary';
import { restoreConfigMapName } from '../../../src/documents/backup-label';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { CONFIG_MAP } from '../../cluster/cluster';
import type { KubeObject } from '../../cluster/cluster';
import { lostLabelProblem } from '../restore-lost/problems';
import type { Group } from '../snapshots/group';

/** One volume of a restore. */
export interface VolumeRestore {
  /** Of the group. */
  readonly snapshot: KubeObject;
  /** As it is to be made. */
  readonly claim: KubeObject;
  /** What makes the snapshot known in another namespace. */
  readonly imported?: ImportedSnapshot;
  /** `made`: it is there, by an earlier attempt of this restore. */
  readonly state: 'new' | 'made' | 'bound';
  /** Its class makes the volume when the first pod uses it. */
  readonly waitsForPod: boolean;
}

export interface RestorePlan {
  readonly policy: SnapshotPolicyDocument;
  readonly request: RestoreRequest;
  readonly group: Group;
  /** What would be restored if no claim were there: a newer group than the one that these are from. */
  readonly newer?: string;
  readonly volumes: readonly VolumeRestore[];
  /** ConfigMap with what the pods of the new set need besides the volumes, of a backup of several. */
  readonly label?: KubeObject;
  /** The target set is there and starts pods. */
  readonly setRuns: boolean;
  /** Why nothing is done. */
  readonly refusals: readonly string[];
}

/** What a restore of a group would make. Nothing that exists is replaced or deleted. */
export function planRestore(policy: SnapshotPolicyDocument, request: RestoreRequest, group: Group, facts: RestoreFacts): RestorePlan {
  const refusals: string[] = [];
  const unlessRefused = <T>(make: () => T): T[] => {
    try {
      return [make()];
    } catch (error) {
      refusals.push((error as Error).message);
      return [];
    }
  };
  const [ordinal] = unlessRefused(() => ordinalOf(policy, request, group, facts.target));
  const volumes = group.members.flatMap((snapshot) => unlessRefused(() => volumeRestore(policy, { ...request, ordinal }, snapshot, facts)));
  refusals.push(...clashesOf(volumes));
  const setRuns = (facts.target?.spec?.replicas ?? (facts.target ? 1 : 0)) > 0;
  const unmade = volumes.filter(({ state }) => state === 'new').map(({ claim }) => claim.metadata.name);
  if (setRuns && unmade.length > 0) {
    const set = `StatefulSet ${request.namespace}/${request.workload} has replicas: ${facts.target!.spec.replicas ?? 1}`;
    refusals.push(`${set}, and would make empty claims in the place of ${unmade.join(', ')}; scale it to 0 first: ${howToStop(facts.target!)}`);
  }
  const label = labelOf(policy, request, group, refusals);
  return { policy, request, group, volumes, ...(label ? { label } : {}), setRuns, refusals: [...new Set(refusals)] };
}

/** A label that is gone, or that somebody has changed, is a refusal. */
function labelOf(
  policy: SnapshotPolicyDocument, { namespace, workload, lost }: RestoreRequest, group: Group, refusals: string[],
): KubeObject | undefined {
  try {
    const label = labelOfGroup(policy, group);
    if (label === undefined) return undefined;
    const metadata = { name: restoreConfigMapName(workload), namespace };
    return { apiVersion: CONFIG_MAP.apiVersion, kind: CONFIG_MAP.kind, metadata, data: { ...label } };
  } catch (error) {
    const isGone = lost && group.members.every(({ metadata }) => metadata.annotations?.[BACKUP_LABEL_ANNOTATION] === undefined);
    refusals.push(isGone ? lostLabelProblem(policy, group) : (error as Error).message);
    return undefined;
  }
}

/** Where the volumes may go when what they would replace is there. */
function elsewhere({ workload }: SnapshotPolicyDocument, request: RestoreRequest): string {
  switch (workload.kind) {
    case 'StatefulSet': return `restore to another set (--workload ${request.workload}-restored) or another namespace (--to-namespace)`;
    case 'PersistentVolumeClaims': return 'restore under another name (--as \'{claim}-restored\') or to another namespace (--to-namespace)';
  }
}

/** Volumes that would get the same claim. */
function clashesOf(volumes: readonly VolumeRestore[]): string[] {
  const names = volumes.map(({ claim }) => claim.metadata.name);
  const clashing = volumes.filter(({ claim: { metadata } }) => names.filter((name) => name === metadata.name).length > 1);
  if (clashing.length === 0) return [];
  const snapshots = clashing.map(({ snapshot }) => snapshot.metadata.name).join(', ');
  return [`${snapshots} cannot all be restored to one claim, ${clashing[0].claim.metadata.name}; keep their names apart (--as '{claim}-restored')`];
}

function volumeRestore(
  policy: SnapshotPolicyDocument, request: RestoreRequest, snapshot: KubeObject, facts: RestoreFacts,
): VolumeRestore {
  const content = facts.contents.get(snapshot.metadata.name);
  const imported = request.namespace === policy.namespace && !request.lost ? undefined : importOf(snapshot, request.namespace, content);
  const claim = claimOf(policy, request, snapshot, imported?.snapshot.metadata.name ?? snapshot.metadata.name, facts);
  const existing = facts.claims.find(({ metadata }) => metadata.name === claim.metadata.name);
  if (existing && !isFrom(existing, snapshot)) {
    const from = sourceOf(existing);
    const data = from === undefined ? 'with data of its own' : `restored from ${from}`;
    throw new Error(`claim ${request.namespace}/${claim.metadata.name} exists, ${data}, and nothing that exists is replaced; ${elsewhere(policy, request)}`);
  }
  const storageClass = facts.storageClasses.get(claim.spec.storageClassName);
  const driver = content?.spec.driver;
  if (storageClass && driver !== undefined && storageClass.provisioner !== driver) {
    throw new Error(`StorageClass ${claim.spec.storageClassName} is of driver ${storageClass.provisioner}, and the snapshots are of ${driver}; name a class of that driver (--storage-class)`);
  }
  return {
    snapshot,
    claim,
    ...(imported ? { imported } : {}),
    state: !existing ? 'new' : existing.status?.phase === 'Bound' ? 'bound' : 'made',
    waitsForPod: storageClass?.volumeBindingMode === 'WaitForFirstConsumer',
  };
}
