/** A kind of the API, or one field of a type, that came after the oldest version that YAML is checked against. */
export interface KubernetesAddition {
  /** `storage.k8s.io/v1` */
  readonly apiVersion: string;
  /** A kind, or a type within one: `VolumeAttributesClass`, `PersistentVolumeClaimSpec`. */
  readonly type: string;
  /** The field of the type; without it the whole kind is new. */
  readonly field?: string;
  /** The first version in which every cluster has it: stable, or on without a feature gate. */
  readonly since: string;
}

/** Which kind and field that we render came with which version of Kubernetes. */
export const KUBERNETES_ADDITIONS: readonly KubernetesAddition[] = [
  // https://github.com/kubernetes/enhancements/blob/64765b4b/keps/sig-api-machinery/3488-cel-admission-control/kep.yaml
  { apiVersion: 'admissionregistration.k8s.io/v1', type: 'ValidatingAdmissionPolicy', since: '1.30' },
  // https://github.com/kubernetes/enhancements/blob/64765b4b/keps/sig-api-machinery/3488-cel-admission-control/kep.yaml
  { apiVersion: 'admissionregistration.k8s.io/v1', type: 'ValidatingAdmissionPolicyBinding', since: '1.30' },
  // https://github.com/kubernetes/enhancements/blob/64765b4b/keps/sig-storage/3751-volume-attributes-class/kep.yaml
  { apiVersion: 'storage.k8s.io/v1', type: 'VolumeAttributesClass', since: '1.34' },
  // https://github.com/kubernetes/enhancements/blob/64765b4b/keps/sig-storage/3751-volume-attributes-class/kep.yaml
  { apiVersion: 'v1', type: 'PersistentVolumeClaimSpec', field: 'volumeAttributesClassName', since: '1.34' },
];
