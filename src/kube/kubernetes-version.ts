import { fail } from '../core/faults';

// ReadWriteOncePod is stable from here on: https://kubernetes.io/blog/2023/12/18/read-write-once-pod-access-mode-ga/
const OLDEST = '1.29';

/** A version as `1.29`; the oldest supported one when none is given. */
export function parseKubernetesVersion(place: string, version: string = OLDEST): string {
  const match = /^v?1\.(\d{1,2})(\.\d+)?$/.exec(version);
  if (!match || Number(match[1]) < Number(OLDEST.split('.')[1])) {
    fail(place, { prop: 'kubernetesVersion', problem: 'is not supported', got: version, remedy: `use ${OLDEST} or newer, as "${OLDEST}"` });
  }
  return `1.${match[1]}`;
}
