import { describe, expect, test } from 'vitest';
import { matchesLabels, usageSeries } from '../../src/audit/volume-usage-alert';

describe('the series of usage in a query', () => {
  test.each([
    ['kubelet_volume_stats_used_bytes > 1', [[]]],
    ['kubelet_volume_stats_available_bytes{} / kubelet_volume_stats_capacity_bytes{namespace="a"}', [[]]],
    ['kubelet_volume_stats_used_bytes {job="kubelet", namespace!~\'a|b\'}', [[['job', '=', 'kubelet'], ['namespace', '!~', 'a|b']]]],
    ['kubelet_volume_stats_used_bytes{note="}", namespace=`a`} / kubelet_volume_stats_available_bytes', [[['note', '=', '}'], ['namespace', '=', 'a']], []]],
    ['kubelet_volume_stats_used_bytes{namespace=~"a\\\\.b"}', [[['namespace', '=~', 'a\\.b']]]],
    ['kubelet_volume_stats_capacity_bytes', []],
    ['kubelet_volume_stats_inodes_used > 1', []],
    ['my_kubelet_volume_stats_used_bytes', []],
  ])('%s', (query, expected) => {
    expect(usageSeries(query).map((matchers) => matchers.map(({ label, operator, value }) => [label, operator, value]))).toEqual(expected);
  });

  test('take no time that grows faster than the query', () => {
    expect(usageSeries('kubelet_volume_stats_used_bytes{'.repeat(20_000))).toHaveLength(20_000);
  });
});

describe('labels match', () => {
  test.each([
    ['=', 'orders', true], ['=', 'ledger', false], ['!=', 'orders', false], ['!=', 'ledger', true],
    ['=~', 'orders', true], ['=~', 'ledger|orders', true], ['=~', '^(ledger|ord.*)$', true], ['=~', 'ord', false], ['=~', 'ord.+', true], ['=~', 'orders.+', false],
    ['=~', '(orders)', true], ['=~', '^(orders)', true], ['=~', '(orders)$', true], ['=~', 'ledger|(orders)', true], ['=~', '(o)rders', true], ['=~', 'or\\.ders', false], ['=~', 'a\\-b', false],
    ['!~', 'ledger|orders', false], ['!~', 'kube-.*', true],
    // what is not of the simple form is not judged: it is taken to match
    ['=~', '[a-z]+', true], ['!~', '[a-z]+', true], ['=~', '(a+)+$', true],
  ] as const)('namespace%s"%s" of orders: %s', (operator, value, expected) => {
    expect(matchesLabels([{ label: 'namespace', operator, value }], { namespace: 'orders' })).toBe(expected);
  });

  test('when all do, those that are not known among them', () => {
    const matchers = [{ label: 'namespace', operator: '=', value: 'orders' }, { label: 'job', operator: '=', value: 'kubelet' }] as const;
    expect(matchesLabels(matchers, { namespace: 'orders' })).toBe(true);
    expect(matchesLabels(matchers, { namespace: undefined })).toBe(true);
    expect(matchesLabels(matchers, { namespace: 'ledger' })).toBe(false);
  });
});
