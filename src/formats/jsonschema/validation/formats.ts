import { fullFormats } from "ajv-formats/dist/formats.js";

/** How one `format` judges the values it applies to; values of other types always pass. */
export type FormatCheck =
  | { readonly type: "string"; readonly accepts: (value: string) => boolean }
  | { readonly type: "number"; readonly accepts: (value: number) => boolean };

/** Longest text two formats look at, since their checks take more than linear time; longer texts do not pass. */
const longestUrl = 2_048;
const longestRegex = 10_000;

function isDigitPair(text: string, at: number, highest: number): boolean {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 && tens * 10 + ones <= highest;
}

/** Whether a text is the commonest spelling, `YYYY-MM-DDTHH:MM:SS[.fraction]Z` with a day up to 28; false means "look closer". */
function isPlainDateTime(text: string): boolean {
  const last = text.length - 1;
  return (
    last >= 19 &&
    last <= 29 &&
    text.charCodeAt(last) === 0x5a &&
    isPlainDate(text) &&
    text.charCodeAt(10) === 0x54 &&
    isDigitPair(text, 11, 23) &&
    text.charCodeAt(13) === 0x3a &&
    isDigitPair(text, 14, 59) &&
    text.charCodeAt(16) === 0x3a &&
    isDigitPair(text, 17, 59) &&
    (last === 19 || isFraction(text, last))
  );
}

function isPlainDate(text: string): boolean {
  return (
    isDigitPair(text, 0, 99) &&
    isDigitPair(text, 2, 99) &&
    text.charCodeAt(4) === 0x2d &&
    isDigitPair(text, 5, 12) &&
    text.charCodeAt(7) === 0x2d &&
    isDigitPair(text, 8, 28) &&
    !text.startsWith("00", 5) &&
    !text.startsWith("00", 8)
  );
}

function isFraction(text: string, end: number): boolean {
  if (text.charCodeAt(19) !== 0x2e || end === 20) return false;
  for (let at = 20; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

type Definition = (typeof fullFormats)[keyof typeof fullFormats];

function toCheck(definition: Definition): FormatCheck | undefined {
  if (typeof definition === "function") return { type: "string", accepts: (text) => definition(text) };
  if (definition instanceof RegExp) return { type: "string", accepts: (text) => definition.test(text) };
  if (typeof definition !== "object") return undefined;
  const { validate, type } = definition as { validate?: unknown; type?: unknown };
  if (validate instanceof RegExp) return { type: "string", accepts: (text) => validate.test(text) };
  if (typeof validate !== "function") return undefined;
  const call = (value: unknown): boolean => Boolean(Reflect.apply(validate, undefined, [value]));
  return { type: type === "number" ? "number" : "string", accepts: call };
}

const checks = new Map<string, FormatCheck>();
for (const [name, definition] of Object.entries(fullFormats)) {
  const check = toCheck(definition);
  if (check !== undefined) checks.set(name, check);
}

function wrap(name: string, around: (accepts: (text: string) => boolean) => (text: string) => boolean): void {
  const check = checks.get(name);
  if (check?.type === "string") checks.set(name, { type: "string", accepts: around(check.accepts) });
}
wrap("url", (accepts) => (text) => text.length <= longestUrl && accepts(text));
wrap("regex", (accepts) => (text) => text.length <= longestRegex && accepts(text));
wrap("date-time", (accepts) => (text) => isPlainDateTime(text) || accepts(text));

/** The check behind a `format`, or undefined for formats that are annotations only. */
export function formatCheck(name: string): FormatCheck | undefined {
  return checks.get(name);
}

/** Every format that is checked. */
export function checkedFormats(): ReadonlyMap<string, FormatCheck> {
  return checks;
}

/** Formats that JSON Schema defines and Sluice does not check. */
const uncheckedFormats: ReadonlySet<string> = new Set(["idn-email", "idn-hostname", "iri", "iri-reference"]);

/** Whether texts could be told to be of a format or not, by somebody who had a check for it. */
export function isUncheckedFormat(name: string): boolean {
  return uncheckedFormats.has(name);
}
