import { outcomeOf } from './outcome';
import type { Outcome } from './outcome';
import { CONFIG_MAP } from '../../../cli/cluster/cluster';
import type { ClusterChoice } from '../../../cli/cluster/kubeconfig';
import type { World } from '../../../cli/commands/world';
import { POLICY_FILE } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { policyOf, sceneWith } from '../operations/snapshot-run/fixture';
import type { Scene } from '../operations/snapshot-run/fixture';

/** The cluster of a scene as a command line sees it, with the policy in its ConfigMap and in `policy.json`. */
export interface CommandLine extends Scene {
  /** What was asked of the person at the terminal. */
  readonly questions: string[];
  readonly choices: ClusterChoice[];
  /** What can be read, by name. */
  readonly files: Map<string, string>;
  snapshot(...args: string[]): Promise<Outcome>;
  restore(...args: string[]): Promise<Outcome>;
}

export interface Surroundings {
  readonly policy?: SnapshotPolicyDocument;
  /** What there is besides. */
  readonly scene?: Scene;
  readonly env?: World['env'];
  readonly isTerminal?: boolean;
  readonly answer?: string;
  readonly signal?: AbortSignal;
}

export function commandLine({ policy = policyOf(1), env = {}, isTerminal = false, answer = '', signal, scene = sceneWith(policy) }: Surroundings = {}): CommandLine {
  const { cluster, clock } = scene;
  const text = JSON.stringify(policy);
  cluster.seed({ apiVersion: 'v1', kind: CONFIG_MAP.kind, metadata: { name: 'orders-db-policy', namespace: 'orders' }, data: { [POLICY_FILE]: text } });
  const files = new Map([['policy.json', text]]);
  const questions: string[] = [];
  const choices: ClusterChoice[] = [];
  let processes = 0;
  const world = (): World => ({
    env,
    clock,
    backup: async () => {
      throw new Error('nobody asked for a backup');
    },
    checkpoint: async (target) => {
      scene.sessions.push(target);
      return scene.database.answer(target);
    },
    reach: async (target) => {
      scene.sessions.push(target);
      await scene.database.answer(target);
    },
    signal: signal ?? new AbortController().signal,
    now: () => clock.now(),
    host: 'laptop',
    process: String(processes += 1),
    isTerminal,
    ask: async (question) => {
      questions.push(question);
      return answer;
    },
    openCluster: async (choice) => {
      choices.push(choice);
      return { cluster, namespace: 'orders' };
    },
    openInventory: async () => {
      throw new Error('snapshots are not audited');
    },
    readFile: (path) => {
      const content = files.get(path);
      if (content === undefined) throw new Error(`no such file ${path}`);
      return content;
    },
  });
  const command = (name: string) => async (...args: string[]): Promise<Outcome> => outcomeOf([name, ...args], world());
  return { ...scene, files, questions, choices, snapshot: command('snapshot'), restore: command('restore') };
}
