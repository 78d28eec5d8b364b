import { isIP } from 'net';
import type { IConstruct } from 'constructs';
import { fail } from '../core/faults';
import { dnsLabelFaults, labelFaults } from '../core/names';
import { checkValue, having, TEXT } from '../core/shape';
import { NAMESPACE_NAME_LABEL } from '../core/vocabulary';
import type { PeerSpec } from '../kube/networking';
import { podLabelsOf, podNamespaceOf } from '../kube/pod-labels';

/**
 * Who may open connections to a workload. Becomes a `from` entry of its NetworkPolicy.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPeer {
  /**
   * The pods of a workload of the same app: of this library, of cdk8s-plus (any version), or a raw `ApiObject`.
   * Its labels are read when the app is synthesized. A workload of another namespace is named with its namespace.
   *
   * @throws at synth when the construct has no pods.
   */
  public static fromWorkload(workload: IConstruct): NetworkPeer {
    checkValue('NetworkPeer.fromWorkload', 'workload', having('construct', 'pass a workload, or use NetworkPeer.pods with its labels', 'node'), workload);
    return new NetworkPeer((namespace) => {
      const labels = podLabelsOf(workload);
      if (Object.keys(labels).length === 0) {
        fail(workload.node.path, { prop: 'workload', problem: 'has no pods with labels', remedy: 'pass a workload, or use NetworkPeer.pods with its labels' });
      }
      return podsIn(labels, podNamespaceOf(workload), namespace);
    });
  }

  /**
   * Pods with these labels.
   *
   * @param labels labels that the pods carry; at least one.
   * @param peerNamespace their namespace. Default: that of the workload they connect to.
   * @throws when there are no labels, or Kubernetes refuses one of them or the name of the namespace.
   */
  public static pods(labels: { readonly [label: string]: string }, peerNamespace?: string): NetworkPeer {
    const [fault] = [...labelFaults('labels', labels), ...peerNamespace === undefined ? [] : dnsLabelFaults('peerNamespace', peerNamespace)];
    if (fault) fail('NetworkPeer.pods', fault);
    if (Object.keys(labels).length === 0) {
      fail('NetworkPeer.pods', { prop: 'labels', problem: 'are empty, which means every pod', remedy: 'name the pods that may connect' });
    }
    return new NetworkPeer((own) => podsIn(labels, peerNamespace, own));
  }

  /**
   * Addresses outside the cluster.
   *
   * @param cidr a block such as `10.20.0.0/16`.
   * @throws when it is not a block of IPv4 or IPv6 addresses.
   */
  public static ipBlock(cidr: string): NetworkPeer {
    checkValue('NetworkPeer.ipBlock', 'cidr', TEXT, cidr);
    if (!isBlock(cidr)) {
      fail('NetworkPeer.ipBlock', { prop: 'cidr', problem: 'is not a block of addresses', got: cidr, remedy: 'use a form such as 10.20.0.0/16' });
    }
    return new NetworkPeer(() => ({ ipBlock: { cidr } }));
  }

  private constructor(private readonly render: (namespace: string | undefined) => PeerSpec) {}

  /** @internal */
  public _render(namespace: string | undefined): PeerSpec {
    return this.render(namespace);
  }
}

function isBlock(cidr: string): boolean {
  const [address, length, ...more] = cidr.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)];
  return bits !== undefined && more.length === 0 && /^\d{1,3}$/.test(length ?? '') && Number(length) <= bits;
}

function podsIn(labels: { readonly [label: string]: string }, namespace: string | undefined, own: string | undefined): PeerSpec {
  const podSelector = { matchLabels: { ...labels } };
  if (namespace === undefined || namespace === own) return { podSelector };
  return { podSelector, namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace } } };
}
