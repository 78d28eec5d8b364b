import type { Claim } from '../../claim';
import { attachmentOf } from '../../claim-attachment';
import type { Attachment } from '../../claim-attachment';
import type { Finding, JsonPath } from '../../finding';
import { at } from '../../json';
import { DEPLOYMENT, describe } from '../../manifests';
import { runsBeside } from '../../placement';
import { rollingUpdateOf } from '../../rolling-update';
import type { RollingUpdate } from '../../rolling-update';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { Workload } from '../../workload';

export const updateWaitsForClaim: Rule = {
  id: 'STO-017',
  slug: 'update-waits-for-claim',
  title: 'An update stops the old pod before the new one needs its volume',
  checklist: [17],
  severity: 'warning',
  why: 'A rolling update of one replica starts the new pod first: `maxSurge` (25 % of 1) is rounded up to 1, `maxUnavailable` (25 % of 1) down to 0. On another node the new pod waits for the volume, '
    + 'which the old pod holds; the old pod is stopped when the new one is ready, which it never is. With ReadWriteOncePod the new pod is not even scheduled, on any node. '
    + 'Where both do run, on one node, two servers write into one directory until the old one is gone. With `maxUnavailable: 1` the old pod is told to stop at once, and the new one gets the volume when it has.',
  remedy: 'Set `strategy.type: Recreate`. A database is better kept in a StatefulSet, which always stops the old pod first.',
  links: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
    'https://github.com/helmforgedev/charts/issues/1294',
  ],
  needs: ['set', 'drivers', 'engines'],
  kinds: [DEPLOYMENT],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    if (workload.replicas !== 1) return new NotApplicable(workload.replicas === 0 ? 'it runs no pods' : 'replicas that share a claim are judged by STO-016');
    const mounted = index.claimsMountedBy(workload);
    if (mounted.length === 0) return new NotApplicable('it mounts no claim of the input');
    const update = rollingUpdateOf(workload);
    if (!update || update.surge === 0) return [];
    return mounted.flatMap(({ claim }) => judge(workload, update, claim, attachmentOf(claim, index)));
  },
};

function judge(workload: Workload, update: RollingUpdate, claim: Claim, attachment: Attachment): Finding[] {
  if (attachment === 'anywhere') return [];
  const waits = update.unavailable === 0;
  if (waits && attachment === 'one-pod') {
    return [finding(workload, update, claim, 'error', 'no node takes it (ReadWriteOncePod), and the old one is stopped only when it is ready')];
  }
  if (workload.database && attachment !== 'one-pod') {
    return [finding(workload, update, claim, 'error', `on the same node two ${workload.database.engine.title} servers write into one directory${waits ? '; on another it waits for the volume for ever' : ''}`)];
  }
  if (!waits || attachment !== 'one-node' || runsBeside(workload, workload)) return [];
  return [finding(workload, update, claim, 'warning', 'on another node it waits for the volume, and the old one is stopped only when it is ready')];
}

function finding(workload: Workload, { surge, unavailable, written }: RollingUpdate, claim: Claim, severity: 'warning' | 'error', effect: string): Finding {
  const numbers = `maxSurge ${written.maxSurge} of 1 is ${surge}, maxUnavailable ${written.maxUnavailable} of 1 is ${unavailable}`;
  return {
    message: `${describe(workload.object)} starts its new pod before the old one has left ${claim.describe()} (${numbers}): ${effect}`,
    remedy: 'set strategy.type: Recreate',
    path: strategyPath(workload),
    related: [claim.object],
    severity,
  };
}

function strategyPath({ object }: Workload): JsonPath {
  return at(object, 'spec', 'strategy', 'type') === undefined ? ['spec', 'strategy'] : ['spec', 'strategy', 'type'];
}
