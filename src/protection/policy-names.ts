import { shortenName } from '../core/names';

/** The pruner's CronJob is `<policy>-prune`, and a CronJob's name has at most 52 characters: its Jobs add 11. */
// https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec
export const MAX_POLICY_NAME = 46;

/** Names of what belongs to a policy. They are API: the command line finds the objects by them. */
export const policyNames = (policy: string) => ({
  runner: `${policy}-runner`,
  pruner: `${policy}-pruner`,
  prune: `${policy}-prune`,
  drill: `${policy}-drill`,
  drillAlerts: `${policy}-drill-alerts`,
  document: `${policy}-policy`,
  state: `${policy}-state`,
  alerts: `${policy}-alerts`,
  lease: policy,
});

/** Name of a policy that was given none. */
export function defaultPolicyName(workload: string): string {
  return shortenName(`${workload}-snapshots`, MAX_POLICY_NAME);
}

/** Names of the VolumeSnapshots of a policy, and of no other whose name begins with that of this one: a regular expression. */
export function groupMemberPattern(policy: string): string {
  return `^${policy}-[0-9]{8}t[0-9]{6}-`;
}

/** Name of cluster-scoped objects. Neither part holds a dot, so no two policies of a cluster have the same. */
export function clusterScopedName(namespace: string, policy: string): string {
  return `cdk8s-stateful.${namespace}.${policy}`;
}
