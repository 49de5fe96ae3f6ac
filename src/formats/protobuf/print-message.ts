import {
  type DescriptorProto,
  type EnumDescriptorProto,
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  ExtensionRangeOptionsSchema,
  type FieldDescriptorProto,
  FieldDescriptorProto_Type as Type,
  MessageOptionsSchema,
  OneofOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { maxFieldNumber } from "./parse-ranges.js";
import { printField } from "./print-field.js";
import { type PrintContext, printOptions, shortName } from "./print-options.js";
import { quoteText } from "./string-literal.js";
import { qualify } from "./symbols.js";

/** Where a declaration is printed: the full name around it and the syntax of the file. */
interface PrintScope {
  readonly scope: string;
  readonly syntax: string;
}

/** A message with everything in it, as lines. */
export function printMessage(context: PrintContext, message: DescriptorProto, at: PrintScope): string[] {
  return block(`message ${message.name}`, messageBody(context, message, at));
}

/** `head { lines }`, on one line when there are none. */
export function block(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`${head} {}`] : [`${head} {`, ...lines.map((line) => `  ${line}`), "}"];
}

/** Option statements. */
export function optionLines(options: readonly string[]): string[] {
  return options.map((option) => `option ${option};`);
}

function messageBody(context: PrintContext, message: DescriptorProto, at: PrintScope): string[] {
  const inside = { scope: qualify(at.scope, message.name), syntax: at.syntax };
  const lines = [
    ...optionLines(printOptions(context, inside.scope, MessageOptionsSchema, message.options)),
    ...reservedLines(message, at.syntax),
    ...extensionLines(context, message, inside.scope),
    ...new MemberPrinter(context, message, inside).print(),
  ];
  for (const enumeration of message.enumType) lines.push(...printEnum(context, enumeration, inside));
  return lines;
}

/**
 * Prints fields, oneofs and nested messages. Nested messages keep their positions among the messages that maps and groups
 * bring along, because Confluent message indexes count them all.
 */
class MemberPrinter {
  private readonly lines: string[] = [];
  private readonly generated: Map<string, DescriptorProto>;
  private readonly own: ReadonlySet<DescriptorProto>;
  private readonly positions: ReadonlyMap<DescriptorProto, number>;
  private readonly oneofFields = new Map<number, FieldDescriptorProto[]>();
  private readonly extensions: ExtensionPrinter;
  private nextNested = 0;

  constructor(
    private readonly context: PrintContext,
    private readonly message: DescriptorProto,
    private readonly inside: PrintScope,
  ) {
    this.generated = generatedMessages(message.field, message.nestedType, inside.scope);
    this.own = new Set(this.generated.values());
    this.positions = new Map(message.nestedType.map((nested, index) => [nested, index]));
    this.extensions = new ExtensionPrinter(context, message.extension, message.nestedType, inside);
    for (const field of message.field) {
      const oneof = this.realOneof(field);
      if (oneof === undefined) continue;
      const members = this.oneofFields.get(oneof);
      if (members === undefined) this.oneofFields.set(oneof, [field]);
      else members.push(field);
    }
  }

  print(): string[] {
    const oneofsDone = new Set<number>();
    for (const field of this.message.field) {
      const oneof = this.realOneof(field);
      if (oneof === undefined) {
        this.nestedBefore(field);
        this.lines.push(...this.field(field, false));
      } else if (!oneofsDone.has(oneof)) {
        oneofsDone.add(oneof);
        this.oneof(oneof);
      }
    }
    this.nestedUpTo(this.message.nestedType.length);
    this.lines.push(...this.extensions.rest());
    return this.lines;
  }

  private realOneof(field: FieldDescriptorProto): number | undefined {
    return Object.hasOwn(field, "oneofIndex") && !field.proto3Optional ? field.oneofIndex : undefined;
  }

  private oneof(index: number): void {
    const oneof = this.message.oneofDecl[index];
    if (oneof === undefined) return;
    const fields = this.oneofFields.get(index) ?? [];
    for (const field of fields) this.nestedBefore(field);
    const options = optionLines(printOptions(this.context, this.inside.scope, OneofOptionsSchema, oneof.options));
    this.lines.push(
      ...block(`oneof ${oneof.name}`, [...options, ...fields.flatMap((field) => this.field(field, true))]),
    );
  }

  private nestedBefore(field: FieldDescriptorProto): void {
    const generated = this.generated.get(field.typeName);
    if (generated !== undefined) this.nestedUpTo(this.positions.get(generated) ?? 0);
  }

  private nestedUpTo(end: number): void {
    for (; this.nextNested < end; this.nextNested++) {
      const nested = this.message.nestedType[this.nextNested];
      if (nested === undefined || this.own.has(nested)) continue;
      this.lines.push(...(this.extensions.upTo(nested) ?? printMessage(this.context, nested, this.inside)));
    }
  }

  private field(field: FieldDescriptorProto, inOneof: boolean): string[] {
    return fieldLines(this.context, field, { ...this.inside, inOneof, generated: this.generated.get(field.typeName) });
  }
}

function fieldLines(
  context: PrintContext,
  field: FieldDescriptorProto,
  place: PrintScope & { inOneof: boolean; generated: DescriptorProto | undefined },
): string[] {
  const text = printField(context, field, place);
  const group = place.generated?.options?.mapEntry === true ? undefined : place.generated;
  return group === undefined ? [`${text};`] : block(text, messageBody(context, group, place));
}

/** The messages among `nested` that were not written as messages: map entries, and the types of groups in `fields`. */
function generatedMessages(
  fields: readonly FieldDescriptorProto[],
  nested: readonly DescriptorProto[],
  scope: string,
): Map<string, DescriptorProto> {
  const groups = new Set(fields.filter((field) => field.type === Type.GROUP).map((field) => field.typeName));
  const named = nested.map((message): [string, DescriptorProto] => [`.${qualify(scope, message.name)}`, message]);
  return new Map(named.filter(([name, message]) => message.options?.mapEntry === true || groups.has(name)));
}

/**
 * Prints `extend` blocks, one for each run of extensions of the same message. Extensions that are groups bring a message
 * along, whose position among its siblings must be kept, so the blocks can be had piece by piece.
 */
export class ExtensionPrinter {
  private readonly generated: Map<string, DescriptorProto>;
  private next = 0;

  constructor(
    private readonly context: PrintContext,
    private readonly extensions: readonly FieldDescriptorProto[],
    nested: readonly DescriptorProto[],
    private readonly at: PrintScope,
  ) {
    this.generated = generatedMessages(extensions, nested, at.scope);
  }

  /** The blocks up to the extension that brings `message` along; undefined when none does. */
  upTo(message: DescriptorProto): string[] | undefined {
    const index = this.extensions.findIndex(
      (field) => this.generated.get(field.typeName) === message && field.type === Type.GROUP,
    );
    return index < 0 ? undefined : this.blocks(index + 1);
  }

  rest(): string[] {
    return this.blocks(this.extensions.length);
  }

  private blocks(end: number): string[] {
    const runs: { extendee: string; lines: string[] }[] = [];
    for (; this.next < end; this.next++) {
      const field = this.extensions[this.next];
      if (field === undefined) break;
      const generated = field.type === Type.GROUP ? this.generated.get(field.typeName) : undefined;
      const lines = fieldLines(this.context, field, { ...this.at, inOneof: false, generated });
      const last = runs.at(-1);
      if (last?.extendee === field.extendee) last.lines.push(...lines);
      else runs.push({ extendee: field.extendee, lines });
    }
    return runs.flatMap(({ extendee, lines }) =>
      block(`extend ${shortName(this.context, this.at.scope, extendee.slice(1), ["message"])}`, lines),
    );
  }
}

function reservedLines(message: DescriptorProto | EnumDescriptorProto, syntax: string): string[] {
  const lines: string[] = [];
  if (message.reservedRange.length > 0) {
    // Ends are exclusive in messages and inclusive in enums (descriptor.proto).
    const isEnum = message.$typeName === "google.protobuf.EnumDescriptorProto";
    const max = isEnum ? 0x7fffffff : maxFieldNumber;
    const ranges = message.reservedRange.map((r) => rangeText(r.start, isEnum ? r.end : r.end - 1, max));
    lines.push(`reserved ${ranges.join(", ")};`);
  }
  if (message.reservedName.length > 0) {
    const names = message.reservedName.map((name) => (syntax === "editions" ? name : quoteText(name)));
    lines.push(`reserved ${names.join(", ")};`);
  }
  return lines;
}

function rangeText(first: number, last: number, max: number): string {
  if (first === last) return String(first);
  return `${first} to ${last === max ? "max" : String(last)}`;
}

function extensionLines(context: PrintContext, message: DescriptorProto, scope: string): string[] {
  return message.extensionRange.map((range) => {
    const options = printOptions(context, scope, ExtensionRangeOptionsSchema, range.options);
    const brackets = options.length === 0 ? "" : ` [${options.join(", ")}]`;
    return `extensions ${rangeText(range.start, range.end - 1, maxFieldNumber)}${brackets};`;
  });
}

/** An enum as lines. */
export function printEnum(context: PrintContext, enumeration: EnumDescriptorProto, at: PrintScope): string[] {
  const scope = qualify(at.scope, enumeration.name);
  const values = enumeration.value.map((value) => {
    const options = printOptions(context, scope, EnumValueOptionsSchema, value.options);
    return `${value.name} = ${value.number}${options.length === 0 ? "" : ` [${options.join(", ")}]`};`;
  });
  const options = optionLines(printOptions(context, scope, EnumOptionsSchema, enumeration.options));
  return block(`enum ${enumeration.name}`, [...options, ...reservedLines(enumeration, at.syntax), ...values]);
}
