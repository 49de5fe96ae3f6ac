import { CancelRedriveResponseSchema, GetRedriveResponseSchema, type Redrive } from "@sluice/client/gen";
import type { Command } from "commander";
import { failure, usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { exitCodeOf, followRedrive, isRunning, renderRedrive } from "../../redrive.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";

interface RedriveOptions {
  readonly watch?: boolean;
  readonly cancel?: boolean;
}

function present(redrive: Redrive | undefined): Redrive {
  if (redrive === undefined) throw failure("the server answered without a redrive");
  return redrive;
}

/** `sluice dlq redrive`: shows, follows or stops a retry under way. */
export function addDlqRedrive(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("redrive <id>")
    .description("show how far a retry has got")
    .option("--watch", "follow it to its end")
    .option("--cancel", "stop it after the dead letter at hand");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["dlq redrive 01JD8Z9G4K7N2Q5S8V0X3Z6B9D --watch", "dlq redrive 01JD8Z9G4K7N2Q5S8V0X3Z6B9D --cancel"],
    exitCodes: [exitCodes.notPublished],
  });
  command.action((id: string, options: RedriveOptions) =>
    withSession(command, surroundings, async (session) => {
      const { services, output } = session;
      if (options.cancel === true) {
        if (options.watch === true) throw usageError("give --watch or --cancel, not both");
        const response = await services.deadLetters.cancelRedrive({ id });
        const redrive = present(response.redrive);
        await output.show(CancelRedriveResponseSchema, response, (look) => renderRedrive(redrive, look));
        return exitCodes.ok;
      }
      const response = await services.deadLetters.getRedrive({ id });
      const now = present(response.redrive);
      const redrive = options.watch === true && isRunning(now) ? await followRedrive(now, session) : now;
      await output.show(GetRedriveResponseSchema, { ...response, redrive }, (look) => renderRedrive(redrive, look));
      return exitCodeOf(redrive);
    }),
  );
}
