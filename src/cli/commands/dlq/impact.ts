import { create } from "@bufbuild/protobuf";
import {
  GetSchemaImpactResponseSchema,
  type ListReexaminationsResponse,
  ListReexaminationsResponseSchema,
  type Reexamination,
  type SchemaImpact,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { failure, usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { renderImpact } from "../../impact.js";
import type { Look } from "../../look.js";
import { count, parseWhole } from "../../numbers.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../../pages.js";
import { bar, createProgress } from "../../progress.js";
import { addSchemaFileOptions, candidateSchema, type SchemaFileOptions } from "../../schema-file.js";
import { addConnectionOptions, type Session, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { renderTable } from "../../table.js";
import { relativeTime } from "../../times.js";

interface ImpactOptions extends SchemaFileOptions {
  readonly file?: string;
  readonly version?: string;
  readonly limit?: string;
}

async function requestOf(subject: string, options: ImpactOptions, surroundings: Surroundings) {
  const { file, version } = options;
  if (file !== undefined && version !== undefined) throw usageError("give --file or --version, not both");
  const limit = options.limit === undefined ? 0 : parseWhole("--limit", options.limit, 1);
  if (file === undefined) return { subject, version: version ?? "latest", limit };
  return { subject, candidate: await candidateSchema(file, options, surroundings), limit };
}

async function watchImpact(
  impact: Awaited<ReturnType<typeof requestOf>>,
  { services, surroundings }: Session,
): Promise<SchemaImpact> {
  const progress = createProgress(surroundings);
  let latest: SchemaImpact | undefined;
  try {
    for await (const message of services.deadLetters.watchSchemaImpact({ impact })) {
      latest = message.impact;
      const { examined = 0, open = 0n } = latest ?? {};
      progress.update(() => `${bar(examined, Number(open))} examined ${count(examined)} of ${count(open)}`);
    }
  } finally {
    progress.clear();
  }
  if (latest === undefined) throw failure("the server answered without an impact");
  return latest;
}

/** `sluice dlq impact`: what a schema would do to parked and to accepted events. */
export function addDlqImpact(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("impact <subject>")
    .description("say which open dead letters a schema would release, and which accepted events it would reject")
    .option("--file <file>", "the schema in this file, which need not be registered (- reads standard input)")
    .option("--version <version>", "a registered one: a number, semver, range, track or latest, which is the default")
    .option("--limit <count>", "examine at most this many dead letters and accepted events");
  addConnectionOptions(addSchemaFileOptions(command));
  addHelp(command, {
    examples: ["dlq impact orders/order.created", "dlq impact orders/order.created --file order-created-v2.json"],
    exitCodes: [exitCodes.refused],
    notes: ["Ends with 100 when accepted events would be rejected."],
  });
  command.action((subject: string, options: ImpactOptions) =>
    withSession(command, surroundings, async (session) => {
      const impact = await watchImpact(await requestOf(subject, options, surroundings), session);
      const response = create(GetSchemaImpactResponseSchema, { impact });
      await session.output.show(GetSchemaImpactResponseSchema, response, (look) => renderImpact(subject, impact, look));
      return impact.eventsRejected > 0 ? exitCodes.refused : exitCodes.ok;
    }),
  );
}

function whenOf({ endedAt, supersededBy }: Reexamination, look: Look): string {
  if (endedAt === undefined) return "under way";
  return supersededBy === 0 ? relativeTime(endedAt, look.now) : `left to version ${supersededBy}`;
}

function renderReexaminations({ reexaminations }: ListReexaminationsResponse, look: Look): string {
  if (reexaminations.length === 0) return "no dead letters were examined again";
  return renderTable(
    [
      { title: "when" },
      { title: "subject", flexible: true },
      { title: "version", align: "right" },
      { title: "would pass", align: "right" },
      { title: "still fail", align: "right" },
      { title: "redrives", flexible: true, below: 1, label: "redriven by" },
    ],
    reexaminations.map((row) => [
      whenOf(row, look),
      row.subject,
      String(row.version),
      { text: count(row.wouldPass), paint: row.wouldPass > 0 ? look.colors.green : look.colors.dim },
      count(row.stillFail),
      row.redriveIds.join(", "),
    ]),
    look,
  );
}

/** `sluice dlq reexamined`: what versions changed for open dead letters. */
export function addDlqReexamined(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("reexamined")
    .description("list what new versions changed for open dead letters, newest first")
    .option("--subject <subject>", "of this subject");
  addConnectionOptions(addPageOptions(command));
  addHelp(command, { examples: ["dlq reexamined", "dlq reexamined --subject orders/order.created"] });
  command.action((options: PageOptions & { readonly subject?: string }) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const subject = options.subject ?? "";
      const pages = await readPages(options, (page) => services.deadLetters.listReexaminations({ ...page, subject }));
      const response = create(ListReexaminationsResponseSchema, {
        reexaminations: pages.flatMap(({ reexaminations }) => reexaminations),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListReexaminationsResponseSchema,
        response,
        (look) => renderReexaminations(response, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}
