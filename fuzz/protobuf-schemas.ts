import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SchemaSource } from "../src/core/schema.js";

/** A number from 0 up to `bound`, exclusive. */
export type Dice = (bound: number) => number;

/** Dice that fall as the seed says (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = (seed * 2_654_435_761) >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound);
  };
}

/** One of several, each as likely as the others. */
export function pick<Item>(dice: Dice, items: readonly Item[]): Item {
  const item = items[dice(items.length)];
  if (item === undefined) throw new Error("there is nothing to pick from");
  return item;
}

const scalars =
  "int32 int64 uint32 uint64 sint32 sint64 bool string bytes float double fixed32 sfixed32 fixed64 sfixed64".split(" ");
const keys = ["int32", "int64", "string", "bool", "sint32", "uint64", "fixed32"];
type Syntax = "proto2" | "proto3" | "edition";

/** The text of a schema with messages that refer to each other, enums, oneofs, maps, groups and nested types. */
export function drawSchema(dice: Dice): string {
  const syntax = pick<Syntax>(dice, ["proto2", "proto3", "edition"]);
  const head = syntax === "edition" ? 'edition = "2023";' : `syntax = "${syntax}";`;
  const names = ["A", "B", "C", "D"].slice(0, 1 + dice(4));
  const messages = names.flatMap((name) => drawMessage(dice, { syntax, name, types: [...names, "E", "F"] }));
  const enums = ["E", "F"].flatMap((name) => drawEnum(dice, syntax, name));
  return [head, ...(dice(4) === 0 ? ["package p;"] : []), ...messages, ...enums, ""].join("\n");
}

interface Drawing {
  readonly syntax: Syntax;
  readonly name: string;
  readonly types: readonly string[];
}

function drawEnum(dice: Dice, syntax: Syntax, name: string): string[] {
  const closed = syntax === "edition" && dice(2) === 0 ? ["  option features.enum_type = CLOSED;"] : [];
  const first = syntax === "proto2" && dice(3) === 0 ? 1 : 0;
  const numbers = [first, ...[2, 3, 5, -1].filter(() => dice(2) === 0)];
  const values = numbers.map((number, at) => `  ${name}_V${at} = ${number};`);
  return [`enum ${name} {`, ...closed, ...values, "}"];
}

function drawMessage(dice: Dice, drawing: Drawing): string[] {
  const lines = [`message ${drawing.name} {`];
  const count = dice(6);
  const inOneof = dice(3) === 0 && count > 1 ? 1 + dice(count - 1) : 0;
  for (let number = 1; number <= count - inOneof; number++) lines.push(`  ${drawField(dice, drawing, number)}`);
  if (inOneof > 0) {
    lines.push("  oneof choice {");
    for (let number = count - inOneof + 1; number <= count; number++) {
      lines.push(`    ${pick(dice, [...scalars, ...drawing.types])} f${number} = ${number};`);
    }
    lines.push("  }");
  }
  if (dice(6) === 0) lines.push("  message Inner {", `    ${drawField(dice, drawing, 1)}`, "  }");
  if (dice(6) === 0) lines.push("  reserved 20 to 22;");
  return [...lines, "}"];
}

function drawField(dice: Dice, { syntax, types }: Drawing, number: number): string {
  const type = dice(3) === 0 ? pick(dice, types) : pick(dice, scalars);
  const roll = dice(10);
  if (roll === 0) return `map<${pick(dice, keys)}, ${type}> f${number} = ${number};`;
  if (roll < 3) return `repeated ${type} f${number} = ${number};`;
  if (syntax === "proto2") {
    if (roll === 3) return `optional group G${number} = ${number} { optional int32 x = 1; }`;
    const value = type === "int32" && dice(3) === 0 ? ` [default = ${dice(5)}]` : "";
    return `${dice(6) === 0 ? "required" : "optional"} ${type} f${number} = ${number}${value};`;
  }
  if (syntax === "proto3") return `${roll === 4 ? "optional " : ""}${type} f${number} = ${number};`;
  const feature = roll === 4 ? "IMPLICIT" : roll === 5 ? "LEGACY_REQUIRED" : "";
  return `${type} f${number} = ${number}${feature === "" ? "" : ` [features.field_presence = ${feature}]`};`;
}

const field = /^(\s*)((?:optional|required|repeated) )?(map<[^>]*>|[.\w]+) (\w+) = (\d+)( \[[^\]]*\])?;(.*)$/;
const value = /^(\s*)(\w+) = (-?\d+)( \[[^\]]*\])?;(.*)$/;
const notTypes = new Set(["option", "package", "import", "return", "reserved", "syntax", "edition"]);

/** The text after one change that people make: to a field, an enum value, a oneof or a message. */
export function mutate(dice: Dice, text: string): string {
  const lines = text.split("\n");
  const fields = lines.flatMap((line, at) => (isField(line) ? [at] : []));
  const values = lines.flatMap((line, at) => (value.test(line) && !line.trim().startsWith("option") ? [at] : []));
  const chosen = values.length > 0 && dice(5) === 0 ? values : fields;
  if (chosen.length === 0) return text;
  const at = pick(dice, chosen);
  const others = fields.map((one) => field.exec(lines[one] ?? "")?.[3] ?? "int32");
  lines[at] =
    chosen === values
      ? mutateValue(dice, lines[at] ?? "")
      : mutateField(dice, lines[at] ?? "", [...scalars, ...others]);
  return lines.join("\n");
}

function isField(line: string): boolean {
  return !notTypes.has(field.exec(line)?.[3] ?? "option");
}

function mutateValue(dice: Dice, line: string): string {
  const [, indent = "", name = "", number = "0", , rest = ""] = value.exec(line) ?? [];
  return pick(dice, [
    "",
    `${indent}${name}_NEW = ${number};${rest}`,
    `${indent}${name} = ${Number(number) + 1 + dice(9)};${rest}`,
    `${line}\n${indent}${name}_MORE = ${Number(number) + 40};`,
  ]);
}

type FieldChange = (parts: FieldParts, dice: Dice, types: readonly string[]) => string;

interface FieldParts {
  readonly indent: string;
  readonly label: string;
  readonly type: string;
  readonly name: string;
  readonly number: string;
  readonly options: string;
}

function fieldText({ indent, label, type, name, number, options }: FieldParts): string {
  return `${indent}${label}${type} ${name} = ${number}${options};`;
}

const changes: readonly FieldChange[] = [
  () => "",
  ({ indent, number }) => `${indent}reserved ${number};`,
  (parts, dice, types) => fieldText({ ...parts, type: pick(dice, types) }),
  (parts, dice) => fieldText({ ...parts, type: pick(dice, scalars) }),
  (parts, dice) => fieldText({ ...parts, label: pick(dice, ["", "optional ", "repeated ", "required "]) }),
  (parts) => fieldText({ ...parts, name: `${parts.name}_new` }),
  (parts, dice) => fieldText({ ...parts, number: String(Number(parts.number) + 1 + dice(60)) }),
  (parts) => `${parts.indent}oneof moved_${parts.name} { ${fieldText({ ...parts, indent: "", label: "" })} }`,
  (parts, dice) => fieldText({ ...parts, label: "", type: `map<${pick(dice, keys)}, ${parts.type}>` }),
  (parts, dice, types) =>
    `${fieldText(parts)}\n${fieldText({ ...parts, type: pick(dice, types), name: `${parts.name}_more`, number: String(Number(parts.number) + 70), options: "" })}`,
  (parts) => fieldText({ ...parts, options: ' [json_name = "other"]' }),
  (parts, dice) => fieldText({ ...parts, options: ` [default = ${dice(3)}]` }),
  (parts) => fieldText({ ...parts, options: "" }),
  (parts) => `${parts.indent}oneof pair_${parts.name} { ${fieldText({ ...parts, indent: "", label: "" })}`,
  (parts) => `${fieldText({ ...parts, label: "" })} }`,
];

function mutateField(dice: Dice, line: string, types: readonly string[]): string {
  const [, indent = "", label = "", type = "", name = "", number = "", options = ""] = field.exec(line) ?? [];
  return pick(dice, changes)({ indent, label, type, name, number, options }, dice, types);
}

const folder = "node_modules/google-proto-files";
let published: readonly string[] | undefined;

/** A published file of Google's, with what it imports; undefined for one that imports what is not there. */
export function drawPublished(dice: Dice): SchemaSource | undefined {
  published ??= readdirSync(join(folder, "google"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".proto"))
    .map((path) => `google/${path}`)
    .sort();
  const path = pick(dice, published);
  return sourceOf(readFileSync(join(folder, path), "utf8"), new Map());
}

function sourceOf(text: string, known: Map<string, SchemaSource | undefined>): SchemaSource | undefined {
  const imports = [...text.matchAll(/^import (?:public |weak )?"([^"]+)";/gm)].map((match) => match[1] ?? "");
  const references = imports
    .filter((path) => !path.startsWith("google/protobuf/"))
    .map((name) => {
      if (!known.has(name)) {
        known.set(name, undefined);
        known.set(name, readPublished(name, known));
      }
      return { name, source: known.get(name) };
    });
  if (references.some(({ source }) => source === undefined)) return undefined;
  return {
    text,
    references: references.flatMap(({ name, source }) => (source === undefined ? [] : [{ name, source }])),
  };
}

function readPublished(path: string, known: Map<string, SchemaSource | undefined>): SchemaSource | undefined {
  try {
    return sourceOf(readFileSync(join(folder, path), "utf8"), known);
  } catch {
    // Some files import what the package does not bring along.
    return undefined;
  }
}
