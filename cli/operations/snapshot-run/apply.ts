import { awaitReady } from './await-ready';
import type { RunResult } from './await-ready';
import type { RunEnvironment } from './environment';
import type { RunRequest } from './plan';
import { takeGroup } from './take-group';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { withPolicyLease } from '../snapshots/lease';

/**
 * One run of a policy: settles what earlier runs left behind, prepares the data, takes the snapshots of a group under the
 * policy's lease, and then, holding nothing any more, waits until they are ready.
 */
export async function runSnapshots(policy: SnapshotPolicyDocument, request: RunRequest, environment: RunEnvironment): Promise<RunResult> {
  const taken = await withPolicyLease(policy, environment, async ({ signal }) => takeGroup(policy, request, { ...environment, signal }));
  return awaitReady(policy, taken, environment);
}
