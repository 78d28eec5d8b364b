import type { Finding, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { at, stringAt, stringsAt } from '../../json';
import { selectorOfLabels, selects } from '../../label-selector';
import { STATEFUL_SET, describe } from '../../manifests';
import type { Rule } from '../../rule';
import type { Workload } from '../../workload';

export const headlessService: Rule = {
  id: 'STS-009',
  slug: 'headless-service',
  title: 'The headless Service that a StatefulSet names exists',
  checklist: [9],
  severity: 'error',
  why: 'The stable name of each pod is a DNS record of that Service. Without it, or when it selects other pods or has an address of its own, the pods have no names and replicas do not find each other. '
    + 'A pod that is not ready has a name only with `publishNotReadyAddresses`; peers that must meet before they are ready wait for each other without it.',
  remedy: 'Add a Service of that name in the same namespace with `clusterIP: None` and a selector that matches the pods. `serviceName` is immutable, so choose it well.',
  links: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
    'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
  ],
  needs: ['set'],
  kinds: [STATEFUL_SET],
  evaluate(object, index) {
    const path = ['spec', 'serviceName'];
    const name = stringAt(object, ...path);
    if (name === undefined) {
      return [{ message: `${describe(object)} names no Service: its pods have no DNS names`, remedy: 'set serviceName if anything should reach one pod', path, severity: 'info' }];
    }
    const workload = index.workload(object)!;
    const problem = problemOf(name, workload, index);
    return problem === undefined ? [] : [{ ...problem, message: `${describe(object)} ${problem.message}`, path }];
  },
};

function problemOf(
  name: string, workload: Workload, index: ManifestIndex,
): Omit<Finding, 'path'> | undefined {
  const service = index.service(workload.namespace, name);
  if (!service) {
    const [elsewhere] = index.servicesNamed(name);
    if (elsewhere) {
      return {
        message: `names Service ${name}, which is not among the manifests but in namespace ${elsewhere.metadata.namespace ?? '(none)'}, where it gives these pods no names`,
        remedy: 'move it to the namespace of the set, or add one there',
        related: [elsewhere],
        unresolved: true,
      };
    }
    return { message: `names Service ${name}, which is not among the manifests`, remedy: `add a headless Service ${name} to its namespace`, unresolved: true };
  }
  // of an assumed one, only what is said of it can be wrong
  const says = (...path: string[]): boolean => !index.isAssumed(service) || at(service, ...path) !== undefined;
  if (says('spec', 'clusterIP') && at(service, 'spec', 'clusterIP') !== 'None') {
    // Patroni writes the endpoints of the Service for its leader, which operators name here: no peer is looked up by name
    // zalando/postgres-operator@00453b1:pkg/cluster/k8sres.go (generateStatefulSet); patroni/patroni@de6b22c:kubernetes/patroni_k8s.yaml
    if (says('spec', 'selector') && Object.keys(stringsAt(service, 'spec', 'selector')).length === 0) {
      return {
        message: `names Service ${name}, whose endpoints somebody else writes: its pods have no DNS names`,
        remedy: 'name a headless Service if anything should reach one pod by name',
        related: [service],
        severity: 'info',
      };
    }
    return { message: `names Service ${name}, which is not headless`, remedy: 'set clusterIP: None on a Service of its own', related: [service] };
  }
  if (says('spec', 'selector') && !selects(selectorOfLabels(stringsAt(service, 'spec', 'selector')), workload.labels)) {
    return { message: `names Service ${name}, whose selector does not match its pods`, remedy: 'let the selector match the labels of the pod template', related: [service] };
  }
  return notReadyProblem(name, service, workload, index);
}

/** Servers of an image that does not replicate have no peers to meet. */
function notReadyProblem(name: string, service: Manifest, workload: Workload, index: ManifestIndex): Omit<Finding, 'path'> | undefined {
  const { most } = index.autoscalers.podsOf(workload);
  const replication = workload.database?.engine.replication.plainImage;
  if (most < 2 || replication === 'none' || at(service, 'spec', 'publishNotReadyAddresses') === true) return undefined;
  return {
    message: `names Service ${name}, which has no names for pods that are not ready: ${most} peers only meet when each is ready by itself`,
    remedy: 'set publishNotReadyAddresses: true',
    related: [service],
    severity: replication === 'built-in' ? 'warning' : 'info',
  };
}
