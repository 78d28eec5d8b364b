import type { Claim } from './claim';
import { backingOf } from './claim-backing';
import type { ManifestIndex } from './index-of-manifests';
import { VolumeAccessMode } from '../facts/drivers/volume-modes';

/**
 * Who may have the volume of a claim at one time: one pod, the pods of one node, or pods anywhere.
 * `same-node` is one node too, but all pods are drawn to it, because the volume lies there.
 */
export type Attachment = 'one-pod' | 'one-node' | 'same-node' | 'anywhere';

const SHARED: readonly string[] = [VolumeAccessMode.READ_WRITE_MANY, VolumeAccessMode.READ_ONLY_MANY];

/**
 * Kubernetes keeps ReadWriteOnce when it attaches a volume to a second node, so not for file systems that are mounted without being
 * attached; it keeps ReadWriteOncePod when it schedules a second pod.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/volume/attachdetach/util/util.go (IsMultiAttachAllowed)
 */
export function attachmentOf(claim: Claim, index: ManifestIndex): Attachment {
  const modes = claim.accessModes;
  if (modes.includes(VolumeAccessMode.READ_WRITE_ONCE_POD)) return 'one-pod';
  if (!modes.includes(VolumeAccessMode.READ_WRITE_ONCE) || modes.some((mode) => SHARED.includes(mode))) return 'anywhere';
  const backing = backingOf(claim, index);
  if (backing?.storage === 'network-file-system') return 'anywhere';
  return backing?.scope === 'node' ? 'same-node' : 'one-node';
}
