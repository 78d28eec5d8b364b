import type { Claim } from './claim';
import type { Manifest } from './finding';
import { listAt, stringAt, stringsAt } from './json';
import { CONFIG_MAP, kindOf } from './manifests';
import { addTo } from './selector-index';
import { matchesLabels, usageSeries } from './volume-usage-alert';
import type { LabelMatcher } from './volume-usage-alert';

/**
 * Kinds with `spec.groups[].rules[]`.
 * https://github.com/prometheus-operator/prometheus-operator/blob/v0.86.0/pkg/apis/monitoring/v1/prometheusrule_types.go
 * https://docs.victoriametrics.com/operator/resources/vmrule/
 */
export const RULE_KINDS: readonly string[] = ['PrometheusRule.monitoring.coreos.com', 'VMRule.operator.victoriametrics.com'];

/** How an alerting rule begins in a file of rules: https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
const ALERT_IN_FILE = /^[ \t]*(?:-[ \t]+)?alert:/m;

interface WatchedSeries {
  readonly all: readonly LabelMatcher[][];
  /** Those that select a namespace by its name. */
  readonly inNamespace: ReadonlyMap<string, readonly LabelMatcher[][]>;
  readonly inOthers: readonly LabelMatcher[][];
}

/** Which claims have an alert that watches how full they are. */
export class AlertIndex {
  private readonly alerts: string[] = [];
  /** Queries that are recorded, by the name of the series they make. */
  private readonly recorded = new Map<string, string[]>();
  private watched?: WatchedSeries;

  public file(object: Manifest): void {
    const kind = kindOf(object);
    if (kind === CONFIG_MAP) this.alerts.push(...Object.values(stringsAt(object, 'data')).filter((text) => text.includes('kubelet_volume_stats_') && ALERT_IN_FILE.test(text)));
    if (!RULE_KINDS.includes(kind)) return;
    for (const rule of listAt(object, 'spec', 'groups').flatMap((group) => listAt(group, 'rules'))) {
      const [query, record] = [stringAt(rule, 'expr') ?? '', stringAt(rule, 'record')];
      if (record !== undefined) addTo(this.recorded, record, query);
      else if (stringAt(rule, 'alert') !== undefined) this.alerts.push(query);
    }
  }

  /** Does an alert watch how full the volume of a claim is? */
  public watches(claim: Claim): boolean {
    this.watched ??= this.index();
    const [persistentvolumeclaim] = claim.claimNames();
    // where a manifest leaves the namespace open, any may be it
    if (claim.namespace === '') return this.watched.all.some((matchers) => matchesLabels(matchers, { persistentvolumeclaim }));
    const candidates = [...this.watched.inNamespace.get(claim.namespace) ?? [], ...this.watched.inOthers];
    return candidates.some((matchers) => matchesLabels(matchers, { namespace: claim.namespace, persistentvolumeclaim }));
  }

  private index(): WatchedSeries {
    const all = [...new Map(this.queries().flatMap(usageSeries).map((matchers) => [JSON.stringify(matchers), matchers])).values()];
    const inNamespace = new Map<string, LabelMatcher[][]>();
    const inOthers: LabelMatcher[][] = [];
    for (const matchers of all) {
      const named = matchers.find(({ label, operator }) => label === 'namespace' && operator === '=');
      if (named) addTo(inNamespace, named.value, matchers);
      else inOthers.push(matchers);
    }
    return { all, inNamespace, inOthers };
  }

  /** Queries of alerts, and the recorded ones whose series they name. */
  private queries(): string[] {
    const queries = [...this.alerts];
    const seen = new Set<string>();
    for (const query of queries) {
      for (const [name] of query.matchAll(/[a-zA-Z_:][\w:]*/g)) {
        if (seen.has(name)) continue;
        seen.add(name);
        // the loop goes on with what is added
        queries.push(...this.recorded.get(name) ?? []);
      }
    }
    return queries;
  }
}
