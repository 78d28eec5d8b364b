import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

interface Json { readonly [field: string]: unknown }

export interface CronJobSpec {
  readonly schedule: string;
  readonly timeZone: string;
  readonly suspend: boolean;
  readonly startingDeadlineSeconds: number;
  readonly activeDeadlineSeconds: number;
  readonly podLabels: { readonly [label: string]: string };
  readonly podAnnotations: { readonly [key: string]: string };
  readonly podSpec: Json;
}

// Failed Jobs say why; a week is long enough to come back from a weekend and read them.
const KEEP_JOBS = 3;
const KEEP_JOB_SECONDS = 7 * 86_400;

/**
 * A CronJob whose runs never overlap and are never repeated by Kubernetes: the program itself goes on where the last run
 * stopped.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/
 */
export function cronJob(scope: Construct, id: string, metadata: ApiObjectMetadata, spec: CronJobSpec): ApiObject {
  const labels = { ...spec.podLabels };
  return new ApiObject(scope, id, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: {
      schedule: spec.schedule,
      timeZone: spec.timeZone,
      suspend: spec.suspend,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: spec.startingDeadlineSeconds,
      successfulJobsHistoryLimit: KEEP_JOBS,
      failedJobsHistoryLimit: KEEP_JOBS,
      jobTemplate: {
        metadata: { labels },
        spec: {
          backoffLimit: 0,
          activeDeadlineSeconds: spec.activeDeadlineSeconds,
          ttlSecondsAfterFinished: KEEP_JOB_SECONDS,
          template: { metadata: { labels, annotations: { ...spec.podAnnotations } }, spec: { ...spec.podSpec } },
        },
      },
    },
  });
}
