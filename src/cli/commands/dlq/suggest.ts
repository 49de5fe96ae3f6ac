import {
  type EventFix,
  type SchemaFixSuggestion,
  type SuggestFixesResponse,
  SuggestFixesResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { failure } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { indented, verdictLabel } from "../../findings.js";
import { addHelp } from "../../help.js";
import type { Look } from "../../look.js";
import { count, counted, parseWhole } from "../../numbers.js";
import { renderChanges, renderSteps } from "../../recipe.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { printable, truncate } from "../../text-width.js";

interface SuggestOptions {
  readonly limit?: string;
  readonly save?: string;
  readonly number?: string;
}

function mends(fix: { mended: number; stillFail: number }, look: Look): string {
  const all = fix.mended + fix.stillFail;
  const text = `mends ${count(fix.mended)} of ${count(all)}`;
  return fix.stillFail === 0 ? look.colors.green(text) : look.colors.yellow(text);
}

function renderEventFix(fix: EventFix, number: number, look: Look): string {
  const alters = fix.altersContent ? look.colors.yellow(", adds or removes content") : "";
  return [
    indented(`${number}. ${fix.title}`, look, ""),
    `  ${mends(fix, look)}${alters}`,
    renderSteps(fix.steps, look),
    ...(fix.sample === undefined
      ? []
      : [
          look.colors.dim(`  for example ${printable(fix.sample.deadLetterId)}`),
          renderChanges(fix.sample.changes, look),
        ]),
  ].join("\n");
}

function renderSchemaFix(fix: SchemaFixSuggestion, number: number, look: Look): string {
  const { colors } = look;
  const paint = (line: string): string =>
    line.startsWith("+") ? colors.green(line) : line.startsWith("-") ? colors.red(line) : colors.dim(line);
  const diff = fix.diff.split("\n").map((line) => paint(truncate(`    ${printable(line)}`, look.width)));
  const subject = `accepts ${count(fix.releasableDeadLetters)} of ${counted(fix.examinedDeadLetters, "open dead letter")} of the subject`;
  return [
    indented(`${number}. ${fix.title}`, look, ""),
    `  ${mends({ mended: fix.unlocked, stillFail: fix.stillFail }, look)}, ${subject}`,
    `  ${verdictLabel(fix.verdict, look)} with version ${fix.baseVersion}, would be ${fix.semver}`,
    ...(fix.registrable ? [] : [indented(`refused: ${fix.refusal}`, look)]),
    ...(fix.diff === "" ? [] : diff),
  ].join("\n");
}

/** What would mend a group: recipes, then edits of the schema, numbered. */
function renderSuggestions(response: SuggestFixesResponse, look: Look): string {
  const { colors } = look;
  const { open, examined, passAlready, eventFixes, schemaFixes, note } = response;
  const sampled = BigInt(examined) < open ? colors.dim(` (tried on ${count(examined)} of them)`) : "";
  const already = passAlready === 0 ? [] : [`  ${count(passAlready)} pass as they are`];
  const sections = [
    [
      `${colors.bold(counted(open, "open dead letter"))}${sampled}`,
      ...already,
      ...(note === "" ? [] : [indented(note, look)]),
    ],
    ...(eventFixes.length === 0 ? [] : [[colors.bold("Recipes for the events")]]),
    ...eventFixes.map((fix, index) => [renderEventFix(fix, index + 1, look)]),
    ...(schemaFixes.length === 0 ? [] : [[colors.bold("Edits of the schema")]]),
    ...schemaFixes.map((fix, index) => [renderSchemaFix(fix, index + 1, look)]),
  ];
  return sections.map((lines) => lines.join("\n")).join("\n\n");
}

/** `sluice dlq suggest`: what would mend a group, each suggestion tried. */
export function addDlqSuggest(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("suggest <group>")
    .description("suggest recipes and schema edits for a group; each was tried on its dead letters")
    .option("--limit <count>", "try them on at most this many; default 1000")
    .option("--save <name>", "save a suggested recipe under this name")
    .option("--number <number>", "which recipe to save; default 1");
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      "dlq suggest 2-0f3a9c71b2d4e5f60718293a",
      "dlq suggest 2-0f3a9c71b2d4e5f60718293a --save amount-to-number",
    ],
    notes: ["Groups are listed by: sluice dlq groups"],
  });
  command.action((group: string, options: SuggestOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const limit = options.limit === undefined ? 0 : parseWhole("--limit", options.limit, 1);
      const response = await services.recipes.suggestFixes({ group, limit }, { timeoutMs: 60_000 });
      await output.show(SuggestFixesResponseSchema, response, (look) => renderSuggestions(response, look));
      if (options.save === undefined) return exitCodes.ok;
      const number = options.number === undefined ? 1 : parseWhole("--number", options.number, 1);
      const fix = response.eventFixes[number - 1];
      if (fix === undefined) throw failure(`there is no recipe ${number} to save`);
      await services.recipes.saveRecipe({ name: options.save, steps: fix.steps, description: fix.title });
      surroundings.stderr.write(`saved recipe ${options.save}\n`);
      return exitCodes.ok;
    }),
  );
}
