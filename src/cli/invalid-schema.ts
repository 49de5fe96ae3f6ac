import { CliError } from "./cli-error.js";
import { exitCodes } from "./exit-codes.js";
import type { ShownSchema, Spot } from "./report/report.js";

/** A schema that its language refuses, with the place where the fault is. */
export class InvalidSchema extends CliError {
  readonly spot: Spot;
  /** What is wrong, without the place. */
  readonly problem: string;

  constructor(spot: Spot, problem: string) {
    super(`${spot.schema.name}: ${problem}`, exitCodes.failure);
    this.spot = spot;
    this.problem = problem;
  }
}

/** Where the details of an INVALID_SCHEMA error point; the position is undefined where they do not. */
export function spotOfError(metadata: Readonly<Record<string, string>>, document: (name: string) => ShownSchema): Spot {
  const [line, column] = [Number(metadata["line"]), Number(metadata["column"])];
  const position = line > 0 && column > 0 ? { line, column } : undefined;
  return {
    schema: document(metadata["reference"] ?? metadata["file"] ?? ""),
    path: metadata["pointer"] ?? "",
    position,
  };
}
