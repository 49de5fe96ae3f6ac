import { create } from "@bufbuild/protobuf";
import { ListRevealsResponseSchema, type Reveal } from "@sluice/client/gen";
import type { Command } from "commander";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import type { Look } from "../../look.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../../pages.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { renderTable } from "../../table.js";
import { relativeTime } from "../../times.js";

function renderReveals(reveals: readonly Reveal[], look: Look): string {
  if (reveals.length === 0) return "no payload was revealed";
  return renderTable(
    [
      { title: "dead letter" },
      { title: "stream", flexible: true },
      { title: "when" },
      { title: "who", flexible: true },
      { title: "why", flexible: true, below: 1 },
    ],
    reveals.map(({ deadLetterId, stream, at, actor, reason }) => [
      deadLetterId,
      stream,
      relativeTime(at, look.now),
      actor || "somebody",
      reason,
    ]),
    look,
  );
}

/** `sluice dlq reveals`: who saw payloads that are shown masked, and why. */
export function addDlqReveals(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("reveals [id]")
    .description("list who saw masked payloads and why, newest first; also of dead letters that are gone");
  addConnectionOptions(addPageOptions(command));
  addHelp(command, {
    examples: ["dlq reveals", "dlq reveals 01JD8Z3V5R9C2M4X6T8W0Y1A3B", "dlq reveals --all --output json"],
    notes: ["A payload is revealed by: sluice dlq show ID --reveal --reason TEXT"],
  });
  command.action((id: string | undefined, options: PageOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const pages = await readPages(options, (page) => services.deadLetters.listReveals({ ...page, id: id ?? "" }));
      const response = create(ListRevealsResponseSchema, {
        reveals: pages.flatMap(({ reveals }) => reveals),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListRevealsResponseSchema,
        response,
        (look) => renderReveals(response.reveals, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}
