/**
 * How Kubernetes' decoder understands plain scalars: neither as YAML 1.1 nor as 1.2. `0440` is 288, `yes` is true, `22:22` and
 * dates are strings.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go
 */
const INTEGER = /^([-+]?)(?:0[bB]([01]+)|0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|([1-9][0-9]*|0))$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** One that begins with its point is read by other rules for `_`. */
const POINT_FLOAT = /^\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?$/;
const SPECIAL_FLOATS = new Map([
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, NaN] as const),
  ...['', '+'].flatMap((sign) => ['.inf', '.Inf', '.INF'].map((text) => [`${sign}${text}`, Infinity] as const)),
  ...['-.inf', '-.Inf', '-.INF'].map((text) => [text, -Infinity] as const),
]);
const DIGITS_THAT_ALWAYS_FIT = 15;

/** The integer that a plain scalar is; undefined when it is none. */
export function integerOf(text: string): number | undefined {
  const match = INTEGER.exec(text.includes('_') ? text.replaceAll('_', '') : text);
  if (!match || text.startsWith('_')) return undefined;
  const [, sign, binary, hexadecimal, octal, decimal] = match;
  const digits = binary ?? hexadecimal ?? octal ?? decimal;
  const prefix = binary !== undefined ? '0b' : hexadecimal !== undefined ? '0x' : octal !== undefined ? '0o' : '';
  if (digits.length > DIGITS_THAT_ALWAYS_FIT && !fits(BigInt(prefix + digits), sign)) return undefined;
  const magnitude = Number(prefix + digits);
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

/** What is larger is a float when it is written in decimal, else a string. */
function fits(magnitude: bigint, sign: string): boolean {
  if (sign === '-') return magnitude <= 2n ** 63n;
  return magnitude < 2n ** (sign === '+' ? 63n : 64n);
}

/** The float that a plain scalar is; undefined when it is none. It may be infinite or not a number. */
export function floatOf(text: string): number | undefined {
  const special = SPECIAL_FLOATS.get(text);
  if (special !== undefined) return special;
  const isFloat = text.startsWith('.') ? POINT_FLOAT.test(text) : FLOAT.test(text.replaceAll('_', ''));
  if (!isFloat || text.startsWith('_')) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

/**
 * The name that a key other than a string gets in JSON; undefined when it may not be a key.
 *
 * @see https://github.com/kubernetes-sigs/yaml/blob/v1.6.0/yaml.go convertToJSONableObject
 */
export function nameOfKey(key: unknown): string | undefined {
  if (typeof key === 'string') return key;
  if (typeof key === 'boolean') return String(key);
  if (typeof key !== 'number') return undefined;
  if (!Number.isInteger(key) || Math.abs(key) > 2 ** 64) return nameOfFloat(key);
  // beyond these it is not known which integer it was
  return Number.isSafeInteger(key) ? String(key) : undefined;
}

/** `strconv.FormatFloat(key, 'g', -1, 32)`: as few digits as tell it from other floats of 32 bits. */
function nameOfFloat(key: number): string {
  if (Number.isNaN(key)) return '.nan';
  if (!Number.isFinite(key)) return key > 0 ? '.inf' : '-.inf';
  const rounded = Math.fround(key);
  let digits = 1;
  while (Math.fround(Number(rounded.toPrecision(digits))) !== rounded) digits += 1;
  const [mantissa, exponent] = rounded.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(rounded.toPrecision(digits)));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
