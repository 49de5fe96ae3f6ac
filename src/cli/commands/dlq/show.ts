import { GetDeadLetterResponseSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { failure } from "../../cli-error.js";
import { renderDeadLetter } from "../../dead-letter.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";

interface ShowOptions {
  readonly raw?: boolean;
  readonly reveal?: boolean;
  readonly reason?: string;
  readonly actor?: string;
}

/** `sluice dlq show`: everything about one dead letter. */
export function addDlqShow(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("show <id>")
    .description("show one dead letter: attributes, violations, attempts, payload")
    .option("--raw", "print the payload and nothing else, byte for byte")
    .option("--reveal", "show fields that are sensitive as well; recorded with --reason and --actor")
    .option("--reason <text>", "why they are to be revealed")
    .option("--actor <name>", "who asks for it");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["dlq show 01JD8Z3V5R9C2M4X6T8W0Y1A3B", "dlq show 01JD8Z3V5R9C2M4X6T8W0Y1A3B --raw > payload.json"],
  });
  command.action((id: string, options: ShowOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.deadLetters.getDeadLetter({
        ...{ id, reveal: options.reveal ?? false, reason: options.reason ?? "", actor: options.actor ?? "" },
      });
      const letter = response.deadLetter;
      if (letter === undefined) throw failure("the server answered without a dead letter");
      if (options.raw === true) {
        // Masked bytes in a file would be taken for the payload, and sent on.
        if (letter.redacted) throw failure("the payload holds sensitive fields", "see it with: --reveal --reason TEXT");
        await output.raw(letter.event?.data ?? new Uint8Array());
        return exitCodes.ok;
      }
      await output.show(GetDeadLetterResponseSchema, response, (look) => renderDeadLetter(letter, look));
      return exitCodes.ok;
    }),
  );
}
