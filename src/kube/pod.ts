/**
 * Parts of a pod that every stateful pod of ours has in common: what the Pod Security Standard `restricted` asks for,
 * and a spread that never blocks a recovery.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
import { HOSTNAME_LABEL, ZONE_LABEL } from '../core/vocabulary';

interface Json { readonly [field: string]: unknown }

/** `spec.securityContext` of a pod whose volumes belong to a user. */
export function restrictedPod(user: number, group: number): Json {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: group,
    fsGroup: group,
    // The default, Always, walks a large volume at every start and gives PGDATA a mode that PostgreSQL refuses.
    // https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** `securityContext` of a container under `restricted`. */
export function restrictedContainer(): Json {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
  };
}

/**
 * Over zones and over hosts. `ScheduleAnyway`: a database that waits for the best node is a database that is down.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spread(matchLabels: { readonly [label: string]: string }): Json[] {
  return [ZONE_LABEL, HOSTNAME_LABEL].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { ...matchLabels } },
  }));
}
