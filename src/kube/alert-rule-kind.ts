/** What alerts of the library are rendered as. */
export enum AlertRuleKind {
  /**
   * A ConfigMap with a file of rules, which every cluster takes. Somebody has to hand the file to Prometheus: `rule_files` of its
   * configuration, or a mount.
   *
   * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
   */
  CONFIG_MAP = 'ConfigMap',
  /**
   * A PrometheusRule, which Prometheus Operator hands to Prometheus by itself. A cluster without its CustomResourceDefinition refuses
   * it.
   *
   * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
   */
  PROMETHEUS_RULE = 'PrometheusRule',
}
