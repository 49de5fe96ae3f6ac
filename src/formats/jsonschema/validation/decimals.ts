/** A decimal number as `digits * 10^exponent`, without loss. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** A finite number as the decimal people write for it. */
export function toDecimal(value: number): Decimal {
  const [mantissa = "0", power = "0"] = value.toString().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

/** A divisor as `units / scale`, both whole; undefined where that is not exact. */
interface ScaledDivisor {
  readonly units: number;
  readonly scale: number;
}

const scaledDivisors = new Map<number, ScaledDivisor | undefined>();

function scaledDivisor(divisor: number): ScaledDivisor | undefined {
  if (scaledDivisors.has(divisor)) return scaledDivisors.get(divisor);
  const { digits, exponent } = toDecimal(divisor);
  const fits = exponent <= 0 && exponent >= -15 && digits < 1_000_000_000_000_000n;
  const scaled = fits ? { units: Number(digits), scale: 10 ** -exponent } : undefined;
  if (scaledDivisors.size > 1_000) scaledDivisors.clear();
  scaledDivisors.set(divisor, scaled);
  return scaled;
}

/**
 * Whether `value` is a whole multiple of `divisor`, reckoned with the decimals people write (19.99 is a multiple of 0.01)
 * and not with their binary neighbours. Both must be finite, `divisor` greater than 0.
 */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0;
  const scaled = scaledDivisor(divisor);
  if (scaled !== undefined) {
    // Decimals of up to 15 digits and doubles correspond one to one, so this is exact without big numbers.
    const units = Math.round(value * scaled.scale);
    if (Math.abs(units) < 1e15) return units / scaled.scale === value && units % scaled.units === 0;
  }
  return isMultipleExactly(toDecimal(value), toDecimal(divisor));
}

function isMultipleExactly(a: Decimal, b: Decimal): boolean {
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.digits * 10n ** BigInt(a.exponent - exponent);
  const right = b.digits * 10n ** BigInt(b.exponent - exponent);
  return left % right === 0n;
}
