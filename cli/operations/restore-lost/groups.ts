import { annotationsFrom, evidenceOf } from './evidence';
import { isLost } from './lost-content';
import { CLAIM_ANNOTATION } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { RunEvidence } from '../../../src/documents/snapshot-state';
import { claimInSet } from '../../../src/facts/claims-of-sets';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { KubeObject } from '../../cluster/cluster';
import { byTime, unprovenProblem } from '../snapshots/group';
import type { Group } from '../snapshots/group';

/** A group whose VolumeSnapshots are gone, with their labels and annotations: what its contents still tell of it. */
export interface LostGroup {
  /** Its members are as the VolumeSnapshots were, as far as that can be told. */
  readonly group: Group;
  /** What of it can no longer be proven. */
  readonly doubts: readonly string[];
}

/** `2026`, `11`, ... of `<policy>-20261121t160700-<claim>`. */
const STAMPED = /^(\d{4})(\d{2})(\d{2})t(\d{2})(\d{2})(\d{2})-(.+)$/;

interface LostMember {
  readonly group: string;
  readonly scheduledAt: Date;
  readonly claim: string;
  readonly content: KubeObject;
}

/**
 * Groups of a policy from the contents that are left of them, the earliest due first.
 *
 * @param runs what the policy's state says of runs: it proves what stood on VolumeSnapshots.
 */
export function lostGroups(
  policy: SnapshotPolicyDocument, contents: readonly KubeObject[], snapshots: readonly KubeObject[], runs: readonly RunEvidence[],
): LostGroup[] {
  const left = contents.filter((content) => isLost(content, policy.namespace, contents, snapshots));
  const members = left.flatMap((content) => memberOf(policy, content));
  const byGroup = new Map<string, LostMember[]>();
  for (const member of members) byGroup.set(member.group, [...byGroup.get(member.group) ?? [], member]);
  const claims = new Set([...claimsOfPolicy(policy), ...members.map(({ claim }) => claim)]);
  return [...byGroup.values()]
    .map((each) => {
      const evidence = evidenceOf(each[0].group, each.map(({ content }) => content), runs);
      return { group: groupOf(each, policy, evidence), doubts: evidence ? doubtsAfter(each, evidence) : doubtsOf(each, claims, policy) };
    })
    .sort((a, b) => byTime(a.group, b.group));
}

function memberOf({ name }: SnapshotPolicyDocument, content: KubeObject): LostMember[] {
  const snapshot: string = content.spec.volumeSnapshotRef.name;
  const stamped = snapshot.startsWith(`${name}-`) ? STAMPED.exec(snapshot.slice(name.length + 1)) : null;
  if (!stamped) return [];
  const [, year, month, day, hour, minute, second, claim] = stamped;
  const scheduledAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return [{ group: snapshot.slice(0, -claim.length - 1), scheduledAt, claim, content }];
}

function claimsOfPolicy({ workload }: SnapshotPolicyDocument): string[] {
  if (workload.kind === 'PersistentVolumeClaims') return [...workload.claims];
  const { claimTemplates, name, replicas, ordinals = Array.from({ length: replicas }, (_, at) => at) } = workload;
  return claimTemplates.flatMap((template) => ordinals.map((ordinal) => claimInSet(template, name, ordinal)));
}

function groupOf(lost: readonly LostMember[], { namespace, quiesce }: SnapshotPolicyDocument, evidence: RunEvidence | undefined): Group {
  const copies = lost.filter(({ content }, at) => lost.findIndex((other) => handleOf(other.content) === handleOf(content)) === at);
  const members = copies.map((member) => snapshotOf(member, namespace, evidence));
  const times = members.map(({ status }) => Date.parse(status.creationTime)).filter((time) => !Number.isNaN(time));
  const [{ group: name, scheduledAt }] = lost;
  const cutAt = times.length > 0 ? new Date(Math.min(...times)) : scheduledAt;
  const problem = problemOf(copies) ?? unprovenProblem(members, quiesce);
  return {
    name,
    scheduledAt,
    cutAt,
    members,
    expected: members.map(({ metadata }) => metadata.name),
    released: false,
    ...(problem === undefined ? { state: 'Complete' } : { state: 'Failed', reason: problem }),
  };
}

function problemOf(members: readonly LostMember[]): string | undefined {
  const unready = members.filter(({ content }) => content.status.readyToUse !== true).map(({ claim }) => claim);
  if (unready.length > 0) return `the copies of ${unready.join(', ')} are not ready`;
  const twice = members.map(({ claim }) => claim).find((claim, at, claims) => claims.indexOf(claim) !== at);
  return twice === undefined ? undefined : `there are several copies of ${twice}`;
}

/** Times of contents are nanoseconds since 1970: https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/client/apis/volumesnapshot/v1/types.go */
function snapshotOf({ claim, content }: LostMember, namespace: string, evidence: RunEvidence | undefined): KubeObject {
  const { status, metadata } = content;
  const { name } = content.spec.volumeSnapshotRef;
  const { creationTime, restoreSize } = status;
  return {
    apiVersion: VOLUME_SNAPSHOT.apiVersion,
    kind: VOLUME_SNAPSHOT.kind,
    metadata: { name, namespace, annotations: { [CLAIM_ANNOTATION]: claim, ...evidence && annotationsFrom(evidence, name) } },
    spec: { source: { persistentVolumeClaimName: claim } },
    status: {
      readyToUse: status.readyToUse === true,
      boundVolumeSnapshotContentName: metadata.name,
      ...(creationTime !== undefined ? { creationTime: new Date(Number(creationTime) / 1e6).toISOString() } : {}),
      ...(restoreSize !== undefined ? { restoreSize: String(restoreSize) } : {}),
    },
  };
}

/** What was whole may have lost a member since. */
function doubtsAfter(members: readonly LostMember[], { members: made, outcome, reason }: RunEvidence): string[] {
  const missing = made.map(({ claim }) => claim).filter((claim) => !members.some((member) => member.claim === claim)).sort();
  return [
    ...missing.length > 0 ? [`it has no copy of ${missing.join(', ')} any more, which its run had made`] : [],
    ...outcome === 'Failed' ? [`its run failed: ${reason ?? 'it does not say why'}`] : [],
  ];
}

/** Which members there should be, and what they were, stood on the VolumeSnapshots alone. */
function doubtsOf(members: readonly LostMember[], claims: ReadonlySet<string>, { workload, quiesce }: SnapshotPolicyDocument): string[] {
  const volumes = workload.kind === 'StatefulSet' ? workload.claimTemplates.length : 1;
  // a group of the primary is of one pod, whichever that was
  const expected = workload.kind === 'StatefulSet' && workload.primaryLabels ? [] : [...claims];
  const missing = expected.filter((claim) => !members.some((member) => member.claim === claim)).sort();
  return [
    ...missing.length > 0 ? [`it has no copy of ${missing.join(', ')}, which the policy or another group has`] : [],
    ...fitting(volumes, quiesce.strategy),
    ...quiesce.strategy === 'exec' && quiesce.onFailure === 'abort' ? ['whether the application was frozen until all of it was cut stood on the VolumeSnapshots, and of a group that failed copies are left as well'] : [],
  ];
}

function fitting(volumes: number, strategy: SnapshotPolicyDocument['quiesce']['strategy']): string[] {
  if (strategy === 'postgres-backup') return ['its backup label stood on the VolumeSnapshots, and in the state of the policy, of which there is none for it (--state-file)'];
  return volumes > 1 ? [`a pod has ${volumes} volumes, and whether their copies fit each other stood on the VolumeSnapshots`] : [];
}

function handleOf({ status }: KubeObject): string {
  return status.snapshotHandle;
}
