import type { Streams } from './streams';
import type { World } from './world';
import type { Manifest } from '../../src/audit/finding';
import { KINDS_ACROSS_NAMESPACES, kindsOfInterest } from '../../src/audit/kinds-of-interest';
import { RULES } from '../../src/audit/rules/index';
import { readCluster } from '../inventory/read-cluster';
import type { ReadObject } from '../manifests/document';
import { nothingInNamespace, notInCluster, notListed } from '../render/messages';

/** Options of an audit that only one of a cluster has. */
export const CLUSTER_OPTIONS = {
  'cluster': { type: 'boolean', default: false },
  'kubeconfig': { type: 'string' },
  'context': { type: 'string' },
  'namespace': { type: 'string', short: 'n' },
  'all-namespaces': { type: 'boolean', short: 'A', default: false },
} as const;

export interface ClusterArguments {
  readonly 'cluster': boolean;
  readonly 'kubeconfig'?: string;
  readonly 'context'?: string;
  readonly 'namespace'?: string;
  readonly 'all-namespaces': boolean;
}

/** What is in a cluster, as far as the account may see. */
export interface ClusterInput {
  readonly objects: readonly ReadObject[];
  /** To be looked up and not judged. */
  readonly context: readonly Manifest[];
  /** All that rules look at could be listed: what is not there does not exist. */
  readonly complete: boolean;
}

/** What is wrong with options about clusters, beside files to read. */
export function clusterUsage(args: ClusterArguments, inputs: readonly string[], against: readonly string[] | undefined): string | undefined {
  const given = (['kubeconfig', 'context', 'namespace', 'all-namespaces'] as const).find((option) => args[option] !== undefined && args[option] !== false);
  if (!args.cluster) return given && `--${given} is for --cluster`;
  if (inputs.length > 0 || against !== undefined) return 'audit files or --cluster, not both; --against compares files';
  return args.namespace !== undefined && args['all-namespaces'] ? '--namespace or --all-namespaces, not both' : undefined;
}

/** Lists what is in the namespace of the context, in another one, or in all of them; and what belongs to none. */
export async function readClusterInput(args: ClusterArguments, streams: Streams, world: World): Promise<ClusterInput> {
  const { inventory, namespace: ofContext } = await world.openInventory(args);
  const namespace = args['all-namespaces'] ? undefined : args.namespace ?? ofContext;
  const query = { kinds: kindsOfInterest(RULES), across: KINDS_ACROSS_NAMESPACES, namespace };
  const { objects, context, forbidden, absent } = await readCluster(inventory, query);
  if (forbidden.length > 0) streams.err(notListed(forbidden));
  if (absent.length > 0) streams.err(notInCluster(absent));
  const isEmpty = namespace !== undefined && !objects.some(({ manifest }) => manifest.metadata.namespace === namespace);
  if (isEmpty) streams.err(nothingInNamespace(namespace));
  // a name that is misspelt must not pass for a namespace that is clean
  return { objects: isEmpty ? [] : objects, context, complete: forbidden.length === 0 };
}
