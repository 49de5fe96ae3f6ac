import type { DescEnum, DescMessage } from "@bufbuild/protobuf";
import type { CompareContext } from "./compare-context.js";
import type { Difference } from "./difference.js";
import { reserve } from "./repairs.js";
import { type NumberRange, reservedRanges } from "./reserved-numbers.js";
import { bySide, typeSpot } from "./spots.js";

/** Reservations that the newer of two messages or enums gave up, whether or not somebody uses them yet. */
export function lostReservations<T extends DescMessage | DescEnum>(
  context: CompareContext,
  older: T,
  newer: T,
): Difference[] {
  const sides = bySide(context.newer, { older: typeSpot(older), newer: typeSpot(newer) });
  const out: Difference[] = [];
  const numbers = lostNumbers(older, newer).map(rangeText);
  if (numbers.length > 0) {
    const list = numbers.join(", ");
    const message = `${newer.typeName} no longer reserves ${list}; old events may hold something else there.`;
    const advise = () => ({ suggestion: `Reserve ${list} again.`, repair: reserve(newer, { numbers }) });
    out.push({ ruleId: "wire-reservation-removed", ...sides, message, advise });
  }
  const kept = new Set([...newer.proto.reservedName, ...memberNames(newer)]);
  const names = older.proto.reservedName.filter((name) => !kept.has(name));
  if (names.length > 0) {
    const list = names.map((name) => `"${name}"`).join(", ");
    const message = `${newer.typeName} no longer reserves ${list}; old JSON may use the name with another meaning.`;
    const advise = () => ({ suggestion: `Reserve ${list} again.`, repair: reserve(newer, { names }) });
    out.push({ ruleId: "json-reservation-removed", ...sides, message, advise });
  }
  return out;
}

function memberNames(type: DescMessage | DescEnum): string[] {
  return type.kind === "enum" ? type.values.map(({ name }) => name) : type.fields.map(({ name }) => name);
}

function rangeText({ first, last }: NumberRange): string {
  return first === last ? String(first) : `${first} to ${last}`;
}

/** What the older reserves and the newer neither reserves nor uses. Ranges of one declaration never overlap. */
function lostNumbers(older: DescMessage | DescEnum, newer: DescMessage | DescEnum): NumberRange[] {
  const used = newer.kind === "enum" ? newer.values : newer.fields;
  const extensions = newer.kind === "enum" ? [] : newer.proto.extensionRange;
  const kept = [
    ...reservedRanges(newer),
    ...used.map(({ number }) => ({ first: number, last: number })),
    ...extensions.map(({ start, end }) => ({ first: start, last: end - 1 })),
  ].sort((a, b) => a.first - b.first);
  return reservedRanges(older).flatMap((range) => without(range, kept));
}

/** The parts of a range that no range of `kept` covers; `kept` is in ascending order. */
function without(range: NumberRange, kept: readonly NumberRange[]): NumberRange[] {
  const out: NumberRange[] = [];
  let { first } = range;
  for (const other of kept) {
    if (other.last < first) continue;
    if (other.first > range.last) break;
    if (other.first > first) out.push({ first, last: other.first - 1 });
    first = other.last + 1;
  }
  if (first <= range.last) out.push({ first, last: range.last });
  return out;
}
