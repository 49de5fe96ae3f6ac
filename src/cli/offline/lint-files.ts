import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parse, type ParseError } from "jsonc-parser";
import type { Finding } from "@sluice/client/gen";
import { SluiceError } from "../../core/errors.js";
import { lint } from "../../lint/lint.js";
import { type LintConfig, parseLintConfig } from "../../lint/lint-config.js";
import { type LintRuleId, lintRules } from "../../lint/rule-table.js";
import { usageError } from "../cli-error.js";
import { InvalidSchema } from "../invalid-schema.js";
import { utf8 } from "../payload.js";
import type { SchemaFault } from "../report/schema-fault.js";
import { compileLocal } from "./compile-local.js";
import type { LocalSchema } from "./local-sources.js";
import { findingMessage } from "./messages.js";

/** What was found in one file. */
export interface LintedFile {
  readonly schema: LocalSchema;
  readonly findings: readonly Finding[];
  /** Set when the text is no schema of its language; then nothing else was looked for. */
  readonly fault: SchemaFault | undefined;
}

const configName = ".sluice-lint.json";

/** The configuration of a folder or one above it; undefined when there is none. */
function findConfig(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = join(folder, configName);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * The configuration in a file, or in the nearest `.sluice-lint.json` of the folder and those above it, or the recommended one.
 * @throws CliError that names file, key and fix.
 */
export async function readLintConfig(file: string | undefined, folder: string): Promise<LintConfig> {
  const found = file ?? findConfig(folder);
  if (found === undefined) return parseLintConfig({});
  const text = utf8(await readFile(found));
  const errors: ParseError[] = [];
  const value: unknown = text === undefined ? undefined : parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined || value === undefined) {
    const line = (text ?? "").slice(0, first?.offset ?? 0).split("\n").length;
    throw usageError(`${found}: is not JSON${first === undefined ? "" : `, see line ${line}`}`);
  }
  try {
    return parseLintConfig(value);
  } catch (caught) {
    if (!(caught instanceof SluiceError)) throw caught;
    throw usageError(`${found}: ${caught.message}`, "docs/lint.md describes the configuration");
  }
}

/** Holds a file against the rules; a text that is no schema has a fault instead of findings. */
export async function lintFile(schema: LocalSchema, config: LintConfig): Promise<LintedFile> {
  try {
    await compileLocal(schema);
  } catch (caught) {
    if (!(caught instanceof InvalidSchema)) throw caught;
    return { schema, findings: [], fault: { spot: caught.spot, problem: caught.problem } };
  }
  const findings = lint(schema.language.name, schema.source, config).map(findingMessage);
  return { schema, findings, fault: undefined };
}

/** The rules that were held against a file. */
export function activeRules({ language }: LocalSchema, config: LintConfig): readonly LintRuleId[] {
  return lintRules
    .filter(({ id, formats }) => config.levels[id] !== "off" && formats.includes(language.name))
    .map(({ id }) => id);
}
