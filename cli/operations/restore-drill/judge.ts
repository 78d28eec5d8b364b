import { DRILL_CHECKS, validationName } from '../../../src/documents/restore-drill';
import type { RestoreDrillDocument } from '../../../src/documents/restore-drill';
import type { DrillCheck, DrillEvidence } from '../../../src/documents/snapshot-state';
import type { KubeObject } from '../../cluster/cluster';

/** 128 and the number of SIGKILL, and of SIGTERM. */
const SIGNALLED = [137, 143];

export interface Verdict {
  readonly outcome: DrillEvidence['outcome'];
  readonly reason?: string;
}

/** What the validator said. */
export function checksOf(pod: KubeObject, { validator }: RestoreDrillDocument): DrillCheck[] {
  const message: string = containerOf(pod, 'containerStatuses', validator)?.state?.terminated?.message ?? '';
  return message.split('\n').filter((line) => line !== '').map((line) => {
    const [name, result, ...value] = line.split('\t');
    return { name, passed: result === 'passed', value: value.join(' ') };
  });
}

/**
 * What a finished pod proves. A drill that was kept from looking proves nothing; so does one whose check of freshness cannot
 * fail, or could not be made.
 */
export function judge(pod: KubeObject, drill: RestoreDrillDocument): Verdict {
  const checks = checksOf(pod, drill);
  const ended = containerOf(pod, 'containerStatuses', drill.validator)?.state?.terminated;
  if (ended === undefined) return judgePreparation(pod, drill) ?? judgeServer(pod, drill);
  const said = (name: string): DrillCheck | undefined => checks.find((check) => check.name === name);
  if (!said(DRILL_CHECKS.server)?.passed) return inconclusive(`the validator could not ask the server: ${said(DRILL_CHECKS.server)?.value ?? `exit code ${ended.exitCode}`}`);
  const control = said(DRILL_CHECKS.control);
  if (control && !control.passed) return inconclusive(`the negative control was not answered with no, so the check of freshness cannot fail: ${control.value}`);
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length > 0) return { outcome: 'Failed', reason: failed.map(({ name, value }) => `${name}: ${value || 'no'}`).join('; ') };
  if (!said(DRILL_CHECKS.fresh) || !control) {
    return inconclusive('nobody knows how far the write-ahead log was when the group was taken, as no checkpoint was written then, so its freshness is not proven');
  }
  const missing = expectedChecks(drill).filter((name) => said(name) === undefined);
  if (missing.length > 0 || ended.exitCode !== 0) return inconclusive(`the validator ended with exit code ${ended.exitCode}${missing.length > 0 ? `, before ${missing.join(', ')}` : ''}`);
  return { outcome: 'Passed' };
}

/** Volumes that do not fit each other are refused by what comes before the server, in its own words. */
function judgePreparation(pod: KubeObject, { preparer }: RestoreDrillDocument): Verdict | undefined {
  const ended = preparer === undefined ? undefined : containerOf(pod, 'initContainerStatuses', preparer)?.state?.terminated;
  if (ended === undefined || ended.exitCode === 0 || wasKilled(ended, pod)) return undefined;
  const said: string = ended.message ?? `exit code ${ended.exitCode}`;
  return { outcome: 'Failed', reason: `no server can be started from the restored volumes: ${said.replace(/[^\x20-\x7e]+/g, ' ').trim()}` };
}

function judgeServer(pod: KubeObject, { server }: RestoreDrillDocument): Verdict {
  const status = containerOf(pod, 'initContainerStatuses', server);
  const crashed = status?.lastState?.terminated ?? status?.state?.terminated;
  if (crashed && crashed.exitCode !== 0 && !wasKilled(crashed, pod)) {
    return { outcome: 'Failed', reason: `the restored server does not start: it ended with exit code ${crashed.exitCode}${status.restartCount > 1 ? `, ${status.restartCount} times` : ''}` };
  }
  const waiting = status?.state?.waiting ?? {};
  const ofPod: string | undefined = pod.status?.message ?? pod.status?.reason;
  const why = ofPod ?? (crashed ? `it was killed (${crashed.reason ?? `exit code ${crashed.exitCode}`})` : undefined)
    ?? unscheduledBecause(pod) ?? waiting.message ?? waiting.reason ?? 'it was not ready in time';
  return inconclusive(`the restored server was not seen to run: ${why}`);
}

/**
 * Why no node takes the pod; undefined when one does, or nobody has looked yet.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions
 */
export function unscheduledBecause({ status }: KubeObject): string | undefined {
  const conditions: { readonly type: string; readonly status: string; readonly message?: string }[] = status?.conditions ?? [];
  return conditions.find((condition) => condition.type === 'PodScheduled' && condition.status === 'False')?.message;
}

/**
 * Was it ended from outside, which says nothing about the data? By the memory that it may have, a signal that no server sends itself, a container
 * runtime that could not start it, or a node that gave up the whole pod, as for want of disk or because its time was over.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/
 */
function wasKilled({ reason = 'Error', exitCode }: KubeObject['status'], { status }: KubeObject): boolean {
  return reason !== 'Error' || SIGNALLED.includes(exitCode) || status?.reason !== undefined;
}

function expectedChecks({ validations, preparer }: RestoreDrillDocument): string[] {
  return [...preparer === undefined ? [] : [DRILL_CHECKS.recovered], ...validations.map((_, at) => validationName(at)), DRILL_CHECKS.structure];
}

function inconclusive(reason: string): Verdict {
  return { outcome: 'Inconclusive', reason };
}

/** What a field of the pod's status says of a container. */
export function containerOf(pod: KubeObject, field: 'containerStatuses' | 'initContainerStatuses', name: string): KubeObject['status'] {
  return (pod.status?.[field] ?? []).find((status: { readonly name: string }) => status.name === name);
}
