/** A volume of a pod: one entry of `spec.volumes`. */
export interface PodVolume {
  /**
   * Name of the volume: what `volumeMounts` of a container say.
   */
  readonly name: string;

  /**
   * The claim that is made for each pod, and goes with it.
   */
  readonly ephemeral: EphemeralVolumeSource;
}

/**
 * A volume that lives as long as its pod.
 *
 * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
 */
export interface EphemeralVolumeSource {
  /**
   * The claim, as it is made for each pod.
   */
  readonly volumeClaimTemplate: EphemeralClaimTemplate;
}

/** A claim that is made for each pod. Its name is that of the pod and of the volume: `<pod>-<volume>`. */
export interface EphemeralClaimTemplate {
  /**
   * Labels and annotations of the claim.
   *
   * @default - none
   */
  readonly metadata?: EphemeralClaimMetadata;

  /**
   * What the claim asks for.
   */
  readonly spec: EphemeralClaimSpec;
}

/** Metadata of a claim that is made for each pod. */
export interface EphemeralClaimMetadata {
  /**
   * Labels of the claim.
   */
  readonly labels: { readonly [key: string]: string };
}

/** What a claim that is made for each pod asks for. */
export interface EphemeralClaimSpec {
  /**
   * How the pod mounts the volume: one mode.
   */
  readonly accessModes: string[];

  /**
   * Name of the class that the volume is made from.
   */
  readonly storageClassName: string;

  /**
   * `Filesystem` or `Block`.
   */
  readonly volumeMode: string;

  /**
   * The size.
   */
  readonly resources: EphemeralClaimResources;
}

/** The size of a claim that is made for each pod. */
export interface EphemeralClaimResources {
  /**
   * `storage`: the size, as a quantity.
   */
  readonly requests: { readonly [resource: string]: string };
}
