import { readFileSync } from "node:fs";
import { SluiceError } from "../core/errors.js";
import { type LintConfig, parseLintConfig, recommendedLint } from "../lint/lint-config.js";

/**
 * The lint rules of the server: those of a file, or the recommended ones where the path is empty.
 * @throws SluiceError INVALID_ARGUMENT when the file cannot be read, is not JSON or configures what is not there
 */
export function loadLintConfig(path: string): LintConfig {
  if (path === "") return recommendedLint;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new SluiceError("INVALID_ARGUMENT", `The lint configuration ${path} cannot be read.`, { cause });
  }
  try {
    return parseLintConfig(JSON.parse(text));
  } catch (caught) {
    const why = caught instanceof SluiceError ? caught.message : "it is not JSON.";
    throw new SluiceError("INVALID_ARGUMENT", `The lint configuration ${path}: ${why}`, { cause: caught });
  }
}
