import { at, stringAt } from './json';
import type { Workload } from './workload';

/** How many pods a Deployment starts before it stops old ones, and how many it may stop before new ones are ready. */
export interface RollingUpdate {
  readonly surge: number;
  readonly unavailable: number;
  /** As the fields are written, or their default. */
  readonly written: { readonly maxSurge: string; readonly maxUnavailable: string };
}

// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/apps/v1/defaults.go (SetDefaults_Deployment)
const DEFAULT_SHARE = '25%';

/**
 * The rolling update of a Deployment; undefined when it stops all pods first. Of percentages, those of `maxSurge` are rounded up and those of `maxUnavailable` down.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/deployment/util/deployment_util.go (ResolveFenceposts)
 */
export function rollingUpdateOf({ object, replicas }: Workload): RollingUpdate | undefined {
  if ((stringAt(object, 'spec', 'strategy', 'type') ?? 'RollingUpdate') !== 'RollingUpdate') return undefined;
  const written = { maxSurge: shareOf(object, 'maxSurge'), maxUnavailable: shareOf(object, 'maxUnavailable') };
  const surge = Math.ceil(podsOf(written.maxSurge, replicas));
  const unavailable = Math.floor(podsOf(written.maxUnavailable, replicas));
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable, written };
}

function shareOf(object: unknown, field: string): string {
  return String(at(object, 'spec', 'strategy', 'rollingUpdate', field) ?? DEFAULT_SHARE);
}

function podsOf(share: string, replicas: number): number {
  return share.endsWith('%') ? (Number(share.slice(0, -1)) * replicas) / 100 : Number(share);
}
