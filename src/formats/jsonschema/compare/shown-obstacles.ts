import { childPointer } from "../../../core/json-pointer.js";
import { spelledKeyword } from "../model/schema.js";
import type { Failure } from "../validation/failure.js";
import type { Obstacle } from "./obstacle.js";

type Shown = Pick<Obstacle, "reader" | "keyword" | "property">;

/** Whether reasons why the reader refuses an event are those of an obstacle, also inside alternatives. */
export function isShownBy(obstacle: Shown, failures: readonly Failure[]): boolean {
  return failures.some(
    (failure) =>
      isSame(obstacle, failure) ||
      isInside(obstacle, failure) ||
      (failure.branches ?? []).some((inner) => isShownBy(obstacle, inner)),
  );
}

function isSame({ reader, keyword, property }: Shown, failure: Failure): boolean {
  return (
    failure.schema === reader &&
    (failure.keyword === keyword || keyword === "false") &&
    (property === undefined || failure.property === undefined || failure.property === property)
  );
}

/** Whether what refuses is a schema that the keyword holds, as for `patternProperties`. */
function isInside({ reader, keyword, property }: Shown, { schema }: Failure): boolean {
  const { place } = schema;
  if (property !== undefined || place.resource.document !== reader.place.resource.document) return false;
  return place.pointer.startsWith(childPointer(reader.place.pointer, spelledKeyword(reader, keyword)));
}
