import { type PreviewRetryResponse, PreviewRetryResponseSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../../cli-error.js";
import { renderRemaining } from "../../dead-letter.js";
import { addFilterOptions, selectionOf, type SelectionOptions } from "../../dead-letter-selection.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import type { Look } from "../../look.js";
import { count, counted, parseWhole } from "../../numbers.js";
import { addSchemaFileOptions, readSchemaFile, type SchemaFileOptions } from "../../schema-file.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";

interface PreviewOptions extends SelectionOptions, SchemaFileOptions {
  readonly version?: string;
  readonly candidate?: string;
  readonly limit?: string;
}

/** What a retry would do: how many pass, how many fail again and why. */
export function renderPreview(preview: PreviewRetryResponse, look: Look): string {
  const { colors } = look;
  if (preview.selected === 0n) return "no open dead letters match";
  const sampled =
    BigInt(preview.examined) < preview.selected ? colors.dim(` (examined ${count(preview.examined)} of them)`) : "";
  const failing =
    preview.stillFail === 0
      ? colors.dim("0 would fail again")
      : colors.red(`${count(preview.stillFail)} would fail again`);
  const waiting = preview.blocked === 0 ? "" : `, ${count(preview.blocked)} would have to wait`;
  return [
    `${colors.bold(counted(preview.selected, "dead letter"))} selected${sampled}`,
    `  ${colors.green(`${count(preview.wouldPass)} would pass`)}, ${failing}${waiting}`,
    ...(preview.failures.length === 0 ? [] : ["", renderRemaining(preview.failures, look)]),
  ].join("\n");
}

async function candidateOf(options: PreviewOptions, surroundings: Surroundings) {
  if (options.candidate === undefined) {
    if (options.schemaFormat !== undefined || options.reference !== undefined) {
      throw usageError("--schema-format and --reference describe the schema of --candidate");
    }
    return {};
  }
  if (options.version !== undefined) throw usageError("give --version or --candidate, not both");
  const { format, schema, descriptor, references } = await readSchemaFile(options.candidate, options, surroundings);
  const text = descriptor.length > 0 ? Buffer.from(descriptor).toString("base64") : schema;
  return { candidate: { format, schema: text, references } };
}

/** `sluice dlq preview`: says what a retry would do, and changes nothing. */
export function addDlqPreview(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("preview [ids...]")
    .description("say what a retry would do, with today's schemas, another version or a schema file")
    .option("--version <version>", "check against this version: a number, semver, range, track or latest")
    .option("--candidate <file>", "check against this schema, which need not be registered")
    .option("--limit <count>", "examine at most this many");
  addConnectionOptions(addSchemaFileOptions(addFilterOptions(command)));
  addHelp(command, {
    examples: [
      "dlq preview --stream orders",
      "dlq preview --subject orders/order.created --candidate order-created-v2.json",
    ],
    exitCodes: [exitCodes.refused],
    notes: ["Ends with 100 when something would fail again, or wait behind another of its key."],
  });
  command.action((ids: readonly string[], options: PreviewOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.deadLetters.previewRetry({
        ...selectionOf(ids, options, surroundings.now()),
        version: options.version ?? "",
        limit: options.limit === undefined ? 0 : parseWhole("--limit", options.limit, 1),
        ...(await candidateOf(options, surroundings)),
      });
      await output.show(PreviewRetryResponseSchema, response, (look) => renderPreview(response, look));
      return response.stillFail + response.blocked > 0 ? exitCodes.refused : exitCodes.ok;
    }),
  );
}
