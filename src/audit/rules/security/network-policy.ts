import type { Finding } from '../../finding';
import { DAEMON_SET, DEPLOYMENT, POD, STATEFUL_SET, describe } from '../../manifests';
import { guardsIngress, openIngress } from '../../open-ingress';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const networkPolicy: Rule = {
  id: 'SEC-039',
  slug: 'network-policy',
  title: 'Not everybody may connect to a database',
  checklist: [39],
  severity: 'warning',
  why: 'Without a NetworkPolicy for ingress every pod of the cluster can reach the database, and a stolen password is all that is needed. '
    + 'Policies add up: one rule without `from` opens what all others close. Where the input has policies of Cilium, of Calico or of the cluster\'s administrators for the namespace, '
    + 'a database without a NetworkPolicy is not judged: what they select is not followed.',
  remedy: 'Select its pods in a NetworkPolicy with `policyTypes: [Ingress]` that lets in those who need it, by `from`.',
  links: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic',
  ],
  needs: ['set', 'engines'],
  kinds: [STATEFUL_SET, DEPLOYMENT, DAEMON_SET, POD],
  evaluate(object, index) {
    const workload = index.workload(object);
    if (!workload?.database) return new NotApplicable('it runs no database that is known');
    const { database } = workload;
    const path = [...workload.podSpecPath.slice(0, -1), 'metadata', 'labels'];
    const who = `${describe(object)} (${database.engine.title})`;
    const policies = index.networkPoliciesOf(workload).filter(guardsIngress);
    if (policies.length === 0 && index.otherNetworkPolicies.mayGuard(workload.namespace)) {
      return new NotApplicable('a policy of Cilium, of Calico or of the cluster\'s administrators may select it, and those are not followed');
    }
    if (policies.length === 0) {
      return [{ message: `${who} is selected by no NetworkPolicy for ingress`, remedy: 'add one that lets in those who need it', path }];
    }
    return policies.flatMap((policy): Finding[] => {
      const open = openIngress(policy, database);
      if (open === undefined) return [];
      return [{
        message: `every pod of the cluster may connect to ${who}: ${describe(policy)} has a rule for ingress ${open}`,
        remedy: 'name those who need it in `from`',
        path,
        related: [policy],
      }];
    });
  },
};
