import { clone } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type EnumDescriptorProto,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";

/**
 * A copy of a descriptor in which declarations whose order means nothing are sorted: imports, enums, services, methods,
 * extensions, fields, reserved numbers and names, enum values after the first. Messages keep their order, because the first one is
 * the default and Confluent message indexes count them; so does the first enum value, the default of proto2.
 */
export function normalizeDescriptor(file: FileDescriptorProto): FileDescriptorProto {
  const copy = clone(FileDescriptorProtoSchema, file);
  sortImports(copy);
  copy.messageType.forEach(normalizeMessage);
  copy.enumType.sort(byName).forEach(normalizeEnum);
  copy.extension.sort((a, b) => compareText(a.extendee, b.extendee) || a.number - b.number);
  copy.service.sort(byName).forEach((service) => service.method.sort(byName));
  return copy;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byName(a: { name: string }, b: { name: string }): number {
  return compareText(a.name, b.name);
}

function sortImports(file: FileDescriptorProto): void {
  const publics = new Set(file.publicDependency.map((index) => file.dependency[index]));
  const weak = new Set(file.weakDependency.map((index) => file.dependency[index]));
  file.dependency.sort(compareText);
  const indexesOf = (paths: Set<string | undefined>): number[] =>
    file.dependency.flatMap((path, index) => (paths.has(path) ? [index] : []));
  file.publicDependency = indexesOf(publics);
  file.weakDependency = indexesOf(weak);
}

function normalizeMessage(message: DescriptorProto): void {
  message.field.sort((a, b) => a.number - b.number);
  message.enumType.sort(byName).forEach(normalizeEnum);
  message.extension.sort((a, b) => compareText(a.extendee, b.extendee) || a.number - b.number);
  message.extensionRange.sort((a, b) => a.start - b.start);
  message.reservedRange = mergeRanges(message.reservedRange, 0);
  message.reservedName.sort(compareText);
  message.nestedType.forEach(normalizeMessage);
}

function normalizeEnum(enumeration: EnumDescriptorProto): void {
  const [first, ...rest] = enumeration.value;
  rest.sort((a, b) => a.number - b.number || compareText(a.name, b.name));
  if (first !== undefined) enumeration.value = [first, ...rest];
  enumeration.reservedRange = mergeRanges(enumeration.reservedRange, 1);
  enumeration.reservedName.sort(compareText);
}

/** Sorts ranges and joins those that touch; `gap` is what lies between the end of one and the start of the next. */
function mergeRanges<T extends { start: number; end: number }>(ranges: readonly T[], gap: number): T[] {
  const out: T[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last !== undefined && last.end + gap >= range.start) last.end = Math.max(last.end, range.end);
    else out.push(range);
  }
  return out;
}
