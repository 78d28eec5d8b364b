import type { Severity } from './finding';

const RANK = { info: 0, warning: 1, error: 2, never: 3 } as const;

/** Is it as severe as the threshold, or more so? Nothing reaches `never`. */
export function reaches(severity: Severity, threshold: Severity | 'never'): boolean {
  return RANK[severity] >= RANK[threshold];
}
