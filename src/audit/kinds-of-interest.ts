import { RULE_KINDS } from './alert-index';
import { BACKUP_TOOLS, KASTEN_POLICY, VELERO_SCHEDULE } from './backup-tools';
import {
  CLAIM, CONFIG_MAP, CRON_JOB, DAEMON_SET, DEPLOYMENT, DISRUPTION_BUDGET, GROUP_SNAPSHOT, GROUP_SNAPSHOT_CLASS, GROUP_SNAPSHOT_CONTENT,
  HORIZONTAL_POD_AUTOSCALER, JOB, NAMESPACE, NETWORK_POLICY, POD, REPLICA_SET, RESOURCE_QUOTA, SCALED_OBJECT,
  SECRET, SERVICE, SNAPSHOT, SNAPSHOT_CLASS, SNAPSHOT_CONTENT, STATEFUL_SET, STORAGE_CLASS, VOLUME, VOLUME_ATTRIBUTES_CLASS,
} from './manifests';
import { OTHER_NETWORK_POLICIES } from './other-network-policies';
import type { Rule } from './rule';

/** Kinds that the index looks at, or that rules find through it. */
const INDEXED: readonly string[] = [
  NAMESPACE, STATEFUL_SET, DEPLOYMENT, REPLICA_SET, DAEMON_SET, HORIZONTAL_POD_AUTOSCALER, SCALED_OBJECT, JOB, CRON_JOB, POD, SERVICE,
  CONFIG_MAP, CLAIM, VOLUME, STORAGE_CLASS, VOLUME_ATTRIBUTES_CLASS, SNAPSHOT, SNAPSHOT_CLASS, SNAPSHOT_CONTENT, GROUP_SNAPSHOT, GROUP_SNAPSHOT_CLASS,
  GROUP_SNAPSHOT_CONTENT, DISRUPTION_BUDGET, NETWORK_POLICY, ...OTHER_NETWORK_POLICIES, RESOURCE_QUOTA, ...RULE_KINDS,
  ...BACKUP_TOOLS.map((tool) => tool.kind),
];

/** What no rule needs to see the inside of. */
const NEVER_READ: readonly string[] = [SECRET];

/** Objects of these kinds act on other namespaces than their own. */
export const KINDS_ACROSS_NAMESPACES: readonly string[] = [VELERO_SCHEDULE, KASTEN_POLICY, ...RULE_KINDS];

/** Kinds that an audit of a cluster asks for, as `StatefulSet.apps`: what the rules judge and what they look up. */
export function kindsOfInterest(rules: readonly Rule[]): string[] {
  const known = new Set(INDEXED.map(bareKind));
  // a kind of a wrong group is a mistake in a file, which a cluster does not have
  const judged = rules.flatMap((rule) => rule.kinds).filter((kind) => !known.has(bareKind(kind)));
  return [...new Set([...INDEXED, ...judged])].filter((kind) => !NEVER_READ.includes(kind));
}

function bareKind(kind: string): string {
  return kind.split('.')[0];
}
