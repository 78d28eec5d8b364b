import { Memo } from './memo';

/**
 * Kubernetes quantities, exactly: `100Gi`, `1.5Gi`, `1e3`, `12E6`, `100m`, `1E`, `500u`.
 *
 * A value is a whole number of nano-units in a BigInt, so no form is ever rounded through a float.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity
 */
const NANO = 1_000_000_000n;

/** The largest number of most fields that count something. */
export const MAX_INT32 = 2 ** 31 - 1;

// Binary forms stop at the largest int64, decimal ones do not ("The max is just a simple cap").
// https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/api/resource/quantity.go
const MAX_BINARY = (2n ** 63n - 1n) * NANO;

// https://github.com/kubernetes/apimachinery/blob/v0.36.0/pkg/api/resource/suffix.go
const BINARY: { readonly [suffix: string]: bigint } = {
  Ki: 2n ** 10n, Mi: 2n ** 20n, Gi: 2n ** 30n, Ti: 2n ** 40n, Pi: 2n ** 50n, Ei: 2n ** 60n,
};
const DECIMAL: { readonly [suffix: string]: number } = { 'n': -9, 'u': -6, 'm': -3, '': 0, 'k': 3, 'M': 6, 'G': 9, 'T': 12, 'P': 15, 'E': 18 };

// The API server counts the bytes of a volume in thousandths, of which an int64 holds some 8 Pi.
// https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/api/persistentvolumeclaim/util.go (warns of "fractional byte value" above)
const MAX_VOLUME = (2n ** 63n - 1n) / 1000n * NANO;

const FORM = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([KMGTPE]i)|[eE]([+-]?\d{1,3})|([numkMGTPE]?))$/;

/** The quantities of an app, and those of a cluster, are few and come again and again. */
const READ = new Memo<Quantity>();

/** A parsed Kubernetes quantity. */
export class Quantity {
  /**
   * Parses a quantity; undefined for what Kubernetes' parser refuses.
   * Of what it takes, three things are refused here because nobody means them: a suffix without a digit (`Gi`, read as
   * zero), exponents of more than three digits, and spaces around the text, which the API server trims.
   */
  public static tryParse(text: string | number): Quantity | undefined {
    const form = String(text);
    const known = READ.get(form);
    if (known) return known;
    const match = FORM.exec(form);
    return match ? READ.set(form, Quantity.read(match)) : undefined;
  }

  /** Parses a quantity, or throws an error that names the text. */
  public static parse(text: string | number): Quantity {
    const parsed = Quantity.tryParse(text);
    if (!parsed) throw new Error(`quantity is not in a Kubernetes form, got "${text}"; use a form such as 100Gi, 1.5Ti, 500m or 1e9`);
    return parsed;
  }

  public static gibibytes(amount: number): Quantity {
    return Quantity.parse(`${amount}Gi`);
  }

  private static read(match: RegExpExecArray): Quantity {
    const [, sign, digits, binary, exponent, suffix] = match;
    const [whole, fraction = ''] = digits.split('.');
    const mantissa = BigInt(`${whole}${fraction}` || '0');
    const scale = binary ? 0 : exponent !== undefined ? Number(exponent) : DECIMAL[suffix ?? ''];
    const multiplier = binary ? BINARY[binary] : 1n;
    const shift = scale + 9 - fraction.length;
    const scaled = mantissa * multiplier;
    const exact = shift >= 0 ? scaled * 10n ** BigInt(shift) : ceilDivide(scaled, 10n ** BigInt(-shift));
    const nanos = binary && exact > MAX_BINARY ? MAX_BINARY : exact;
    return new Quantity(sign === '-' ? -nanos : nanos);
  }

  private constructor(private readonly nanos: bigint) {}

  /** Whole units, rounded up as the API server does: bytes of a storage request, millicores rounded to cores. */
  public units(): bigint {
    return this.nanos < 0n ? this.nanos / NANO : ceilDivide(this.nanos, NANO);
  }

  /** Gibibytes, rounded up: how a cloud driver allocates a disk. */
  public gibibytesCeil(): number {
    return Number(ceilDivide(this.units(), BINARY.Gi));
  }

  public compare(other: Quantity): number {
    return this.nanos < other.nanos ? -1 : this.nanos > other.nanos ? 1 : 0;
  }

  public isMultipleOf(other: Quantity): boolean {
    return this.nanos % other.nanos === 0n;
  }

  /** The least multiple of a step that is not below this. */
  public roundUpTo(step: Quantity): Quantity {
    return new Quantity(ceilDivide(this.nanos, step.nanos) * step.nanos);
  }

  /** Whole units in the largest binary suffix that says them exactly: `20Gi`. */
  public asText(): string {
    let rest = this.units();
    let suffix = 0;
    while (suffix < 4 && rest !== 0n && rest % 1024n === 0n) {
      rest /= 1024n;
      suffix += 1;
    }
    return `${rest}${['', 'Ki', 'Mi', 'Gi', 'Ti'][suffix]}`;
  }

  /** The same text for equal quantities, and for no others: nano-units. */
  public toString(): string {
    return this.nanos.toString();
  }

  public isPositive(): boolean {
    return this.nanos > 0n;
  }

  /** Whether it can be the size of a volume: whole bytes, and not too many. */
  public isVolumeSize(): boolean {
    return this.nanos > 0n && this.nanos <= MAX_VOLUME && this.nanos % NANO === 0n;
  }
}

// Quantities below one nano-unit are rounded up by Kubernetes ("No fraction will be lost").
function ceilDivide(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}
