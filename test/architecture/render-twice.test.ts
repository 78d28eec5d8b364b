import { ApiObject, App, Chart, Lazy, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { constructClasses, loadAssembly } from '../support/assembly';
import type { Sample } from '../support/samples';
import { SAMPLES } from '../support/samples';

test('every exported construct has a sample; add one to test/support/samples.ts, or remove the one whose class is gone', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(constructClasses(loadAssembly()));
});

function chartWith(sample: Sample): Chart {
  const chart = new Chart(new App(), 'chart', { namespace: 'orders' });
  sample(chart);
  return chart;
}

/** Faults of rendering: none when it is a pure function of the construct. */
function impurities(sample: Sample): string[] {
  const chart = chartWith(sample);
  const [first, second] = [Yaml.stringify(...chart.toJson()), Yaml.stringify(...chart.toJson())];
  const elsewhere = Yaml.stringify(...chartWith(sample).toJson());
  return [
    ...(chart.toJson().length > 0 ? [] : ['renders nothing']),
    ...(first === second ? [] : ['changes itself when it renders; move the change into the constructor or an add... method']),
    ...(first === elsewhere ? [] : ['renders the clock, chance or a counter; make it depend on its props alone']),
  ];
}

test.each(Object.entries(SAMPLES))('%s renders the same bytes twice', (_, sample) => {
  expect(impurities(sample)).toEqual([]);
});

describe('an impure construct is caught', () => {
  let made = 0;

  test.each<[string, string, Sample]>([
    ['one that grows', 'changes itself', (chart) => {
      const items: number[] = [];
      return new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'ConfigMap', data: Lazy.any({ produce: () => [...items, items.push(0)] }) });
    }],
    ['one that counts', 'renders the clock, chance or a counter', (chart) => new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'ConfigMap', data: { made: made++ } })],
    ['one that is empty', 'renders nothing', (chart) => new Construct(chart, 'x')],
  ])('%s', (_, message, sample) => {
    expect(impurities(sample)).toContainEqual(expect.stringContaining(message));
  });
});
