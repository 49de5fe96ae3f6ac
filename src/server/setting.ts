import { shortened } from "../core/shortened.js";

/** What reading a setting from somewhere gave: the value, or what is wrong with it in a clause that follows its name. */
export type Reading<Value> = { readonly value: Value } | { readonly problem: string };

/** One setting, declared once: everything that reads, checks, lists or documents it works from this. */
export interface Setting<Value> {
  readonly default: Value;
  /** What kind of value it takes, for the documentation. */
  readonly type: string;
  /** The default as people would write it. */
  readonly defaultText: string;
  /** What it does; one or two sentences. */
  readonly description: string;
  /** Whether its flag stands alone (`--allow-unauthenticated`) instead of taking a value. */
  readonly standalone: boolean;
  /** Whether its value is shown to nobody. */
  readonly isSecret?: true;
  /** Reads a value as it stands in a flag, the environment (text) or a configuration file (JSON). */
  read(raw: unknown): Reading<Value>;
}

const suffixes: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** A text that is not empty. */
export function textSetting(declared: { readonly default: string; readonly description: string }): Setting<string> {
  return {
    ...declared,
    type: "text",
    defaultText: declared.default,
    standalone: false,
    read(raw) {
      if (typeof raw !== "string" || raw.trim() === "") return { problem: `must be a text, not ${show(raw)}` };
      return { value: raw.trim() };
    },
  };
}

/** A text that is never shown. */
export function secretSetting({ description }: { readonly description: string }): Setting<string> {
  return {
    default: "",
    description,
    type: "text",
    defaultText: "",
    standalone: false,
    isSecret: true,
    read: (raw) =>
      typeof raw === "string" && raw.trim() !== ""
        ? { value: raw.trim() }
        : { problem: "must be a text, and not an empty one" },
  };
}

/** Some of a few words, separated by commas; in a file also as an array. Read as text in the order of `choices`. */
export function listSetting(declared: {
  readonly choices: readonly string[];
  readonly default: string;
  readonly description: string;
}): Setting<string> {
  const { choices } = declared;
  return {
    default: declared.default,
    description: declared.description,
    type: `some of ${choices.map((choice) => `\`${choice}\``).join(", ")}, separated by commas`,
    defaultText: declared.default,
    standalone: false,
    read(raw) {
      const items: unknown[] = Array.isArray(raw) ? raw : typeof raw === "string" ? raw.split(",") : [];
      const words = items.map((item) => (typeof item === "string" ? item.trim().toLowerCase() : ""));
      if (words.length === 0 || words.some((word) => !choices.includes(word))) {
        return { problem: `must be some of ${choices.join(", ")}, separated by commas, not ${show(raw)}` };
      }
      return { value: choices.filter((choice) => words.includes(choice)).join(",") };
    },
  };
}

/** A whole number within bounds. With the unit `bytes` it may carry a suffix, for example `16MiB`. */
export function numberSetting(declared: {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit?: "bytes" | "ms";
  readonly description: string;
}): Setting<number> {
  const { minimum, maximum, unit } = declared;
  const wanted = `a whole number${unit === undefined ? "" : ` of ${unit}`} from ${minimum} to ${maximum}`;
  return {
    default: declared.default,
    description: declared.description,
    type: unit === "bytes" ? "bytes, such as `65536`, `64KiB` or `16MiB`" : `whole number${unit ? ` of ${unit}` : ""}`,
    defaultText: unit === "bytes" ? withSuffix(declared.default) : String(declared.default),
    standalone: false,
    read(raw) {
      const value = toNumber(raw, unit === "bytes");
      if (value === undefined || !Number.isSafeInteger(value) || value < minimum || value > maximum) {
        return { problem: `must be ${wanted}, not ${show(raw)}` };
      }
      return { value };
    },
  };
}

/** Yes or no: `true`/`false`, and in text also `1`/`0`, `yes`/`no`, `on`/`off`. */
export function switchSetting(declared: { readonly default: boolean; readonly description: string }): Setting<boolean> {
  return {
    ...declared,
    type: "`true` or `false`",
    defaultText: String(declared.default),
    standalone: true,
    read(raw) {
      const text = typeof raw === "string" ? raw.trim().toLowerCase() : raw;
      if (text === true || text === "true" || text === "1" || text === "yes" || text === "on") return { value: true };
      if (text === false || text === "false" || text === "0" || text === "no" || text === "off")
        return { value: false };
      return { problem: `must be true or false, not ${show(raw)}` };
    },
  };
}

/** One of a few words. */
export function choiceSetting<const Choice extends string>(declared: {
  readonly choices: readonly Choice[];
  readonly default: NoInfer<Choice>;
  readonly description: string;
}): Setting<Choice> {
  const { choices } = declared;
  return {
    default: declared.default,
    description: declared.description,
    type: choices.map((choice) => `\`${choice}\``).join(", "),
    defaultText: declared.default,
    standalone: false,
    read(raw) {
      const text = typeof raw === "string" ? raw.trim().toLowerCase() : raw;
      const value = choices.find((choice) => choice === text);
      return value === undefined ? { problem: `must be one of ${choices.join(", ")}, not ${show(raw)}` } : { value };
    },
  };
}

function toNumber(raw: unknown, withSuffixes: boolean): number | undefined {
  if (typeof raw === "number") return raw;
  if (typeof raw !== "string") return undefined;
  const parts = /^(\d+)\s*([A-Za-z]*)$/.exec(raw.trim());
  if (parts === null) return undefined;
  const [, digits = "", suffix = ""] = parts;
  if (suffix === "") return Number(digits);
  const factor = withSuffixes ? suffixes[suffix] : undefined;
  return factor === undefined ? undefined : Number(digits) * factor;
}

function withSuffix(bytes: number): string {
  const [suffix, factor] = Object.entries(suffixes).findLast(([, candidate]) => bytes % candidate === 0) ?? ["", 1];
  return `${bytes / factor}${suffix}`;
}

function show(raw: unknown): string {
  const text = JSON.stringify(raw) as string | undefined;
  if (text === undefined) return "nothing";
  return shortened(text, 60);
}
