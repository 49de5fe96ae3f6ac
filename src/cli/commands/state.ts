import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { SetVersionStateResponseSchema, VersionState, VersionStateSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { failure, usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import { addConnectionOptions, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { parseDate } from "../times.js";
import { versionNumber } from "../version-selector.js";
import { parseWord, wordsOf } from "../words.js";
import { renderVersion } from "./get.js";

interface StateOptions {
  readonly message?: string;
  readonly sunset?: string;
}

function deprecationOf(state: VersionState, { message, sunset }: StateOptions) {
  if (state !== VersionState.DEPRECATED) {
    if (message !== undefined || sunset !== undefined) throw usageError("--message and --sunset go with deprecated");
    return {};
  }
  const date = sunset === undefined ? undefined : parseDate(sunset);
  if (sunset !== undefined && date === undefined) {
    throw usageError(`--sunset: "${sunset}" is not a date such as 2030-01-31 or 2030-01-31T12:00:00Z`);
  }
  return {
    deprecation: { message: message ?? "", ...(date === undefined ? {} : { sunsetAt: timestampFromDate(date) }) },
  };
}

/** `sluice state set`: marks a version active, deprecated or disabled. */
export function addState(program: Command, surroundings: Surroundings): void {
  const parent = program.command("state").description("say whether a version may be used");
  const command = parent
    .command("set <subject> <version> <state>")
    .description(`set the state of a version: ${wordsOf(VersionStateSchema).join(", ")}`)
    .option("--message <text>", "for deprecated: why, and what to use instead")
    .option("--sunset <date>", "for deprecated: when it will be disabled");
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      'state set orders/order.created 1 deprecated --message "use v2" --sunset 2030-01-31',
      "state set orders/order.created 1 disabled",
    ],
    notes: ["Deprecated versions still work and clients are told; disabled ones are not used for validation any more."],
  });
  command.action((subject: string, version: string, stateText: string, options: StateOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const state = parseWord("STATE", VersionStateSchema, stateText);
      const request = { subject, version: versionNumber(version), state, ...deprecationOf(state, options) };
      const response = await services.registry.setVersionState(request);
      await output.show(SetVersionStateResponseSchema, response, (look) => {
        if (response.version === undefined) throw failure("the server answered without a version");
        return renderVersion(response.version, look);
      });
      return exitCodes.ok;
    }),
  );
}
