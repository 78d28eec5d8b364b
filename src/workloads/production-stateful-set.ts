import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { claimNameOf, startFaults } from './claims-of-set';
import type { ClaimsOfSet } from './claims-of-set';
import { ImportedStatefulSet } from './imported-stateful-set';
import type { NetworkPeer } from './network-peer';
import { PEER, SET_PROPS } from './shapes';
import { renderPod } from './stateful-pod';
import { placeOf, setFaults, setName } from './stateful-set-checks';
import type { ProductionStatefulSetProps } from './stateful-set-props';
import type { IStatefulWorkload, StatefulSetReference, WorkloadContainer, WorkloadVolume } from './stateful-workload';
import { Faults } from '../core/faults';
import { checkProps, checkValue } from '../core/shape';
import { NAME_LABEL, WORKLOAD_LABEL } from '../core/vocabulary';
import { VolumeAccessMode } from '../facts/drivers/volume-modes';
import { PodManagementPolicy } from '../facts/engines/stateful-engine';
import { service } from '../kube/core';
import { ingressPolicy } from '../kube/networking';
import { objectNamespace } from '../kube/object-name';
import { podDisruptionBudget } from '../kube/policy';
import { StatefulSettings } from '../kube/settings';
import { statefulSet } from '../kube/stateful-set';
import type { IClaim } from '../storage/persistent-volume-claim';
import { CLAIM } from '../storage/shapes';

/**
 * A stateful set with the settings that production needs, for any engine.
 *
 * Objects: StatefulSet `<name>` (claims are kept whatever happens to the set), headless Service `<name>-headless`,
 * PodDisruptionBudget `<name>` (one pod at a time, never a blocked drain), NetworkPolicy `<name>` (ingress from its own
 * pods and from peers that `allowFrom` names). Pods meet the Pod Security Standard `restricted`.
 */
export class ProductionStatefulSet extends Construct implements IStatefulWorkload {
  /**
   * A StatefulSet that exists, in the namespace of the chart: rendered by nobody here, so that a policy can protect it.
   *
   * Nothing is done to its data before a snapshot, which holds what a power cut would have left.
   *
   * @param statefulSetName its `metadata.name`.
   * @throws when a name or a label is none that Kubernetes takes.
   */
  public static fromStatefulSetName(scope: Construct, id: string, statefulSetName: string, reference: StatefulSetReference): IStatefulWorkload {
    return new ImportedStatefulSet(scope, id, statefulSetName, reference);
  }

  /** Name of the StatefulSet. */
  public readonly workloadName: string;
  /** Its namespace; undefined when the one who applies the YAML decides. */
  public readonly workloadNamespace?: string;
  /** Number of pods. */
  public readonly replicas: number;
  /** Labels that select its pods: the set's selector. */
  public readonly matchLabels: { [label: string]: string };
  /** Its volumes. */
  public readonly volumes: WorkloadVolume[];
  /** The container of the engine. */
  public readonly container?: WorkloadContainer;
  /** The StatefulSet. */
  public readonly resource: ApiObject;
  /** The Service that gives each pod its DNS name. */
  public readonly headlessService: ApiObject;
  private readonly claims: ClaimsOfSet;
  private readonly peers: NetworkPeer[] = [];

  /**
   * @throws when names are too long or not DNS labels, when volumes do not fit engine, class or driver, or when replicas
   * would be separate databases: all faults in one message.
   */
  public constructor(scope: Construct, id: string, props: ProductionStatefulSetProps) {
    super(scope, id);
    checkProps(placeOf(this), SET_PROPS, props);
    this.workloadName = setName(this, props.metadata);
    this.workloadNamespace = objectNamespace(this, props.metadata);
    this.replicas = props.replicas ?? 1;
    this.matchLabels = props.selector ? { ...props.selector } : { [WORKLOAD_LABEL]: this.workloadName };
    const serviceName = props.serviceName ?? `${this.workloadName}-headless`;
    this.volumes = props.volumes.map(({ role, size, storageClass, claimTemplateName = role }) => ({ role, claimTemplateName, size, storageClass }));
    setFaults(this, props, serviceName).throwIfAny();
    this.claims = {
      place: placeOf(this), name: this.workloadName, namespace: this.workloadNamespace, replicas: this.replicas, volumes: props.volumes,
    };

    const livenessBudget = props.engine._options.livenessProbe?._budget();
    this.container = { name: props.engine.name, ...(livenessBudget ? { livenessBudget } : {}) };
    const settings = StatefulSettings.of(this);
    const ports = props.engine._options.ports;
    this.resource = statefulSet(this, 'Resource', { ...this.metadataOf(props), name: this.workloadName }, {
      replicas: this.replicas,
      serviceName,
      podManagementPolicy: props.podManagementPolicy ?? props.engine._options.podManagementPolicy ?? PodManagementPolicy.PARALLEL,
      matchLabels: this.matchLabels,
      podLabels: { [NAME_LABEL]: props.engine.name, [WORKLOAD_LABEL]: this.workloadName, ...this.matchLabels },
      podAnnotations: {},
      podSpec: renderPod({ ...props, settings, matchLabels: this.matchLabels, volumes: this.volumes }),
      claimTemplates: props.volumes.map((volume) => ({
        name: volume.claimTemplateName ?? volume.role,
        annotations: settings.neverPruneAnnotations,
        accessMode: volume.accessMode ?? VolumeAccessMode.READ_WRITE_ONCE_POD,
        storage: volume.size.asString(),
        storageClassName: volume.storageClass.storageClassName,
      })),
      minReadySeconds: 0,
      partition: props.updatePartition ?? 0,
    });
    this.headlessService = service(this, 'Headless', { ...this.metadataOf(props), name: serviceName }, {
      headless: true, publishNotReadyAddresses: true, selector: this.matchLabels, ports,
    });
    podDisruptionBudget(this, 'DisruptionBudget', { ...this.metadataOf(props), name: props.objectNames?.disruptionBudget ?? this.workloadName }, {
      matchLabels: this.matchLabels, maxUnavailable: 1,
    });
    const numbers = ports.map(({ port }) => port);
    ingressPolicy(this, 'NetworkPolicy', { ...this.metadataOf(props), name: props.objectNames?.networkPolicy ?? this.workloadName }, {
      matchLabels: this.matchLabels,
      rules: () => [
        { ports: numbers, from: [{ podSelector: { matchLabels: this.matchLabels } }] },
        ...this.peers.map((peer) => ({ ports: numbers, from: [peer._render(this.workloadNamespace)] })),
      ],
    });
  }

  /**
   * Lets a peer open connections to the engine's ports.
   *
   * Adds an ingress rule to the NetworkPolicy `<name>`; everyone else stays shut out where the cluster enforces policies.
   */
  public allowFrom(peer: NetworkPeer): void {
    checkValue(this.claims.place, 'peer', PEER, peer);
    this.peers.push(peer);
  }

  /**
   * DNS name of one pod inside the cluster, without the cluster's domain.
   *
   * @param ordinal number of the pod, from 0.
   */
  public dnsName(ordinal: number): string {
    const namespace = this.workloadNamespace ? `.${this.workloadNamespace}.svc` : '';
    return `${this.workloadName}-${ordinal}.${this.headlessService.name}${namespace}`;
  }

  /**
   * Name of the claim that a pod keeps its data on: `<claim template>-<name>-<ordinal>`.
   *
   * @param ordinal number of the pod, from 0.
   * @param role which of its volumes. Default: the first that the set was given.
   * @throws when the ordinal is no number of a pod, or the set has no volume of that role.
   */
  public claimName(ordinal: number, role?: string): string {
    return claimNameOf(this.claims, ordinal, role);
  }

  /**
   * Starts the pod that the claim is named after from a volume with data: restored from a snapshot, cloned, or one that outlived
   * another claim. For a set that does not run yet: one that runs has this claim already, and keeps it.
   *
   * Puts the claim before the StatefulSet in the YAML, or the set would make an empty one in its place: where it lies in
   * another chart, that chart comes before this one, and the files are numbered. Gives it the labels that the set gives to
   * its claims, unless it is rendered elsewhere and named only. The set itself stays as it is.
   *
   * @throws when the set does not look for a claim of this name in its namespace, or when class, access mode or size
   * differ from those of the set: all faults in one message.
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
   */
  public startFrom(claim: IClaim): void {
    checkValue(this.claims.place, 'claim', CLAIM, claim);
    const faults = new Faults(this.claims.place);
    faults.add(...startFaults(this.claims, claim));
    faults.throwIfAny();
    const rendered = claim.node.defaultChild;
    if (ApiObject.isApiObject(rendered)) {
      for (const [label, value] of Object.entries(this.matchLabels)) rendered.metadata.addLabel(label, value);
    }
    this.resource.node.addDependency(claim);
  }

  private metadataOf(props: ProductionStatefulSetProps): ApiObjectMetadata {
    const { namespace, labels, annotations } = props.metadata ?? {};
    return {
      ...(namespace ? { namespace } : {}),
      labels: { [NAME_LABEL]: props.engine.name, [WORKLOAD_LABEL]: this.workloadName, ...labels },
      ...(annotations ? { annotations } : {}),
    };
  }
}
