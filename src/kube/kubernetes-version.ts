import { fail } from '../core/faults';

// ReadWriteOncePod is stable from here on: https://kubernetes.io/blog/2023/12/18/read-write-once-pod-access-mode-ga/
const OLDEST = '1.29';

// ValidatingAdmissionPolicy is stable from here on: https://kubernetes.io/blog/2024/04/24/validating-admission-policy-ga/
const DEFAULT = '1.30';

/** A version as `1.30`; the default when none is given. */
export function parseKubernetesVersion(place: string, version: string = DEFAULT): string {
  const match = /^v?(1\.\d{1,2})(\.\d+)?$/.exec(version);
  if (!match || !isAtLeast(match[1], OLDEST)) {
    fail(place, { prop: 'kubernetesVersion', problem: 'is not supported', got: version, remedy: `use ${OLDEST} or newer, as "${OLDEST}"` });
  }
  return match[1];
}

/** Is a version that was parsed this one or a later one? */
export function isAtLeast(version: string, least: string): boolean {
  const [minor, leastMinor] = [version, least].map((each) => Number(each.split('.')[1]));
  return minor >= leastMinor;
}
