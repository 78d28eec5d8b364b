import type { Claim } from '../../claim';
import { attachmentOf } from '../../claim-attachment';
import type { Finding, JsonPath, Manifest, Severity } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { numberAt } from '../../json';
import { DAEMON_SET, DEPLOYMENT, JOB, REPLICA_SET, STATEFUL_SET, describe } from '../../manifests';
import { pinnedNode, runsBeside } from '../../placement';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { ClaimVolume, Workload } from '../../workload';

interface Mounted {
  readonly claim: Claim;
  readonly volume: ClaimVolume;
}

export const replicasOnOneClaim: Rule = {
  id: 'STO-016',
  slug: 'replicas-on-one-claim',
  title: 'Replicas do not share a claim for one writer',
  checklist: [16],
  severity: 'error',
  why: 'All replicas of a Deployment, and all pods of a DaemonSet, mount the same claim. A volume with ReadWriteOnce is attached to one node, so the replica on the next node never starts '
    + '("Multi-Attach error"); two on one node write into one directory, which no database survives.',
  remedy: 'Run one replica; use a StatefulSet with `volumeClaimTemplates`, so that each replica has a claim of its own; or use a class and access mode that pods of many nodes may share.',
  links: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage',
  ],
  needs: ['set', 'drivers'],
  kinds: [DEPLOYMENT, REPLICA_SET, STATEFUL_SET, DAEMON_SET, JOB],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    if (workload.isControlled) return new NotApplicable('what makes it is judged');
    const mounted = index.claimsMountedBy(workload);
    if (mounted.length === 0) return new NotApplicable('it mounts no claim of the input by name');
    return mounted.flatMap((one) => judge(workload, one, index));
  },
};

function judge(workload: Workload, { claim, volume }: Mounted, index: ManifestIndex): Finding[] {
  const attachment = attachmentOf(claim, index);
  if (attachment === 'anywhere' || isKeptOnOneNode(workload, attachment)) return [];
  const pods = severalPods(workload, index);
  if (!pods) return [];
  return [{
    message: `${describe(workload.object)} ${pods.text}, and all mount ${claim.describe()}, which ${HOLDERS[attachment]}`,
    remedy: 'run one replica, give each a claim by a StatefulSet, or share a file system with ReadWriteMany',
    path: pods.path ?? volume.path,
    related: [claim.object, ...pods.scaledBy ? [pods.scaledBy] : []],
    severity: pods.severity,
  }];
}

const HOLDERS = {
  'one-pod': 'one pod may mount at a time (ReadWriteOncePod)',
  'one-node': 'is attached to one node at a time (ReadWriteOnce)',
  'same-node': 'lies on one node',
} as const;

/** Several servers that are no databases may write beside each other on one node. */
function isKeptOnOneNode(workload: Workload, attachment: keyof typeof HOLDERS): boolean {
  if (attachment === 'one-pod' || workload.database) return false;
  if (pinnedNode(workload) !== undefined) return true;
  return workload.kind !== DAEMON_SET && (attachment === 'same-node' || runsBeside(workload, workload));
}

interface SeveralPods {
  readonly text: string;
  readonly severity: Severity;
  readonly path?: JsonPath;
  readonly scaledBy?: Manifest;
}

function severalPods(workload: Workload, index: ManifestIndex): SeveralPods | undefined {
  if (workload.kind === DAEMON_SET) return { text: 'runs a pod on each node', severity: 'error' };
  const field = workload.kind === JOB ? 'parallelism' : 'replicas';
  const pods = numberAt(workload.object, 'spec', field) ?? 1;
  if (pods > 1) return { text: `runs ${pods} pods`, severity: 'error', path: ['spec', field] };
  const scaling = index.autoscalers.of(workload);
  if (!scaling || scaling.max < 2) return undefined;
  return {
    text: `may be scaled to ${scaling.max} pods by ${describe(scaling.object)}`, severity: scaling.min > 1 ? 'error' : 'warning', scaledBy: scaling.object,
  };
}
