import {
  CompatibilityLevelSchema,
  CompatibilityPolicySchema,
  type CompatibilitySettings,
  GetCompatibilityResponseSchema,
  SetCompatibilityResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { assumptions, type SemanticFlags, semanticFlags } from "../semantic-options.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderFields } from "../table.js";
import { printable } from "../text-width.js";
import { parseWord, upperWord, word, wordsOf } from "../words.js";

interface SetOptions extends SemanticFlags {
  readonly policy?: string;
  readonly normalize?: boolean;
  readonly inherit?: boolean;
}

function renderSettings(settings: CompatibilitySettings | undefined, look: Look): string {
  if (settings === undefined) return "";
  return renderFields(
    [
      ["level", upperWord(CompatibilityLevelSchema, settings.level)],
      ["policy", word(CompatibilityPolicySchema, settings.policy)],
      ["assumes", assumptions(settings.semanticOptions)],
      ["normalize", settings.normalize ? "yes" : "no"],
    ],
    look,
  );
}

function nameOf(subject: string, { colors }: Look): string {
  return colors.bold(subject === "" ? "global" : printable(subject));
}

function addCompatGet(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("get [subject]").description("show the settings of a subject, or the global ones");
  addConnectionOptions(command);
  addHelp(command, { examples: ["compat get", "compat get orders/order.created"] });
  command.action((subject = "") =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.registry.getCompatibility({ subject: String(subject) });
      await output.show(GetCompatibilityResponseSchema, response, (look) => {
        const origin = response.inherited ? look.colors.dim("  (inherits the global settings)") : "";
        return `${nameOf(String(subject), look)}${origin}\n${renderSettings(response.settings, look)}`;
      });
      return exitCodes.ok;
    }),
  );
}

/** `set [SUBJECT] [LEVEL]`: one word alone is the level when it is one, and then the global settings are meant. */
function splitTarget(first: string | undefined, second: string | undefined): { subject: string; level?: string } {
  if (second !== undefined) return { subject: first ?? "", level: second };
  if (first === undefined) return { subject: "" };
  const isLevel = wordsOf(CompatibilityLevelSchema).includes(first.toLowerCase().replaceAll("_", "-"));
  return isLevel ? { subject: "", level: first } : { subject: first };
}

function settingsOf(level: string | undefined, options: SetOptions) {
  const chosen = semanticFlags.filter((flag) => options[flag] !== undefined);
  const given = [level, options.policy, options.normalize, ...chosen];
  const nothing = given.every((each) => each === undefined);
  if (!nothing && options.inherit === true) {
    throw usageError("--inherit: forgets the settings of the subject, so none can be set beside it");
  }
  if (nothing && options.inherit !== true) {
    throw usageError(
      "nothing to set; give a LEVEL, --policy, --normalize or --inherit",
      `levels: ${wordsOf(CompatibilityLevelSchema).join(", ")}`,
    );
  }
  return {
    ...(level === undefined ? {} : { level: parseWord("LEVEL", CompatibilityLevelSchema, level) }),
    ...(options.policy === undefined
      ? {}
      : { policy: parseWord("--policy", CompatibilityPolicySchema, options.policy) }),
    ...(options.normalize === undefined ? {} : { normalize: options.normalize }),
    inherit: options.inherit ?? false,
  };
}

function addCompatSet(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("set [subject] [level]")
    .description("set the settings of a subject, or the global ones; what is not given stays")
    .option("--policy <policy>", `one of ${wordsOf(CompatibilityPolicySchema).join(", ")}`)
    .option("--normalize", "take texts that differ only in order or formatting for one content")
    .option("--no-normalize", "take every text for a content of its own")
    .option("--declared-properties-only", "assume that writers emit only properties their schema declares")
    .option("--no-declared-properties-only", "do not assume that")
    .option("--reader-applies-defaults", "assume that readers fill in defaults before they validate")
    .option("--no-reader-applies-defaults", "do not assume that")
    .option("--formats-assert", "assume that format is an assertion")
    .option("--no-formats-assert", "do not assume that")
    .option("--inherit", "forget the subject's own settings, so that the global ones apply");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["compat set FULL", "compat set orders/order.created backward-transitive --policy strict"],
    notes: [`Levels: ${wordsOf(CompatibilityLevelSchema).join(", ")} (in any case, with - or _).`],
  });
  command.action((first: string | undefined, second: string | undefined, options: SetOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const { subject, level } = splitTarget(first, second);
      const wanted = settingsOf(level, options);
      const chosen = semanticFlags.filter((flag) => options[flag] !== undefined);
      // Semantic options are replaced as a whole, so those that were not mentioned are read first and kept.
      const before =
        chosen.length === 0
          ? undefined
          : (await services.registry.getCompatibility({ subject })).settings?.semanticOptions;
      const semanticOptions = Object.fromEntries(
        semanticFlags.map((flag) => [flag, options[flag] ?? before?.[flag] ?? false]),
      );
      const response = await services.registry.setCompatibility({
        subject,
        ...wanted,
        ...(chosen.length === 0 ? {} : { semanticOptions }),
      });
      await output.show(SetCompatibilityResponseSchema, response, (look) => {
        const previous = response.previous;
        const was = previous === undefined ? "" : `  (was ${upperWord(CompatibilityLevelSchema, previous.level)})`;
        return `${nameOf(subject, look)}${look.colors.dim(was)}\n${renderSettings(response.settings, look)}`;
      });
      return exitCodes.ok;
    }),
  );
}

/** `sluice compat get|set`: compatibility level and policy, global or of a subject. */
export function addCompat(program: Command, surroundings: Surroundings): void {
  const parent = program.command("compat").description("read or set compatibility level and policy");
  addCompatGet(parent, surroundings);
  addCompatSet(parent, surroundings);
}
