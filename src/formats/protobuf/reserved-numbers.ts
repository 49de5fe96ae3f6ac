import type { DescEnum, DescMessage } from "@bufbuild/protobuf";

/** Numbers with both ends included. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** The reserved numbers of a message or enum; ends are exclusive in messages and inclusive in enums (descriptor.proto). */
export function reservedRanges(type: DescMessage | DescEnum): NumberRange[] {
  const beyond = type.kind === "enum" ? 0 : 1;
  return type.proto.reservedRange.map(({ start, end }) => ({ first: start, last: end - beyond }));
}

/** Whether a message or enum reserves a number. */
export function reservesNumber(type: DescMessage | DescEnum, number: number): boolean {
  return reservedRanges(type).some(({ first, last }) => first <= number && number <= last);
}
