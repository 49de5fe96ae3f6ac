import type { DescEnum, DescField, DescFile, DescMessage } from "@bufbuild/protobuf";
import { type DescriptorProto, FieldDescriptorProto_Type, FileOptionsSchema } from "@bufbuild/protobuf/wkt";
import type { SchemaChange } from "../../core/finding.js";
import type { SchemaSource } from "../../core/schema.js";
import { describeField } from "./describe.js";
import { type LoadedSchema, loadSchema } from "./load-schema.js";
import { printField } from "./print-field.js";
import { printEnum, printMessage } from "./print-message.js";
import { printOptions } from "./print-options.js";
import { printProto } from "./print-proto.js";

/** What changed from one schema to another, in the order of the later text, removals first in each declaration. */
export function diff(from: SchemaSource, to: SchemaSource): readonly SchemaChange[] {
  return new Differ(loadSchema(from), loadSchema(to)).run();
}

class Differ {
  private readonly changes: SchemaChange[] = [];
  private readonly nested = new Map<DescMessage, ReadonlyMap<string, DescriptorProto>>();

  constructor(
    private readonly from: LoadedSchema,
    private readonly to: LoadedSchema,
  ) {}

  run(): readonly SchemaChange[] {
    const [from, to] = [this.from.file, this.to.file];
    this.value("syntax", "", syntaxOf(from), syntaxOf(to));
    this.value("package", "", from.proto.package, to.proto.package);
    this.names("import", "", from.proto.dependency, to.proto.dependency);
    const [before, after] = [this.from, this.to].map((s) =>
      printOptions(s, s.file.proto.package, FileOptionsSchema, s.file.proto.options),
    );
    this.names("file option", "", before ?? [], after ?? []);
    this.messages(from.messages, to.messages);
    this.enums(from.enums, to.enums);
    this.names("extension", "", extensionTexts(from), extensionTexts(to));
    this.names("method", "", methodTexts(from), methodTexts(to));
    // Whatever no rule above speaks of (options of declarations, order of messages) must not pass unseen.
    if (this.changes.length === 0) this.rest();
    return this.changes;
  }

  private add(
    kind: SchemaChange["kind"],
    path: string,
    message: string,
    texts: { before?: string; after?: string },
  ): void {
    this.changes.push({ kind, path, message, before: texts.before ?? "", after: texts.after ?? "" });
  }

  private value(what: string, path: string, before: string, after: string): void {
    if (before === after) return;
    this.add("changed", path, `The ${what} changed from ${quoted(before)} to ${quoted(after)}.`, { before, after });
  }

  private names(what: string, path: string, before: readonly string[], after: readonly string[]): void {
    const where = path === "" ? "" : ` of ${path}`;
    const [was, is] = [new Set(before), new Set(after)];
    for (const name of before) {
      if (!is.has(name))
        this.add("removed", path, `The ${what} ${quoted(name)}${where} was removed.`, { before: name });
    }
    for (const name of after) {
      if (!was.has(name)) this.add("added", path, `The ${what} ${quoted(name)}${where} was added.`, { after: name });
    }
  }

  private messages(before: readonly DescMessage[], after: readonly DescMessage[]): void {
    const was = new Map(before.map((message) => [message.name, message]));
    const is = new Set(after.map((message) => message.name));
    for (const message of before) {
      if (is.has(message.name)) continue;
      const text = printMessage(this.from, message.proto, scopeOf(message)).join("\n");
      this.add("removed", message.typeName, `The message "${message.name}" was removed.`, { before: text });
    }
    for (const message of after) {
      const other = was.get(message.name);
      if (other === undefined) {
        const text = printMessage(this.to, message.proto, scopeOf(message)).join("\n");
        this.add("added", message.typeName, `The message "${message.name}" was added.`, { after: text });
      } else this.message(other, message);
    }
  }

  private message(before: DescMessage, after: DescMessage): void {
    const path = after.typeName;
    const numbers = new Set(after.fields.map((field) => field.number));
    for (const field of before.fields.filter((one) => !numbers.has(one.number))) {
      const text = `The field "${field.name}" (${field.number}) was removed.`;
      this.add("removed", `${path}.${field.name}`, text, { before: this.fieldText(this.from, field) });
    }
    const earlier = new Map(before.fields.map((field) => [field.number, field]));
    for (const field of after.fields) {
      const other = earlier.get(field.number);
      if (other !== undefined) this.field(other, field);
      else {
        const text = `The field "${field.name}" (${field.number}) of type ${describeField(field)} was added.`;
        this.add("added", `${path}.${field.name}`, text, { after: this.fieldText(this.to, field) });
      }
    }
    this.names("reserved name", path, before.proto.reservedName, after.proto.reservedName);
    this.names("reserved range", path, rangeTexts(before.proto.reservedRange), rangeTexts(after.proto.reservedRange));
    this.names(
      "extension range",
      path,
      rangeTexts(before.proto.extensionRange),
      rangeTexts(after.proto.extensionRange),
    );
    this.messages(before.nestedMessages, after.nestedMessages);
    this.enums(before.nestedEnums, after.nestedEnums);
  }

  private field(before: DescField, after: DescField): void {
    const path = `${after.parent.typeName}.${after.name}`;
    const parts: string[] = [];
    if (before.name !== after.name) parts.push(`was renamed from "${before.name}"`);
    const [typeBefore, typeAfter] = [describeField(before), describeField(after)];
    if (typeBefore !== typeAfter) parts.push(`changed its type from ${typeBefore} to ${typeAfter}`);
    if (before.oneof?.name !== after.oneof?.name) parts.push(oneofText(before, after));
    const texts = { before: this.fieldText(this.from, before), after: this.fieldText(this.to, after) };
    if (parts.length === 0 && texts.before !== texts.after) parts.push("changed its label or options");
    if (parts.length > 0)
      this.add("changed", path, `The field "${after.name}" (${after.number}) ${parts.join(", ")}.`, texts);
  }

  private fieldText(schema: LoadedSchema, field: DescField): string {
    const made = field.fieldKind === "map" || field.proto.type === FieldDescriptorProto_Type.GROUP;
    const generated = made ? this.nestedTypes(field.parent).get(field.proto.typeName) : undefined;
    const { proto } = field.parent.file;
    const syntax = proto.syntax === "proto2" ? "" : proto.syntax;
    const inOneof = field.oneof !== undefined;
    return printField(schema, field.proto, { scope: field.parent.typeName, syntax, inOneof, generated });
  }

  /** The messages declared in a message, map entries included, by the names fields use. */
  private nestedTypes(message: DescMessage): ReadonlyMap<string, DescriptorProto> {
    const known = this.nested.get(message);
    if (known !== undefined) return known;
    const types = new Map(message.proto.nestedType.map((type) => [`.${message.typeName}.${type.name}`, type]));
    this.nested.set(message, types);
    return types;
  }

  private enums(before: readonly DescEnum[], after: readonly DescEnum[]): void {
    this.names(
      "enum",
      "",
      before.map((one) => one.typeName),
      after.map((one) => one.typeName),
    );
    const earlier = new Map(before.map((one) => [one.name, one]));
    for (const to of after) {
      const from = earlier.get(to.name);
      if (from === undefined) continue;
      const valueTexts = (type: DescEnum): string[] => type.values.map((value) => `${value.name} = ${value.number}`);
      const count = this.changes.length;
      this.names("value", to.typeName, valueTexts(from), valueTexts(to));
      const [textBefore, textAfter] = [
        printEnum(this.from, from.proto, scopeOf(from)),
        printEnum(this.to, to.proto, scopeOf(to)),
      ];
      const texts = { before: textBefore.join("\n"), after: textAfter.join("\n") };
      if (this.changes.length === count && texts.before !== texts.after) {
        this.add("changed", to.typeName, `Options or reserved numbers of the enum "${to.name}" changed.`, texts);
      }
    }
  }

  private rest(): void {
    const [before, after] = [printProto(this.from.file.proto, this.from), printProto(this.to.file.proto, this.to)];
    if (before !== after) this.add("changed", "", "Options or the order of declarations changed.", { before, after });
  }
}

function quoted(text: string): string {
  return text === "" ? "nothing" : `"${text}"`;
}

function syntaxOf(file: DescFile): string {
  if (file.proto.syntax === "editions") return "edition 2023";
  return file.proto.syntax === "" ? "proto2" : file.proto.syntax;
}

function scopeOf(type: DescMessage | DescEnum): { scope: string; syntax: string } {
  return { scope: type.parent?.typeName ?? type.file.proto.package, syntax: type.file.proto.syntax };
}

function oneofText(before: DescField, after: DescField): string {
  if (after.oneof === undefined) return `left the oneof "${before.oneof?.name ?? ""}"`;
  return before.oneof === undefined
    ? `moved into the oneof "${after.oneof.name}"`
    : `moved to the oneof "${after.oneof.name}"`;
}

function rangeTexts(ranges: readonly { start: number; end: number }[]): string[] {
  return ranges.map(({ start, end }) => (end - start === 1 ? String(start) : `${start} to ${end - 1}`));
}

function extensionTexts(file: DescFile): string[] {
  const nested = (message: DescMessage): string[] => [
    ...message.nestedExtensions.map(
      (one) => `${one.typeName} (${one.number}) of ${one.extendee.typeName}: ${describeField(one)}`,
    ),
    ...message.nestedMessages.flatMap(nested),
  ];
  const own = file.extensions.map(
    (one) => `${one.typeName} (${one.number}) of ${one.extendee.typeName}: ${describeField(one)}`,
  );
  return [...own, ...file.messages.flatMap(nested)];
}

function methodTexts(file: DescFile): string[] {
  return file.services.flatMap((service) =>
    service.methods.map((method) => {
      const kind = method.methodKind.replace("_", " ");
      return `${service.name}.${method.name}(${method.input.typeName}) returns (${method.output.typeName}), ${kind}`;
    }),
  );
}
