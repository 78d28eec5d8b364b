import type { RunEnvironment } from './environment';
import { loginOf } from './login';
import type { PolicyServer, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { PostgresTarget } from '../../databases/postgres-client';

/** Does something with the server of a policy, for as long as there is a way to it. */
export async function withServer<T>(
  policy: SnapshotPolicyDocument, target: PolicyServer, environment: RunEnvironment, work: (server: PostgresTarget) => Promise<T>,
): Promise<T> {
  const login = await loginOf(policy, target, environment);
  const connection = await environment.cluster.connect(policy.namespace, target.service, target.port);
  try {
    const { host, port } = connection;
    const { quiesceSeconds: deadlineSeconds } = policy.deadlines;
    return await work({ host, port, database: target.database, ...login, deadlineSeconds, signal: environment.signal });
  } finally {
    connection.close();
  }
}
