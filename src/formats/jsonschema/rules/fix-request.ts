import type { Side } from "../../../core/finding.js";
import { openStep } from "./open-addition.js";
import type { Obstacle } from "../compare/obstacle.js";
import type { SchemaPlace } from "../model/document.js";
import { childPointer } from "../../../core/json-pointer.js";
import type { Schema } from "../model/schema.js";

/** An obstacle that is to be taken away, with all that stand in the way of the same comparison. */
export interface FixRequest {
  readonly obstacle: Obstacle;
  readonly obstacles: readonly Obstacle[];
  readonly side: Side;
}

/** Names that the same list of the reader demands: one edit has to take care of all of them. */
export function namesDemanded({ obstacle, obstacles }: FixRequest): ReadonlySet<string> {
  const alike = obstacles.filter(({ reader, keyword }) => reader === obstacle.reader && keyword === obstacle.keyword);
  return new Set((alike.includes(obstacle) ? alike : [...alike, obstacle]).flatMap(({ property }) => property ?? []));
}

/** The reader's schema of the property that an open writer does not declare; undefined where it stands elsewhere. */
export function addedProperty(obstacle: Obstacle): SchemaPlace | undefined {
  const step = openStep(obstacle)?.step;
  if (step?.kind !== "member") return undefined;
  const { pointer, resource } = obstacle.reader.place;
  const tail = childPointer("/properties", step.name);
  const at = `${pointer}/`.lastIndexOf(`${tail}/`);
  return at < 0 ? undefined : resource.document.places.get(pointer.slice(0, at) + tail);
}

/** In draft-04 `exclusiveMinimum` says something about `minimum`, so neither can be changed alone. */
export function isEntangled(keyword: string, ...schemas: readonly (Pick<Schema, "place"> | undefined)[]): boolean {
  return keyword.startsWith("exclusive") && schemas.some((schema) => schema?.place.dialect === "draft-04");
}
