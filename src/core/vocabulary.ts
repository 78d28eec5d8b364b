/**
 * Every label and annotation key that we write or read. Keys are API: objects that already run carry them.
 */
export const DOMAIN = 'cdk8s-stateful.dev';

/** The one key in selectors. Never `app.kubernetes.io/instance` or a role: selector labels are copied onto every claim. */
export const WORKLOAD_LABEL = `${DOMAIN}/workload`;

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const NAME_LABEL = 'app.kubernetes.io/name';

/** Acknowledgements of audit findings: `audit.cdk8s-stateful.dev/<rule id>: <reason>`. */
export const ACKNOWLEDGE_PREFIX = `audit.${DOMAIN}/`;

/** Where on a platform an object came from; written by nobody else. */
export const DATA_INTENT_ANNOTATION = `${DOMAIN}/data`;

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#storageclass-kubernetes-io-is-default-class */
export const DEFAULT_STORAGE_CLASS_ANNOTATION = 'storageclass.kubernetes.io/is-default-class';
/** https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/ */
export const DEFAULT_SNAPSHOT_CLASS_ANNOTATION = 'snapshot.storage.kubernetes.io/is-default-class';
/** https://kubernetes.io/docs/reference/labels-annotations-taints/#topologykubernetesiozone */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';
export const HOSTNAME_LABEL = 'kubernetes.io/hostname';
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
