import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { drillAlerts } from './drill-alerts';
import { drillFaults } from './drill-checks';
import { drillPod, PREPARE_CONTAINER, SERVER_CONTAINER, VALIDATOR_CONTAINER } from './drill-pod';
import { drillAccount, drillClusterRights, drillRole } from './drill-rights';
import { DRILL_PROPS } from './drill-shape';
import { objectMetadata } from './policy-metadata';
import { policyNames } from './policy-names';
import { DO_NOT_DISRUPT, policyPod } from './policy-pod';
import { podLabels, STARTING_DEADLINE_SECONDS } from './policy-programs';
import type { RestoreDrillProps } from './restore-drill-props';
import { fail } from '../core/faults';
import { MAX_DNS_LABEL, shortenName } from '../core/names';
import { checkProps } from '../core/shape';
import { seconds } from '../core/time';
import { DRILL_FILE, DRILL_OF_ANNOTATION, RESTORE_DRILL } from '../core/vocabulary';
import { RESTORE_DRILL_VERSION } from '../documents/restore-drill';
import type { RestoreDrillDocument } from '../documents/restore-drill';
import { cronJob } from '../kube/batch';
import { lease } from '../kube/coordination';
import { configMap, namespaceObject } from '../kube/core';
import { closedNetwork } from '../kube/networking';
import { StatefulSettings } from '../kube/settings';

/** What a drill needs besides the time of its pod: to wait for leases, to restore and to clean up. */
const DRILL_SECONDS = 1800;

/**
 * Restores the newest group of a snapshot policy on a schedule, into a namespace of its own, starts a server on it, asks whether the
 * data is fresh, whole and what it should be, writes down what came of it, and cleans up. A copy that nobody has restored is a hope.
 *
 * Objects, `<policy>` being the policy's name. In the policy's namespace: CronJob, ServiceAccount, Role, RoleBinding, Lease and
 * ConfigMap `<policy>-drill`, and alerts `<policy>-drill-alerts` in a ConfigMap or PrometheusRule. Cluster-scoped: ClusterRole, ClusterRoleBinding, ValidatingAdmissionPolicy and its binding
 * `cdk8s-stateful.<namespace>.<policy>-drill`, and the Namespace of the drill; in that: NetworkPolicy `closed`, Role and RoleBinding
 * `<policy>-drill`. What came of the drills is in the policy's state.
 *
 * A PostgreSQL with its log on a volume of its own is started from its backup label, and recovery has to go on until that backup had ended.
 */
export class RestoreDrill extends Construct {
  /** Name of the namespace in which it restores. */
  public readonly drillNamespace: string;
  /** Name of its CronJob. */
  public readonly drillName: string;

  /**
   * @throws when the policy protects nothing yet, or claims, or a workload of which no server can be started apart; when the class would keep
   * the volumes, or is of another driver; for a Kubernetes without admission policies; and for a schedule,
   * time zone, name, deadline or alert that cannot be: all faults in one message.
   */
  public constructor(scope: Construct, id: string, props: RestoreDrillProps) {
    super(scope, id);
    checkProps(this.node.path, DRILL_PROPS, props);
    const { policy: document, workload, alerts } = props.policy._protection(this.node.path);
    if (!workload) {
      fail(this.node.path, {
        prop: 'policy',
        problem: 'protects claims, and nobody knows which server they belong to, so that none can be started on a copy',
        got: document.name,
        remedy: 'restore them beside (cdk8s-stateful restore run --as) and look, or run a drill of your own with the annotation drill-of',
      });
    }
    const { timeZone = 'Etc/UTC', suspend = false, deadline = Duration.hours(2), validate = [], targets = {}, clusterScope } = props;
    const settings = StatefulSettings.of(this);
    const isBackup = document.quiesce.strategy === 'postgres-backup';
    this.drillName = policyNames(document.name).drill;
    this.drillNamespace = props.drillNamespace ?? shortenName(`${document.namespace}-${this.drillName}`, MAX_DNS_LABEL);
    drillFaults(this, { ...props, timeZone, deadline, drillNamespace: this.drillNamespace }, workload, settings.kubernetesVersion).throwIfAny();

    const drill: RestoreDrillDocument = {
      schema: RESTORE_DRILL_VERSION,
      name: this.drillName,
      namespace: this.drillNamespace,
      policy: document,
      storageClass: props.storageClass.storageClassName,
      podSpec: drillPod({
        server: workload.drillServer!,
        volumes: workload.volumes,
        isBackup,
        workload: this.drillName,
        validations: validate.map(({ query }) => query),
        settings,
        deadlineSeconds: seconds(deadline),
      }),
      validator: VALIDATOR_CONTAINER,
      server: SERVER_CONTAINER,
      ...(isBackup ? { preparer: PREPARE_CONTAINER } : {}),
      validations: validate.map(({ query }) => query),
      targets: {
        ...(targets.rpo ? { rpoSeconds: seconds(targets.rpo) } : {}),
        ...(targets.rto ? { rtoSeconds: seconds(targets.rto) } : {}),
      },
      deadlineSeconds: seconds(deadline),
    };
    const longestSeconds = drill.deadlineSeconds + DRILL_SECONDS;
    const metadataOf = objectMetadata(document, workload.workloadName, props.metadata);
    drillAccount(this, drill, metadataOf);
    lease(this, 'Lease', metadataOf(this.drillName));
    configMap(this, 'Document', metadataOf(this.drillName), { [DRILL_FILE]: `${JSON.stringify(drill, undefined, 2)}\n` });
    const { annotations, ...metadata } = metadataOf(this.drillName);
    const labels = podLabels(document.name, RESTORE_DRILL);
    const proof = { [DRILL_OF_ANNOTATION]: `StatefulSet/${workload.workloadName}` };
    cronJob(this, 'Resource', { ...metadata, labels: { ...metadata.labels, ...labels }, annotations: { ...proof, ...annotations } }, {
      schedule: props.schedule.expressionString,
      timeZone,
      suspend,
      startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
      activeDeadlineSeconds: longestSeconds,
      podLabels: labels,
      podAnnotations: DO_NOT_DISRUPT,
      podSpec: policyPod({
        settings,
        serviceAccountName: this.drillName,
        document: this.drillName,
        file: DRILL_FILE,
        program: 'drill',
        args: ['drill', 'run', '--drill-file'],
      }),
    });
    drillAlerts(this, drill, { cron: props.schedule.expressionString, timeZone, longestSeconds }, metadataOf, props.alerts, alerts);
    const place = clusterScope ? new Construct(clusterScope, `${document.namespace}.${this.drillName}`) : this;
    const there = { ...metadataOf(this.drillName), namespace: this.drillNamespace };
    namespaceObject(place, 'Namespace', {
      name: this.drillNamespace, labels: { ...there.labels, ...RESTRICTED }, ...(annotations ? { annotations } : {}),
    });
    closedNetwork(place, 'Closed', { ...there, name: 'closed' });
    drillRole(place, drill, there);
    drillClusterRights(place, drill, there.labels);
  }
}

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces */
const RESTRICTED: { readonly [label: string]: string } = { 'pod-security.kubernetes.io/enforce': 'restricted' };
