import { EXIT } from './streams';
import type { Streams } from './streams';
import type { World } from './world';
import type { SnapshotPolicyDocument } from '../../src/documents/snapshot-policy';
import type { Cluster } from '../cluster/cluster';
import type { ClusterChoice } from '../cluster/kubeconfig';
import type { Progress } from '../operations/progress';
import { LeaseHeld } from '../operations/snapshots/acquire-lease';
import { loadPolicy, parsePolicy } from '../operations/snapshots/policy';
import { structuredProgress, terminalProgress } from '../render/progress';

/** What a verb about the snapshots of a policy is given to work with. */
export interface PolicyContext {
  readonly policy: SnapshotPolicyDocument;
  readonly cluster: Cluster;
  readonly progress: Progress;
  readonly world: World;
  readonly streams: Streams;
}

/** How the command line names a policy and its cluster. */
export interface PolicyChoice extends ClusterChoice {
  readonly 'namespace'?: string;
  readonly 'policy-file'?: string;
}

/** Finds policy and cluster, and says what goes wrong. Returns the exit code. */
export async function withPolicy(
  choice: PolicyChoice, name: string, streams: Streams, world: World, act: (context: PolicyContext) => Promise<number>,
): Promise<number> {
  return withCluster(choice, streams, world, {
    given: () => ifNamed(choice['policy-file'], (file) => parsePolicy(world.readFile(file), file)),
    found: async (cluster, namespace) => loadPolicy(cluster, name, namespace),
    act: async ({ document: policy, ...context }) => act({ ...context, policy }),
  });
}

/** What a command does with a document that it was given, or else found in the cluster. */
export interface ClusterCommand<T> {
  /** Read before a cluster is asked for: what is wrong with it needs none. */
  given(): T | undefined;
  found(cluster: Cluster, namespace: string): Promise<T>;
  act(context: Omit<PolicyContext, 'policy'> & { readonly document: T }): Promise<number>;
}

/** Opens the cluster, and says what goes wrong. Returns the exit code. */
export async function withCluster<T>(choice: PolicyChoice, streams: Streams, world: World, command: ClusterCommand<T>): Promise<number> {
  const progress = world.isTerminal
    ? terminalProgress((text) => streams.err(text), () => world.clock.monotonic())
    : structuredProgress((text) => streams.err(text), world.now);
  let given: T | undefined;
  try {
    given = command.given();
  } catch (error) {
    progress.warn('failed', messageOf(error));
    return EXIT.badInput;
  }
  try {
    const { cluster, namespace } = await world.openCluster(choice);
    const document = given ?? await command.found(cluster, choice.namespace ?? namespace);
    return await command.act({ document, cluster, progress, world, streams });
  } catch (error) {
    progress.warn('failed', messageOf(error));
    return error instanceof LeaseHeld ? EXIT.nothingChecked : EXIT.findings;
  }
}

/** What a file says, if one was named. */
export function ifNamed<T>(file: string | undefined, read: (file: string) => T): T | undefined {
  return file === undefined ? undefined : read(file);
}

/** Why the words that name a policy cannot be taken, if so. */
export function policyProblem(command: string, choice: PolicyChoice, positionals: readonly string[]): string | undefined {
  if (choice['policy-file'] === undefined) return positionals.length === 1 ? undefined : `${command} takes the name of one policy`;
  if (choice.namespace !== undefined) return 'the policy of --policy-file says its namespace; leave --namespace out';
  return positionals.length > 0 ? 'name the policy or give --policy-file, not both' : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
