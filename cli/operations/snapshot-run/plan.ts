import { createHash } from 'node:crypto';
import { shortenName } from '../../../src/core/names';
import {
  CLAIM_ANNOTATION, CLAIM_SPEC_ANNOTATION, CLAIM_UID_ANNOTATION, CONSISTENCIES, CONSISTENCY_ANNOTATION, GROUP_LABEL, MEMBERS_ANNOTATION, POLICY_LABEL,
  SCHEDULED_AT_ANNOTATION, WORKLOAD_LABEL,
} from '../../../src/core/vocabulary';
import { takesProof } from '../../../src/documents/policy-quiesce';
import type { PolicyStatefulSet, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { ClaimSpec, GroupIntent, SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import { claimInSet, placeInSet } from '../../../src/facts/claims-of-sets';
import type { KubeObject } from '../../cluster/cluster';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';

const MAX_NAME = 253;
/** Clocks differ by this much. */
export const CLOCK_TOLERANCE_SECONDS = 60;
/** A CronJob makes up for runs that it missed for an hour, and then their pods may wait. */
const MADE_UP_FOR_SECONDS = 7200;

/** When a run was due, and what makes a repeated run the same one. */
export interface RunRequest {
  readonly run: string;
  readonly scheduledAt: Date;
}

/** A Job as its pod sees it. */
export interface JobIdentity {
  readonly name: string;
  /** Two Jobs of one name, one after the other, differ in it. */
  readonly uid: string;
}

/**
 * The run that a Job is. A CronJob names its Jobs `<cronjob>-<minutes since 1970>` by the time they were due, so a Job that is
 * made again is the same run. Numbers that are no time of today, such as a date, were put there by somebody: like every Job
 * that is made by hand, that one is a run of its own, due now, whatever other Jobs had its name.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/cronjob/utils.go getJobName
 */
export function requestOfJob({ name, uid }: JobIdentity, cronJob: string, now: Date): RunRequest {
  const minutes = name.startsWith(`${cronJob}-`) ? /^\d{7,9}$/.exec(name.slice(cronJob.length + 1)) : null;
  const due = Number(minutes?.[0]) * 60_000;
  const age = now.getTime() - due;
  if (minutes && age >= -CLOCK_TOLERANCE_SECONDS * 1000 && age <= MADE_UP_FOR_SECONDS * 1000) return { run: name, scheduledAt: new Date(due) };
  return { run: `${name}/${uid}`, scheduledAt: wholeSeconds(now) };
}

/** A run by the time that it was due. */
export function requestAt(scheduledAt: Date): RunRequest {
  const at = wholeSeconds(scheduledAt);
  return { run: at.toISOString(), scheduledAt: at };
}

function wholeSeconds(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

/** `<policy>-20261121t160700`: a name, and short enough for a label. */
export function groupName(policy: string, scheduledAt: Date): string {
  return `${policy}-${scheduledAt.toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase()}`;
}

/** What earlier attempts of the same run, or another run that was due at the same time, meant to do. */
export function earlierAttempts({ begun, runs }: SnapshotStateDocument, run: string, group: string): GroupIntent[] {
  return [...begun, ...runs].filter((intent) => intent.run === run || intent.group === group).map(intentOf);
}

/** Without what came of it: that is for the next evidence to say anew. */
function intentOf({ group, run, scheduledAt, startedAt, members, excluded, quiesce, primary }: GroupIntent): GroupIntent {
  return { group, run, scheduledAt, startedAt, members, excluded, quiesce, ...(primary ? { primary } : {}) };
}

/**
 * Names of the claims that the group consists of: those of the set's pods by the rule of the StatefulSet controller, at the
 * least as many as the policy says, since a set that is scaled to nothing keeps its data; or those that the policy names.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
 */
export function claimNames({ claimTemplates, name, ordinals, replicas }: PolicyStatefulSet, set: KubeObject): string[] {
  const first: number = set.spec?.ordinals?.start ?? 0;
  const count = Math.max(set.spec?.replicas ?? 1, replicas);
  const pods = ordinals ?? Array.from({ length: count }, (_, at) => first + at);
  return claimTemplates.flatMap((template) => pods.map((pod) => claimInSet(template, name, pod)));
}

/** Was the claim made from one of these templates? */
export function isOfTemplates(claim: string, { workload }: SnapshotPolicyDocument, templates: readonly string[]): boolean {
  return placeInSet(claim, workload.name, templates) !== undefined;
}

/** Members of a group by its claims. Of one that no set makes they remember what another in its place has to ask for. */
export function membersOf(group: string, claims: readonly KubeObject[], { workload }: SnapshotPolicyDocument): GroupIntent['members'] {
  return claims.map(({ metadata, spec }) => ({
    name: shortenName(`${group}-${metadata.name}`, MAX_NAME),
    claim: metadata.name,
    claimUid: metadata.uid!,
    ...workload.kind === 'PersistentVolumeClaims' ? { claimSpec: whatItAsksFor(spec) } : {},
  }));
}

function whatItAsksFor({ accessModes, volumeMode, storageClassName, resources }: KubeObject['spec']): ClaimSpec {
  return { accessModes, volumeMode, storageClassName, resources: { requests: { storage: resources?.requests?.storage } } };
}

/** It is known before they are made that they hold what a power cut would have left. */
export function isCrash({ quiesce: { strategy, result } }: GroupIntent): boolean {
  return !takesProof(strategy) || (strategy === 'exec' && result === 'failed');
}

/** The VolumeSnapshots of a group. Each says which others there should be: a group is judged by its members alone. */
export function volumeSnapshots(policy: SnapshotPolicyDocument, intent: GroupIntent): KubeObject[] {
  const members = JSON.stringify(intent.members.map(({ name }) => name));
  return intent.members.map(({ name, claim, claimUid, claimSpec }) => ({
    apiVersion: VOLUME_SNAPSHOT.apiVersion,
    kind: VOLUME_SNAPSHOT.kind,
    metadata: {
      name,
      namespace: policy.namespace,
      labels: { [POLICY_LABEL]: policy.name, [GROUP_LABEL]: intent.group, [WORKLOAD_LABEL]: policy.workload.name },
      annotations: {
        [SCHEDULED_AT_ANNOTATION]: intent.scheduledAt,
        [MEMBERS_ANNOTATION]: members,
        [CONSISTENCY_ANNOTATION]: isCrash(intent) ? CONSISTENCIES.crash : CONSISTENCIES.unproven,
        [CLAIM_ANNOTATION]: claim,
        [CLAIM_UID_ANNOTATION]: claimUid,
        ...claimSpec ? { [CLAIM_SPEC_ANNOTATION]: JSON.stringify(claimSpec) } : {},
      },
    },
    spec: { volumeSnapshotClassName: policy.snapshotClass.name, source: { persistentVolumeClaimName: claim } },
  }));
}

/** Is what lies there under the name what we would have made? */
export function isSameSnapshot(existing: KubeObject, wanted: KubeObject): boolean {
  const { metadata } = existing;
  return metadata.deletionTimestamp === undefined
    && metadata.labels?.[GROUP_LABEL] === wanted.metadata.labels?.[GROUP_LABEL]
    && metadata.annotations?.[CLAIM_UID_ANNOTATION] === wanted.metadata.annotations?.[CLAIM_UID_ANNOTATION]
    && existing.spec?.source?.persistentVolumeClaimName === wanted.spec.source.persistentVolumeClaimName;
}

/** Who holds the lease: no two runs are the same. */
export function holderName(host: string, nonce: string): string {
  return `${host}-${createHash('sha256').update(nonce).digest('hex').slice(0, 8)}`;
}
