import { SluiceError } from "../../core/errors.js";
import type { DeclarationSpans } from "./declaration-spans.js";
import type { ParseContext } from "./parse-context.js";
import type { AggregateField, OptionNamePart, OptionOwner, OptionValue, PendingOption } from "./parsed-file.js";
import type { TokenReader } from "./token-reader.js";

/** Deepest nesting of messages, groups and aggregate values in a schema. */
const maxNesting = 64;

/** Refuses what nests deeper than `maxNesting`. */
export function checkNesting(depth: number): void {
  if (depth > maxNesting) {
    throw new SluiceError("LIMIT_EXCEEDED", `The schema nests deeper than ${maxNesting} levels; flatten it.`, {
      metadata: { limit: "nesting", max: String(maxNesting) },
    });
  }
}

/** Parses `name = value;` after the word `option`. */
export function parseOptionStatement(context: ParseContext, owner: OptionOwner, scope: string): void {
  context.options.push(parseAssignment(context.reader, owner, scope));
  context.reader.expect(";", "after the option");
}

/** Parses `[name = value, …]`, if there is one. */
export function parseBracketedOptions(reader: TokenReader, owner: OptionOwner, scope: string): PendingOption[] {
  const options: PendingOption[] = [];
  if (!reader.accept("[")) return options;
  do options.push(parseAssignment(reader, owner, scope));
  while (reader.accept(","));
  reader.expect("]", "after the options");
  return options;
}

/** Runs `parse` on options in brackets and says where they stand; no spans when there are none. */
export function readBrackets(
  reader: TokenReader,
  parse: () => PendingOption[],
): { options: PendingOption[]; spans: Pick<DeclarationSpans, "brackets" | "settings"> } {
  const start = reader.nextStart();
  const present = reader.at("[");
  const options = parse();
  if (!present) return { options, spans: {} };
  const settings = options.map(({ name, place, end }) => ({
    name: name.map((part) => (part.isExtension ? `(${part.name})` : part.name)).join("."),
    span: { start: place, end },
  }));
  return { options, spans: { brackets: reader.spanFrom(start), settings } };
}

function parseAssignment(reader: TokenReader, owner: OptionOwner, scope: string): PendingOption {
  const { line, column } = reader.peek();
  const name = [parseNamePart(reader)];
  while (reader.accept(".")) name.push(parseNamePart(reader));
  reader.expect("=", "after the option name");
  const value = parseValue(reader, 0);
  if (value.kind === "list") throw reader.fault("A list stands only inside { … }; repeat the option instead.", value);
  return { owner, name, value, place: { line, column }, end: reader.lastEnd(), scope };
}

function parseNamePart(reader: TokenReader): OptionNamePart {
  if (!reader.accept("(")) return { name: reader.identifier("an option name").text, isExtension: false };
  const name = reader.dottedName("the name of a custom option");
  reader.expect(")", "after the name of the custom option");
  return { name, isExtension: true };
}

/** Parses a constant or an aggregate value in Protobuf text format. */
function parseValue(reader: TokenReader, depth: number): OptionValue {
  checkNesting(depth);
  const token = reader.peek();
  const place = { line: token.line, column: token.column };
  if (reader.at("{") || reader.at("<")) return { kind: "message", fields: parseAggregate(reader, depth), ...place };
  if (reader.at("[")) return { kind: "list", items: parseList(reader, depth), ...place };
  if (token.kind === "string") return { kind: "string", bytes: reader.bytes("a string"), ...place };
  const negative = reader.accept("-");
  if (!negative) reader.accept("+");
  const number = reader.next();
  if (number.kind === "integer") return { kind: "integer", value: negative ? -number.value : number.value, ...place };
  if (number.kind === "float") return { kind: "float", value: negative ? -number.value : number.value, ...place };
  if (number.kind === "identifier" && (!negative || /^(inf|infinity|nan)$/i.test(number.text))) {
    return negative
      ? { kind: "float", value: namedFloat(number.text), ...place }
      : { kind: "identifier", text: number.text, ...place };
  }
  throw reader.fault("Expected a value: a number, a string, a name or { … }.", place);
}

function namedFloat(text: string): number {
  return text.toLowerCase() === "nan" ? Number.NaN : Number.NEGATIVE_INFINITY;
}

function parseList(reader: TokenReader, depth: number): OptionValue[] {
  const items: OptionValue[] = [];
  reader.expect("[", "");
  if (reader.accept("]")) return items;
  do items.push(parseValue(reader, depth + 1));
  while (reader.accept(","));
  reader.expect("]", "after the list");
  return items;
}

function parseAggregate(reader: TokenReader, depth: number): AggregateField[] {
  const close = reader.next().text === "{" ? "}" : ">";
  const fields: AggregateField[] = [];
  while (!reader.accept(close)) {
    const { line, column } = reader.peek();
    const name = parseAggregateName(reader);
    const colon = reader.accept(":");
    if (!colon && !reader.at("{") && !reader.at("<")) throw reader.unexpected('":" after the name');
    fields.push({ name, value: parseValue(reader, depth + 1), line, column });
    if (!reader.accept(",")) reader.accept(";");
  }
  return fields;
}

function parseAggregateName(reader: TokenReader): OptionNamePart {
  if (!reader.accept("["))
    return { name: reader.identifier("a field name or the closing bracket").text, isExtension: false };
  let name = reader.dottedName("the name of an extension");
  if (reader.accept("/")) name += `/${reader.dottedName("the name of a message")}`;
  reader.expect("]", "after the name of the extension");
  return { name, isExtension: true };
}
