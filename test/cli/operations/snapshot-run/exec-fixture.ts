import { LATER, RUN, groups, policyOf, sceneWith, stateOf } from './fixture';
import type { Scene } from './fixture';
import { POD } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { isProven } from '../../../../cli/operations/snapshots/group';
import { decide } from '../../../../cli/operations/snapshots/retention';
import { CONSISTENCY_ANNOTATION } from '../../../../src/core/vocabulary';
import type { PolicyExec, SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';

export const MAX_FREEZE_SECONDS = 20;

export const EXEC: PolicyExec = {
  strategy: 'exec',
  container: 'main',
  commands: { check: ['check'], freeze: ['freeze'], thaw: ['thaw'] },
  maxFreezeSeconds: MAX_FREEZE_SECONDS,
  onFailure: 'abort',
};

/** A set whose pods run, and its policy. */
export function execScene(pods: number, target: Partial<PolicyExec> = {}, changes: Partial<SnapshotPolicyDocument> = {}): Scene {
  const scene = sceneWith(policyOf(pods, { quiesce: { ...EXEC, ...target }, ...changes }));
  scene.cluster.containers.maxFreezeSeconds = MAX_FREEZE_SECONDS;
  for (let pod = 0; pod < pods; pod += 1) scene.cluster.seed(podOf(pod));
  return scene;
}

export function podOf(ordinal: number, uid: string = `uid-of-db-${ordinal}`, restartCount: number = 0): KubeObject {
  return {
    apiVersion: 'v1',
    kind: POD.kind,
    metadata: { name: `db-${ordinal}`, namespace: 'orders', uid },
    spec: { containers: [{ name: 'sidecar' }, { name: 'main' }] },
    status: { containerStatuses: [{ name: 'main', restartCount, state: { running: {} } }] },
  };
}

/** Puts another pod in the place of one, so many seconds from now. */
export function replaceLater({ cluster, clock }: Scene, seconds: number, replacement: KubeObject): void {
  void clock.sleep(seconds * 1000).then(() => {
    if (replacement.metadata.uid !== `uid-of-${replacement.metadata.name}`) cluster.containers.replaced(replacement.metadata.name);
    cluster.remove(replacement);
    cluster.seed(replacement);
  });
}

/** What each member of each group says that is in it. */
export function consistencies(scene: Scene): string[] {
  return groups(scene).flatMap(({ members }) => members.map(({ metadata }) => metadata.annotations![CONSISTENCY_ANNOTATION]));
}

/** Names of the groups that retention and restores count. */
export function counted(scene: Scene): string[] {
  const policy = { ...scene.policy, retention: { ...scene.policy.retention, last: 9 } };
  const complete = decide(groups(scene), policy, { pruning: [] }, scene.clock.now())
    .filter(({ reasons }) => reasons.some((reason) => reason.startsWith('last '))).map(({ group }) => group);
  return complete.filter(isProven).map(({ name }) => name);
}

/** The longest that any application stood still, in seconds. */
export function longestFreeze({ cluster }: Scene): number {
  return Math.max(0, ...cluster.containers.freezes.map(({ milliseconds }) => milliseconds)) / 1000;
}

export { LATER, RUN, stateOf };
