/**
 * Every label and annotation key that we write or read. Keys are API: objects that already run carry them.
 */
export const DOMAIN = 'cdk8s-stateful.dev';

/** The one key in selectors. Never `app.kubernetes.io/instance` or a role: selector labels are copied onto every claim. */
export const WORKLOAD_LABEL = `${DOMAIN}/workload`;

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const NAME_LABEL = 'app.kubernetes.io/name';
/** Value of the name label of what our own program runs as. */
export const PROGRAM = 'cdk8s-stateful';
export const COMPONENT_LABEL = 'app.kubernetes.io/component';

/** The snapshot policy that an object belongs to: its own objects, its pods, and the snapshots it takes. */
export const POLICY_LABEL = `${DOMAIN}/policy`;
/** The group of snapshots, taken in one run, that a VolumeSnapshot is a member of. */
export const GROUP_LABEL = `${DOMAIN}/group`;
/** When the run of a group was due: RFC 3339 in UTC. Retention counts by it. */
export const SCHEDULED_AT_ANNOTATION = `${DOMAIN}/scheduled-at`;
/** Names of all members that the group was meant to have, on each of them: a JSON list. */
export const MEMBERS_ANNOTATION = `${DOMAIN}/members`;
/**
 * What a snapshot holds: `crash`, the state after a power cut; `application`, a part of a backup that the application took part in and
 * whose every step was seen to be in time; `unproven`, a part of such a backup of which that is not known, and of no use then.
 */
export const CONSISTENCY_ANNOTATION = `${DOMAIN}/consistency`;
export const CONSISTENCIES = { crash: 'crash', application: 'application', unproven: 'unproven' } as const;
export type Consistency = keyof typeof CONSISTENCIES;
/** On each member of a backup of PostgreSQL: what a restore of it needs besides the volumes, as JSON. See `BackupLabel`. */
export const BACKUP_LABEL_ANNOTATION = `${DOMAIN}/backup-label`;
/** The claim that a snapshot was taken of, and its uid. */
export const CLAIM_ANNOTATION = `${DOMAIN}/claim`;
export const CLAIM_UID_ANNOTATION = `${DOMAIN}/claim-uid`;
/**
 * On each member of a group that was cut while its set was seen to be stopped, from before until after: its volumes fit each other without
 * a backup label, also where the policy's other groups need one.
 */
export const AT_REST_ANNOTATION = `${DOMAIN}/at-rest`;
/** On a snapshot of a claim that no StatefulSet makes: what another claim in its place has to ask for, as JSON. See `ClaimSpec`. */
export const CLAIM_SPEC_ANNOTATION = `${DOMAIN}/claim-spec`;
/**
 * On any member of a group, or on its VolumeGroupSnapshot: why it must not be pruned. Reasons of several stand beside each other:
 * `audit; restore to lab/db`.
 */
export const HOLD_ANNOTATION = `${DOMAIN}/hold`;
/** On any member of a group of a volume that was replaced since: why it may be pruned like any other. */
export const RELEASE_ANNOTATION = `${DOMAIN}/release`;
/** On a VolumeSnapshot that is about to be deleted: the version of it that the pruner had seen when it asked the snapshot controller to look. */
export const PRUNING_ANNOTATION = `${DOMAIN}/pruning`;
/** On a StatefulSet whose volumes are being exchanged: by which policy. Whoever takes snapshots of it would get a part of them. */
export const EXCHANGING_ANNOTATION = `${DOMAIN}/exchanging`;
/** On a claim that a restore made: the VolumeSnapshot that it is filled from, `orders/orders-db-snapshots-20261121t160700-data-orders-db-0`. */
export const RESTORED_FROM_ANNOTATION = `${DOMAIN}/restored-from`;

/**
 * On what restores copies to see that they are good, a CronJob as a rule: whose copies. `StatefulSet/db` of its own namespace or
 * `orders/StatefulSet/db`, several with commas: a workload, a claim, or the object that schedules the copies.
 */
export const DRILL_OF_ANNOTATION = `${DOMAIN}/drill-of`;

/** Values of the component label: the pods that take snapshots, those that delete old ones, and those of drills. */
export const SNAPSHOT_RUNNER = 'snapshot-runner';
export const SNAPSHOT_PRUNER = 'snapshot-pruner';
export const RESTORE_DRILL = 'restore-drill';

/** Key of a ConfigMap's data that holds a policy as JSON. */
export const POLICY_FILE = 'policy.json';
/** Key of a ConfigMap's data that holds what the runs of a policy came to. */
export const STATE_FILE = 'state.json';
/** Key of a ConfigMap's data that holds a restore drill as JSON. */
export const DRILL_FILE = 'drill.json';

/** Acknowledgements of audit findings: `audit.cdk8s-stateful.dev/<rule id>: <reason>`. */
export const ACKNOWLEDGE_PREFIX = `audit.${DOMAIN}/`;

/** What losing the data would mean: `authoritative`, `rebuildable`, `scratch`. On workloads and claims people write it, on classes `intent` does. */
export const DATA_INTENT_ANNOTATION = `${DOMAIN}/data`;
/** On a class with an intent: the whole profile of the data it is for. */
export const INTENT_ANNOTATION = `${DOMAIN}/intent`;
/** On a class with an intent: why a setting is what it is, as `cdk8s-stateful.dev/why-<setting>`. */
export const WHY_PREFIX = `${DOMAIN}/why-`;

/** What a class of a catalogue says of itself, each in an annotation `cdk8s-stateful.dev/<fact>`. */
export const CLASS_FACTS = [
  'backend', 'access-modes', 'zones', 'performance', 'encryption', 'backup', 'reclaim', 'expansion', 'cost', 'allowed-namespaces', 'owner', 'recovery-runbook',
] as const;
export type ClassFact = typeof CLASS_FACTS[number];

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#storageclass-kubernetes-io-is-default-class */
export const DEFAULT_STORAGE_CLASS_ANNOTATION = 'storageclass.kubernetes.io/is-default-class';
/** Names the class of a claim, more strongly than `storageClassName`: https://kubernetes.io/docs/reference/labels-annotations-taints/#volume-beta-kubernetes-io-storage-class */
export const BETA_CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
/** https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/ */
export const DEFAULT_SNAPSHOT_CLASS_ANNOTATION = 'snapshot.storage.kubernetes.io/is-default-class';
/**
 * On a VolumeSnapshot whose content goes with it, as far as the snapshot controller knows.
 * https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/utils/util.go
 */
export const SNAPSHOT_BOUND_FINALIZER = 'snapshot.storage.kubernetes.io/volumesnapshot-bound-protection';
/**
 * What the snapshot controller says on contents whose VolumeSnapshot, or VolumeGroupSnapshot, is deleted, whatever their deletion policy.
 * https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/utils/util.go AnnVolumeSnapshotBeingDeleted, AnnVolumeGroupSnapshotBeingDeleted
 */
export const SNAPSHOT_DELETED_ANNOTATION = 'snapshot.storage.kubernetes.io/volumesnapshot-being-deleted';
export const GROUP_SNAPSHOT_DELETED_ANNOTATION = 'groupsnapshot.storage.kubernetes.io/volumegroupsnapshot-being-deleted';
/** https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/utils/util.go */
export const DEFAULT_GROUP_SNAPSHOT_CLASS_ANNOTATION = 'groupsnapshot.storage.kubernetes.io/is-default-class';
/** https://kubernetes.io/docs/reference/labels-annotations-taints/#topologykubernetesiozone */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';
export const HOSTNAME_LABEL = 'kubernetes.io/hostname';
/** All nodes of most clusters are in one region: today's label, and the one before it. */
export const REGION_LABELS: readonly unknown[] = ['topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/region'];
/** https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * Marks that tell delivery tools never to prune what carries them.
 * Argo CD: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources
 * Flux: https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
 * Helm: https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
export const NEVER_PRUNE_ANNOTATIONS: { readonly [key: string]: string } = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  'helm.sh/resource-policy': 'keep',
};
