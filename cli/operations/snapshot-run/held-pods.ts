import type { RunEnvironment } from './environment';
import { withDeadline } from './with-deadline';
import { statefulSetOf } from '../../../src/documents/policy-workload';
import type { PolicyExec, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent } from '../../../src/documents/snapshot-state';
import { placeInSet } from '../../../src/facts/claims-of-sets';
import { POD, STATEFUL_SET } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

const CHECK_SECONDS = 15;

/** A group whose application is frozen while its volumes are cut. */
export interface HeldGroup {
  readonly policy: SnapshotPolicyDocument;
  readonly target: PolicyExec;
  readonly intent: GroupIntent;
  readonly environment: RunEnvironment;
}

/** A pod as it was when it was frozen: another uid is another pod, and another count of restarts another process. */
export interface HeldPod {
  readonly name: string;
  /** Left out where there is no such pod, and the set wants none: its volume is written to by nobody. */
  readonly identity?: string;
}

/** The pods whose claims are members, each with its container running. Throws for what could not be frozen. */
export async function podsToHold({ policy, target, intent, environment: { cluster } }: HeldGroup): Promise<HeldPod[]> {
  const { workload, namespace } = policy;
  const set = await cluster.get(STATEFUL_SET, workload.name, namespace);
  const first: number = set?.spec?.ordinals?.start ?? 0;
  const wanted = first + (set?.spec?.replicas ?? 1);
  const pods = await readPods(podNames(intent, policy), policy, target, cluster);
  for (const { name, identity } of pods) {
    if (identity === undefined && ordinalOf(name) < wanted) throw new Error(`Pod ${name} is not there, or its container ${target.container} does not run`);
  }
  return pods;
}

/** Asks each container whether it has what freezing and thawing take. Changes nothing. */
export async function checkPods({ policy, target, environment: { cluster, clock, signal } }: HeldGroup, pods: readonly HeldPod[]): Promise<void> {
  const { container, commands } = target;
  await Promise.all(running(pods).map(async (pod) => {
    const { exitCode, stderr } = await withDeadline(clock, { milliseconds: CHECK_SECONDS * 1000, signal }, async (stop) => (
      cluster.exec({ namespace: policy.namespace, pod, container }, commands.check, stop)
    ));
    if (exitCode !== 0) throw new Error(`container ${container} of Pod ${pod} cannot be frozen: ${stderr.trim() || `it needs sh and sleep (exit code ${exitCode})`}`);
  }));
}

/** Names of those that run. */
export function running(pods: readonly HeldPod[]): string[] {
  return pods.filter(({ identity }) => identity !== undefined).map(({ name }) => name);
}

/** Names of the pods that are not what they were. */
export async function changedPods({ policy, target, environment: { cluster } }: HeldGroup, before: readonly HeldPod[]): Promise<string[]> {
  const after = await readPods(before.map(({ name }) => name), policy, target, cluster);
  return before.filter(({ identity }, at) => after[at].identity !== identity).map(({ name }) => name);
}

async function readPods(names: readonly string[], { namespace }: SnapshotPolicyDocument, target: PolicyExec, cluster: Cluster): Promise<HeldPod[]> {
  return Promise.all(names.map(async (name) => {
    const pod = await cluster.get(POD, name, namespace);
    if (pod && !containerNames(pod).includes(target.container)) {
      throw new Error(`Pod ${name} has no container ${target.container}, it has ${containerNames(pod).join(', ')}; render the policy anew`);
    }
    const identity = pod && identityOf(pod, target.container);
    return identity === undefined ? { name } : { name, identity };
  }));
}

/** Containers that run all the time: https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/ */
function containerNames({ spec }: KubeObject): string[] {
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }: KubeObject) => restartPolicy === 'Always');
  return [...spec?.containers ?? [], ...sidecars].map(({ name }: { name: string }) => name);
}

function identityOf({ metadata, status }: KubeObject, container: string): string | undefined {
  const all = [...status?.containerStatuses ?? [], ...status?.initContainerStatuses ?? []];
  const found = all.find(({ name }: { name: string }) => name === container);
  return found?.state?.running === undefined || metadata.deletionTimestamp !== undefined ? undefined : `${metadata.uid}/${found.restartCount}`;
}

/** By the rule of the StatefulSet controller, the other way round: claim `data-db-0` is that of Pod `db-0`. */
function podNames({ members }: GroupIntent, policy: SnapshotPolicyDocument): string[] {
  const workload = statefulSetOf(policy);
  const names = members.map(({ claim }) => {
    const place = placeInSet(claim, workload.name, workload.claimTemplates);
    return place ? `${workload.name}-${place.ordinal}` : claim;
  });
  return [...new Set(names)].sort();
}

function ordinalOf(pod: string): number {
  return Number(pod.slice(pod.lastIndexOf('-') + 1));
}
