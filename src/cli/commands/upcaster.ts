import {
  DeleteUpcasterResponseSchema,
  GetUpcasterResponseSchema,
  ListUpcastersResponseSchema,
  SetUpcasterResponseSchema,
  type Upcaster,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { failure } from "../cli-error.js";
import { confirm, requireConsent } from "../confirm.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import { readInputText } from "../input-file.js";
import type { Look } from "../look.js";
import { counted, parseWhole } from "../numbers.js";
import { recipeText, parseRecipeFile } from "../recipe-file.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { renderTable } from "../table.js";
import { printable } from "../text-width.js";
import { relativeTime } from "../times.js";

/** `sluice upcaster …`: how events of one track of a subject become events of another. */
export function addUpcaster(program: Command, surroundings: Surroundings): void {
  const upcaster = program
    .command("upcaster")
    .description("say how events of one track become events of another; used by tail --track and by redrives");
  addSet(upcaster, surroundings);
  addList(upcaster, surroundings);
  addGet(upcaster, surroundings);
  addDelete(upcaster, surroundings);
}

function present(upcaster: Upcaster | undefined): Upcaster {
  if (upcaster === undefined) throw failure("the server answered without an upcaster");
  return upcaster;
}

interface SetOptions {
  readonly revision?: string;
  readonly examples?: string;
  readonly actor?: string;
}

function addSet(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("set <subject> <from> <to> <file>")
    .description("set the steps from one track to another (- reads standard input)")
    .option("--examples <file>", "events of the first track, one JSON document a line; each has to fit afterwards")
    .option("--revision <number>", "replace the upcaster at this revision; without it there must be none yet")
    .option("--actor <name>", "who sets it");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["upcaster set orders/order.created v1 v2 to-v2.json --examples v1-events.jsonl"],
    notes: ["The file is that of a recipe; see docs/recipes.md."],
  });
  command.action((...[subject, from, to, file, options]: [string, string, string, string, SetOptions]) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const { steps } = parseRecipeFile(file, await readInputText(file, surroundings));
      const examples =
        options.examples === undefined ? [] : linesOf(await readInputText(options.examples, surroundings));
      const response = await services.registry.setUpcaster({
        subject,
        fromTrack: from,
        toTrack: to,
        steps: [...steps],
        examples: [...examples],
        expectedRevision: options.revision === undefined ? 0 : parseWhole("--revision", options.revision, 1),
        actor: options.actor ?? "",
      });
      const { revision } = present(response.upcaster);
      await output.show(
        SetUpcasterResponseSchema,
        response,
        ({ colors }) =>
          `${colors.green("✓")} set ${colors.bold(printable(subject))} ${from} → ${to} revision ${revision} (${counted(steps.length, "step")})`,
      );
      return exitCodes.ok;
    }),
  );
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== "");
}

function renderUpcasters(upcasters: readonly Upcaster[], look: Look): string {
  if (upcasters.length === 0) return "no upcasters; set one with: sluice upcaster set SUBJECT FROM TO FILE";
  return renderTable(
    [
      { title: "from" },
      { title: "to" },
      { title: "revision", align: "right" },
      { title: "steps", align: "right" },
      { title: "set" },
      { title: "by", flexible: true },
    ],
    upcasters.map(({ fromTrack, toTrack, revision, steps, updatedAt, actor }) => [
      fromTrack,
      toTrack,
      String(revision),
      String(steps.length),
      relativeTime(updatedAt, look.now),
      actor,
    ]),
    look,
  );
}

function addList(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("list <subject>").description("list the upcasters of a subject");
  addConnectionOptions(command);
  addHelp(command, { examples: ["upcaster list orders/order.created"] });
  command.action((subject: string) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.registry.listUpcasters({ subject });
      await output.show(ListUpcastersResponseSchema, response, (look) => renderUpcasters(response.upcasters, look));
      return exitCodes.ok;
    }),
  );
}

function addGet(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("get <subject> <from> <to>")
    .description("print an upcaster as the file it can be set from again");
  addConnectionOptions(command);
  addHelp(command, { examples: ["upcaster get orders/order.created v1 v2"] });
  command.action((subject: string, from: string, to: string) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.registry.getUpcaster({ subject, fromTrack: from, toTrack: to });
      const { steps } = present(response.upcaster);
      await output.show(GetUpcasterResponseSchema, response, () => recipeText({ description: "", steps }));
      return exitCodes.ok;
    }),
  );
}

function addDelete(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("delete <subject> <from> <to>")
    .description("delete an upcaster")
    .option("--yes", "do not ask");
  addConnectionOptions(command);
  addHelp(command, { examples: ["upcaster delete orders/order.created v1 v2 --yes"] });
  command.action((...[subject, from, to, options]: [string, string, string, { yes?: boolean }]) =>
    withSession(command, surroundings, async ({ services, output }) => {
      requireConsent("delete", options.yes ?? false, surroundings);
      const wanted = options.yes === true || (await confirm(`Delete the upcaster ${from} → ${to}?`, surroundings));
      if (!wanted) return exitCodes.failure;
      const response = await services.registry.deleteUpcaster({ subject, fromTrack: from, toTrack: to });
      await output.show(
        DeleteUpcasterResponseSchema,
        response,
        ({ colors }) => `${colors.green("✓")} deleted ${colors.bold(printable(subject))} ${from} → ${to}`,
      );
      return exitCodes.ok;
    }),
  );
}
