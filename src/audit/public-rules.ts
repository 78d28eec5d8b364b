import type { RuleDescription } from './rule';
import { addTo } from './selector-index';

/**
 * Rules of other tools that ask for the opposite of what is right for data, as each stood at the commit of its source. A team that
 * runs both tools needs to know which of the two to follow, why, and how to tell the other.
 */
export interface PublicRule {
  readonly tool: string;
  /** As the tool calls it. */
  readonly rule: string;
  /** Row of the checklist on which the two disagree. */
  readonly row: number;
  readonly asks: string;
  readonly whyWrongHere: string;
  /** How to silence it there, for the objects concerned, and where that is written. */
  readonly suppress: { readonly language: 'yaml' | 'sh'; readonly text: string; readonly where: string };
  readonly source: string;
}

const UID_WHY = 'The images of databases have a user of their own, mostly 999, and their data belongs to it. As another user the server does not start on data that is there, or cannot even write its directory. '
  + 'What the number is to avoid, a user of the node by the same number, is what user namespaces are for (`hostUsers: false`).';
const UID_ROW = 25;
const ROLLING_ROW = 17;
const ROLLING_WHY = 'A rolling update starts the new pod before the old one is gone. With a ReadWriteOnce claim the new one waits for the volume and the old one for the new: the rollout stands still until somebody deletes a pod. '
  + '`Recreate` is right for a Deployment with such a claim, a StatefulSet better.';
const LIVENESS_ROW = 26;
const LIVENESS_WHY = 'A liveness probe of a database kills it when it is slow: in recovery after a crash, under load, while it waits for storage. Each kill begins another recovery. Without one the pod still restarts when the server ends. '
  + 'If there is to be one, a startup probe must cover recovery, and only "no answer at all" may fail it.';
const SECRETS_ROW = 28;
const SECRETS_WHY = 'A file is the better place where the program reads one (`POSTGRES_PASSWORD_FILE`). Many images, and most clients, read variables alone; by `secretKeyRef` the value is in no manifest, which is what matters here.';

/** Rules of other tools, by a name of ours. */
export const PUBLIC_RULES = {
  kyvernoRestrictStorageClass: {
    tool: 'Kyverno',
    rule: 'restrict-storageclass',
    row: 3,
    asks: 'every StorageClass to have `reclaimPolicy: Delete`',
    whyWrongHere: 'It is made for clusters whose tenants come and go, so that no data of one stays behind. For a database it is the end of the data with the claim: a pruned manifest or a deleted namespace is enough. '
      + 'Let classes for data that can be made again delete, and say so on them (`cdk8s-stateful.dev/data: rebuildable`).',
    suppress: policyException('restrict-storageclass', 'storageclass-delete', 'StorageClass', 'orders-disk'),
    source: 'https://github.com/kyverno/policies/blob/b9c4317/other/restrict-storageclass/restrict-storageclass.yaml',
  },
  kyvernoTerminationGrace: {
    tool: 'Kyverno',
    rule: 'mutate-large-termination-gps',
    row: 12,
    asks: 'that no pod has more than 50 seconds to stop, and cuts what is above',
    whyWrongHere: 'The last checkpoint of a database takes as long as there is to write. At 50 seconds the kubelet kills it, and the next start is a crash recovery, which takes longer than the stop would have. '
      + 'A drain that must not wait is bounded by its own `--timeout`.',
    suppress: policyException('mutate-termination-grace-period-seconds', 'mutate-termination-grace-period-seconds', 'Pod', 'orders-db-*'),
    source: 'https://github.com/kyverno/policies/blob/b9c4317/other/mutate-large-termination-gps/mutate-large-termination-gps.yaml',
  },
  kicsRequestsStorage: {
    tool: 'KICS',
    rule: '8cf4671a-cf3d-46fc-8389-21e7405063a2',
    row: 22,
    asks: 'claim templates of a StatefulSet not to set `requests.storage`',
    whyWrongHere: 'The API server refuses a claim without it, so the set never gets a pod.',
    suppress: kicsDisable('8cf4671a-cf3d-46fc-8389-21e7405063a2'),
    source: 'https://github.com/Checkmarx/kics/blob/8cd34a2/assets/queries/k8s/statefulset_requests_storage/query.rego',
  },
  kicsReadWriteOnce: {
    tool: 'KICS',
    rule: '3878dc92-8e5d-47cf-9cdd-7590f71d21b9',
    row: 16,
    asks: 'a StatefulSet to have exactly one claim template with ReadWriteOnce',
    whyWrongHere: 'A database with its data on one volume and its log on another has two, and should. One that takes ReadWriteOncePod, which is stricter, has none.',
    suppress: kicsDisable('3878dc92-8e5d-47cf-9cdd-7590f71d21b9'),
    source: 'https://docs.kics.io/latest/queries/kubernetes-queries/',
  },
  kubeScoreDeploymentStrategy: {
    tool: 'kube-score',
    rule: 'deployment-strategy',
    row: ROLLING_ROW,
    asks: 'every Deployment behind a Service to roll',
    whyWrongHere: ROLLING_WHY,
    suppress: annotation('kube-score/ignore: deployment-strategy'),
    source: 'https://github.com/zegl/kube-score/blob/06dedc9/README_CHECKS.md',
  },
  kubescapeRollingUpdate: {
    tool: 'Kubescape',
    rule: 'C-0305',
    row: ROLLING_ROW,
    asks: 'that a strategy, where one is set, is RollingUpdate',
    whyWrongHere: ROLLING_WHY,
    suppress: annotation('kubescape.io/skip-controls: C-0305', 'kubescape.io/skip-reason: its ReadWriteOnce claim cannot be mounted twice'),
    source: 'https://github.com/kubescape/regolibrary/tree/ce7ef32/controls',
  },
  kubeLinterRollingUpdate: {
    tool: 'kube-linter',
    rule: 'no-rolling-update-strategy',
    row: ROLLING_ROW,
    asks: 'every Deployment to roll',
    whyWrongHere: ROLLING_WHY,
    suppress: annotation('ignore-check.kube-linter.io/no-rolling-update-strategy: its ReadWriteOnce claim cannot be mounted twice'),
    source: 'https://github.com/stackrox/kube-linter/blob/35de568/docs/generated/checks.md',
  },
  kubeScoreUserId: {
    tool: 'kube-score',
    rule: 'container-security-context-user-group-id',
    row: UID_ROW,
    asks: 'for users and groups of 10000 and above',
    whyWrongHere: UID_WHY,
    suppress: annotation('kube-score/ignore: container-security-context-user-group-id'),
    source: 'https://github.com/zegl/kube-score/blob/06dedc9/README_CHECKS.md',
  },
  checkovUserId: {
    tool: 'checkov',
    rule: 'CKV_K8S_40',
    row: UID_ROW,
    asks: 'for users of 10000 and above',
    whyWrongHere: UID_WHY,
    suppress: annotation('checkov.io/skip1: CKV_K8S_40=the data belongs to the user of the image'),
    source: 'https://github.com/bridgecrewio/checkov/blob/03d5fda/docs/5.Policy%20Index/kubernetes.md',
  },
  kicsUserId: {
    tool: 'KICS',
    rule: '02323c00-cdc3-4fdc-a310-4f2b3e7a1660',
    row: UID_ROW,
    asks: 'for users of 10000 and above',
    whyWrongHere: UID_WHY,
    suppress: kicsDisable('02323c00-cdc3-4fdc-a310-4f2b3e7a1660'),
    source: 'https://docs.kics.io/latest/queries/kubernetes-queries/',
  },
  polarisLiveness: {
    tool: 'Polaris',
    rule: 'livenessProbeMissing',
    row: LIVENESS_ROW,
    asks: 'every container to have a liveness probe',
    whyWrongHere: LIVENESS_WHY,
    suppress: annotation('polaris.fairwinds.com/livenessProbeMissing-exempt: "true"'),
    source: 'https://github.com/FairwindsOps/polaris/blob/c0e23a2/pkg/config/default.yaml',
  },
  checkovLiveness: {
    tool: 'checkov',
    rule: 'CKV_K8S_8',
    row: LIVENESS_ROW,
    asks: 'every container to have a liveness probe',
    whyWrongHere: LIVENESS_WHY,
    suppress: annotation('checkov.io/skip1: CKV_K8S_8=a restart in recovery makes it longer'),
    source: 'https://github.com/bridgecrewio/checkov/blob/03d5fda/docs/5.Policy%20Index/kubernetes.md',
  },
  kicsLiveness: {
    tool: 'KICS',
    rule: 'ade74944-a674-4e00-859e-c6eab5bde441',
    row: LIVENESS_ROW,
    asks: 'every container to have a liveness probe',
    whyWrongHere: LIVENESS_WHY,
    suppress: kicsDisable('ade74944-a674-4e00-859e-c6eab5bde441'),
    source: 'https://docs.kics.io/latest/queries/kubernetes-queries/',
  },
  kubescapeLiveness: {
    tool: 'Kubescape',
    rule: 'C-0056',
    row: LIVENESS_ROW,
    asks: 'every container to have a liveness probe',
    whyWrongHere: LIVENESS_WHY,
    suppress: annotation('kubescape.io/skip-controls: C-0056', 'kubescape.io/skip-reason: a restart in recovery makes it longer'),
    source: 'https://github.com/kubescape/regolibrary/tree/ce7ef32/controls',
  },
  kyvernoProbes: {
    tool: 'Kyverno',
    rule: 'require-probes',
    row: LIVENESS_ROW,
    asks: 'every container to have a liveness, readiness or startup probe',
    whyWrongHere: `${LIVENESS_WHY} A readiness probe alone satisfies this one: give it that before anything is suppressed.`,
    suppress: policyException('require-pod-probes', 'validate-probes', 'Pod', 'orders-db-*'),
    source: 'https://github.com/kyverno/policies/blob/b9c4317/best-practices/require-probes/require-probes.yaml',
  },
  kubeScoreServiceName: {
    tool: 'kube-score',
    rule: 'statefulset-has-servicename',
    row: 9,
    asks: 'every StatefulSet to name a headless Service, and calls it critical when one does not',
    whyWrongHere: '`serviceName` is optional in Kubernetes: pods whose names nobody needs are fine without. It is an error when the field names a Service that is not there, and worth an info when it is not set.',
    suppress: annotation('kube-score/ignore: statefulset-has-servicename'),
    source: 'https://github.com/kubernetes/api/blob/v0.36.0/apps/v1/types.go',
  },
  checkovSecretFiles: {
    tool: 'checkov',
    rule: 'CKV_K8S_35',
    row: SECRETS_ROW,
    asks: 'for files in place of `secretKeyRef`',
    whyWrongHere: SECRETS_WHY,
    suppress: annotation('checkov.io/skip1: CKV_K8S_35=its image reads the password from a variable alone'),
    source: 'https://github.com/bridgecrewio/checkov/blob/03d5fda/checkov/kubernetes/checks/resource/k8s/Secrets.py',
  },
  kubeLinterSecretVariables: {
    tool: 'kube-linter',
    rule: 'read-secret-from-env-var',
    row: SECRETS_ROW,
    asks: 'for files in place of `secretKeyRef`',
    whyWrongHere: SECRETS_WHY,
    suppress: annotation('ignore-check.kube-linter.io/read-secret-from-env-var: its image reads the password from a variable alone'),
    source: 'https://github.com/stackrox/kube-linter/blob/35de568/docs/generated/checks.md',
  },
  k8sgptNoProvisioner: {
    tool: 'k8sgpt',
    rule: 'Storage analyzer',
    row: 5,
    asks: 'that no class has `kubernetes.io/no-provisioner`, which it calls deprecated',
    whyWrongHere: 'It is the documented value for local volumes, whose PersistentVolumes are made beforehand. The provisioners that are gone are those of the clouds in the tree of Kubernetes.',
    suppress: { language: 'sh', text: 'k8sgpt filters remove Storage', where: 'for the analyzer as a whole, since it cannot be told about one class' },
    source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#local',
  },
} as const satisfies { readonly [name: string]: PublicRule };

/** Rules of other tools that ask for the opposite of one of ours. */
export function conflictsOf({ checklist }: Pick<RuleDescription, 'checklist'>): readonly PublicRule[] {
  return Object.values(PUBLIC_RULES).filter(({ row }) => checklist.includes(row));
}

/** The same, those together that are wrong for one reason. */
export function conflictsByReason(rule: Pick<RuleDescription, 'checklist'>): ReadonlyMap<string, readonly PublicRule[]> {
  const byReason = new Map<string, PublicRule[]>();
  for (const conflict of conflictsOf(rule)) addTo(byReason, conflict.whyWrongHere, conflict);
  return byReason;
}

// https://kyverno.io/docs/guides/exceptions/
function policyException(policy: string, rule: string, kind: string, name: string): PublicRule['suppress'] {
  const text = `apiVersion: kyverno.io/v2
kind: PolicyException
metadata:
  name: ${policy}-of-data
  namespace: kyverno
spec:
  exceptions:
    - policyName: ${policy}
      ruleNames: [${rule}]
  match:
    any:
      - resources:
          kinds: [${kind}]
          names: ["${name}"]`;
  return { language: 'yaml', text, where: 'as an object, where exceptions are enabled' };
}

// https://docs.kics.io/latest/running-kics/#using_commands_on_scanned_files_as_comments
function kicsDisable(query: string): PublicRule['suppress'] {
  return { language: 'yaml', text: `# kics-scan disable=${query}`, where: 'in the first line of the file' };
}

function annotation(...lines: readonly string[]): PublicRule['suppress'] {
  return { language: 'yaml', text: ['metadata:', '  annotations:', ...lines.map((line) => `    ${line}`)].join('\n'), where: 'on the object' };
}
