import type { Login, RunEnvironment } from './environment';
import type { PolicyCheckpoint, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { QuiesceEvidence } from '../../../src/documents/snapshot-state';
import { SECRET } from '../../cluster/cluster';

/**
 * Prepares the data as the policy asks. Where that fails the snapshots are taken all the same: they hold what a power cut
 * would have left, which is what restoring starts from in any case, and the run says that it got less than was asked.
 */
export async function quiesce(policy: SnapshotPolicyDocument, environment: RunEnvironment): Promise<QuiesceEvidence> {
  const { strategy } = policy.quiesce;
  const { cluster, progress } = environment;
  if (policy.quiesce.strategy === 'none') return { strategy, result: 'not asked' };
  try {
    const lsn = await checkpoint(policy, policy.quiesce, environment);
    progress.step('quiesced', `${policy.quiesce.service} wrote a checkpoint; its log stood at ${lsn}`, { lsn });
    return { strategy, result: 'done', finishedAt: cluster.now().toISOString(), lsn };
  } catch (error) {
    environment.signal.throwIfAborted();
    const reason = describe(error);
    progress.warn('quiesce', `no checkpoint of ${policy.quiesce.service}, so a restored server replays more of its log: ${reason}`);
    return { strategy, result: 'failed', finishedAt: cluster.now().toISOString(), reason };
  }
}

async function checkpoint(policy: SnapshotPolicyDocument, target: PolicyCheckpoint, environment: RunEnvironment): Promise<string> {
  const login = environment.login ?? await loginOf(policy, target, environment);
  const connection = await environment.cluster.connect(policy.namespace, target.service, target.port);
  try {
    const { host, port } = connection;
    const { quiesceSeconds: deadlineSeconds } = policy.deadlines;
    const { lsn } = await environment.checkpoint({ host, port, database: target.database, ...login, deadlineSeconds, signal: environment.signal });
    return lsn;
  } finally {
    connection.close();
  }
}

async function loginOf(
  { namespace }: SnapshotPolicyDocument, { secret }: PolicyCheckpoint, { cluster, readsSecrets }: RunEnvironment,
): Promise<Login> {
  if (!readsSecrets) throw new Error(`Secret ${namespace}/${secret.name} is not there, or has no key ${secret.usernameKey} or ${secret.passwordKey}`);
  const object = await cluster.get(SECRET, secret.name, namespace);
  const decode = (key: string): string => {
    const value = object?.data?.[key];
    if (typeof value !== 'string') throw new Error(`Secret ${namespace}/${secret.name} has no key ${key}`);
    return Buffer.from(value, 'base64').toString('utf8');
  };
  return { username: decode(secret.usernameKey), password: decode(secret.passwordKey) };
}

/** A refused connection is an AggregateError without a message of its own. */
function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ');
  return error instanceof Error ? error.message : String(error);
}
