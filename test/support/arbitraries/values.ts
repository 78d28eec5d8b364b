import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';

/** Legal values with a few illegal ones among them: few, since a construct has many props and most should be accepted. */
export function mostly<T>(legal: fc.Arbitrary<T>, illegal: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 60, arbitrary: legal }, { weight: 1, arbitrary: illegal });
}

/** Values that are all there. */
export function struct<T>(model: { readonly [P in keyof T]: fc.Arbitrary<T[P]> }): fc.Arbitrary<T> {
  // cdk8s reads constructor.name of what it renders
  return fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
}

/** Props that may be left out, each in half of the cases, but for the required ones. */
export function props<T, K extends keyof T = never>(
  model: { readonly [P in keyof T]: fc.Arbitrary<T[P]> }, required: K[] = [],
): fc.Arbitrary<Pick<T, K> & Partial<T>> {
  return fc.record(model, { requiredKeys: required, noNullPrototype: true }) as unknown as fc.Arbitrary<Pick<T, K> & Partial<T>>;
}

const ILLEGAL_NAMES = ['', ' ', 'Upper', 'a_b', '-a', 'a-', 'a..b', 'a'.repeat(64), 'a'.repeat(254), 'grün', 'a/b', '\n', 'a\nb', '${x}'];
const illegalName = fc.constantFrom(...ILLEGAL_NAMES);

/** DNS labels of at most a length. */
export function labelName(longest = 30): fc.Arbitrary<string> {
  return mostly(fc.stringMatching(new RegExp(`^[a-z]([a-z0-9-]{0,${longest - 2}}[a-z0-9])?$`)), illegalName);
}

export const subdomainName = mostly(fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?(\.[a-z0-9]{1,8})?$/), illegalName);

/** Any text, with what YAML, shells and JSON trip over. */
export const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('', 'true', 'no', 'null', '0', '1e3', '~', '0x1F', '- a', 'a: b', '"', "'", '$(HOME)', '${HOME}', '{{ x }}', '\\', 'a\nb\n', '\t', '#'),
);

const keyName = mostly(
  fc.stringMatching(/^([a-z]{1,8}\.example\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,10}[A-Za-z0-9])?$/),
  fc.constantFrom('', '-a', 'a b', 'a/b/c', '/a', 'A.example/a', 'x'.repeat(64)),
);
const labelValue = mostly(fc.stringMatching(/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,10}[A-Za-z0-9])?)?$/), fc.constantFrom('a b', '-', 'x'.repeat(64), 'ü'));

export const labels = fc.dictionary(keyName, labelValue, { maxKeys: 3, noNullPrototype: true });
export const annotations = fc.dictionary(keyName, text, { maxKeys: 3, noNullPrototype: true });

/** Texts by keys that any ConfigMap, StorageClass or driver could take. */
export const parameters = fc.dictionary(fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9.-]{0,12}$/), text, { maxKeys: 3, noNullPrototype: true });

/** From nothing to more than any disk holds; also amounts that are no whole number of the unit. */
export const size: fc.Arbitrary<Size> = mostly(
  fc.integer({ min: 1, max: 16_384 }).map((amount) => Size.gibibytes(amount)),
  fc.oneof(
    fc.constantFrom(0, 1, 5).map((amount) => Size.kibibytes(amount)),
    fc.constantFrom(1, 1024, 1_000_000).map((amount) => Size.tebibytes(amount)),
    fc.double({ min: 0, max: 100, noNaN: true }).map((amount) => Size.gibibytes(amount)),
    fc.constantFrom(Infinity, NaN).map((amount) => Size.gibibytes(amount)),
  ),
);

export const duration: fc.Arbitrary<Duration> = mostly(
  fc.integer({ min: 1, max: 3_600 }).map((amount) => Duration.seconds(amount)),
  fc.oneof(fc.constantFrom(0, 1, 1_500).map((amount) => Duration.millis(amount)), fc.constant(Duration.days(1e9))),
);

/** Whole numbers of a range, and numbers that count nothing. */
export function count(min: number, max: number): fc.Arbitrary<number> {
  return mostly(fc.integer({ min, max }), fc.constantFrom(-1, 0, 0.5, 1e21, NaN, Infinity, 2 ** 31));
}

export const folder = mostly(fc.stringMatching(/^\/(var|data|srv)(\/[a-z0-9]{1,8}){0,2}$/), fc.constantFrom('', '/', 'relative', '/a:b', '/a/../b', '/tmp'));
