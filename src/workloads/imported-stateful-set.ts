import { Construct } from 'constructs';
import { VOLUME_OF_WORKLOAD } from './shapes';
import type { IStatefulWorkload, StatefulSetReference, WorkloadVolume } from './stateful-workload';
import { fail, Faults } from '../core/faults';
import { dnsLabelFaults, labelFaults } from '../core/names';
import { checkProps, checkValue, listOf, NUMBER, optional, struct, TEXT, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { objectNamespace } from '../kube/object-name';

const SHAPES: Shapes<StatefulSetReference> = {
  volumes: listOf(struct(VOLUME_OF_WORKLOAD)), matchLabels: TEXTS, replicas: optional(NUMBER),
};

/** A StatefulSet that is named and not rendered, in the namespace of its chart. */
export class ImportedStatefulSet extends Construct implements IStatefulWorkload {
  public readonly workloadNamespace?: string;
  public readonly replicas: number;
  public readonly matchLabels: { [label: string]: string };
  public readonly volumes: WorkloadVolume[];

  constructor(scope: Construct, id: string, public readonly workloadName: string, reference: StatefulSetReference) {
    super(scope, id);
    checkValue(this.node.path, 'statefulSetName', TEXT, workloadName);
    checkProps(this.node.path, SHAPES, reference);
    const { volumes, matchLabels, replicas = 1 } = reference;
    const faults = new Faults(this.node.path);
    faults.add(...dnsLabelFaults('statefulSetName', workloadName), ...labelFaults('matchLabels', matchLabels));
    for (const { claimTemplateName } of volumes) faults.add(...dnsLabelFaults('volumes.claimTemplateName', claimTemplateName));
    faults.require(Number.isInteger(replicas) && replicas >= 0, { prop: 'replicas', problem: 'is not a number of pods', got: replicas, remedy: 'use a whole number of 0 or more' });
    faults.throwIfAny();
    this.workloadNamespace = objectNamespace(this, undefined);
    this.replicas = replicas;
    this.matchLabels = { ...matchLabels };
    this.volumes = [...volumes];
  }

  /** A policy of ours for its pods would shut out everybody else. */
  public allowFrom(): void {
    fail(this.node.path, {
      prop: 'allowFrom', problem: 'cannot change the NetworkPolicies of a set that is not rendered here', got: this.workloadName, remedy: 'allow the peer where the set comes from',
    });
  }
}
