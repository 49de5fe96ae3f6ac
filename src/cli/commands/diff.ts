import {
  ChangeKind,
  type DiffSchemasResponse,
  DiffSchemasResponseSchema,
  type SchemaChange,
  SemverBump,
  SemverBumpSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.js";
import { indented, verdictLabel } from "../findings.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { printable } from "../text-width.js";
import { word } from "../words.js";

function renderChange(change: SchemaChange, look: Look): string {
  const { colors } = look;
  const path = printable(change.path === "" ? "/" : change.path);
  const message = indented(change.message, look, "      ");
  if (change.kind === ChangeKind.ADDED) return `  ${colors.green(`+ ${path}`)}\n${message}`;
  if (change.kind === ChangeKind.REMOVED) return `  ${colors.red(`- ${path}`)}\n${message}`;
  return `  ${colors.yellow(`~ ${path}`)}\n${message}`;
}

/** What changed between two versions, place by place, and what that means for readers. */
function renderDiff(subject: string, response: DiffSchemasResponse, look: Look): string {
  const { colors } = look;
  const { fromVersion: from, toVersion: to } = response;
  const bump =
    response.bump === SemverBump.UNSPECIFIED ? "" : `\n  implies a ${word(SemverBumpSchema, response.bump)} bump`;
  const changes = response.changes.length === 0 ? "  no change in meaning" : undefined;
  return [
    colors.bold(`${printable(subject)} version ${from} → ${to}`),
    "",
    changes ?? response.changes.map((change) => renderChange(change, look)).join("\n"),
    "",
    `  version ${to} reads version ${from}: ${verdictLabel(response.backward, look)}`,
    `  version ${from} reads version ${to}: ${verdictLabel(response.forward, look)}${bump}`,
  ].join("\n");
}

/** `sluice diff`: says in words what changed between two versions. */
export function addDiff(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("diff <subject> [from] [to]")
    .description("say in words what changed between two versions");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["diff orders/order.created", "diff orders/order.created 1 latest", "diff orders/order.created v1 v2"],
    notes: ["FROM and TO are numbers, semvers, ranges, tracks or latest. Without them: the last two versions."],
  });
  command.action((subject: string, from: string | undefined, to: string | undefined) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.registry.diffSchemas({ subject, from: from ?? "", to: to ?? "" });
      await output.show(DiffSchemasResponseSchema, response, (look) => renderDiff(subject, response, look));
      return exitCodes.ok;
    }),
  );
}
