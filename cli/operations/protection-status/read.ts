import { protectionOf } from './plan';
import type { PolicyProtection, ProtectionStatus, UnreadablePolicy } from './plan';
import { POLICY_FILE, POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { EMPTY_STATE } from '../../../src/documents/snapshot-state';
import { ANY_VALUE, CONFIG_MAP, CRON_JOB, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, Kind, KubeObject } from '../../cluster/cluster';
import { recordIn, swapRecordName } from '../restore-swap/record';
import { parsePolicy } from '../snapshots/policy';
import { parseState, stateName } from '../snapshots/state';

/** What a cluster holds of all policies, each kind listed once: many policies are no more calls than one. */
interface Findings {
  readonly configMaps: readonly KubeObject[];
  readonly snapshots: readonly KubeObject[];
  readonly cronJobs: readonly KubeObject[];
}

/** How all policies of a namespace are, of all namespaces without one. Only lists. */
export async function readProtection(cluster: Cluster, namespace: string | undefined): Promise<ProtectionStatus> {
  const list = async (kind: Kind): Promise<KubeObject[]> => cluster.list(kind, namespace, { [POLICY_LABEL]: ANY_VALUE });
  const [configMaps, snapshots, cronJobs] = await Promise.all([CONFIG_MAP, VOLUME_SNAPSHOT, CRON_JOB].map(list));
  const policies: PolicyProtection[] = [];
  const unreadable: UnreadablePolicy[] = [];
  for (const object of configMaps.filter(({ data }) => data?.[POLICY_FILE] !== undefined).sort(byPlace)) {
    try {
      policies.push(protectionIn(object, { configMaps, snapshots, cronJobs }, cluster.now()));
    } catch (error) {
      unreadable.push({ namespace: object.metadata.namespace!, object: object.metadata.name, problem: (error as Error).message });
    }
  }
  return { policies, unreadable };
}

function protectionIn(object: KubeObject, { configMaps, snapshots, cronJobs }: Findings, now: Date): PolicyProtection {
  const policy = policyIn(object);
  const isHere = ({ metadata }: KubeObject): boolean => metadata.namespace === policy.namespace;
  const isNamed = (name: string) => (each: KubeObject): boolean => isHere(each) && each.metadata.name === name;
  const state = configMaps.find(isNamed(stateName(policy.name)));
  const swap = configMaps.find(isNamed(swapRecordName(policy.name)));
  return protectionOf(policy, {
    state: state ? parseState(state) : EMPTY_STATE,
    snapshots: snapshots.filter((each) => isHere(each) && each.metadata.labels?.[POLICY_LABEL] === policy.name),
    cronJob: cronJobs.find(isNamed(policy.name)),
    swap: swap && recordIn(swap),
  }, now);
}

function policyIn({ metadata, data }: KubeObject): SnapshotPolicyDocument {
  const place = `ConfigMap ${metadata.namespace}/${metadata.name}, ${POLICY_FILE}`;
  const policy = parsePolicy(String(data[POLICY_FILE]), place);
  if (policy.namespace !== metadata.namespace) throw new Error(`${place} is of a policy of namespace ${policy.namespace}; delete this copy, or apply it there`);
  return policy;
}

function byPlace({ metadata: a }: KubeObject, { metadata: b }: KubeObject): number {
  return `${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1;
}
