import { GroupState, GroupStateSchema, SetGroupStateResponseSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { parseWhole } from "../../numbers.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { word } from "../../words.js";

interface GroupOptions {
  readonly actor?: string;
  readonly reason?: string;
  /** How many more. */
  readonly for?: string;
}

interface Verb {
  readonly name: string;
  readonly description: string;
  readonly state: GroupState;
}

const verbs: readonly Verb[] = [
  { name: "acknowledge", description: "say that somebody works on it", state: GroupState.ACKNOWLEDGED },
  { name: "ignore", description: "ignore it until there are so many more", state: GroupState.IGNORED },
  {
    name: "resolve",
    description: "say that its cause is mended; should it come back, it is regressed",
    state: GroupState.RESOLVED,
  },
  { name: "open", description: "take back what was said about it", state: GroupState.OPEN },
];

function addVerb(parent: Command, surroundings: Surroundings, { name, description, state }: Verb): void {
  const command = parent
    .command(`${name} <group>`)
    .description(description)
    .option("--actor <name>", "who says so")
    .option("--reason <text>", "why");
  const isIgnore = state === GroupState.IGNORED;
  if (isIgnore) command.requiredOption("--for <count>", "open it again when so many more have come");
  addConnectionOptions(command);
  const further = isIgnore ? " --for 100" : ' --reason "see the release notes"';
  addHelp(command, { examples: [`dlq group ${name} 2-5f2c9a0d3b7e4c1a8f6d2e90${further}`] });
  command.action((fingerprint: string, { actor = "", reason = "", ...options }: GroupOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const ignoreFor =
        options.for === undefined ? 0n : BigInt(parseWhole("--for", options.for, 1, Number.MAX_SAFE_INTEGER));
      const response = await services.deadLetters.setGroupState({ fingerprint, state, ignoreFor, actor, reason });
      await output.show(
        SetGroupStateResponseSchema,
        response,
        (look) =>
          `${look.colors.green("✓")} ${fingerprint} is ${word(GroupStateSchema, response.group?.state ?? state)}`,
      );
      return exitCodes.ok;
    }),
  );
}

/** `sluice dlq group …`: says what is to become of a group. Its dead letters stay as they are. */
export function addDlqGroup(parent: Command, surroundings: Surroundings): void {
  const group = parent.command("group").description("say what is to become of a group of dead letters");
  for (const verb of verbs) addVerb(group, surroundings, verb);
}
