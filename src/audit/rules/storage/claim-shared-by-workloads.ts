import type { Claim } from '../../claim';
import { attachmentOf } from '../../claim-attachment';
import type { Finding, Severity } from '../../finding';
import { CLAIM, SERVING_KINDS, STATEFUL_SET, describe } from '../../manifests';
import { runsBeside } from '../../placement';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { Workload } from '../../workload';

export const claimSharedByWorkloads: Rule = {
  id: 'STO-015',
  slug: 'claim-shared-by-workloads',
  title: 'A claim for one writer has one workload',
  checklist: [15],
  severity: 'error',
  why: 'A volume with ReadWriteOnce is attached to one node: pods of one node may share it, and a pod elsewhere waits in ContainerCreating ("Multi-Attach error") for as long as another workload holds it. '
    + 'With ReadWriteOncePod the scheduler lets a second pod run nowhere. Which workload gets the volume is decided anew with each restart and each drain.',
  remedy: 'Give each workload a claim of its own, or a class and an access mode that pods of many nodes may share. A Job that has to read the volume of a server (a backup, a migration) '
    + 'goes where the server is by required `podAffinity` on `kubernetes.io/hostname`, and reads it as ReadWriteOnce; or it works on a claim restored from a snapshot.',
  links: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  ],
  needs: ['set', 'drivers'],
  kinds: [CLAIM, STATEFUL_SET],
  evaluate(object, index) {
    const claims = index.claimsOf(object).filter((claim) => usersOf(claim).length > 1);
    if (claims.length === 0) return new NotApplicable('no two workloads that run use one claim');
    return claims.flatMap((claim) => {
      switch (attachmentOf(claim, index)) {
        case 'one-pod': return onePod(claim);
        case 'one-node': return oneNode(claim);
        // drawn to the node of the volume, or free to be anywhere
        case 'same-node':
        case 'anywhere': return [];
      }
    });
  },
};

function onePod(claim: Claim): Finding[] {
  const users = usersOf(claim);
  const names = users.map(({ object }) => describe(object)).join(', ');
  const severity = users.some(serves) ? 'error' : 'warning';
  return [finding(claim, users, severity, `is ReadWriteOncePod and used by ${names}: while a pod of one has it, no pod of another is scheduled`)];
}

function oneNode(claim: Claim): Finding[] {
  const users = usersOf(claim);
  const holder = users.find(serves) ?? users[0];
  const apart = users.filter((user) => user !== holder && !runsBeside(user, holder) && !runsBeside(holder, user));
  if (apart.length === 0) return [];
  const names = apart.map(({ object }) => describe(object)).join(', ');
  const severity = severityOf(holder, apart);
  const effect = severity === 'info' ? 'runs that meet on two nodes wait for each other' : 'on another node their pods wait for ever';
  return [finding(claim, [holder, ...apart], severity, `is attached to one node at a time; it is used by ${describe(holder.object)} and by ${names}: ${effect}`)];
}

// servers hold a volume for good; Jobs give it back
function severityOf(holder: Workload, others: readonly Workload[]): Severity {
  if (!serves(holder)) return 'info';
  return others.some(serves) ? 'error' : 'warning';
}

function finding(claim: Claim, users: readonly Workload[], severity: Severity, problem: string): Finding {
  return {
    message: `${claim.describe()} ${problem}`,
    remedy: 'give each workload a claim of its own, or keep their pods on one node (ReadWriteOnce, required podAffinity)',
    path: [...claim.path, 'spec', 'accessModes'],
    related: users.map(({ object }) => object),
    severity,
  };
}

function usersOf(claim: Claim): Workload[] {
  return claim.users.filter(({ isActive }) => isActive);
}

function serves({ kind }: Workload): boolean {
  return SERVING_KINDS.includes(kind);
}
