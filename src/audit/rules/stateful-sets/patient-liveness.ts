import { humanSeconds } from '../../../core/time';
import type { Finding } from '../../finding';
import { at, isObject, numberAt } from '../../json';
import type { JsonObject } from '../../json';
import { SERVING_KINDS, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { DatabaseContainer } from '../../workload';

// https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#configure-probes
const DEFAULTS = { initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 } as const;

/** Less than what Kubernetes gives any container is too little for a database. */
const LEAST_SILENCE = DEFAULTS.periodSeconds * DEFAULTS.failureThreshold;
/** The least that a timeout can be is too little for one that is busy. */
const LEAST_TIMEOUT = 2;

export const patientLiveness: Rule = {
  id: 'STS-026',
  slug: 'patient-liveness',
  title: 'A database is not killed because it is busy',
  checklist: [26],
  severity: 'warning',
  why: 'A liveness probe that fails kills the server, and a killed server has to replay its log before it answers again. A slow disk, a checkpoint, a full connection pool or a long recovery then becomes '
    + 'a loop of kills, each recovery longer than the one before. The probe\'s timeout is 1 second unless it is set, and without a startup probe it counts from the first second of a recovery.',
  remedy: 'Give recovery a `startupProbe` of many minutes, the liveness probe a `timeoutSeconds` of 5 or more and a minute or more of silence before it kills, or have no liveness probe: a server that dies is restarted without one. '
    + 'Let it fail only when nothing answers, and leave "not ready yet" to the readiness probe.',
  links: [
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
    'https://github.com/zegl/kube-score/blob/master/README_PROBES.md',
    'https://github.com/cloudnative-pg/cloudnative-pg/pull/11152',
  ],
  needs: ['document', 'engines'],
  kinds: SERVING_KINDS,
  evaluate(object, index) {
    const { database } = index.workload(object)!;
    if (!database) return new NotApplicable('it runs no database that is known');
    const probe = at(database.container, 'livenessProbe');
    if (!isObject(probe)) return new NotApplicable('it has no liveness probe');
    const place = [...database.path, 'livenessProbe'];
    return problemsOf(probe, database).map(({ message, remedy, field }) => ({
      message: `${describe(object)}: ${message}`, remedy, path: field === undefined ? place : [...place, field],
    }));
  },
};

interface Problem extends Pick<Finding, 'message' | 'remedy'> {
  readonly field?: string;
}

function problemsOf(probe: JsonObject, { engine, container }: DatabaseContainer): Problem[] {
  const { timeoutSeconds, periodSeconds, failureThreshold, initialDelaySeconds } = settingsOf(probe);
  const problems: Problem[] = [];
  if (timeoutSeconds < LEAST_TIMEOUT) {
    problems.push({
      message: `an answer of ${engine.title} that takes longer than ${timeoutSeconds} second counts as a failure${probe.timeoutSeconds === undefined ? ' (timeoutSeconds is not set)' : ''}`,
      remedy: 'set timeoutSeconds: 5 or more',
      field: 'timeoutSeconds',
    });
  }
  const silence = periodSeconds * failureThreshold;
  if (silence < LEAST_SILENCE) {
    problems.push({
      message: `${engine.title} is killed after ${humanSeconds(silence)} of failed probes (${failureThreshold} every ${humanSeconds(periodSeconds)})`,
      remedy: 'let failureThreshold times periodSeconds be a minute or more',
      field: probe.failureThreshold === undefined ? 'periodSeconds' : 'failureThreshold',
    });
  }
  // what a clean stop would write, a start after a crash has to replay
  const recovery = engine.terminationGracePeriodSeconds.default;
  const start = initialDelaySeconds + silence;
  if (at(container, 'startupProbe') === undefined && start < recovery) {
    problems.push({
      message: `a start of ${engine.title} that takes longer than ${humanSeconds(start)} is killed and begins again: there is no startupProbe`,
      remedy: 'add a startupProbe of many minutes',
      field: probe.initialDelaySeconds === undefined ? undefined : 'initialDelaySeconds',
    });
  }
  return problems;
}

/** What is set, or the default; Kubernetes takes 0 for the default, too. */
function settingsOf(probe: JsonObject): Record<keyof typeof DEFAULTS, number> {
  const value = (field: keyof typeof DEFAULTS) => numberAt(probe, field) || DEFAULTS[field];
  return {
    initialDelaySeconds: value('initialDelaySeconds'), periodSeconds: value('periodSeconds'), timeoutSeconds: value('timeoutSeconds'), failureThreshold: value('failureThreshold'),
  };
}
