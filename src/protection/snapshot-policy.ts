import { Cron } from 'cdk8s';
import { Construct } from 'constructs';
import { claimFaults, ownedFaults } from './claim-checks';
import { groupSnapshotFaults } from './group-snapshot-checks';
import { policyAccounts } from './policy-accounts';
import { alertFaults, policyAlerts } from './policy-alerts';
import { driverFaults, fenceFaults, policyFaults, scheduleFaults, twinFaults, volumeFaults, workloadFaults } from './policy-checks';
import { deletionPolicyOf, policyDocument } from './policy-document';
import type { PolicyIdentity, ProtectionTarget } from './policy-document';
import { objectMetadata } from './policy-metadata';
import { clusterScopedName, defaultPolicyName, policyNames } from './policy-names';
import { policyPrograms } from './policy-programs';
import { POLICY_PROPS } from './policy-shape';
import { targetOfClaims, targetOfWorkload } from './protection-target';
import { Retention } from './retention';
import type { SnapshotAlerts } from './snapshot-alerts';
import { SnapshotExecFence } from './snapshot-exec-fence';
import { SnapshotMarkingFence } from './snapshot-marking-fence';
import type { SnapshotPolicyOptions, SnapshotPolicyProps } from './snapshot-policy-props';
import { SnapshotPruningRights } from './snapshot-pruning-rights';
import { describeFault, fail, Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { checkProps, checkValue, listOf } from '../core/shape';
import { COMPONENT_LABEL, NAME_LABEL, POLICY_FILE, POLICY_LABEL, PROGRAM, SNAPSHOT_RUNNER } from '../core/vocabulary';
import { statefulSetOf } from '../documents/policy-workload';
import type { SnapshotPolicyDocument } from '../documents/snapshot-policy';
import { lease } from '../kube/coordination';
import { configMap } from '../kube/core';
import { objectNamespace } from '../kube/object-name';
import { StatefulSettings } from '../kube/settings';
import type { IClaim } from '../storage/persistent-volume-claim';
import { CLAIM } from '../storage/shapes';
import { SnapshotDeletionPolicy } from '../storage/snapshot-class';
import { VolumeSnapshotClass } from '../storage/volume-snapshot-class';
import { NetworkPeer } from '../workloads/network-peer';
import { WORKLOAD } from '../workloads/shapes';
import type { IStatefulWorkload } from '../workloads/stateful-workload';

/** What a policy protects. */
interface Protection {
  readonly policy: SnapshotPolicyDocument;
  /** Nothing where it protects claims. */
  readonly workload?: IStatefulWorkload;
  readonly alerts: SnapshotAlerts;
}

/**
 * Snapshots of a workload's volumes on a schedule, kept by a retention, taken by a program that runs in the cluster.
 *
 * Each run makes a group: one VolumeSnapshot for each volume, which counts as one and is kept or deleted as one; with a
 * `groupSnapshotClass` they are cut at one moment. Groups that are not complete are never counted and never restored from.
 *
 * Objects come with `protect`. In the policy's namespace, `<policy>` being its name: CronJobs `<policy>` and
 * `<policy>-prune`, ServiceAccounts with Role and RoleBinding `<policy>-runner` and `<policy>-pruner`, Lease `<policy>`,
 * ConfigMaps `<policy>-policy` and `<policy>-state`, and alerts `<policy>-alerts` in a ConfigMap or PrometheusRule. Cluster-scoped, unless a
 * snapshot class is given: VolumeSnapshotClass
 * `cdk8s-stateful.<namespace>.<policy>`; unless that class is of deletion policy Delete: what `SnapshotPruningRights` makes; for a
 * database with its log on a volume of its own, with a `groupSnapshotClass` and with `Quiesce.exec`: what `SnapshotMarkingFence` makes, and with `Quiesce.exec`
 * what `SnapshotExecFence` makes too.
 */
export class SnapshotPolicy extends Construct {
  /**
   * A snapshot every hour: a day of hours, a week of days, a month of weeks are kept, and never fewer than 3.
   */
  public static hourlyDailyWeekly(scope: Construct, id: string, options: SnapshotPolicyOptions = {}): SnapshotPolicy {
    const retention = Retention.of({ last: 6, hourly: 24, daily: 7, weekly: 4 });
    return new SnapshotPolicy(scope, id, { ...options, schedule: Cron.hourly(), retention });
  }

  /**
   * A snapshot every day, in the hour after midnight: two weeks of days, two months of weeks, a year of months are kept, and
   * never fewer than 3.
   */
  public static dailyWeeklyMonthly(scope: Construct, id: string, options: SnapshotPolicyOptions = {}): SnapshotPolicy {
    const retention = Retention.of({ last: 3, daily: 14, weekly: 8, monthly: 12 });
    return new SnapshotPolicy(scope, id, { ...options, schedule: Cron.daily(), retention });
  }

  private readonly props: SnapshotPolicyProps;
  private protectedBy?: PolicyIdentity;
  private protection?: Protection;

  /** @throws when schedule or time zone cannot be read, for a promise that the schedule does not keep, and alerts that Prometheus would not take: all faults in one message. */
  public constructor(scope: Construct, id: string, props: SnapshotPolicyProps) {
    super(scope, id);
    checkProps(this.node.path, POLICY_PROPS, props);
    this.props = props;
    const faults = new Faults(this.node.path);
    faults.add(...scheduleFaults(props), ...alertFaults(props.alerts));
    faults.throwIfAny();
    this.node.addValidation({
      validate: () => (this.protectedBy ? [] : ['protects nothing; call protect() with a workload, or protectClaims()']),
    });
  }

  /** Name of the policy, and of its CronJob. Throws before `protect`. */
  public get policyName(): string {
    return this.identity.name;
  }

  /** Name of the class of its snapshots, for what restores them. Throws before `protect`. */
  public get snapshotClassName(): string {
    const { snapshotClass, groupSnapshotClass } = this.props;
    const given = groupSnapshotClass?.volumeGroupSnapshotClassName ?? snapshotClass?.volumeSnapshotClassName;
    return given ?? clusterScopedName(this.identity.namespace, this.identity.name);
  }

  /**
   * Takes snapshots of all volumes of a workload's pods.
   *
   * Makes the objects of the policy, and adds an ingress rule for its pods to the workload's NetworkPolicy where they
   * prepare the data over the network.
   *
   * @throws when the policy protects something already, when the namespace is not known or the name is another policy's,
   * when a driver takes no snapshots, or none of groups where these are asked for, or the class is of another driver, when a pod has several
   * volumes that are not cut at one moment, is no PostgreSQL with its log on one of them and is not frozen, when another policy of the app
   * freezes the same pods, and for a Kubernetes that cannot fence the rights of the programs: all faults in one message.
   */
  public protect(workload: IStatefulWorkload): void {
    checkValue(this.node.path, 'workload', WORKLOAD, workload);
    this.requireFree(workload.workloadName);
    const name = this.props.metadata?.name ?? defaultPolicyName(workload.workloadName);
    const namespace = objectNamespace(this, this.props.metadata) ?? workload.workloadNamespace;
    const ofVolumes = this.props.groupSnapshotClass ? groupSnapshotFaults(this.props, workload) : volumeFaults(this.props, workload);
    const faults = [...workloadFaults(this.props, workload, namespace), ...ofVolumes, ...this.otherHoldFaults(workload.workloadName, namespace)];
    this.establish({ name, namespace }, faults, targetOfWorkload(this.props, workload, name));
  }

  /**
   * Takes snapshots of claims that no StatefulSet makes, all of one driver: files that one writer or several keep.
   *
   * Makes the objects of the policy. Several claims are copied one after the other, so their snapshots are **not of one moment**: data that is
   * spread over them, a database above all, must not be protected so. One claim gives the policy its name, `<claim>-snapshots`; several need
   * `metadata.name`.
   *
   * @throws when the policy protects something already, when the namespace is not known or the name is missing or another policy's, when a
   * claim is named twice or is of another namespace, when drivers take no snapshots, are several or the class is of another, for options that are about
   * pods, and for a Kubernetes that cannot fence the rights of the programs: all faults in one message. When the app is synthesized, for
   * claims that one of its StatefulSets makes.
   */
  public protectClaims(claims: IClaim[]): void {
    checkValue(this.node.path, 'claims', listOf(CLAIM), claims);
    const names = claims.map(({ claimName }) => claimName);
    this.requireFree(names.join(', '));
    const { metadata, snapshotClass } = this.props;
    const namespace = objectNamespace(this, metadata) ?? claims[0]?.claimNamespace;
    const faults = [
      ...claimFaults(this.props, claims, namespace),
      ...driverFaults(snapshotClass, 'claims', claims.map(({ claimName, storageClass }) => ({ what: `claim ${claimName}`, storageClass }))),
    ];
    const name = metadata?.name ?? (names.length === 1 ? defaultPolicyName(names[0]) : undefined);
    this.establish({ name, namespace }, faults, targetOfClaims(name ?? '', claims));
    this.node.addValidation({ validate: () => ownedFaults(this.node.root, names, this.identity).map(describeFault) });
  }

  /**
   * What it protects, and what its programs are told. Throws before `protect`.
   *
   * @internal
   */
  public _protection(place: string): Protection {
    return this.protection ?? fail(place, { prop: 'policy', problem: 'protects nothing yet', got: this.node.path, remedy: 'call its protect() first' });
  }

  private get identity(): PolicyIdentity {
    return this.protectedBy ?? fail(this.node.path, { prop: 'protect', problem: 'was not called yet, and names come from the workload', remedy: 'call it first' });
  }

  private requireFree(got: string): void {
    if (!this.protectedBy) return;
    fail(this.node.path, { prop: 'protect', problem: `was called for ${this.protectedBy.name} already`, got, remedy: 'make another policy for another workload' });
  }

  /** Checks what does not depend on what is protected, and makes the objects. */
  private establish(asked: Partial<PolicyIdentity>, found: readonly Fault[], target: ProtectionTarget): void {
    const { props } = this;
    const { metadata, clusterScopedObjects = true } = props;
    const faults = new Faults(this.node.path);
    faults.add(...policyFaults(props, asked), ...twinFaults(this.node.root, asked), ...found);
    const needsRights = clusterScopedObjects && deletionPolicyOf(props) === SnapshotDeletionPolicy.RETAIN;
    const needsFence = clusterScopedObjects && target.isMarked;
    if (needsRights || needsFence) faults.add(...fenceFaults(StatefulSettings.of(this).kubernetesVersion));
    faults.throwIfAny();
    this.protectedBy = { name: asked.name!, namespace: asked.namespace! };

    const { name, namespace } = this.protectedBy;
    const { access, construct } = target;
    const scope = props.clusterScope ? new Construct(props.clusterScope, `${namespace}.${name}`) : this;
    if (!props.snapshotClass && !props.groupSnapshotClass) this.ownClass(scope, target);
    const document = policyDocument(props, this.identity, target, this.snapshotClassName);
    this.protection = { policy: document, workload: construct, alerts: props.alerts ?? {} };
    const names = policyNames(name);
    const metadataOf = objectMetadata(this.identity, document.workload.name, metadata);
    policyAccounts(this, document, metadataOf);
    lease(this, 'Lease', metadataOf(names.lease));
    configMap(this, 'State', metadataOf(names.state));
    configMap(this, 'Document', metadataOf(names.document), { [POLICY_FILE]: `${JSON.stringify(document, undefined, 2)}\n` });
    policyPrograms(this, document, metadataOf, access);
    policyAlerts(this, document, metadataOf, props.alerts);
    const rights = { policyNamespace: namespace, policyName: name };
    const groupSnapshots = props.groupSnapshotClass !== undefined;
    if (needsRights) new SnapshotPruningRights(scope, 'PruningRights', { ...rights, groupSnapshots });
    if (needsFence) new SnapshotMarkingFence(scope, 'MarkingFence', { ...rights, groupSnapshots });
    if (needsFence && props.quiesce?._exec) new SnapshotExecFence(scope, 'ExecFence', { ...rights, quiesce: props.quiesce });
    if (access) construct?.allowFrom(NetworkPeer.pods({ [POLICY_LABEL]: name, [COMPONENT_LABEL]: SNAPSHOT_RUNNER }));
  }

  /** A thaw by one policy is one for all: what another takes for frozen writes again, and nobody sees it. */
  private otherHoldFaults(workload: string, namespace: string | undefined): Fault[] {
    if (!this.props.quiesce?._exec) return [];
    const others = this.node.root.node.findAll().filter((construct): construct is SnapshotPolicy => construct instanceof SnapshotPolicy);
    const twin = others.find(({ protection }) => {
      if (protection?.policy.quiesce.strategy !== 'exec' || protection.policy.namespace !== namespace || protection.policy.workload.name !== workload) return false;
      const [mine, theirs] = [this.props.ordinals, statefulSetOf(protection.policy).ordinals];
      return !mine || !theirs || mine.some((ordinal) => theirs.includes(ordinal));
    });
    if (!twin) return [];
    return [{
      prop: 'quiesce',
      problem: `freezes ${workload}, which ${twin.node.path} freezes as well: the thaw of one ends the freeze of the other, whose copies would not be what they say`,
      got: 'exec',
      remedy: 'freeze in one policy, with a retention for both',
    }];
  }

  private ownClass(scope: Construct, { classes }: ProtectionTarget): void {
    const { name, namespace } = this.identity;
    new VolumeSnapshotClass(scope, 'SnapshotClass', {
      metadata: { name: clusterScopedName(namespace, name), labels: { [NAME_LABEL]: PROGRAM, [POLICY_LABEL]: name } },
      backend: classes[0]!.backend!,
    });
  }
}
