import { describe, expect, test } from 'vitest';
import { describeFault, fail, Faults } from '../../src/core/faults';

const SIZE = { prop: 'dataSize', problem: 'is below 1Gi', got: '10Mi', remedy: 'use at least 1Gi' };
const NAME = { prop: 'metadata.name', problem: 'is missing', remedy: 'set it' };

describe('describeFault', () => {
  test('says prop, problem, value and remedy', () => {
    expect(describeFault(SIZE)).toBe('dataSize is below 1Gi, got "10Mi"; use at least 1Gi');
  });

  test('leaves the value out when there is none', () => {
    expect(describeFault(NAME)).toBe('metadata.name is missing; set it');
  });

  test.each([[0, '0'], [false, 'false'], ['', ''], [null, 'null']])('says the value %s, which is not the same as none', (got, said) => {
    expect(describeFault({ ...NAME, got })).toBe(`metadata.name is missing, got "${said}"; set it`);
  });
});

describe('Faults', () => {
  test('does not throw when nothing is wrong', () => {
    const faults = new Faults('orders/db');
    faults.require(true, SIZE);
    expect(() => faults.throwIfAny()).not.toThrow();
  });

  test('says one fault on one line, after its place', () => {
    const faults = new Faults('orders/db');
    faults.require(false, SIZE);
    expect(() => faults.throwIfAny()).toThrow(new Error('[orders/db] dataSize is below 1Gi, got "10Mi"; use at least 1Gi'));
  });

  test('says all faults in one message, in the order found', () => {
    const faults = new Faults('AwsEbs.gp3');
    faults.add(SIZE, NAME);
    expect(() => faults.throwIfAny()).toThrow(new Error([
      '[AwsEbs.gp3] 2 problems:',
      '  - dataSize is below 1Gi, got "10Mi"; use at least 1Gi',
      '  - metadata.name is missing; set it',
    ].join('\n')));
  });
});

test('fail throws one fault at once', () => {
  expect(() => fail('orders/db', NAME)).toThrow(new Error('[orders/db] metadata.name is missing; set it'));
});
