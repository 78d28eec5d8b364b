import { matchesPattern } from './name-pattern';

/**
 * Metrics of how full a volume is: https://kubernetes.io/docs/reference/instrumentation/metrics/ (kubelet_volume_stats_*). Those of
 * inodes and of capacity alone do not say it.
 */
const SERIES = /\bkubelet_volume_stats_(?:available|used)_bytes\b\s*(\{(?:[^}"'`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`){0,1000}\})?/g;
const MATCHER = /(\w+)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g;

/** A condition on a label: https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** What the series of a query about usage must match, for each place where it selects some. */
export function usageSeries(query: string): LabelMatcher[][] {
  return [...query.matchAll(SERIES)].map(([, braces]) => [...(braces ?? '').matchAll(MATCHER)].map(([, label, operator, double, single, raw]) => ({
    label, operator: operator as LabelMatcher['operator'], value: raw ?? unescaped(double ?? single),
  })));
}

/** Do series with these labels match? Labels that are not known do. */
export function matchesLabels(matchers: readonly LabelMatcher[], labels: { readonly [label: string]: string | undefined }): boolean {
  return matchers.every(({ label, operator, value }) => {
    const actual = labels[label];
    if (actual === undefined) return true;
    switch (operator) {
      case '=': return actual === value;
      case '!=': return actual !== value;
      case '=~': return matchesExpression(value, actual) ?? true;
      case '!~': return !(matchesExpression(value, actual) ?? false);
    }
  });
}

/**
 * Alternatives with wildcards, the form that names take; undefined for any other expression. They are not run as expressions,
 * because some take for ever.
 */
function matchesExpression(expression: string, text: string): boolean | undefined {
  const alternatives = expression.replace(/^\^?\(([^()]*)\)\$?$/, '$1').split('|').map((each) => each.replace(/^\^/, '').replace(/\$$/, ''));
  const patterns = alternatives.map(patternOf);
  if (patterns.some((pattern) => pattern !== undefined && matchesPattern(pattern, text))) return true;
  return patterns.includes(undefined) ? undefined : false;
}

function patternOf(expression: string): string | undefined {
  if (!/^(?:[\w-]|\.\*|\.\+|\\[.-])*$/.test(expression)) return undefined;
  return expression.replaceAll('.*', '*').replaceAll('.+', '?*').replaceAll('\\', '');
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
