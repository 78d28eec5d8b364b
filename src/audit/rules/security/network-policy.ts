import type { Manifest } from '../../finding';
import { listAt } from '../../json';
import { DAEMON_SET, DEPLOYMENT, POD, STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const networkPolicy: Rule = {
  id: 'SEC-039',
  slug: 'network-policy',
  title: 'Not everybody may connect to a database',
  checklist: [39],
  severity: 'warning',
  why: 'Without a NetworkPolicy for ingress every pod of the cluster can reach the database, and a stolen password is all that is needed.',
  remedy: 'Select its pods in a NetworkPolicy with `policyTypes: [Ingress]` that lets in those who need it.',
  links: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  needs: ['set', 'engines'],
  kinds: [STATEFUL_SET, DEPLOYMENT, DAEMON_SET, POD],
  evaluate(object, index) {
    const workload = index.workload(object);
    if (!workload?.database) return new NotApplicable('it runs no database that is known');
    if (index.networkPoliciesOf(workload).some(guardsIngress)) return [];
    return [{
      message: `${describe(object)} (${workload.database.engine.title}) is selected by no NetworkPolicy for ingress`,
      remedy: 'add one that lets in those who need it',
      path: [...workload.podSpecPath.slice(0, -1), 'metadata', 'labels'],
    }];
  },
};

// Ingress is meant where policyTypes is absent.
function guardsIngress(policy: Manifest): boolean {
  const types = listAt(policy, 'spec', 'policyTypes');
  return types.length === 0 || types.includes('Ingress');
}
