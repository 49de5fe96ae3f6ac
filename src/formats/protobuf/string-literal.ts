/** The bytes a string literal stands for and the offset after its closing quote, or why it is none. */
type StringLiteral = { readonly bytes: Uint8Array; readonly end: number } | { readonly fault: string };

const simpleEscapes = new Map([
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
  ["\\", 92],
  ["'", 39],
  ['"', 34],
  ["?", 63],
]);
const encoder = new TextEncoder();

/** Reads the string literal whose opening quote is at `start` (Protocol Buffers language specification, "String literals"). */
export function readString(text: string, start: number): StringLiteral {
  const quote = text.charAt(start);
  const parts: Uint8Array[] = [];
  let at = start + 1;
  for (;;) {
    const plain = plainEnd(text, at, quote);
    if (plain > at) parts.push(encoder.encode(text.slice(at, plain)));
    at = plain;
    const stop = text.charAt(at);
    if (stop === quote) return { bytes: Buffer.concat(parts), end: at + 1 };
    if (stop !== "\\") return { fault: "This string is never closed; end it with the same quote on the same line." };
    const escape = readEscape(text.slice(at + 1, at + 10));
    if (escape === undefined)
      return { fault: "This string has an escape that does not exist; write \\\\ for a backslash." };
    parts.push(escape.bytes);
    at += 1 + escape.length;
  }
}

function plainEnd(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && text[at] !== quote && text[at] !== "\\" && text[at] !== "\n" && text[at] !== "\0") at++;
  return at;
}

function readEscape(rest: string): { bytes: Uint8Array; length: number } | undefined {
  const simple = simpleEscapes.get(rest.charAt(0));
  if (simple !== undefined) return { bytes: Uint8Array.of(simple), length: 1 };
  const octal = /^[0-7]{1,3}/.exec(rest)?.[0];
  if (octal !== undefined) return { bytes: Uint8Array.of(Number.parseInt(octal, 8) & 255), length: octal.length };
  const hex = /^[xX]([0-9A-Fa-f]{1,2})/.exec(rest);
  if (hex?.[1] !== undefined) return { bytes: Uint8Array.of(Number.parseInt(hex[1], 16)), length: hex[0].length };
  const unicode = /^u([0-9A-Fa-f]{4})|^U(00[01][0-9A-Fa-f]{5})/.exec(rest);
  const digits = unicode?.[1] ?? unicode?.[2];
  if (unicode === null || digits === undefined) return undefined;
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) return undefined;
  return { bytes: encoder.encode(String.fromCodePoint(code)), length: unicode[0].length };
}

/**
 * Bytes as the inside of a double-quoted literal: printable ASCII as it is, the rest escaped. Text that is valid UTF-8 keeps
 * its letters.
 */
export function quoteBytes(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += quoteByte(byte);
  return `"${out}"`;
}

/** A text as a double-quoted literal. */
export function quoteText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
  return `"${text.replace(/[\u0000-\u001f\u007f"\\]/g, (c) => quoteByte(c.charCodeAt(0)))}"`;
}

/** The C escapes that descriptors use for the default of a bytes field. */
export function escapeBytes(bytes: Uint8Array): string {
  return quoteBytes(bytes).slice(1, -1);
}

function quoteByte(byte: number): string {
  if (byte === 10) return "\\n";
  if (byte === 13) return "\\r";
  if (byte === 9) return "\\t";
  if (byte === 34) return '\\"';
  if (byte === 39) return "\\'";
  if (byte === 92) return "\\\\";
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
}
