import { GetLineageResponseSchema, type Lineage } from "@sluice/client/gen";
import type { Command } from "commander";
import { failure } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import type { Look } from "../../look.js";
import { maskedNote } from "../../dead-letter.js";
import { count } from "../../numbers.js";
import { renderPayload } from "../../payload.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { renderFields } from "../../table.js";
import { printable } from "../../text-width.js";
import { exactTime } from "../../times.js";

function renderLineage(lineage: Lineage, look: Look): string {
  const { colors, now } = look;
  const fields = renderFields(
    [
      ["stream", lineage.stream],
      ["position", count(lineage.position)],
      ["event type", lineage.eventType],
      ["event id", lineage.eventId],
      ["source", lineage.eventSource],
      ["redrive", lineage.redriveId === "" ? "none: edited and retried by hand" : lineage.redriveId],
      ["by", lineage.actor],
      ["parked", exactTime(lineage.parkedAt, now)],
      ["redriven", exactTime(lineage.redrivenAt, now)],
      ["tries", count(lineage.attemptCount)],
      ["payload", lineage.edited ? `edited${maskedNote(lineage)}` : "as it was"],
    ],
    look,
  );
  const shown = (payload: Uint8Array): string =>
    lineage.redacted && payload.length === 0 ? "(masked: all of it)" : renderPayload(payload);
  const edit = lineage.edited
    ? ["", colors.bold("before"), shown(lineage.before), "", colors.bold("after"), shown(lineage.after)]
    : [];
  return [`${colors.bold("lineage of")} ${printable(lineage.deadLetterId)}`, fields, ...edit].join("\n");
}

/** `sluice dlq lineage`: where a redriven event comes from. */
export function addDlqLineage(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("lineage <id>")
    .description("show where a redriven event comes from, also when its dead letter is gone");
  addConnectionOptions(command);
  addHelp(command, { examples: ["dlq lineage 01JD8Z3V5R9C2M4X6T8W0Y1A3B"] });
  command.action((id: string) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.deadLetters.getLineage({ deadLetterId: id });
      const { lineage } = response;
      if (lineage === undefined) throw failure("the server answered without a lineage");
      await output.show(GetLineageResponseSchema, response, (look) => renderLineage(lineage, look));
      return exitCodes.ok;
    }),
  );
}
