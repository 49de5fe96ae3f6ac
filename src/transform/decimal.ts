/** A decimal number, exactly: `digits` times ten to the power of minus `scale`. */
export interface Decimal {
  readonly digits: bigint;
  /** Not negative. */
  readonly scale: number;
}

/** Digits, before or after the point, that are calculated with. */
const maxDigits = 400;

const form = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,6}))?$/;

/** Reads a decimal number as JSON writes it; undefined where it is none, or has more digits than are calculated with. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = form.exec(text);
  if (match === null || text.length > maxDigits) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const power = Number(exponent);
  if (Math.abs(power) > maxDigits) return undefined;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - power;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Writes it without exponent and without zeros at the end of its fraction. */
export function writeDecimal({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? "-" : "";
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, "");
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** The product. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** The sum. */
export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: raise(a, scale) + raise(b, scale), scale };
}

function raise({ digits, scale }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(to - scale);
}

/** The quotient, rounded half to even to so many digits; undefined `digits`: exact, or undefined where it has no end. */
export function divide(a: Decimal, b: Decimal, digits: number | undefined): Decimal | undefined {
  if (b.digits === 0n) return undefined;
  // A quotient that ends does so after as many digits as its divisor has twos and fives.
  const scale = digits ?? a.scale + b.digits.toString(2).length + b.scale;
  const numerator = a.digits * 10n ** BigInt(scale + b.scale);
  const denominator = b.digits * 10n ** BigInt(a.scale);
  if (digits === undefined && numerator % denominator !== 0n) return undefined;
  return { digits: divideRounded(numerator, denominator), scale };
}

/** The same number with at most so many digits after the point, half to even. */
export function round(value: Decimal, digits: number): Decimal {
  if (value.scale <= digits) return value;
  return { digits: divideRounded(value.digits, 10n ** BigInt(value.scale - digits)), scale: digits };
}

function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const quotient = n / d;
  const twice = (n % d) * 2n;
  const up = twice > d || (twice === d && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

/** Less than, equal to or greater than: negative, 0, positive. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = raise(a, scale) - raise(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
