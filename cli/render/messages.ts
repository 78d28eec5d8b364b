import { printable } from './printable';
import { whereUnread } from './where';
import type { ReadError } from '../manifests/document';

export const HELP = `cdk8s-stateful: judges Kubernetes manifests by production rules for data, chooses storage, and takes care of snapshots

Usage:
  cdk8s-stateful audit [options] [files|folders|-]...   judge manifests; - is standard input, . is the default
  cdk8s-stateful audit --cluster [options]              judge what is in a cluster, by list calls only
  cdk8s-stateful rules [-o table|json]                  all rules of the audit
  cdk8s-stateful explain RULE                           why a rule is there, wrong and right manifests, and what to do
  cdk8s-stateful choose --data WHAT --platform WHERE    the storage class that suits, why, and the code
  cdk8s-stateful snapshot run POLICY [options]          take a group of snapshots now
  cdk8s-stateful snapshot prune POLICY [options]        delete the groups that the retention no longer keeps
  cdk8s-stateful snapshot status POLICY [options]       how the groups stand, and why each is kept
  cdk8s-stateful protection status [options]            a row for each policy: the newest good group, its age, what comes next
  cdk8s-stateful restore list POLICY [options]          what can be restored; with --lost, what a deleted namespace has left
  cdk8s-stateful restore plan POLICY [options]          what a restore would make
  cdk8s-stateful restore run POLICY [options]           restore a group into new claims; nothing that exists is replaced
  cdk8s-stateful restore swap POLICY --workload NAME    exchange the volumes of the policy's set and of a restored one, both stopped
  cdk8s-stateful restore release POLICY --group NAME    no longer hold a group: a prune may delete it again
  cdk8s-stateful drill run POLICY [options]             restore the newest group apart, look at it, and clean up
  cdk8s-stateful drill report POLICY [options]          what drills have found
  cdk8s-stateful --version

Options of audit:
  -o, --output FORMAT[=FILE]               table, json, sarif, junit or markdown; table by default; more than once for several,
                                           of which one may go to standard output
      --fail-on error|warning|info|never   exit with 1 from this severity on; error by default
      --sarif-suppressed omit|include      acknowledged findings as suppressed results of SARIF; omit by default
      --closed-world                       the input is everything there is: references out of it are faults
      --against FILE|FOLDER|-              an older render: report what may not change since then, and what is gone
      --config FILE                        else cdk8s-stateful.yaml or .cdk8s-stateful.yaml of the working directory
      --cluster                            judge objects of a cluster instead of files
      --kubeconfig FILE                    else KUBECONFIG, else ~/.kube/config, else the pod's own account
      --context NAME                       context of the kubeconfig
  -n, --namespace NAME                     namespace; that of the context by default
  -A, --all-namespaces                     all of them
  -h, --help

Options of choose:
      --data authoritative|rebuildable|scratch   what it would mean to lose it
      --platform NAME                            eks, eks-auto, aks, gke, ceph, longhorn, on-premises
      --sharing none|read-only|read-write        who uses one volume at the same time; none by default
      --failure-domain node|zone|region          what a volume may share its fate with; zone by default, node for scratch
      --performance standard|high-iops           standard by default
      --environment production|test              production by default
      --input NAME=VALUE                         what must or may be known of your installation: the output asks for it
  -o, --output text|json                         how to answer; text by default

Options of snapshot:
  -n, --namespace NAME           namespace of the policy; that of the context by default
  -o, --output table|json        how to report; table by default
      --kubeconfig FILE          else KUBECONFIG, else ~/.kube/config, else the pod's own account
      --context NAME             context of the kubeconfig
      --policy-file FILE         the policy's JSON, instead of its name and ConfigMap
      --scheduled-at TIME        run: when the run was due, as 2026-11-21T16:00:00Z; the same time is the same group
      --max-age DURATION         status: fail when the newest complete group is older, as 3h
      --dry-run                  prune: only the plan, with the reason for each group; run: all that comes before the first
                                 act, and what a run would make; nothing is written
  -y, --yes                      prune: do not ask

Options of protection: --namespace, --output, --kubeconfig and --context as above, and
  -A, --all-namespaces           policies of all namespaces

Options of restore, besides --namespace, --output, --kubeconfig, --context and --policy-file as above:
      --group NAME               the group; the newest complete one by default; release: required
      --before TIME              the newest group that was cut by then, as 2026-11-21T16:00:00Z
      --workload NAME            StatefulSet whose pods look for the claims; the one of the policy by default
                                 swap: the set that was restored; both keep their names and exchange all of their volumes
      --to-namespace NAME        namespace of the claims; that of the policy by default
      --storage-class NAME       class of the claims; that of the set's claim templates by default
      --ordinal NUMBER           the pod that gets the volumes of a group of one pod; their own by default, of a primary the first
      --as NAME                  of a policy of claims: their new name, with {claim} for the old one; the old one by default
      --lost                     list, plan, run: copies whose VolumeSnapshots went with their namespace
      --state-file FILE          with --lost: a copy of state.json of the policy, from before, which proves what the VolumeSnapshots said
      --accept-unproven          plan, run: restore of lost copies what can no longer be proven to be a whole group
      --wait DURATION            run, swap: how long to wait for the volumes; 5m by default
      --dry-run                  swap: only the plan
  -y, --yes                      run, swap, release: do not ask

Options of drill, besides --namespace, --output, --kubeconfig and --context as above:
      --drill-file FILE          run: the drill's JSON, instead of the name of its policy

Exit codes of audit: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or unreadable input, 3 nothing was checked
Exit codes of choose: 0 a class, 1 refused, with the way out, 2 wrong usage
Exit codes of snapshot: 0 done, 1 failed, or nothing to restore from, 2 wrong usage, 3 nothing was done (another run is at
it, or the plan is refused), 10 the group is good, and is less than the policy asked for; with --dry-run: would be
Exit codes of protection: 0 all is as promised, 1 a policy has no complete group, or only one older than its recovery point
objective, or cannot be read, 2 wrong usage, 3 there is no policy
Exit codes of drill: 0 passed, 1 failed, 2 wrong usage, 3 another drill is at it, 10 inconclusive: nothing is proven
Exit codes of restore: 0 done, 1 failed, or nothing to restore from, 2 wrong usage, 3 refused, 10 claims wait for their volumes
`;

export function usageError(problem: string): string {
  return `${problem.split('\n').map(printable).join('\n')}\nsee cdk8s-stateful --help\n`;
}

export function unreadable(error: ReadError): string {
  return `${printable(`cannot read ${whereUnread(error)}: ${error.reason}`)}\n`;
}

export function notAnObject(place: string): string {
  return `skipped ${printable(place)}: no Kubernetes object (apiVersion, kind and metadata)\n`;
}

export function nothingChecked(inputs: readonly string[]): string {
  return `nothing was checked: no Kubernetes object in ${printable(inputs.join(', '))}\n`;
}

export function notListed(resources: readonly string[]): string {
  return `not listed, because the account may not: ${printable(resources.join(', '))}; what refers to them stays unresolved\n`;
}

export function notInCluster(kinds: readonly string[]): string {
  return `not in this cluster: ${kinds.join(', ')}\n`;
}

export function nothingInNamespace(namespace: string): string {
  return `nothing in namespace ${printable(namespace)}: is its name right, and may the account list what is in it?\n`;
}

export function noPolicy(namespace: string | undefined): string {
  return `no snapshot policy in ${namespace === undefined ? 'any namespace' : `namespace ${namespace}; --all-namespaces looks in all`}\n`;
}

export function nothingToCompare(inputs: readonly string[]): string {
  return `nothing to compare with: no Kubernetes object in ${printable(inputs.join(', '))}\n`;
}

export function resultsOmitted(count: number): string {
  return `${count} results are left out of the SARIF log, the mildest first: GitHub takes no larger file\n`;
}

export function unknownRule(name: string, nearest: { readonly id: string; readonly slug: string }): string {
  return `there is no rule ${name}; did you mean ${nearest.id} (${nearest.slug})? cdk8s-stateful rules lists all\n`;
}
