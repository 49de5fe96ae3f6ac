import type { DescEnum } from "@bufbuild/protobuf";
import type { EnumValueDescriptorProto } from "@bufbuild/protobuf/wkt";
import type { CompareContext } from "./compare-context.js";
import type { Difference } from "./difference.js";
import { addEnumValue, renameValue, renumberValue, reserve } from "./repairs.js";
import { lostReservations } from "./reservations.js";
import { reservesNumber } from "./reserved-numbers.js";
import { bySide, otherSide, typeSpot } from "./spots.js";

/** An enum before and after the change. */
interface EnumPair {
  readonly context: CompareContext;
  readonly older: DescEnum;
  readonly newer: DescEnum;
}

/** Differences of two enums that binary payloads of fields survive; what breaks is found at the fields that use them. */
export function compareEnums(context: CompareContext, reader: DescEnum, writer: DescEnum): Difference[] {
  if (reader.proto === writer.proto) return [];
  const sides = { reader, writer };
  const [newer, older] = [sides[context.newer], sides[otherSide(context.newer)]];
  const pair: EnumPair = { context, older, newer };
  const out = [...changedValues(pair), ...addedValues(pair)];
  if (reader.open !== writer.open) {
    const message = `${reader.typeName} is ${kind(writer)} for the writer and ${kind(reader)} for the reader.`;
    out.push({ ruleId: "source-enum-openness-changed", reader: typeSpot(reader), writer: typeSpot(writer), message });
  }
  return [...out, ...lostReservations(context, older, newer)];
}

function kind(type: DescEnum): string {
  return type.open ? "open (keeps unknown numbers)" : "closed (drops unknown numbers)";
}

type Names = ReadonlyMap<number, readonly EnumValueDescriptorProto[]>;

function valuesByNumber(type: DescEnum): Names {
  const out = new Map<number, EnumValueDescriptorProto[]>();
  for (const value of type.proto.value) {
    const known = out.get(value.number);
    if (known === undefined) out.set(value.number, [value]);
    else known.push(value);
  }
  return out;
}

function changedValues(pair: EnumPair): Difference[] {
  const { older, newer } = pair;
  const [before, after] = [valuesByNumber(older), valuesByNumber(newer)];
  const byName = new Map(newer.proto.value.map((value) => [value.name, value]));
  return [...before].flatMap(([number, values]) => {
    const now = after.get(number);
    const renumbered = values.flatMap((value) => {
      const other = byName.get(value.name);
      return other === undefined || other.number === number ? [] : [valueRenumbered(pair, value, other)];
    });
    const value = values[0];
    if (renumbered.length > 0 || value === undefined) return renumbered;
    if (now === undefined) return valueRemoved(pair, value);
    const kept = values.some(({ name }) => now.some((one) => one.name === name));
    return kept || now[0] === undefined ? [] : [valueRenamed(pair, value, now[0])];
  });
}

/** Where a value is declared on both sides; the enum stands for a value that is not there. */
function spots({ context, older, newer }: EnumPair, before: object | undefined, after: object | undefined) {
  return bySide(context.newer, {
    older: before === undefined ? typeSpot(older) : { path: older.typeName, node: before },
    newer: after === undefined ? typeSpot(newer) : { path: newer.typeName, node: after },
  });
}

function valueRenumbered(
  pair: EnumPair,
  before: EnumValueDescriptorProto,
  after: EnumValueDescriptorProto,
): Difference {
  const message = `Value "${before.name}" of ${pair.older.typeName} had the number ${before.number} and now has ${after.number}; events carry the number, so they change their meaning.`;
  return {
    ruleId: "wire-enum-value-renumbered",
    ...spots(pair, before, after),
    message,
    advise: () => ({
      suggestion: `Give "${before.name}" the number ${before.number} again.`,
      repair: renumberValue(pair.newer, after, before.number),
    }),
  };
}

function valueRemoved(pair: EnumPair, value: EnumValueDescriptorProto): Difference[] {
  const { newer } = pair;
  const { name, number } = value;
  const sides = spots(pair, value, undefined);
  const gone = `Value "${name}" (${number}) of ${newer.typeName} is gone`;
  const numberKept = reservesNumber(newer, number);
  const nameKept = newer.proto.reservedName.includes(name);
  const out: Difference[] = [];
  if (!numberKept) {
    const message = `${gone}, and its number is not reserved: who reuses it reads old events wrong.`;
    const repair = reserve(newer, { numbers: [String(number)] });
    const advise = () => ({ suggestion: `Reserve the number: reserved ${number};`, repair });
    out.push({ ruleId: "wire-enum-value-removed", ...sides, message, advise });
  }
  if (!nameKept) {
    const message = `${gone}, and its name is not reserved: who reuses it reads old JSON wrong.`;
    const repair = reserve(newer, { names: [name] });
    out.push({
      ruleId: "json-enum-value-removed",
      ...sides,
      message,
      advise: () => ({ suggestion: `Reserve the name "${name}".`, repair }),
    });
  }
  const message = `${gone}: code that names it no longer compiles, and readers without it see a bare number.`;
  const suggestion = "Put it back if somebody needs it.";
  const repair = addEnumValue(newer, [value]);
  const advise = () => (numberKept || nameKept ? { suggestion } : { suggestion, repair });
  return [...out, { ruleId: "source-enum-value-removed", ...sides, message, advise }];
}

function valueRenamed(pair: EnumPair, before: EnumValueDescriptorProto, after: EnumValueDescriptorProto): Difference {
  const message = `Value ${before.number} of ${pair.newer.typeName} was renamed from "${before.name}" to "${after.name}"; JSON and source code use the name.`;
  return {
    ruleId: "json-enum-value-renamed",
    ...spots(pair, before, after),
    message,
    advise: () => ({
      suggestion: `Name it "${before.name}" again, or keep that name as an alias (option allow_alias = true).`,
      repair: renameValue(after, before.name),
    }),
  };
}

function addedValues(pair: EnumPair): Difference[] {
  const known = valuesByNumber(pair.older);
  const names = new Set(pair.older.proto.value.map(({ name }) => name));
  const added = pair.newer.proto.value.filter(({ name, number }) => !known.has(number) && !names.has(name));
  return added.map((value) => ({
    ruleId: "source-enum-value-added",
    ...spots(pair, undefined, value),
    message: `Value "${value.name}" (${value.number}) of ${pair.newer.typeName} is new.`,
  }));
}
