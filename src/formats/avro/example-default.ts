import type { AvroType } from "./schema-type.js";

const nilUuid = "00000000-0000-0000-0000-000000000000";
const longestFixed = 64;
const deepest = 8;

/** A default that fits a type, as a JSON value: null, nothing, zero or the like; undefined when there is no short one. */
export function exampleDefault(type: AvroType, depth = 0): unknown {
  switch (type.kind) {
    case "array":
      return [];
    case "map":
      return {};
    case "union":
      // Before Avro 1.12 only the first branch could have the default.
      return type.branches[0] === undefined ? undefined : exampleDefault(type.branches[0], depth);
    case "record": {
      if (depth >= deepest) return undefined;
      const open = type.fields.filter((field) => field.fallback === undefined);
      const members = open.map((field) => [field.name, exampleDefault(field.type, depth + 1)] as const);
      return members.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(members);
    }
    default:
      return scalarDefault(type);
  }
}

function scalarDefault(type: Exclude<AvroType, { kind: "array" | "map" | "union" | "record" }>): unknown {
  switch (type.kind) {
    case "null":
      return null;
    case "boolean":
      return false;
    case "string":
      return type.logical?.name === "uuid" ? nilUuid : "";
    case "bytes":
      return type.logical === undefined ? "" : "\u0000";
    case "fixed":
      return type.size <= longestFixed ? "\u0000".repeat(type.size) : undefined;
    case "enum":
      return type.fallback ?? type.symbols.find(isUnknownLike) ?? type.symbols[0];
    default:
      return 0;
  }
}

/** Whether a symbol stands for what is not known. */
export function isUnknownLike(symbol: string): boolean {
  return /^(unknown|unspecified|undefined|other|none)$|_(unknown|unspecified|other)$/i.test(symbol);
}
