import { backupScene } from './backup-fixture';
import { CHECKPOINT, policyOf, sceneWith } from './fixture';
import type { Scene } from './fixture';
import { POD, STATEFUL_SET } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import type { PolicyStatefulSet } from '../../../../src/documents/snapshot-policy';
import type { FakeCluster } from '../../../support/fake-cluster';

export const PRIMARY = { role: 'primary' };
const SET: PolicyStatefulSet = { kind: 'StatefulSet', name: 'db', replicas: 3, claimTemplates: ['data'], primaryLabels: PRIMARY };
const SPEC = { replicas: 3, selector: { matchLabels: { app: 'db' } } };

interface PodChanges {
  readonly uid?: string;
  readonly ready?: boolean;
  readonly owner?: string;
  readonly templates?: readonly string[];
}

/** A pod of the set `db`, unless it is somebody else's. */
export function podOf(ordinal: number, labels: object = {}, changes: PodChanges = {}): KubeObject {
  const name = `db-${ordinal}`;
  const { uid = `uid-of-${name}`, ready = true, owner = 'uid-of-db', templates = ['data', 'wal'] } = changes;
  return {
    apiVersion: POD.apiVersion,
    kind: POD.kind,
    metadata: {
      name,
      namespace: 'orders',
      uid,
      labels: { app: 'db', ...labels },
      ownerReferences: [{ apiVersion: STATEFUL_SET.apiVersion, kind: STATEFUL_SET.kind, name: 'db', uid: owner, controller: true }],
    },
    spec: {
      volumes: [
        { name: 'tmp', emptyDir: {} },
        ...templates.map((template) => ({ name: template, persistentVolumeClaim: { claimName: `${template}-db-${ordinal}` } })),
        { name: 'shared', persistentVolumeClaim: { claimName: 'shared' } },
      ],
    },
    status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

/** There are these pods from now on, and no others. */
export function havePods(cluster: FakeCluster, ...pods: readonly KubeObject[]): void {
  for (const pod of cluster.all(POD)) cluster.remove(pod);
  for (const pod of pods) cluster.seed(pod);
}

/** The primary is this pod of three from now on. */
export function elect(cluster: FakeCluster, ordinal: number): void {
  havePods(cluster, ...[0, 1, 2].map((each) => podOf(each, each === ordinal ? PRIMARY : { role: 'replica' })));
}

/** A set of three pods of which the second is the primary, and a policy of the primary. */
export function primaryScene(): Scene {
  const scene = sceneWith(policyOf(3, { workload: SET, quiesce: CHECKPOINT }), SPEC);
  elect(scene.cluster, 1);
  return scene;
}

/** The same of servers with their log on a volume of its own. */
export function primaryBackupScene(): ReturnType<typeof backupScene> {
  const scene = backupScene({ workload: { ...SET, claimTemplates: ['data', 'wal'] } }, SPEC);
  elect(scene.cluster, 1);
  return scene;
}

/** Does something once, right after a call has taken effect. */
export function onceAfter(cluster: FakeCluster, call: RegExp, act: () => void): void {
  const { push } = cluster.calls;
  let done = false;
  cluster.calls.push = (...made) => {
    if (!done && made.some((each) => call.test(each))) {
      done = true;
      queueMicrotask(act);
    }
    return push.apply(cluster.calls, made);
  };
}
