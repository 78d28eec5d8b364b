import type { SwapFacts } from './facts';
import { Quantity } from '../../../src/core/quantity';
import { restoreConfigMapName } from '../../../src/documents/backup-label';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { RESTORE_FILES } from '../../../src/facts/engines/postgres-prepare';
import type { KubeObject } from '../../cluster/cluster';
import { howToStop } from '../restore/stop';

/** Why two sets exchange nothing as they are now. */
export function setProblems({ namespace, workload }: SnapshotPolicyDocument, other: string, facts: SwapFacts): string[] {
  if (workload.name === other) return [`StatefulSet ${namespace}/${other} is the set of the policy itself; name the one that was restored beside it (--workload)`];
  return [[workload.name, facts.kept], [other, facts.restored]].flatMap((each) => {
    const [name, set] = each as [string, KubeObject | undefined];
    return [...stoppedProblems(namespace, name, set), ...labelProblems(namespace, name, facts)];
  });
}

/** Why a set may start pods meanwhile. */
export function stoppedProblems(namespace: string, name: string, set: KubeObject | undefined): string[] {
  if (!set) return [`there is no StatefulSet ${namespace}/${name}; apply it with replicas: 0, so that its claims are known`];
  const replicas: number = set.spec?.replicas ?? 1;
  if (replicas === 0) return [];
  return [`StatefulSet ${namespace}/${name} has replicas: ${replicas}; stop it: ${howToStop(set)}`];
}

/** The label of a backup is for the volumes that it came with: pods of the other data must not find it. */
function labelProblems(namespace: string, set: string, { configMaps }: SwapFacts): string[] {
  const name = restoreConfigMapName(set);
  const label = configMaps.find(({ metadata, data }) => metadata.name === name && data?.[RESTORE_FILES.backupLabel] !== undefined);
  if (!label) return [];
  const remedy = `when the server of ${set} has started from it, and only then: kubectl --namespace ${namespace} delete configmap ${name}`;
  return [`ConfigMap ${namespace}/${name} holds a backup label for the volumes that ${set} has now; ${remedy}`];
}

/** A claim whose name a volume is to get, and what its set would have made it from. */
interface Target {
  readonly claim: KubeObject;
  readonly template: KubeObject;
}

/** Why a volume cannot be moved to the claim of another set. */
export function volumeProblems(
  claim: KubeObject, volume: KubeObject | undefined, to: Target, facts: SwapFacts,
): string[] {
  const { name, namespace, uid } = claim.metadata;
  const place = `claim ${namespace}/${name}`;
  if (claim.metadata.deletionTimestamp !== undefined) return [`${place} is being deleted`];
  const bound = claim.status?.phase === 'Bound' && volume?.status?.phase === 'Bound' && volume.spec.claimRef?.uid === uid;
  if (!volume || !bound) return [`${place} is not bound to a volume (${claim.status?.phase ?? 'Pending'}); a volume is made when the first pod uses it`];
  if (volume.metadata.deletionTimestamp !== undefined) return [`PersistentVolume ${volume.metadata.name} of ${place} is being deleted`];
  return [
    ...podsOf(name, facts.pods).map((pod) => `${place} is in use by pod ${pod}; wait until that is gone`),
    ...uncutOf(name, facts.snapshots).map((snapshot) => (
      `VolumeSnapshot ${snapshot} of ${place} is not cut yet, and would be of another volume then; wait for it, or delete it`
    )),
    ...fitProblems(claim, volume, to),
  ];
}

/** https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection: a pod that has ended uses nothing */
export function podsOf(claim: string, pods: readonly KubeObject[]): string[] {
  const uses = ({ spec }: KubeObject): boolean => (
    (spec?.volumes ?? []).some((volume: KubeObject) => volume.persistentVolumeClaim?.claimName === claim)
  );
  return pods.filter((pod) => !['Succeeded', 'Failed'].includes(pod.status?.phase) && uses(pod)).map(({ metadata }) => metadata.name);
}

function uncutOf(claim: string, snapshots: readonly KubeObject[]): string[] {
  const waits = ({ spec, status }: KubeObject): boolean => (
    spec?.source?.persistentVolumeClaimName === claim && status?.creationTime === undefined && status?.readyToUse !== true
  );
  return snapshots.filter(waits).map(({ metadata }) => metadata.name);
}

function fitProblems(claim: KubeObject, volume: KubeObject, { claim: target, template }: Target): string[] {
  const { namespace, name } = claim.metadata;
  const problems: string[] = [];
  const mode = (object: KubeObject): string => object.spec.volumeMode ?? 'Filesystem';
  if (mode(volume) !== mode(target)) problems.push(`the volume of claim ${namespace}/${name} has volumeMode ${mode(volume)}, and ${target.metadata.name} has ${mode(target)}`);
  const [has, wants]: (string | undefined)[] = [volume.spec.capacity?.storage, template.spec?.resources?.requests?.storage];
  if (has !== undefined && wants !== undefined && Quantity.parse(has).compare(Quantity.parse(wants)) < 0) {
    const growth = JSON.stringify({ spec: { resources: { requests: { storage: wants } } } });
    problems.push(`the volume of claim ${namespace}/${name} has ${has}, and the template of ${target.metadata.name} wants ${wants}; grow it first: kubectl --namespace ${namespace} patch pvc ${name} --patch '${growth}'`);
  }
  return problems;
}
