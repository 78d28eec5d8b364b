import { humanSeconds } from '../../../core/time';
import type { Finding } from '../../finding';
import { listAt, numberAt } from '../../json';
import type { JsonObject } from '../../json';
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
  why: 'When `terminationGracePeriodSeconds` (30 where it is not set) is over, the kubelet kills what still runs: each restart becomes a crash recovery. The time counts from the start of the `preStop` hook, and a probe may cut it short by a field of its own.',
  remedy: 'Give it the time that its engine needs for a clean stop.',
  links: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination'],
  needs: ['document', 'engines'],
  kinds: [STATEFUL_SET, DEPLOYMENT, DAEMON_SET, POD],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    if (!workload.database) return new NotApplicable('it runs no database that is known');
    const { engine, container, path } = workload.database;
    const { minimum, default: usual, why } = engine.terminationGracePeriodSeconds;
    const seconds = numberAt(workload.podSpec, 'terminationGracePeriodSeconds') ?? DEFAULT_SECONDS;
    const asleep = sleepOf(container);
    const findings: Finding[] = seconds - asleep >= minimum ? [] : [{
      message: `${describe(object)} gives ${engine.title} ${humanSeconds(seconds)} to stop${asleep > 0 ? `, of which its preStop hook sleeps ${humanSeconds(asleep)}` : ''}: ${why}`,
      remedy: `set terminationGracePeriodSeconds: ${usual + asleep}`,
      path: [...workload.podSpecPath, 'terminationGracePeriodSeconds'],
    }];
    return [...findings, ...PROBES.flatMap((probe): Finding[] => {
      const ofProbe = numberAt(container, probe, 'terminationGracePeriodSeconds');
      if (ofProbe === undefined || ofProbe - asleep >= minimum) return [];
      return [{
        message: `${describe(object)} gives ${engine.title} ${humanSeconds(ofProbe)} to stop when its ${probe} fails: ${why}`,
        remedy: 'leave the field of the probe out, so that the pod\'s own holds',
        path: [...path, probe, 'terminationGracePeriodSeconds'],
      }];
    })];
  },
};

// https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#probe-level-terminationgraceperiodseconds
const PROBES = ['livenessProbe', 'startupProbe'] as const;

/** Seconds of the grace that pass in a preStop hook before the server hears of its end: https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/ */
function sleepOf(container: JsonObject): number {
  const hook = ['lifecycle', 'preStop'];
  const commands = listAt(container, ...hook, 'exec', 'command').join(' ');
  return numberAt(container, ...hook, 'sleep', 'seconds') ?? Number(/\bsleep (\d+)\b/.exec(commands)?.[1] ?? 0);
}
