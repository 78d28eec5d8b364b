import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Quantity } from '../../src/core/quantity';

const KI = 1024n;
const MAX_INT64 = 2n ** 63n - 1n;

/** Compares as equal: also below one unit, where `units()` rounds. */
function expectEqual(one: string | number, other: string | number): void {
  expect(Quantity.parse(one).compare(Quantity.parse(other)), `${one} and ${other}`).toBe(0);
}

describe('whole units of every form', () => {
  test.each<[string | number, bigint]>([
    ['0', 0n],
    ['1', 1n],
    ['007', 7n],
    [42, 42n],
    ['1Ki', KI],
    ['1Mi', KI ** 2n],
    ['1Gi', KI ** 3n],
    ['1Ti', KI ** 4n],
    ['1Pi', KI ** 5n],
    ['1Ei', KI ** 6n],
    ['1k', 10n ** 3n],
    ['1M', 10n ** 6n],
    ['1G', 10n ** 9n],
    ['1T', 10n ** 12n],
    ['1P', 10n ** 15n],
    ['1E', 10n ** 18n],
    ['1e3', 1_000n],
    ['1E3', 1_000n],
    ['12E6', 12_000_000n],
    ['1e+3', 1_000n],
    ['5000e-3', 5n],
    ['1e0', 1n],
    ['3000m', 3n],
    ['3000000u', 3n],
    ['3000000000n', 3n],
    ['1.5Gi', 1_610_612_736n],
    ['.5Gi', 536_870_912n],
    ['5.Gi', 5_368_709_120n],
    ['.5k', 500n],
    ['5.', 5n],
    ['1.5e3', 1_500n],
    ['+1Ki', KI],
    ['-1Ki', -KI],
    ['-2', -2n],
    [1e21, 10n ** 21n],
  ])('%s is %d', (text, expected) => {
    expect(Quantity.parse(text).units()).toBe(expected);
  });
});

describe('below one unit', () => {
  test.each<[string | number, string | number]>([
    ['500m', '.5'],
    ['500m', '500000u'],
    ['1u', '1000n'],
    ['1e-3', '1m'],
    [0.1, '100m'],
    ['0.5Ki', '512'],
    ['0.001Ki', '1024m'],
  ])('%s equals %s', expectEqual);

  test('less than a nano-unit becomes one, away from zero', () => {
    expectEqual('0.1n', '1n');
    expectEqual('1e-30', '1n');
    expectEqual('-0.1n', '-1n');
    expectEqual('0.0000000011', '2n');
  });
});

describe('what Kubernetes refuses, or nobody means', () => {
  test.each([
    '', ' ', ' 1', '1 ', '1 Gi', 'Gi', '.', '+', '-', '+-1', '--1', '1..2', '1.2.3', '1gi', '1GI', '1ki', '1K', '1mi', '1g', '1Ki2', '1GiB', '1GB',
    '1i', '1e', '1e+', '1e3.5', '1e3Gi', '1e1234', '0x1', '1_000', '1,5Gi', 'Infinity', 'NaN', '1\n', '١',
  ])('refuses "%s"', (text) => {
    expect(Quantity.tryParse(text)).toBeUndefined();
  });

  test('parse names the text and a form to use', () => {
    expect(() => Quantity.parse('10gb')).toThrow('got "10gb"; use a form such as 100Gi');
  });

  test('a lower-case e is an exponent, a capital E alone is exa', () => {
    expect(Quantity.tryParse('1e')).toBeUndefined();
    expectEqual('1E', '1e18');
  });
});

describe('limits', () => {
  test('is exact above 2^53, where a float is not', () => {
    expect(Quantity.parse('9007199254740993').units()).toBe(9_007_199_254_740_993n);
    expect(Quantity.parse('9007199254740993').compare(Quantity.parse('9007199254740992'))).toBe(1);
    expect(Quantity.parse('7.999999999999Ei').units()).toBe(9_223_372_036_853_622_887n);
  });

  test('binary forms are capped at the largest int64, as the API server does, and decimal forms are not', () => {
    expect(Quantity.parse('8Ei').units()).toBe(MAX_INT64);
    expect(Quantity.parse('-9Ei').units()).toBe(-MAX_INT64);
    expect(Quantity.parse('11E').units()).toBe(11n * 10n ** 18n);
  });
});

describe('rounding up', () => {
  test.each<[string, bigint]>([['1m', 1n], ['1001m', 2n], ['1.5', 2n], ['0.1Ki', 103n], ['0', 0n], ['-1.5', -1n]])('%s needs %d units', (text, expected) => {
    expect(Quantity.parse(text).units()).toBe(expected);
  });

  test.each<[string, number]>([['1Gi', 1], ['1073741825', 2], ['10G', 10], ['100G', 94], ['1Mi', 1], ['1Ti', 1024], ['0', 0]])('%s needs a disk of %d GiB', (text, expected) => {
    expect(Quantity.parse(text).gibibytesCeil()).toBe(expected);
  });
});

test.each<[string, string, number]>([
  ['1Gi', '1G', 1],
  ['1G', '1Gi', -1],
  ['1024Mi', '1Gi', 0],
  ['1000m', '1', 0],
  ['1E', '1e18', 0],
  ['-1', '1n', -1],
])('%s against %s is %d', (one, other, expected) => {
  expect(Quantity.parse(one).compare(Quantity.parse(other))).toBe(expected);
});

test.each<[string, boolean]>([['1n', true], ['0', false], ['0Gi', false], ['-1', false]])('%s is positive: %s', (text, expected) => {
  expect(Quantity.parse(text).isPositive()).toBe(expected);
});

test.each([[1, '1Gi'], [0.5, '512Mi'], [1.5, '1536Mi']])('gibibytes(%d) is %s', (amount, text) => {
  expect(Quantity.gibibytes(amount).compare(Quantity.parse(text))).toBe(0);
});

describe('for any number', () => {
  const amounts = fc.bigInt({ min: 0n, max: 10n ** 15n });

  test('suffix and exponent say the same', () => {
    const pairs = fc.constantFrom(['n', 'e-9'], ['u', 'e-6'], ['m', 'e-3'], ['', 'e0'], ['k', 'e3'], ['M', 'e+6'], ['G', 'E9'], ['T', 'E12'], ['P', 'e15'], ['E', 'E18']);
    fc.assert(fc.property(amounts, pairs, (amount, [suffix, exponent]) => expectEqual(`${amount}${suffix}`, `${amount}${exponent}`)));
  });

  test('a binary suffix is 1024 of the one before', () => {
    const pairs = fc.constantFrom(['Ki', ''], ['Mi', 'Ki'], ['Gi', 'Mi'], ['Ti', 'Gi']);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), pairs, (amount, [large, small]) => expectEqual(`${amount}${large}`, `${amount * 1024}${small}`)));
  });

  test('moving the point equals another suffix', () => {
    fc.assert(fc.property(amounts, fc.integer({ min: 0, max: 999 }), (whole, milli) => {
      expectEqual(`${whole}.${String(milli).padStart(3, '0')}`, `${whole * 1000n + BigInt(milli)}m`);
    }));
  });

  test('order is that of the numbers, with and without a sign', () => {
    fc.assert(fc.property(amounts, amounts, (a, b) => {
      const expected = a < b ? -1 : a > b ? 1 : 0;
      expect(Quantity.parse(`${a}Ki`).compare(Quantity.parse(`${b}Ki`))).toBe(expected);
      expect(Quantity.parse(`-${b}`).compare(Quantity.parse(`-${a}`))).toBe(expected);
    }));
  });
});

test.each([
  ['1', true], ['20Gi', true], ['8000Ti', true], ['0', false], ['-1Gi', false], ['1m', false], ['1073742m', false], ['1000000Ti', false], ['8Ei', false],
])('%s is the size of a volume: %s', (text, expected) => {
  expect(Quantity.parse(text).isVolumeSize()).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['1Gi', '1024Mi', true], ['1', '1000m', true], ['1', '1001m', false], ['1m', '1', false],
])('%s and %s have the same text: %s', (one, other, expected) => {
  expect(Quantity.parse(one).toString() === Quantity.parse(other).toString()).toBe(expected);
});
