import { BACKUP_TOOLS, VELERO_SCHEDULE } from './backup-tools';
import {
  CLAIM, CONFIG_MAP, CRON_JOB, DAEMON_SET, DEPLOYMENT, DISRUPTION_BUDGET, GROUP_SNAPSHOT, GROUP_SNAPSHOT_CLASS, JOB, NAMESPACE, NETWORK_POLICY, POD,
  SERVICE, SNAPSHOT, SNAPSHOT_CLASS, STATEFUL_SET, STORAGE_CLASS, VOLUME, VOLUME_ATTRIBUTES_CLASS,
} from './manifests';
import type { Rule } from './rule';

/** Kinds that the index looks at, or that rules find through it. */
const INDEXED: readonly string[] = [
  NAMESPACE, STATEFUL_SET, DEPLOYMENT, DAEMON_SET, JOB, CRON_JOB, POD, SERVICE, CONFIG_MAP, CLAIM, VOLUME, STORAGE_CLASS, VOLUME_ATTRIBUTES_CLASS,
  SNAPSHOT, SNAPSHOT_CLASS, GROUP_SNAPSHOT, GROUP_SNAPSHOT_CLASS, DISRUPTION_BUDGET, NETWORK_POLICY,
  ...BACKUP_TOOLS.map((tool) => tool.kind),
];

/** What no rule needs to see the inside of. */
const NEVER_READ = ['Secret'];

/** Objects of these kinds act on other namespaces than their own. */
export const KINDS_ACROSS_NAMESPACES: readonly string[] = [VELERO_SCHEDULE];

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
