/**
 * Labels of pods that no manifest has: operators, agents and controllers set them when the pods run. A Service that selects
 * by one of them selects pods.
 */
export interface RunTimeLabel {
  /** The key, or what all keys of one owner begin with, which then ends in `/`. */
  readonly key: string;
  readonly setBy: string;
  /** For a key that anybody could use: words of the workload that show that this one sets it. */
  readonly signs?: readonly string[];
  readonly source: string;
}

const CONTROLLERS = { setBy: 'Kubernetes', source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/' };

export const RUN_TIME_LABELS: readonly RunTimeLabel[] = [
  { key: 'role', setBy: 'Patroni', signs: ['patroni', 'spilo'], source: 'https://github.com/patroni/patroni/blob/de6b22c/docs/kubernetes.rst' },
  { key: 'spilo-role', setBy: 'Spilo', source: 'https://github.com/zalando/postgres-operator/blob/a7aaad0/docs/user.md' },
  { key: 'cnpg.io/', setBy: 'CloudNativePG', source: 'https://cloudnative-pg.io/documentation/current/labels_annotations/' },
  { key: 'postgres-operator.crunchydata.com/', setBy: 'the Crunchy PostgreSQL operator', source: 'https://github.com/CrunchyData/postgres-operator/blob/0fbac30/internal/naming/labels.go' },
  { key: 'strimzi.io/', setBy: 'Strimzi', source: 'https://strimzi.io/docs/operators/latest/deploying#con-labels-str' },
  { key: 'v1alpha1.mysql.oracle.com/', setBy: 'the MySQL operator', source: 'https://pkg.go.dev/github.com/oracle/mysql-operator/pkg/constants' },
  { key: 'redisfailovers-role', setBy: 'the Redis operator', source: 'https://github.com/spotahome/redis-operator/blob/master/operator/redisfailover/service/constants.go' },
  {
    key: 'isMaster',
    setBy: 'a sidecar of the Redis chart',
    signs: ['update-master-label', 'kubectl-shared'],
    source: 'https://github.com/bitnami/charts/tree/main/bitnami/redis',
  },
  { key: 'kubeblocks.io/', setBy: 'KubeBlocks', source: 'https://github.com/apecloud/kubeblocks/blob/main/pkg/constant/labels.go' },
  { key: 'statefulset.kubernetes.io/pod-name', ...CONTROLLERS },
  { key: 'apps.kubernetes.io/pod-index', ...CONTROLLERS },
  { key: 'controller-revision-hash', ...CONTROLLERS },
  { key: 'pod-template-hash', ...CONTROLLERS },
  { key: 'batch.kubernetes.io/', ...CONTROLLERS },
];

/** Who sets a label when pods run, if anybody is known to. */
export function runTimeLabel(key: string): RunTimeLabel | undefined {
  return RUN_TIME_LABELS.find((label) => label.key === key || (label.key.endsWith('/') && key.startsWith(label.key)));
}
