import type { DescEnum, DescMessage, DescMethod, DescOneof, DescService } from "@bufbuild/protobuf";
import type { EnumValueDescriptorProto } from "@bufbuild/protobuf/wkt";
import type { Side, TextEdit } from "../../core/finding.js";
import type { Repair } from "./difference.js";
import type { AnyField } from "./element-type.js";
import type { LoadedSchema } from "./load-schema.js";
import { maxFieldNumber } from "./parse-ranges.js";
import { printMethod, printService } from "./print-proto.js";
import { labelText, presenceFeature, restateDefault, restateField, restateHead, restateMessage } from "./restate.js";
import { reservesNumber } from "./reserved-numbers.js";
import type { SchemaEditor } from "./schema-editor.js";
import { otherSide } from "./spots.js";
import { quoteText } from "./string-literal.js";

/** Two declarations with the same number or name. */
export interface Sides<T> {
  readonly reader: T;
  readonly writer: T;
}

function scopeOf(field: AnyField): string {
  return field.kind === "extension" ? (field.parent?.typeName ?? field.file.proto.package) : field.parent.typeName;
}

/** Gives a field the label, type, presence and default of its counterpart again. */
export function restoreField(pair: Sides<AnyField>, side: Side): Repair {
  const [field, wanted] = [pair[side], pair[otherSide(side)]];
  return (editor) => {
    const place = { schema: editor.schema, scope: scopeOf(field), inOneof: field.oneof !== undefined };
    const head = editor.spansOf(field.proto)?.head;
    const text = restateHead(place, wanted);
    if (head === undefined || text === undefined) return undefined;
    const feature = presenceFeature(place, wanted);
    const edits: (TextEdit | undefined)[] = [];
    if (editor.textOf(head) !== text) edits.push(editor.replace(head, text));
    if (feature !== presenceFeature(place, field))
      edits.push(editor.setOption(field.proto, "features.field_presence", feature));
    return [...edits, ...defaultEdits(editor, field, wanted)];
  };
}

function defaultEdits(editor: SchemaEditor, field: AnyField, wanted: AnyField): (TextEdit | undefined)[] {
  const value = restateDefault(editor.schema, wanted);
  if (value === restateDefault(editor.schema, field)) return [];
  return [editor.setOption(field.proto, "default", value)];
}

/** Gives a field the default of its counterpart again, or none. */
export function restoreDefault(pair: Sides<AnyField>, side: Side): Repair {
  return (editor) => defaultEdits(editor, pair[side], pair[otherSide(side)]);
}

/** Gives a field the name of its counterpart again. */
export function restoreName(pair: Sides<AnyField>, side: Side): Repair {
  const wanted = pair[otherSide(side)].name;
  return (editor) => {
    const name = editor.spansOf(pair[side].proto)?.name;
    if (siblingsOf(pair[side]).some((field) => field.name === wanted)) return undefined;
    return name && [editor.replace(name, wanted)];
  };
}

/** Gives a field the JSON name of its counterpart by an option. */
export function restoreJsonName(pair: Sides<AnyField>, side: Side): Repair {
  const wanted = pair[otherSide(side)].jsonName;
  return (editor) => {
    if (siblingsOf(pair[side]).some((field) => field.jsonName === wanted)) return undefined;
    return [editor.setOption(pair[side].proto, "json_name", quoteText(wanted))];
  };
}

function siblingsOf(field: AnyField): readonly AnyField[] {
  return field.kind === "extension" ? [] : field.parent.fields.filter((other) => other !== field);
}

/** Gives a field another number, if that is free. */
export function renumberField(field: AnyField, number: number): Repair {
  return (editor) => {
    const taken =
      field.kind === "field" &&
      (reservesNumber(field.parent, number) || siblingsOf(field).some((other) => other.number === number));
    const span = editor.spansOf(field.proto)?.number;
    return taken ? undefined : span && [editor.replace(span, String(number))];
  };
}

/** Lets two fields of a message change their numbers. */
export function swapNumbers(one: AnyField, other: AnyField): Repair {
  return (editor) => {
    const [first, second] = [one, other].map(({ proto }) => editor.spansOf(proto)?.number);
    if (first === undefined || second === undefined) return undefined;
    return [editor.replace(first, String(other.number)), editor.replace(second, String(one.number))];
  };
}

/** Gives an enum value another number, if that is free. */
export function renumberValue(owner: DescEnum, value: EnumValueDescriptorProto, number: number): Repair {
  return (editor) => {
    const taken = reservesNumber(owner, number) || owner.values.some((other) => other.number === number);
    const span = editor.spansOf(value)?.number;
    return taken ? undefined : span && [editor.replace(span, String(number))];
  };
}

/** The lowest number above all those a message uses, reserves or keeps for extensions. */
export function freshNumber(...messages: readonly DescMessage[]): number {
  const used = messages.flatMap(({ proto }) => [
    ...proto.field.map(({ number }) => number),
    ...[...proto.reservedRange, ...proto.extensionRange]
      .map(({ end }) => end - 1)
      .filter((end) => end < maxFieldNumber),
  ]);
  const next = used.reduce((most, number) => Math.max(most, number), 0) + 1;
  return next >= 19_000 && next <= 19_999 ? 20_000 : next;
}

/** Reserves numbers (as `4` or `5 to 7`) or names in a message or enum. */
export function reserve(owner: DescMessage | DescEnum, list: { numbers?: string[]; names?: string[] }): Repair {
  return (editor) => {
    const names = list.names?.map((name) => (editor.schema.file.proto.syntax === "editions" ? name : quoteText(name)));
    const items = [...(list.numbers ?? []), ...(names ?? [])];
    return [editor.append(owner.proto, [`reserved ${items.join(", ")};`])];
  };
}

/** Adds a field of the other schema to a message, unless that reserves its number or its name. */
export function addField(owner: DescMessage, field: AnyField): Repair {
  return (editor) => {
    if (reservesNumber(owner, field.number) || owner.proto.reservedName.includes(field.name)) return undefined;
    const text = restateField({ schema: editor.schema, scope: owner.typeName, inOneof: false }, field);
    return text === undefined ? undefined : [editor.append(owner.proto, [text])];
  };
}

/** Adds a field of the other schema to a oneof. */
export function addToOneof(oneof: DescOneof, field: AnyField): Repair {
  return (editor) => {
    const place = { schema: editor.schema, scope: oneof.parent.typeName, inOneof: true };
    const text = restateField(place, field);
    return text === undefined ? undefined : [editor.append(oneof.proto, [text])];
  };
}

/** Takes the word `required` from a field. */
export function makeOptional(field: AnyField): Repair {
  return (editor) => {
    const head = editor.spansOf(field.proto)?.head;
    if (head === undefined) return undefined;
    if (editor.schema.file.proto.syntax === "editions") {
      return [editor.setOption(field.proto, "features.field_presence", undefined)];
    }
    return [editor.replace(head, editor.textOf(head).replace(/^required\b/, "optional"))];
  };
}

/** Moves fields out of their oneof, right before it, with the comments above them. */
export function moveOutOfOneof(oneof: DescOneof, fields: readonly AnyField[]): Repair {
  return (editor) => {
    if (fields.length === oneof.fields.length) return undefined;
    const lines: string[] = [];
    for (const field of fields) {
      const block = editor.block(field.proto);
      const label = labelText({ schema: editor.schema, inOneof: false }, field);
      if (block === undefined || label === undefined) return undefined;
      const first = block.findIndex((line) => !line.startsWith("//"));
      lines.push(...block.map((line, index) => (index === first ? `${label}${line}` : line)));
    }
    return [editor.insertBefore(oneof.proto, lines), ...fields.map((field) => editor.remove(field.proto))];
  };
}

/** Adds a value to an enum. */
export function addEnumValue(owner: DescEnum, values: readonly { name: string; number: number }[]): Repair {
  return (editor) => values.map(({ name, number }) => editor.append(owner.proto, [`${name} = ${number};`]));
}

/** Gives an enum value another name. */
export function renameValue(value: EnumValueDescriptorProto, name: string): Repair {
  return (editor) => {
    const span = editor.spansOf(value)?.name;
    return span && [editor.replace(span, name)];
  };
}

/** Declares a message of the other schema again, at the end of the file or of the message it was nested in. */
export function restoreDeclaration(from: LoadedSchema, message: DescMessage, owner: DescMessage | undefined): Repair {
  return (editor) => {
    const lines = restateMessage(from, message, editor.schema.file.proto.syntax);
    if (lines === undefined) return undefined;
    return [owner === undefined ? editor.appendToFile(lines) : editor.append(owner.proto, lines)];
  };
}

/** Gives the file the package of the other schema. */
export function restorePackage(name: string): Repair {
  return (editor) => {
    const { proto } = editor.schema.file;
    const spans = editor.spansOf(proto);
    if (spans === undefined) return undefined;
    const [stated, wanted] = [proto.package !== "", name !== ""];
    if (stated && wanted) return [editor.replace(spans.name, name)];
    if (stated) return [editor.replace(spans.whole, "")];
    const after = { start: spans.whole.end, end: spans.whole.end };
    const atTop = spans.whole.end.line === 1 && spans.whole.end.column === 1;
    return [editor.replace(after, atTop ? `package ${name};\n` : `\n\npackage ${name};`)];
  };
}

/** Declares a method of the other schema as it was there: again, or instead of what there is. */
export function restoreMethod(from: LoadedSchema, method: DescMethod, at: DescService | DescMethod): Repair {
  return (editor) => {
    const lines = printMethod(from, method.proto, method.parent.typeName);
    const spans = editor.spansOf(at.proto);
    if (spans === undefined) return undefined;
    if (at.kind === "service") return [editor.append(at.proto, lines)];
    return [editor.replace(spans.whole, lines.map((line) => line.trim()).join(" "))];
  };
}

/** Declares a service of the other schema again. */
export function restoreService(from: LoadedSchema, service: DescService): Repair {
  return (editor) => [editor.appendToFile(printService(from, service.proto, service.file.proto.package))];
}
