import { Severity, Verdict, VerdictSchema } from "@sluice/client/gen";
import type { Look } from "./look.js";
import { fold, printable, wrap } from "./text-width.js";
import { upperWord } from "./words.js";

const indent = "  ";

/** The text broken to the terminal's width, every line indented by `by`. */
export function indented(text: string, look: Look, by = indent): string {
  return wrap(printable(text), Math.max(20, look.width - by.length))
    .map((line) => by + line)
    .join("\n");
}

/** The same with words that are too long for a line broken as well: for texts that nobody copies. */
export function indentedFold(text: string, look: Look, by = indent): string {
  return fold(printable(text), Math.max(20, look.width - by.length))
    .map((line) => by + line)
    .join("\n");
}

/** A severity in its colour: `error`, `warning`, `info`. */
export function severityLabel(severity: Severity, { colors }: Look): string {
  if (severity === Severity.WARNING) return colors.yellow("warning");
  if (severity === Severity.INFO) return colors.blue("info");
  return colors.red("error");
}

/** A verdict in its colour, in upper case. */
export function verdictLabel(verdict: Verdict, { colors }: Look): string {
  const text = upperWord(VerdictSchema, verdict);
  if (verdict === Verdict.COMPATIBLE) return colors.green(text);
  return verdict === Verdict.INCOMPATIBLE ? colors.red(text) : colors.yellow(text);
}
