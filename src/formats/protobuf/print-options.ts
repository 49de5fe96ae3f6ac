import { type DescMessage, type FileRegistry, getExtension, type Message, ScalarType } from "@bufbuild/protobuf";
import { isReflectMessage, reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import { FeatureSetSchema } from "@bufbuild/protobuf/wkt";
import type { OptionField } from "./option-encoding.js";
import { quoteBytes, quoteText } from "./string-literal.js";
import type { SymbolKind, SymbolTable } from "./symbols.js";

/** What printing needs to write names as short as they can be and to find custom options. */
export interface PrintContext {
  readonly symbols: SymbolTable;
  readonly registry: FileRegistry;
}

/** The shortest way to write a full name so that it still means the same inside `scope`. */
export function shortName(
  context: PrintContext,
  scope: string,
  fullName: string,
  kinds: readonly SymbolKind[],
): string {
  const parts = fullName.split(".");
  for (let from = parts.length - 1; from >= 0; from--) {
    const candidate = parts.slice(from).join(".");
    if (context.symbols.resolve(scope, candidate, kinds)?.name === fullName) return candidate;
  }
  return `.${fullName}`;
}

/** The set options of a declaration as `name = value` texts: standard ones by number, then custom ones by number. */
export function printOptions(
  context: PrintContext,
  scope: string,
  desc: DescMessage,
  options: Message | undefined,
): string[] {
  if (options === undefined) return [];
  const message = reflect(desc, options);
  const out: string[] = [];
  for (const field of byNumber(message.fields)) {
    if (!message.isSet(field) || field.name === "map_entry" || field.name === "uninterpreted_option") continue;
    const value: unknown = message.get(field);
    if (field.message?.typeName === FeatureSetSchema.typeName && isReflectMessage(value)) {
      out.push(...printOptions(context, scope, value.desc, value.message).map((text) => `features.${text}`));
    } else out.push(...printValues(context, field, value).map((text) => `${field.name} = ${text}`));
  }
  for (const { field, value } of customFields(context, desc, options)) {
    const name = shortName(context, scope, field.typeName, ["extension"]);
    out.push(...printValues(context, field, value).map((text) => `(${name}) = ${text}`));
  }
  return out;
}

function byNumber<T extends { readonly number: number }>(fields: readonly T[]): T[] {
  return [...fields].sort((a, b) => a.number - b.number);
}

function customFields(context: PrintContext, desc: DescMessage, options: Message) {
  const numbers = new Set((options.$unknown ?? []).map((field) => field.no));
  const found = [...numbers].flatMap((number) => context.registry.getExtensionFor(desc, number) ?? []);
  return byNumber(found).map((field) => {
    const value: unknown = getExtension(options, field);
    const single = field.message !== undefined && field.fieldKind === "message" && isMessage(value);
    return { field, value: single ? reflect(field.message, value) : value };
  });
}

function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && "$typeName" in value;
}

/** One text per value: several for repeated fields. */
function printValues(context: PrintContext, field: OptionField, value: unknown): string[] {
  if (field.fieldKind === "map") return printEntries(context, field, value);
  if (field.fieldKind !== "list") return [printValue(context, field, value)];
  const items: unknown[] = isIterable(value) ? [...value] : [];
  return items.map((item) => printValue(context, field, item));
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function printEntries(context: PrintContext, field: OptionField & { fieldKind: "map" }, value: unknown): string[] {
  const entries = isIterable(value) ? [...value] : [];
  return entries
    .map((entry) => (Array.isArray(entry) ? (entry as unknown[]) : []))
    .map(([key, item]) => `{ key: ${printScalar(field.mapKey, key)} value: ${printValue(context, field, item)} }`)
    .sort();
}

function printValue(context: PrintContext, field: OptionField, value: unknown): string {
  if (isReflectMessage(value)) return printAggregate(context, value);
  if (field.message !== undefined && isMessage(value)) return printAggregate(context, reflect(field.message, value));
  if (field.enum !== undefined) return field.enum.value[Number(value)]?.name ?? String(value);
  return printScalar(field.scalar ?? ScalarType.INT32, value);
}

function printScalar(type: ScalarType, value: unknown): string {
  if (value instanceof Uint8Array) return quoteBytes(value);
  if (type === ScalarType.STRING) return quoteText(String(value));
  if (type === ScalarType.DOUBLE || type === ScalarType.FLOAT) {
    if (Number.isNaN(value)) return "nan";
    if (value === Number.POSITIVE_INFINITY) return "inf";
    if (value === Number.NEGATIVE_INFINITY) return "-inf";
  }
  return String(value);
}

/** A message in text format on one line. */
function printAggregate(context: PrintContext, message: ReflectMessage): string {
  const parts: string[] = [];
  for (const field of byNumber(message.fields)) {
    if (!message.isSet(field)) continue;
    const delimited = "delimitedEncoding" in field && field.delimitedEncoding;
    const name = delimited ? field.message.name : field.name;
    for (const text of printValues(context, field, message.get(field))) parts.push(`${name}: ${text}`);
  }
  for (const { field, value } of customFields(context, message.desc, message.message)) {
    for (const text of printValues(context, field, value)) parts.push(`[${field.typeName}]: ${text}`);
  }
  return parts.length === 0 ? "{ }" : `{ ${parts.join(" ")} }`;
}
