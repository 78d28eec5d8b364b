import type { RunEnvironment } from './environment';
import { checkPods, podsToHold } from './held-pods';
import { describeError } from './login';
import type { RunRequest } from './plan';
import { listGroups, prepareGroup } from './take-group';
import { withServer } from './with-server';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent } from '../../../src/documents/snapshot-state';
import { LEASE } from '../../cluster/cluster';
import type { ReachServer } from '../../databases/postgres-reach';
import { DURATION_SECONDS } from '../snapshots/acquire-lease';
import { takesGroupSnapshots } from '../snapshots/group-snapshot';
import { loadState } from '../snapshots/state';

/** What a preview works with. */
export interface PreviewEnvironment extends RunEnvironment {
  readonly reach: ReachServer;
}

/** Something that a run needs. */
export interface PreviewCheck {
  readonly name: 'lease' | 'preflight' | 'quiesce';
  readonly passed: boolean;
  readonly message: string;
}

/** What a run would come to, were it begun now. */
export interface RunPreview {
  /** Left out where it is not known, because preflight failed. */
  readonly intent?: GroupIntent;
  /** An earlier attempt of the same run has taken the group: nothing would be made. */
  readonly taken: boolean;
  readonly checks: readonly PreviewCheck[];
  /** Whether one VolumeGroupSnapshot by the name of the group would be made, and not a VolumeSnapshot for each claim. */
  readonly together: boolean;
  /** `less`: the group would be less than the policy asks for. `waits`: another run is at it. */
  readonly verdict: 'good' | 'less' | 'fails' | 'waits';
}

/** Everything that a run does before its first act. Nothing is written, and no lease is taken. */
export async function previewRun(policy: SnapshotPolicyDocument, request: RunRequest, environment: PreviewEnvironment): Promise<RunPreview> {
  const lease = await leaseCheck(policy, environment);
  const prepared = await prepare(policy, request, environment).catch((error: unknown) => ({ problem: describeError(error) }));
  const together = takesGroupSnapshots(policy);
  const preflight: PreviewCheck = 'problem' in prepared
    ? { name: 'preflight', passed: false, message: prepared.problem }
    : { name: 'preflight', passed: true, message: `the claims are bound, and the cluster would take their ${together ? 'VolumeGroupSnapshot' : 'VolumeSnapshots'}` };
  const quiesce = await quiesceCheck(policy, 'problem' in prepared ? undefined : prepared.intent, environment);
  const checks = [lease, preflight, ...quiesce ? [quiesce] : []];
  const found = 'problem' in prepared ? { taken: false } : prepared;
  return { ...found, checks, together, verdict: verdictOf(policy, checks, found) };
}

async function prepare(policy: SnapshotPolicyDocument, request: RunRequest, environment: RunEnvironment) {
  const { cluster } = environment;
  return prepareGroup(policy, request, { state: await loadState(cluster, policy), groups: await listGroups(policy, cluster) }, environment);
}

/** A holder that was heard of lately is at work; of an older one a run would find out. */
async function leaseCheck({ name, namespace }: SnapshotPolicyDocument, { cluster }: RunEnvironment): Promise<PreviewCheck> {
  const lease = await cluster.get(LEASE, name, namespace);
  const { holderIdentity, renewTime } = lease?.spec ?? {};
  const held = Boolean(holderIdentity) && cluster.now().getTime() - Date.parse(renewTime) < DURATION_SECONDS * 1000;
  return { name: 'lease', passed: !held, message: held ? `${holderIdentity} holds the lease ${name}: a run would wait for it` : `nobody holds the lease ${name}` };
}

async function quiesceCheck(
  policy: SnapshotPolicyDocument, intent: GroupIntent | undefined, environment: PreviewEnvironment,
): Promise<PreviewCheck | undefined> {
  const { quiesce } = policy;
  if (quiesce.strategy === 'none') return undefined;
  if (quiesce.strategy === 'exec') {
    if (intent === undefined) return undefined;
    const held = { policy, target: quiesce, intent, environment };
    return check('quiesce', `container ${quiesce.container} of each pod has what freezing and thawing take`, async () => checkPods(held, await podsToHold(held)));
  }
  return check('quiesce', `${quiesce.service} is reached, and knows the login`, async () => withServer(policy, quiesce, environment, environment.reach));
}

async function check(name: PreviewCheck['name'], good: string, asked: () => Promise<void>): Promise<PreviewCheck> {
  try {
    await asked();
    return { name, passed: true, message: good };
  } catch (error) {
    return { name, passed: false, message: describeError(error) };
  }
}

function verdictOf(
  { quiesce }: SnapshotPolicyDocument, checks: readonly PreviewCheck[], { taken, intent }: Pick<RunPreview, 'taken' | 'intent'>,
): RunPreview['verdict'] {
  const failed = (name: PreviewCheck['name']): boolean => checks.some((each) => each.name === name && !each.passed);
  if (failed('lease')) return 'waits';
  if (failed('preflight')) return 'fails';
  if (taken) return 'good';
  if (failed('quiesce')) return quiesce.strategy === 'postgres-checkpoint' || (quiesce.strategy === 'exec' && quiesce.onFailure === 'crash') ? 'less' : 'fails';
  return intent && intent.excluded.length > 0 ? 'less' : 'good';
}
