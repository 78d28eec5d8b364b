import { Kubectl } from './kubectl';

/** Says once, before the first test, that there is no cluster to test against. */
export default async function requireCluster(): Promise<void> {
  const kubeconfig = process.env.KUBECONFIG;
  if (!kubeconfig) throw new Error('KUBECONFIG is not set; point it at the cluster to test against, such as one made by kind');
  try {
    await new Kubectl().run(['get', '--raw', '/readyz', '--request-timeout=15s']);
  } catch (error) {
    throw new Error(`the cluster of KUBECONFIG=${kubeconfig} does not answer; start it, or choose another. ${(error as Error).message}`);
  }
}
