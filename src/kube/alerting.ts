import { ApiObject, Yaml } from 'cdk8s';
import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { AlertRuleKind } from './alert-rule-kind';
import { configMap } from './core';
import { StatefulSettings } from './settings';

/** https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/#rule */
export interface AlertingRule {
  readonly alert: string;
  /** PromQL. */
  readonly expr: string;
  /** How long it has to be so: `5m`. */
  readonly for: string;
  readonly labels: { readonly [label: string]: string };
  readonly annotations: { readonly [annotation: string]: string };
}

export interface AlertingRules {
  /** Name of the group of rules, and of the file without its end. */
  readonly group: string;
  readonly rules: readonly AlertingRule[];
}

/**
 * Alerting rules, as what the settings of the app say.
 *
 * @see https://github.com/prometheus-operator/prometheus-operator/blob/v0.86.0/pkg/apis/monitoring/v1/prometheusrule_types.go
 */
export function alertingRules(scope: Construct, id: string, metadata: ApiObjectMetadata, { group, rules }: AlertingRules): ApiObject {
  const { alertRules, alertRuleLabels } = StatefulSettings.of(scope);
  const labelled = { ...metadata, labels: { ...metadata.labels, ...alertRuleLabels } };
  const groups = [{ name: group, rules }];
  if (alertRules === AlertRuleKind.CONFIG_MAP) return configMap(scope, id, labelled, { [`${group}.rules.yaml`]: Yaml.stringify({ groups }) });
  return new ApiObject(scope, id, { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: labelled, spec: { groups } });
}
