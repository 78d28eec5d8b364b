import { createSnapshots } from './create';
import { cutTimes } from './cut';
import { freezeAndCut } from './freeze-and-cut';
import type { HeldCut } from './freeze-and-cut';
import { changedPods, checkPods, podsToHold, running } from './held-pods';
import type { HeldGroup, HeldPod } from './held-pods';
import { describeError } from './login';
import { volumeSnapshots } from './plan';
import { markAs } from './prove';
import type { TakenGroup } from './take-backup';
import { thaw } from './thaw';
import type { Thaw } from './thaw';
import { writeDown } from './write-down';
import { CONSISTENCIES, CONSISTENCY_ANNOTATION, GROUP_LABEL } from '../../../src/core/vocabulary';
import type { GroupIntent, HoldEvidence, QuiesceEvidence } from '../../../src/documents/snapshot-state';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';

/**
 * Takes a group while the application is frozen. Which pods that concerns is written down before the first of them is asked; every pod that was
 * asked is thawed, whatever happened meanwhile; and only a group that was seen to be cut while all of them held is `application`.
 */
export async function takeHeld(held: HeldGroup): Promise<TakenGroup> {
  const { target, environment: { progress, signal } } = held;
  let pods: HeldPod[];
  try {
    pods = await podsToHold(held);
    await checkPods(held, pods);
  } catch (error) {
    signal.throwIfAborted();
    if (target.onFailure === 'abort') throw error;
    return takeCrash(held, describeError(error));
  }
  progress.step('hold', `${running(pods).join(', ') || 'nothing'} can be frozen`, { group: held.intent.group });
  const intent = await begin(held, pods);
  const cut = await freezeAndCut({ ...held, intent }, running(pods));
  const thaws = await thaw({ ...held, pods: running(pods) });
  await cut.rest;
  const thawed = await conclude({ ...held, intent }, thaws);
  signal.throwIfAborted();
  const problem = await problemOf({ ...held, intent: thawed }, pods, cut, thaws);
  return problem === undefined ? declareHeld({ ...held, intent: thawed }, cut) : takeWithout({ ...held, intent: thawed }, problem, thaws, cut);
}

async function begin({ policy, target, intent, environment: { cluster, progress } }: HeldGroup, pods: readonly HeldPod[]): Promise<GroupIntent> {
  const hold: HoldEvidence = { container: target.container, pods: running(pods) };
  const begun = { ...intent, quiesce: { ...intent.quiesce, hold } };
  await writeDown(policy, begun, cluster);
  progress.step('intent', `group ${intent.group} is written down`, { group: intent.group });
  return begun;
}

/** Remembers that all of them are thawed, or says loudly which may not be. */
async function conclude({ policy, intent, environment: { cluster, progress } }: HeldGroup, thaws: readonly Thaw[]): Promise<GroupIntent> {
  const { group } = intent;
  const unknown = thaws.filter(({ problem }) => problem !== undefined);
  for (const { pod, problem } of unknown) progress.warn('thaw', `Pod ${pod} may still be frozen, until its container thaws by itself: ${problem}`, { group, pod });
  if (unknown.length > 0) return intent;
  progress.step('thawed', `${thaws.map(({ pod }) => pod).join(', ') || 'nothing'} may write again`, { group });
  const thawed = { ...intent, quiesce: { ...intent.quiesce, hold: { ...intent.quiesce.hold!, thawedAt: cluster.now().toISOString() } } };
  await writeDown(policy, thawed, cluster);
  return thawed;
}

/** Why it is not certain that the application was frozen until all volumes were cut. */
async function problemOf(held: HeldGroup, pods: readonly HeldPod[], cut: HeldCut, thaws: readonly Thaw[]): Promise<string | undefined> {
  const unthawed = thaws.filter(({ problem }) => problem !== undefined).map(({ pod, problem }) => `Pod ${pod} may still be frozen: ${problem}`);
  const problems = [...cut.problem === undefined ? [] : [cut.problem], ...unthawed];
  if (problems.length > 0) return problems.join('; ');
  const released = thaws.filter((each) => !each.held).map(({ pod }) => pod);
  if (released.length > 0) return `${released.join(', ')} had thawed before it was told to`;
  const changed = await changedPods(held, pods);
  return changed.length > 0 ? `${changed.join(', ')} was replaced or restarted meanwhile` : undefined;
}

async function declareHeld({ policy, intent, environment: { cluster, progress } }: HeldGroup, { members }: HeldCut): Promise<TakenGroup> {
  const quiesce: QuiesceEvidence = { ...intent.quiesce, result: 'done', finishedAt: cluster.now().toISOString(), cuts: cutTimes(members) };
  const proven = { ...intent, quiesce };
  await writeDown(policy, proven, cluster);
  await markAs(cluster, members, CONSISTENCIES.application);
  progress.step('proven', `all volumes of group ${intent.group} were cut while nothing was written`, { group: intent.group });
  return { intent: proven, failures: [] };
}

/** The group is less than was asked for, or nothing, as the policy says. Nothing is frozen any more. */
async function takeWithout(held: HeldGroup, reason: string, thaws: readonly Thaw[], { members }: HeldCut): Promise<TakenGroup> {
  const { target, intent, environment: { progress } } = held;
  const unthawed = thaws.some(({ problem }) => problem !== undefined);
  if (target.onFailure === 'crash' && !unthawed) return takeCrash(held, reason);
  progress.warn('hold', `group ${intent.group} is of no use: ${reason}`, { group: intent.group, cut: members.length });
  return { intent: withFailure(held, reason), failures: [reason] };
}

/** What a power cut would have left. What is there by now is kept, and what is missing is made. */
async function takeCrash(held: HeldGroup, reason: string): Promise<TakenGroup> {
  const { policy, environment } = held;
  const { cluster, progress, signal } = environment;
  const intent = withFailure(held, reason);
  const { group } = intent;
  progress.warn('hold', `the application was not frozen until all was cut, so group ${group} holds what a power cut would have left: ${reason}`, { group });
  signal.throwIfAborted();
  await writeDown(policy, intent, cluster);
  const failures = await createSnapshots(volumeSnapshots(policy, intent), policy.parallelism, environment);
  if (failures.length > 0) return { intent, failures };
  const members = await cluster.list(VOLUME_SNAPSHOT, policy.namespace, { [GROUP_LABEL]: group });
  await markAs(cluster, members.filter(({ metadata }) => !isMarked(metadata.annotations)), CONSISTENCIES.crash);
  return { intent, failures: [] };
}

function isMarked(annotations: { readonly [annotation: string]: string } = {}): boolean {
  return annotations[CONSISTENCY_ANNOTATION] === CONSISTENCIES.crash;
}

function withFailure({ intent, environment: { cluster } }: HeldGroup, reason: string): GroupIntent {
  return { ...intent, quiesce: { ...intent.quiesce, result: 'failed', finishedAt: cluster.now().toISOString(), reason } };
}
