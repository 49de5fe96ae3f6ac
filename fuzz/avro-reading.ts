import { type Branched, type FieldModel, type Model, plainName, type Value } from "./avro-model.js";

/** Whether a reader gets a value that was written: certainly, certainly not, or as its library pleases. */
export type Reading = "read" | "rejected" | "unclear";

const wider: Readonly<Record<string, readonly string[]>> = {
  int: ["long", "float", "double"],
  long: ["float", "double"],
  float: ["double"],
  string: ["bytes"],
  bytes: ["string"],
};

/** Reads one value by the words of Avro 1.12, "Schema Resolution": straightforward and slow. */
export function readingOf(reader: Model, writer: Model, value: Value): Reading {
  if (writer.kind === "union") {
    const { branch, value: inner } = value as Branched;
    const same = reader.kind === "union" && signature(reader) === signature(writer);
    const taken = writer.parts[branch];
    return taken === undefined ? "rejected" : readingOf((same ? reader.parts[branch] : reader) ?? reader, taken, inner);
  }
  if (reader.kind === "union") {
    const ways = waysInto(reader, writer).map((branch) => readingOf(branch, writer, value));
    return ways.length === 0 ? "rejected" : agreed(ways);
  }
  return matches(reader, writer) ? readMatching(reader, writer, value) : "rejected";
}

function readMatching(reader: Model, writer: Model, value: Value): Reading {
  if (writer.kind === "record") return readRecord(reader, writer, value as readonly Value[]);
  if (writer.kind === "enum") {
    return reader.hasDefault || reader.symbols.includes(writer.symbols[Number(value)] ?? "") ? "read" : "rejected";
  }
  const [mine, theirs] = [reader.parts[0], writer.parts[0]];
  if (mine === undefined || theirs === undefined) return "read";
  return all((value as readonly Value[]).map((item) => readingOf(mine, theirs, item)));
}

function matches(reader: Model, writer: Model): boolean {
  if (reader.kind !== writer.kind) return wider[writer.kind]?.includes(reader.kind) === true;
  if (reader.name === "") return true;
  const sameName = plainName(reader.name) === plainName(writer.name) || reader.aliases.includes(writer.name);
  return sameName && reader.size === writer.size;
}

/** The first branch that matches; where names leave a choice also those that libraries prefer for being closer. */
function waysInto(union: Model, writer: Model): readonly Model[] {
  const fitting = union.parts.filter((branch) => matches(branch, writer));
  if (writer.name === "") return fitting.slice(0, 1);
  const closer = [
    fitting[0],
    fitting.find(({ name }) => name === writer.name),
    fitting.find(({ name }) => plainName(name) === plainName(writer.name)),
    fitting.find(({ aliases }) => aliases.includes(writer.name)),
  ];
  return [...new Set(closer)].filter((branch) => branch !== undefined);
}

function readRecord(reader: Model, writer: Model, values: readonly Value[]): Reading {
  const claimsOn = (field: FieldModel): readonly FieldModel[] =>
    writer.fields.filter(({ name }) => name === field.name || field.aliases.includes(name));
  return all(
    reader.fields.map((field): Reading => {
      const claimed = claimsOn(field);
      const absent: Reading = field.hasDefault ? "read" : "rejected";
      const ways = claimed.map((written) =>
        readingOf(field.type, written.type, values[writer.fields.indexOf(written)]),
      );
      if (claimed.length === 0) return absent;
      if (claimed.length > 1) return agreed(["rejected", ...ways]);
      const shared = reader.fields.filter((other) => claimsOn(other).some((written) => claimed.includes(written)));
      return shared.length > 1 ? agreed([absent, ...ways]) : agreed(ways);
    }),
  );
}

function agreed(ways: readonly Reading[]): Reading {
  const [first = "read"] = ways;
  return ways.every((way) => way === first) ? first : "unclear";
}

function all(parts: readonly Reading[]): Reading {
  if (parts.includes("rejected")) return "rejected";
  return parts.includes("unclear") ? "unclear" : "read";
}

/** Equal for types that say the same down to everything they refer to. */
function signature(model: Model, printed = new Set<string>()): string {
  const { kind, name, aliases, symbols, size, hasDefault, logical } = model;
  if (name !== "" && printed.has(name)) return name;
  printed.add(name);
  const parts = model.parts.map((part) => signature(part, printed));
  const fields = model.fields.map((field) => [
    field.name,
    field.aliases.toSorted(),
    field.hasDefault,
    signature(field.type, printed),
  ]);
  return JSON.stringify([kind, name, aliases.toSorted(), symbols, size, hasDefault, logical, parts, fields]);
}
