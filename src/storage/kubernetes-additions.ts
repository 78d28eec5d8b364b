import type { IConstruct } from 'constructs';
import type { Fault } from '../core/faults';
import { KUBERNETES_ADDITIONS } from '../facts/kubernetes';
import { isAtLeast } from '../kube/kubernetes-version';
import { StatefulSettings } from '../kube/settings';

/** What is wrong with rendering a kind, or a field of a type, in this app: it came later than the oldest Kubernetes that the YAML is for. */
export function additionFaults(scope: IConstruct, type: string, field?: string): Fault[] {
  const { kubernetesVersion } = StatefulSettings.of(scope);
  return KUBERNETES_ADDITIONS
    .filter((addition) => addition.type === type && addition.field === field && !isAtLeast(kubernetesVersion, addition.since))
    .map(({ since }) => ({
      prop: 'kubernetesVersion',
      problem: `has no ${field ?? type}`,
      got: kubernetesVersion,
      remedy: `set it to ${since} in StatefulSettings once every cluster has that`,
    }));
}
