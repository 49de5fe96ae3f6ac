import { instancePathOf } from "../../../core/instance-path.js";
import { maxViolations, type Violation } from "../../../core/violation.js";
import { childPointer } from "../../../core/json-pointer.js";
import { type Schema, spelledKeyword } from "../model/schema.js";
import { type Failure, mapKeysOfPath, tokensOfPath } from "./failure.js";
import { wordingOf } from "./messages.js";
import { mostTelling } from "./telling.js";

/** The violations to report for failures: at most `maxViolations`, most telling first, each once. */
export function toViolations(failures: readonly Failure[]): Violation[] {
  const telling = mostTelling(failures);
  const [only] = telling;
  if (only !== undefined && telling.length === 1) return [toViolation(only)];
  const found = new Map<string, Violation>();
  for (const failure of telling) {
    const violation = toViolation(failure);
    const key = `${violation.instancePath} ${violation.schemaPath} ${violation.message}`;
    if (!found.has(key)) found.set(key, violation);
    if (found.size >= maxViolations) break;
  }
  return [...found.values()];
}

/** Where a keyword stands, as a pointer into the text it was written in; the name of a referenced schema comes before. */
function schemaPathOf(schema: Schema, keyword: string): string {
  const { pointer, resource } = schema.place;
  const path = keyword === "false" ? pointer : childPointer(pointer, spelledKeyword(schema, keyword));
  return resource.document.name === "" ? path : `${resource.document.name}#${path}`;
}

function toViolation(failure: Failure): Violation {
  const { schema, keyword, path, property } = failure;
  const isMissing = keyword === "required" || keyword === "dependentRequired";
  const reported = keyword === "false" ? "false" : spelledKeyword(schema, keyword);
  return {
    code: reported,
    ...instancePathOf(tokensOfPath(path), mapKeysOfPath(path)),
    ...(isMissing && property !== undefined && { missing: property }),
    schemaPath: schemaPathOf(schema, keyword),
    keyword: reported,
    ...wordingOf(failure),
    severity: "error",
  };
}
