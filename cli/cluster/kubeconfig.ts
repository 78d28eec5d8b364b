import { existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { Cluster, Inventory } from './cluster';
import { KubernetesCluster } from './kubernetes-cluster';

export interface ClusterChoice {
  /** A file; otherwise those of KUBECONFIG, `~/.kube/config`, or the account of the pod that this runs in. */
  readonly kubeconfig?: string;
  /** Otherwise the current one. */
  readonly context?: string;
}

export interface OpenedCluster {
  readonly cluster: Cluster;
  /** Of the context, or of the pod. */
  readonly namespace: string;
}

export interface OpenedInventory {
  readonly inventory: Inventory;
  readonly namespace: string;
}

/** Names that the client library gives to what it makes up itself: https://github.com/kubernetes-client/javascript/blob/1.4.0/src/config.ts */
const FROM_POD = 'inClusterContext';
const FROM_NOTHING = 'loaded-context';

/** Opens the cluster that kubectl would speak to, to read what is in it. Throws when there is none. */
export function openInventory(choice: ClusterChoice): OpenedInventory {
  const { cluster, namespace } = open(choice);
  return { inventory: cluster, namespace };
}

/** Opens the cluster that kubectl would speak to. Throws when there is none. */
export function openCluster(choice: ClusterChoice): OpenedCluster {
  return open(choice);
}

function open(choice: ClusterChoice): { readonly cluster: KubernetesCluster; readonly namespace: string } {
  const config = load(choice.kubeconfig);
  if (choice.context !== undefined) config.setCurrentContext(choice.context);
  const name = config.getCurrentContext();
  const context = config.getContextObject(name);
  const known = config.getContexts().map((each) => each.name).join(', ') || 'none';
  if (!name) throw new Error(`the kubeconfig has no current context; choose one of: ${known}`);
  if (!context) throw new Error(`the kubeconfig has no context "${name}"; it has: ${known}`);
  if (!config.getCurrentCluster()) throw new Error(`the kubeconfig has no cluster "${context.cluster}", which its context "${name}" names`);
  const inCluster = name === FROM_POD;
  return { cluster: new KubernetesCluster(config, { inCluster }), namespace: context.namespace?.trim() || 'default' };
}

/** Files that were named, in the order in which they are read. */
function filesOf(file: string | undefined): string[] {
  return file !== undefined ? [file] : (process.env.KUBECONFIG ?? '').split(delimiter).filter((each) => each !== '');
}

function isEmpty(file: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').trim() === '';
}

function load(file: string | undefined): KubeConfig {
  const config = new KubeConfig();
  // the client library trips over a file that says nothing, and does not say which
  const empty = filesOf(file).find(isEmpty);
  if (empty !== undefined) throw new Error(`cannot read the kubeconfig ${empty}: it is empty`);
  try {
    if (file !== undefined) config.loadFromFile(file);
    // as with kubectl, the first of several files says which context is the current one
    else config.loadFromDefault(undefined, true);
  } catch (error) {
    throw new Error(`cannot read the kubeconfig${file === undefined ? '' : ` ${file}`}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (config.getCurrentContext() === FROM_NOTHING) {
    throw new Error('there is no kubeconfig: set KUBECONFIG or --kubeconfig to one, or run this in a pod with a service account token');
  }
  return config;
}
