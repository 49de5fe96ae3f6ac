import { fullFormats } from "ajv-formats/dist/formats.js";
import type { Expressed } from "../languages.js";

/** What is known about the texts of a format: an expression all of them have in them. */
export interface FormatLanguage extends Expressed {
  /** Whether every text that has it in it is of the format. */
  readonly isExact: boolean;
}

const samples: Readonly<Record<string, readonly string[]>> = {
  "date-time": ["2026-01-31T12:00:00Z"],
  date: ["2026-01-31"],
  time: ["12:00:00Z"],
  "iso-date-time": ["2026-01-31T12:00:00Z"],
  "iso-time": ["12:00:00Z"],
  duration: ["P1D"],
  email: ["ada@example.com"],
  hostname: ["example.com"],
  ipv4: ["192.0.2.1"],
  ipv6: ["2001:db8::1"],
  uri: ["https://example.com/"],
  url: ["https://example.com/"],
  "uri-reference": ["/path"],
  "uri-template": ["/items/{id}"],
  uuid: ["3fa85f64-5717-4562-b3fc-2c963f66afa6"],
  regex: ["^a$"],
  "json-pointer": ["/a"],
  "relative-json-pointer": ["0/a"],
  "json-pointer-uri-fragment": ["#/a"],
  byte: ["YWJj"],
};

const none = ["", "a", "no such form", "::", "%", "(", "~", "{"];

/** Texts that are of a format, and texts that are of hardly any. */
export function formatSamples(name: string): readonly string[] {
  return [...(samples[name] ?? []), ...none];
}

/** Formats whose checks are expressions without lookaround. */
const exact = ["email", "ipv4", "ipv6", "uuid", "json-pointer", "relative-json-pointer", "json-pointer-uri-fragment"];

const time = "\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:z|[+-]\\d\\d(?::?\\d\\d)?)?";

/** Expressions that all texts of a format have in them, but others too. */
const wider: Readonly<Record<string, string>> = {
  date: "^\\d\\d\\d\\d-\\d\\d-\\d\\d$",
  time: `^${time}$`,
  "iso-time": `^${time}$`,
  "date-time": `^\\d\\d\\d\\d-\\d\\d-\\d\\d[t\\s]${time}$`,
  "iso-date-time": `^\\d\\d\\d\\d-\\d\\d-\\d\\d[t\\s]${time}$`,
  duration: "^P[0-9YMDTHSW]+$",
  hostname: "^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\\.?$",
  uri: "^[a-z][a-z0-9+.-]*:",
};

const languages = new Map<string, FormatLanguage>();
for (const name of exact) {
  const check: unknown = fullFormats[name as keyof typeof fullFormats];
  if (check instanceof RegExp) languages.set(name, { source: check.source, flags: check.flags, isExact: true });
}
for (const [name, source] of Object.entries(wider)) languages.set(name, { source, flags: "iu", isExact: false });

/** What expression the texts of a format have in them; undefined where none is known. */
export function formatLanguage(name: string): FormatLanguage | undefined {
  return languages.get(name);
}
