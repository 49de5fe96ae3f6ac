import { PreviewRetryResponseSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../../cli-error.js";
import { addFilterOptions, selectionOf, type SelectionOptions } from "../../dead-letter-selection.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { parseWhole } from "../../numbers.js";
import { renderPreview, watchPreview } from "../../preview.js";
import { addSchemaFileOptions, candidateSchema, type SchemaFileOptions } from "../../schema-file.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";

interface PreviewOptions extends SelectionOptions, SchemaFileOptions {
  readonly version?: string;
  readonly candidate?: string;
  readonly limit?: string;
  readonly all?: boolean;
}

async function candidateOf(options: PreviewOptions, surroundings: Surroundings) {
  if (options.candidate === undefined) {
    if (options.schemaFormat !== undefined || options.reference !== undefined) {
      throw usageError("--schema-format and --reference describe the schema of --candidate");
    }
    return {};
  }
  if (options.version !== undefined) throw usageError("give --version or --candidate, not both");
  return { candidate: await candidateSchema(options.candidate, options, surroundings) };
}

/** `sluice dlq preview`: says what a retry would do, and changes nothing. */
export function addDlqPreview(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("preview [ids...]")
    .description("say what a retry would do, with today's schemas, another version or a schema file")
    .option("--version <version>", "check against this version: a number, semver, range, track or latest")
    .option("--candidate <file>", "check against this schema, which need not be registered")
    .option("--limit <count>", "examine at most this many")
    .option("--all", "examine everything that is selected");
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
    withSession(command, surroundings, async (session) => {
      const request = {
        ...selectionOf(ids, options, surroundings.now()),
        version: options.version ?? "",
        limit: options.limit === undefined ? 0 : parseWhole("--limit", options.limit, 1),
        ...(await candidateOf(options, surroundings)),
      };
      if (options.all === true && request.limit > 0) throw usageError("give --limit or --all, not both");
      const response =
        options.all === true
          ? await watchPreview(request, session)
          : await session.services.deadLetters.previewRetry(request);
      await session.output.show(PreviewRetryResponseSchema, response, (look) => renderPreview(response, look));
      return response.stillFail + response.blocked > 0 ? exitCodes.refused : exitCodes.ok;
    }),
  );
}
