import { humanSeconds } from '../../../core/time';
import { numberAt } from '../../json';
import { DAEMON_SET, DEPLOYMENT, POD, STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow
const DEFAULT_SECONDS = 30;

export const terminationGrace: Rule = {
  id: 'STS-012',
  slug: 'termination-grace',
  title: 'A database has the time to stop cleanly',
  checklist: [12],
  severity: 'warning',
  why: 'When `terminationGracePeriodSeconds` (30 where it is not set) is over, the kubelet kills what still runs: each restart becomes a crash recovery.',
  remedy: 'Give it the time that its engine needs for a clean stop.',
  conflictsWith: ['kyverno/policies other/mutate-large-termination-gps (cuts everything above 50 seconds)'],
  links: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination'],
  needs: ['document', 'engines'],
  kinds: [STATEFUL_SET, DEPLOYMENT, DAEMON_SET, POD],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    if (!workload.database) return new NotApplicable('it runs no database that is known');
    const { engine } = workload.database;
    const { minimum, default: usual, why } = engine.terminationGracePeriodSeconds;
    const seconds = numberAt(workload.podSpec, 'terminationGracePeriodSeconds') ?? DEFAULT_SECONDS;
    if (seconds >= minimum) return [];
    return [{
      message: `${describe(object)} gives ${engine.title} ${humanSeconds(seconds)} to stop: ${why}`,
      remedy: `set terminationGracePeriodSeconds: ${usual}`,
      path: [...workload.podSpecPath, 'terminationGracePeriodSeconds'],
    }];
  },
};
