import { invalidArgument } from "../core/errors.js";
import type { LintLevel, LintOptions } from "./lint-rule.js";
import { nearestWord } from "../core/nearest-word.js";
import { type KnownLintRule, type LintRuleId, lintRules } from "./rule-table.js";

/** Which rules speak, how loudly, and where they are silent. */
export interface LintConfig {
  readonly levels: Readonly<Record<LintRuleId, LintLevel>>;
  readonly options: Readonly<Partial<Record<LintRuleId, LintOptions>>>;
  /** Globs of paths about which nothing is said. */
  readonly ignore: readonly string[];
}

const presets = {
  recommended: (rule: KnownLintRule): LintLevel => rule.severity,
  strict: (rule: KnownLintRule): LintLevel => rule.strict,
  none: (): LintLevel => "off",
} as const;

type Preset = keyof typeof presets;

const presetNames = Object.keys(presets) as readonly Preset[];
const levelNames: readonly LintLevel[] = ["off", "info", "warning", "error"];
const keys = ["$schema", "extends", "rules", "ignore"] as const;

/** Most globs in `ignore`; each is held against each finding. */
const maxIgnored = 1000;

/** What applies without a configuration. */
export const recommendedLint: LintConfig = parseLintConfig({});

/**
 * Reads a configuration: `extends` (default `recommended`), `rules` by id with a level or `[level, options]`, `ignore`
 * with globs of paths.
 * @throws SluiceError INVALID_ARGUMENT that names the key and what would be right.
 */
export function parseLintConfig(value: unknown): LintConfig {
  const config = objectAt("", value);
  for (const key of Object.keys(config)) {
    if (!(keys as readonly string[]).includes(key)) throw invalidArgument(key, unknown("key", key, keys.slice(1)));
  }
  const preset = presets[presetAt(config["extends"])];
  const levels = new Map<LintRuleId, LintLevel>(lintRules.map((rule) => [rule.id, preset(rule)]));
  const options: Partial<Record<LintRuleId, LintOptions>> = {};
  for (const [id, setting] of Object.entries(objectAt("rules", config["rules"] ?? {}))) {
    const rule = ruleAt(id);
    const [level, given] = Array.isArray(setting) ? (setting as readonly unknown[]) : [setting];
    levels.set(rule.id, levelAt(`rules.${id}`, level));
    if (Array.isArray(setting) && setting.length > 2)
      throw invalidArgument(`rules.${id}`, "write [level, { options }]");
    if (given !== undefined) options[rule.id] = optionsAt(rule, given);
  }
  return {
    levels: Object.fromEntries(levels) as Record<LintRuleId, LintLevel>,
    options,
    ignore: ignoreAt(config["ignore"] ?? []),
  };
}

function objectAt(key: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw invalidArgument(key === "" ? "lint configuration" : key, "has to be a JSON object: { … }");
}

function presetAt(value: unknown): Preset {
  if (value === undefined) return "recommended";
  const preset = presetNames.find((name) => name === value);
  if (preset === undefined) throw invalidArgument("extends", `has to be one of ${presetNames.join(", ")}`);
  return preset;
}

function ruleAt(id: string): KnownLintRule {
  const rule = lintRules.find((one) => one.id === id);
  if (rule === undefined)
    throw invalidArgument(
      `rules.${id}`,
      unknown(
        "rule",
        id,
        lintRules.map((one) => one.id),
      ),
    );
  return rule;
}

function levelAt(key: string, value: unknown): LintLevel {
  const level = levelNames.find((name) => name === value);
  if (level !== undefined) return level;
  throw invalidArgument(key, `has to be one of ${levelNames.join(", ")}, or [one of them, { options }]`);
}

function optionsAt(rule: KnownLintRule, value: unknown): LintOptions {
  const key = `rules.${rule.id}[1]`;
  const known = rule.options ?? {};
  const options: Record<string, string | readonly string[]> = {};
  for (const [name, setting] of Object.entries(objectAt(key, value))) {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (option === undefined) throw invalidArgument(`${key}.${name}`, unknown("option", name, Object.keys(known)));
    if (option.kind === "word") options[name] = wordAt(`${key}.${name}`, setting, option.words);
    else options[name] = namesAt(`${key}.${name}`, setting);
  }
  return options;
}

function wordAt(key: string, value: unknown, words: readonly string[]): string {
  const word = words.find((one) => one === value);
  if (word === undefined) throw invalidArgument(key, `has to be one of ${words.join(", ")}`);
  return word;
}

function namesAt(key: string, value: unknown): readonly string[] {
  const isNames = Array.isArray(value) && value.every((name): name is string => typeof name === "string");
  if (!isNames) throw invalidArgument(key, 'has to be a list of names: ["…"]');
  return value;
}

function ignoreAt(value: unknown): readonly string[] {
  const globs = namesAt("ignore", value);
  if (globs.length > maxIgnored) throw invalidArgument("ignore", `has more than ${maxIgnored} entries; use * and **`);
  return globs;
}

function unknown(what: string, word: string, candidates: readonly string[]): string {
  const near = nearestWord(word, candidates);
  if (near !== undefined) return `there is no such ${what}; did you mean ${near}?`;
  if (candidates.length === 0) return `there is no such ${what}, and this rule has none`;
  return `there is no such ${what}; ${candidates.length > 8 ? "docs/lint.md lists them" : `there are ${candidates.join(", ")}`}`;
}
