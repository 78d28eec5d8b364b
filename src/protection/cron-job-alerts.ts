import type { Fault } from '../core/faults';

/** Rides over a scrape that fails, and over the restart of what is scraped. */
export const [SHORT, LONG] = ['5m', '15m'];

/** https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels */
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** What is wrong with labels of alerts. */
export function alertLabelFaults(labels: { readonly [label: string]: string } = {}): Fault[] {
  return Object.keys(labels).filter((label) => !LABEL_NAME.test(label)).map((got) => (
    { prop: 'alerts.labels', problem: 'has a name that Prometheus does not take', got, remedy: 'use letters, digits and "_", beginning with a letter' }
  ));
}

/**
 * Seconds since the last Job of a CronJob succeeded or, as long as none has, since the CronJob was made, when there are more of them than so
 * many.
 *
 * What is known of a CronJob without an exporter of ours:
 * https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/cronjob-metrics.md
 */
export function notSucceededFor(namespace: string, cronJob: string, atMost: number): string {
  const selected = selector(namespace, cronJob);
  const succeeded = latest('kube_cronjob_status_last_successful_time', selected);
  return `time() - ${succeeded} > ${atMost}\nor\ntime() - ${latest('kube_cronjob_created', selected)} > ${atMost} unless ${succeeded}`;
}

export function isSuspended(namespace: string, cronJob: string): string {
  return `${latest('kube_cronjob_spec_suspend', selector(namespace, cronJob))} == 1`;
}

/** A CronJob that is gone, or of which nothing is known. */
export function isMissing(namespace: string, cronJob: string): string {
  return `absent(kube_cronjob_info${selector(namespace, cronJob)})`;
}

function selector(namespace: string, cronJob: string): string {
  return `{namespace="${namespace}",cronjob="${cronJob}"}`;
}

/** Each CronJob once, however many replicas and shards of kube-state-metrics tell of it. */
function latest(metric: string, selected: string): string {
  return `max by (namespace, cronjob) (${metric}${selected})`;
}
