import type { DescEnum, DescMessage, DescMethod, DescService } from "@bufbuild/protobuf";
import type { Side } from "../../core/finding.js";
import { fieldPath } from "./describe.js";
import type { Spot } from "./difference.js";
import type { AnyField } from "./element-type.js";

/** The declaration of a field. */
export function fieldSpot(field: AnyField): Spot {
  return { path: fieldPath(field), node: field.proto };
}

/** The declaration of a type or service. */
export function typeSpot(type: DescMessage | DescEnum | DescService): Spot {
  return { path: type.typeName, node: type.proto };
}

/** The declaration of a method. */
export function methodSpot(method: DescMethod): Spot {
  return { path: `${method.parent.typeName}.${method.name}`, node: method.proto };
}

/** Two things of the two schemas, told by their age instead of their part. */
export function bySide<T>(newer: Side, sides: { readonly newer: T; readonly older: T }): Record<Side, T> {
  return newer === "reader"
    ? { reader: sides.newer, writer: sides.older }
    : { reader: sides.older, writer: sides.newer };
}

/** The other one of two schemas. */
export function otherSide(side: Side): Side {
  return side === "reader" ? "writer" : "reader";
}
