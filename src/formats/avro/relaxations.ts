import { applyEdits } from "../../core/text-edit.js";
import type { Violation } from "../../core/violation.js";
import type { Relaxation } from "../format.js";
import { JsonSource } from "../json-source.js";
import { pointerOfNode } from "./schema-text.js";
import type { AvroType, ParsedSchema } from "./schema-type.js";

/** Digits of decimals that other systems know: 64 bits, .NET, and SQL. */
const usualPrecisions = [18, 28, 38];

/**
 * A decimal of more digits. It is all there is: other bytes that do not fit were written with another schema, and which one
 * they do not say.
 */
export function relaxations(schema: ParsedSchema, { keyword, code, instancePath }: Violation): readonly Relaxation[] {
  if (code !== "decimal-precision" || keyword === "") return [];
  const type = decimalAt(schema.root, instancePath.split("/").slice(1));
  const place = type && schema.places.get(type);
  if (type === undefined || place === undefined || place.source !== schema.text) return [];
  const { precision } = type.logical;
  const json = new JsonSource(schema.text.text);
  return usualPrecisions
    .filter((digits) => digits > precision)
    .flatMap((digits) => {
      const text = applyEdits(schema.text.text, json.replace(`${pointerOfNode(place.node)}/precision`, digits));
      return text === undefined ? [] : [{ title: `let decimals at ${instancePath} have ${digits} digits`, text }];
    });
}

type Decimal = AvroType & { readonly logical: { readonly precision: number } };

/** The decimal that a path into a payload leads to; of a union the only one. */
function decimalAt(type: AvroType, path: readonly string[]): Decimal | undefined {
  if (type.kind === "union") {
    const found = type.branches.flatMap((branch) => decimalAt(branch, path) ?? []);
    return found.length === 1 ? found[0] : undefined;
  }
  const [token, ...rest] = path;
  if (token === undefined) {
    const isDecimal = (type.kind === "bytes" || type.kind === "fixed") && type.logical?.name === "decimal";
    return isDecimal ? (type as Decimal) : undefined;
  }
  const inner =
    type.kind === "record"
      ? type.fields.find(({ name }) => name === token)?.type
      : type.kind === "array"
        ? type.items
        : type.kind === "map"
          ? type.values
          : undefined;
  return inner && decimalAt(inner, rest);
}
