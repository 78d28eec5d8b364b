import type { Chart } from 'cdk8s';
import { Cron } from 'cdk8s';
import { Retention } from '../../src/protection/retention';
import { SnapshotPolicy } from '../../src/protection/snapshot-policy';
import type { SnapshotPolicyProps } from '../../src/protection/snapshot-policy-props';
import type { IStatefulWorkload } from '../../src/workloads/stateful-workload';
import { makeDatabase, objectOf, objectsOf, ordersChart } from '../workloads/fixtures';

/** A policy with what must be said, and these props. */
export function makePolicy(chart: Chart, props: Partial<SnapshotPolicyProps> = {}, id: string = 'backup'): SnapshotPolicy {
  return new SnapshotPolicy(chart, id, { schedule: Cron.hourly(), retention: Retention.of({ last: 6 }), ...props });
}

/** The database `orders-db` of the namespace `orders`, protected by a policy of these props. */
export function protectedDatabase(props: Partial<SnapshotPolicyProps> = {}, chart: Chart = ordersChart()) {
  const { db } = makeDatabase({}, chart);
  const policy = makePolicy(chart, props);
  policy.protect(db);
  return { chart, db, policy };
}

/** What the policy renders, without the objects of the database. */
export function policyObjects(chart: Chart): any[] {
  return objectsOf(chart).filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === 'cdk8s-stateful');
}

/** The document that the policy of a name hands to its programs. */
export function documentOf(chart: Chart, policy: string = 'orders-db-snapshots'): any {
  return JSON.parse(objectOf(chart, 'ConfigMap', `${policy}-policy`).data['policy.json']);
}

export function podOf(cronJob: any): any {
  return cronJob.spec.jobTemplate.spec.template.spec;
}

/** What `protect` says of a workload. */
export function refusal(workload: IStatefulWorkload, policy: SnapshotPolicy): string {
  try {
    policy.protect(workload);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was not refused');
}
