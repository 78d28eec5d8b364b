import { Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { makeDatabase, objectsOf, ordersChart } from './fixtures';

function namesOf(chart: Chart): string[] {
  return objectsOf(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

describe('names', () => {
  test('that are said are kept', () => {
    const { chart, db } = makeDatabase({ metadata: { name: 'x'.repeat(52) } });
    expect(db.workloadName).toBe('x'.repeat(52));
    expect(namesOf(chart)).toContain(`Service ${'x'.repeat(52)}-headless`);
  });

  test('that are not said are the chart\'s', () => {
    const { chart, db } = makeDatabase({ metadata: undefined });
    expect(db.workloadName).toBe('shop-db-c8b8558a');
    expect(namesOf(chart)).toEqual(expect.arrayContaining(['StatefulSet shop-db-c8b8558a', 'Service shop-db-c8b8558a-rw', 'ConfigMap shop-db-c8b8558a-init']));
  });

  const LONG = 'a-team-with-a-very-long-name-that-somebody-chose-years-ago';

  test('that are made and too long are shortened, always to the same', () => {
    const nameIn = (id: string) => makeDatabase({ metadata: undefined }, new Chart(ordersChart().node.root, id)).db.workloadName;
    const name = nameIn(LONG);
    expect(name).toMatch(/^a-team-with-a-very-long-name-[a-z-]*-[0-9a-f]{8}$/);
    expect(name.length).toBeLessThanOrEqual(52);
    expect(nameIn(LONG)).toBe(name);
    expect(nameIn(`${LONG}-too`)).not.toBe(name);
  });

  test('that are made from a digit are refused with a way out', () => {
    expect(() => makeDatabase({ metadata: undefined }, new Chart(ordersChart().node.root, '1st'))).toThrow('serviceName begins with a digit');
  });
});
