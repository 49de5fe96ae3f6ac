import { printableLines } from "./text-width.js";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The bytes as text, or undefined when they are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    // Not text; the caller shows it as bytes.
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not JSON; the caller shows it as it is.
    return false;
  }
}

/**
 * Splits valid JSON into strings, punctuation and everything else. White space between them is dropped. Strings go by
 * stretches without escapes: a choice for each character overflows the stack where there are millions.
 */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/gu;

/** Deepest nesting that is indented; the spaces grow with its square, and nobody reads them. */
const deepest = 1000;

/**
 * JSON text with two spaces of indentation, or undefined when it is not JSON or nests too deep. Works on the text and not on parsed
 * values, so that numbers keep every digit and members keep their order and their duplicates.
 */
export function prettyJson(text: string): string | undefined {
  if (!isJson(text)) return undefined;
  let depth = 0;
  let result = "";
  const all = text.match(tokens) ?? [];
  for (const [index, token] of all.entries()) {
    const opens = token === "{" || token === "[";
    const next = all[index + 1];
    if (opens) depth += 1;
    if (depth > deepest) return undefined;
    const nextCloses = next === "}" || next === "]";
    if (nextCloses) depth -= 1;
    result += token === ":" ? ": " : token;
    if (token === "," || opens !== nextCloses) {
      result += `\n${"  ".repeat(depth)}`;
    }
  }
  return result;
}

/** JSON text without white space between tokens, on one line, or undefined when it is not JSON. */
export function compactJson(text: string): string | undefined {
  return isJson(text) ? (text.match(tokens) ?? []).join("") : undefined;
}

/** Rows of 16 bytes: offset, hex, and the printable ASCII of them. */
function hexDump(bytes: Uint8Array): string {
  const rows: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const row = [...bytes.subarray(offset, offset + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const ascii = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");
    rows.push(`${offset.toString(16).padStart(8, "0")}  ${hex.padEnd(47)}  ${ascii}`);
  }
  return rows.join("\n");
}

/** A payload for people: JSON indented, other text as it is, bytes as a hex dump. Safe for a terminal. */
export function renderPayload(bytes: Uint8Array): string {
  if (bytes.length === 0) return "(empty)";
  const text = utf8(bytes);
  return text === undefined ? hexDump(bytes) : printableLines(prettyJson(text) ?? text);
}

/** A payload on one line: JSON without spaces, text as it is, bytes in base64. */
export function payloadLine(bytes: Uint8Array): string {
  const text = utf8(bytes);
  return text === undefined ? `base64:${Buffer.from(bytes).toString("base64")}` : (compactJson(text) ?? text);
}
