import { placeName } from './request';
import type { RestoreRequest } from './request';
import { larger } from './size';
import { dnsSubdomainFaults } from '../../../src/core/names';
import { CLAIM_ANNOTATION, CLAIM_SPEC_ANNOTATION, RESTORED_FROM_ANNOTATION } from '../../../src/core/vocabulary';
import type { ClaimSpec } from '../../../src/documents/snapshot-state';
import { CLAIM, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { KubeObject } from '../../cluster/cluster';

/**
 * The claim beside one that no StatefulSet makes, or in its place: what it asks for lies on the snapshot, as the first may be gone. Labels and
 * annotations of that are not taken over: a delivery tool would prune what carries its own and is not in its manifests.
 *
 * @param dataSource name of the VolumeSnapshot in the namespace of the claim.
 */
export function plainClaimOf(request: RestoreRequest, snapshot: KubeObject, dataSource: string): KubeObject {
  const { metadata, status } = snapshot;
  const spec = claimSpecOf(snapshot);
  if (!spec) {
    const remedy = 'make the claim by hand, with the snapshot as its dataSource';
    throw new Error(`VolumeSnapshot ${metadata.name} does not say what its claim asked for (annotation ${CLAIM_SPEC_ANNOTATION}); ${remedy}`);
  }
  const storageClassName = request.storageClass ?? spec.storageClassName;
  return {
    apiVersion: CLAIM.apiVersion,
    kind: CLAIM.kind,
    metadata: {
      name: restoredName(request, snapshot),
      namespace: request.namespace,
      annotations: { [RESTORED_FROM_ANNOTATION]: `${metadata.namespace}/${metadata.name}` },
    },
    spec: {
      accessModes: spec.accessModes,
      ...(spec.volumeMode !== undefined ? { volumeMode: spec.volumeMode } : {}),
      ...(storageClassName !== undefined ? { storageClassName } : {}),
      resources: { requests: { storage: larger(spec.resources?.requests?.storage, status?.restoreSize) } },
      dataSource: { apiGroup: VOLUME_SNAPSHOT.apiVersion.split('/')[0], kind: VOLUME_SNAPSHOT.kind, name: dataSource },
    },
  };
}

/** Name of the claim that a snapshot is restored to. */
export function restoredName(request: RestoreRequest, { metadata, spec }: KubeObject): string {
  const claim: string = metadata.annotations?.[CLAIM_ANNOTATION] ?? spec.source?.persistentVolumeClaimName ?? '';
  const name = placeName(request, claim);
  if (dnsSubdomainFaults('as', name).length === 0) return name;
  throw new Error(`a claim cannot be called "${name}"; use lower-case letters, digits, "-" and "." (--as)`);
}

/** What the claim of a snapshot asked for, if the snapshot says it. */
export function claimSpecOf({ metadata }: KubeObject): ClaimSpec | undefined {
  try {
    const spec = JSON.parse(metadata.annotations?.[CLAIM_SPEC_ANNOTATION] ?? 'null') as ClaimSpec | null;
    return Array.isArray(spec?.accessModes) && spec.accessModes.length > 0 ? spec : undefined;
  } catch {
    return undefined;
  }
}
