import type {
  DescriptorProto,
  EnumDescriptorProto,
  EnumValueDescriptorProto,
  FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import { enumsOf, messagesOf } from "./declarations.js";
import { maxFieldNumber } from "./parse-ranges.js";
import { invalidSchema } from "./place.js";
import { type LinkContext, refuse } from "./resolve-types.js";

/** Numbers with both ends included and what they are for. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly use: "reserved" | "kept for extensions";
  readonly node: object;
}

/** Checks numbers and reserved names of all messages, extensions and enums (language specification, "Fields", "Reserved"). */
export function checkNumbers(context: LinkContext): void {
  const { proto } = context.parsed;
  for (const field of proto.extension) checkFieldNumber(context, field);
  for (const message of messagesOf(proto)) {
    for (const field of message.proto.extension) checkFieldNumber(context, field);
    checkMessage(context, message.name, message.proto);
  }
  for (const enumeration of enumsOf(proto)) checkEnum(context, enumeration.name, enumeration.proto);
}

function checkFieldNumber(context: LinkContext, field: FieldDescriptorProto): void {
  const { name, number } = field;
  if (number < 1 || number > maxFieldNumber) {
    throw refuse(
      context,
      field,
      `Field "${name}" has the number ${number}; it must lie between 1 and ${maxFieldNumber}.`,
    );
  }
  if (number >= 19000 && number <= 19999) {
    throw refuse(context, field, `Field "${name}" has the number ${number}; 19000 to 19999 belong to Protobuf itself.`);
  }
}

function checkMessage(context: LinkContext, name: string, message: DescriptorProto): void {
  const spans: Span[] = [
    ...message.reservedRange.map((r) => ({ first: r.start, last: r.end - 1, use: "reserved" as const, node: r })),
    ...message.extensionRange.map((r) => ({
      first: r.start,
      last: r.end - 1,
      use: "kept for extensions" as const,
      node: r,
    })),
  ];
  const sorted = checkSpans(context, name, spans);
  checkReservedNames(context, name, message.reservedName, message.field);
  const seen = new Map<number, string>();
  for (const field of message.field) {
    checkFieldNumber(context, field);
    const other = seen.get(field.number);
    if (other !== undefined) {
      throw refuse(
        context,
        field,
        `"${field.name}" and "${other}" of ${name} both have the number ${field.number}; change one.`,
      );
    }
    seen.set(field.number, field.name);
    const span = spanAt(sorted, field.number);
    if (span !== undefined) {
      throw refuse(
        context,
        field,
        `Field "${field.name}" of ${name} has the number ${field.number}, which is ${span.use}.`,
      );
    }
  }
}

/** Refuses ranges that overlap and gives them in ascending order. */
function checkSpans(context: LinkContext, name: string, spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.first - b.first);
  sorted.forEach((span, i) => {
    if (span.first > span.last) throw refuse(context, span.node, `A number range of ${name} ends before it starts.`);
    const before = sorted[i - 1];
    if (before !== undefined && before.last >= span.first) {
      throw refuse(
        context,
        span.node,
        `The number ${span.first} of ${name} is ${before.use} and ${span.use} again; remove one.`,
      );
    }
  });
  return sorted;
}

/** The range that holds a number; `sorted` does not overlap. */
function spanAt(sorted: readonly Span[], number: number): Span | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.last ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  const found = sorted[low];
  return found !== undefined && found.first <= number ? found : undefined;
}

function checkReservedNames(
  context: LinkContext,
  owner: string,
  reserved: readonly string[],
  members: readonly (FieldDescriptorProto | EnumValueDescriptorProto)[],
): void {
  const names = new Set(reserved);
  const used = members.find((member) => names.has(member.name));
  if (used !== undefined) {
    throw refuse(context, used, `The name "${used.name}" is reserved in ${owner}; take another name.`);
  }
  const twice = names.size === reserved.length ? undefined : reserved.find((name) => !names.delete(name));
  if (twice !== undefined)
    throw invalidSchema(`The name "${twice}" is reserved twice in ${owner}.`, undefined, context.label);
}

function checkEnum(context: LinkContext, name: string, enumeration: EnumDescriptorProto): void {
  if (enumeration.value.length === 0)
    throw refuse(context, enumeration, `The enum ${name} has no values; give it at least one.`);
  const spans = enumeration.reservedRange.map((r) => ({
    first: r.start,
    last: r.end,
    use: "reserved" as const,
    node: r,
  }));
  const sorted = checkSpans(context, name, spans);
  checkReservedNames(context, name, enumeration.reservedName, enumeration.value);
  const seen = new Map<number, string>();
  let aliased = false;
  for (const value of enumeration.value) {
    const other = seen.get(value.number);
    if (other !== undefined && enumeration.options?.allowAlias !== true) {
      const how = "change one or set option allow_alias = true";
      throw refuse(
        context,
        value,
        `"${value.name}" and "${other}" of ${name} both have the number ${value.number}; ${how}.`,
      );
    }
    aliased ||= other !== undefined;
    seen.set(value.number, value.name);
    if (spanAt(sorted, value.number) !== undefined) {
      throw refuse(
        context,
        value,
        `The value "${value.name}" of ${name} has the number ${value.number}, which is reserved.`,
      );
    }
  }
  if (enumeration.options?.allowAlias === true && !aliased) {
    throw refuse(context, enumeration, `The enum ${name} allows aliases but has none; remove allow_alias.`);
  }
}
