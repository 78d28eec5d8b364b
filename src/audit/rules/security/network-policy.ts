import type { Manifest } from '../../finding';
import { at, isObject, listAt, numberAt, objectAt, stringAt } from '../../json';
import { DAEMON_SET, DEPLOYMENT, POD, STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { DatabaseContainer } from '../../workload';

export const networkPolicy: Rule = {
  id: 'SEC-039',
  slug: 'network-policy',
  title: 'Not everybody may connect to a database',
  checklist: [39],
  severity: 'warning',
  why: 'Without a NetworkPolicy for ingress every pod of the cluster can reach the database, and a stolen password is all that is needed. '
    + 'With one whose rule says no `from`, or all namespaces, so can they.',
  remedy: 'Select its pods in a NetworkPolicy with `policyTypes: [Ingress]` that lets in those who need it.',
  links: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  needs: ['set', 'engines'],
  kinds: [STATEFUL_SET, DEPLOYMENT, DAEMON_SET, POD],
  evaluate(object, index) {
    const workload = index.workload(object);
    if (!workload?.database) return new NotApplicable('it runs no database that is known');
    const policies = index.networkPoliciesOf(workload).filter(guardsIngress);
    // what one of them lets in, all let in: https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
    const open = policies.find((policy) => letsEverybodyIn(policy, workload.database!));
    if (policies.length > 0 && !open) return [];
    const path = [...workload.podSpecPath.slice(0, -1), 'metadata', 'labels'];
    if (open) {
      return [{
        message: `${describe(object)} (${workload.database.engine.title}) is open to every pod of the cluster: ${describe(open)} lets all of them in`,
        remedy: 'say in from who needs it',
        path,
        related: [open],
      }];
    }
    return [{
      message: `${describe(object)} (${workload.database.engine.title}) is selected by no NetworkPolicy for ingress`,
      remedy: 'add one that lets in those who need it',
      path,
    }];
  },
};

// Ingress is meant where policyTypes is absent.
function guardsIngress(policy: Manifest): boolean {
  const types = listAt(policy, 'spec', 'policyTypes');
  return types.length === 0 || types.includes('Ingress');
}

/** Does a rule of a policy let any pod connect to the port of the database? */
function letsEverybodyIn(policy: Manifest, database: DatabaseContainer): boolean {
  return listAt(policy, 'spec', 'ingress').some((rule) => {
    const [from, ports] = [listAt(rule, 'from'), listAt(rule, 'ports')];
    return (from.length === 0 || from.some(isAnybody)) && (ports.length === 0 || ports.some((port) => isOf(port, database)));
  });
}

/** All pods of all namespaces, or all addresses. */
function isAnybody(peer: unknown): boolean {
  const cidr = at(peer, 'ipBlock', 'cidr');
  if (cidr !== undefined) return (cidr === '0.0.0.0/0' || cidr === '::/0') && listAt(peer, 'ipBlock', 'except').length === 0;
  return isObject(at(peer, 'namespaceSelector')) && isEmpty(at(peer, 'namespaceSelector')) && isEmpty(at(peer, 'podSelector'));
}

function isEmpty(selector: unknown): boolean {
  return Object.keys(objectAt(selector, 'matchLabels')).length === 0 && listAt(selector, 'matchExpressions').length === 0;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/#NetworkPolicySpec: a number, a range, a name, or any */
function isOf(allowed: unknown, { engine, container }: DatabaseContainer): boolean {
  if ((stringAt(allowed, 'protocol') ?? 'TCP') !== 'TCP') return false;
  const port = at(allowed, 'port');
  if (port === undefined) return true;
  const first = typeof port === 'string' ? numberAt(listAt(container, 'ports').find((each) => at(each, 'name') === port), 'containerPort') : numberAt(allowed, 'port');
  if (first === undefined) return false;
  const last = numberAt(allowed, 'endPort') ?? first;
  return engine.ports.some((each) => first <= each.port && each.port <= last);
}
