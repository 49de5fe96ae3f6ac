import { type CelInput, type CelMap, celMap, type CelValue } from "@bufbuild/cel";
import type { EventRecord } from "../../core/event.js";
import { listOf } from "../../expressions/metered-environment.js";

/** The names that the expressions of a stream see. */
export const variables = ["event", "data", "now"];

/** The library makes its maps by a function, so the class that it has for them is found out from one. */
const LibraryMap = celMap(new Map()).constructor as new (entries: ReadonlyMap<string, CelInput>) => CelMap;

/** A map of nothing but texts. The library would look at every key for a number, which no call of a function pays for. */
class TextKeyedMap extends LibraryMap {
  override get(key: Parameters<CelMap["get"]>[0]): CelValue | undefined {
    return typeof key === "string" ? super.get(key) : undefined;
  }
}

/**
 * A decoded payload as a CEL value: objects are maps, arrays are lists, numbers are doubles, as CEL has it for JSON. Made
 * here and not by the library, which tells objects by their `constructor` and converts them again at each access.
 */
export function celValueOf(value: unknown): CelValue {
  if (Array.isArray(value)) return listOf(value.map(celValueOf));
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "object":
      return value === null ? null : mapOf(Object.entries(value).map(([key, member]) => [key, celValueOf(member)]));
    default:
      return null;
  }
}

/** The attributes and extensions of an event by their names; those that are empty are absent. */
export function attributesOf(event: EventRecord): CelInput {
  const { id, source, type, subject, datacontenttype, dataschema, time } = event;
  const attributes: Record<string, string> = { id, source, type, subject, datacontenttype, dataschema };
  const entries: [string, CelInput][] = Object.entries(event.extensions);
  for (const [name, value] of Object.entries(attributes)) if (value !== "") entries.push([name, value]);
  if (time !== undefined) entries.push(["time", { $typeName: "google.protobuf.Timestamp", ...time }]);
  return mapOf(entries);
}

/** A moment as a timestamp. */
export function timestampOf(date: Date): CelInput {
  const ms = date.getTime();
  const seconds = Math.floor(ms / 1000);
  return {
    $typeName: "google.protobuf.Timestamp",
    seconds: BigInt(seconds),
    nanos: Math.round((ms - seconds * 1000) * 1_000_000),
  };
}

function mapOf(entries: readonly (readonly [string, CelInput])[]): CelValue {
  return new TextKeyedMap(new Map(entries));
}
