import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import {
  DiscardDeadLettersResponseSchema,
  ResolveDeadLettersResponseSchema,
  RestoreDeadLettersResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../../cli-error.js";
import { confirm, requireConsent } from "../../confirm.js";
import { addFilterOptions, selectionInWords, selectionOf, type SelectionOptions } from "../../dead-letter-selection.js";
import { type ExitCode, exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { count, counted } from "../../numbers.js";
import { addConnectionOptions, type Session, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { type Changes, explainUnchanged, renderUnchanged } from "../../unchanged.js";

interface CloseOptions extends SelectionOptions {
  readonly actor?: string;
  readonly reason?: string;
  readonly yes?: boolean;
}

type Request = ReturnType<typeof selectionOf> & { readonly actor: string; readonly reason: string };

/** One of the calls that change the state of dead letters. */
interface Verb {
  readonly name: "resolve" | "discard" | "restore";
  readonly description: string;
  readonly reasonRequired: boolean;
  readonly run: (request: Request, session: Session) => Promise<ExitCode>;
}

/** What was asked for: the answer of a call in words, and the ids it was about. */
interface Asked {
  readonly done: string;
  readonly ids: readonly string[];
}

async function report<Desc extends DescMessage>(
  schema: Desc,
  response: MessageShape<Desc> & Changes,
  { done, ids }: Asked,
  session: Session,
): Promise<ExitCode> {
  const { changed, unchanged } = response;
  const why = await explainUnchanged(ids, response, session);
  await session.output.show(schema, response, (look) => {
    const { colors } = look;
    const because = why.length === 0 ? " because of their state" : "";
    const rest = unchanged === 0n ? "" : colors.yellow(`, ${count(unchanged)} left as they were${because}`);
    const mark = changed > 0n ? colors.green("✓") : colors.yellow("!");
    return `${mark} ${counted(changed, "dead letter")} ${done}${rest}${renderUnchanged(why, look)}`;
  });
  return changed === 0n && unchanged > 0n ? exitCodes.failure : exitCodes.ok;
}

const verbs: readonly Verb[] = [
  {
    name: "resolve",
    description: "close dead letters that were dealt with elsewhere",
    reasonRequired: true,
    run: async (request, session) =>
      report(
        ResolveDeadLettersResponseSchema,
        await session.services.deadLetters.resolveDeadLetters(request),
        { done: "resolved", ids: request.ids ?? [] },
        session,
      ),
  },
  {
    name: "discard",
    description: "close dead letters that nobody needs; can be undone with restore",
    reasonRequired: true,
    run: async (request, session) =>
      report(
        DiscardDeadLettersResponseSchema,
        await session.services.deadLetters.discardDeadLetters(request),
        { done: "discarded", ids: request.ids ?? [] },
        session,
      ),
  },
  {
    name: "restore",
    description: "open resolved or discarded dead letters again",
    reasonRequired: false,
    run: async (request, session) =>
      report(
        RestoreDeadLettersResponseSchema,
        await session.services.deadLetters.restoreDeadLetters(request),
        { done: "open again", ids: request.ids ?? [] },
        session,
      ),
  },
];

function addVerb(parent: Command, surroundings: Surroundings, verb: Verb): void {
  const command = parent
    .command(`${verb.name} [ids...]`)
    .description(verb.description)
    .option("--reason <text>", verb.reasonRequired ? "why; required, recorded with each" : "why; recorded with each")
    .option("--actor <name>", "who asks for it; recorded with each")
    .option("--yes", "do not ask");
  addConnectionOptions(addFilterOptions(command));
  const reason = verb.reasonRequired ? ' --reason "fixed by hand"' : "";
  addHelp(command, {
    examples: [
      `dlq ${verb.name} 01JD8Z3V5R9C2M4X6T8W0Y1A3B${reason}`,
      `dlq ${verb.name} --stream orders${reason} --yes`,
    ],
    notes: ["Asks first when they are chosen by --group or conditions."],
  });
  command.action((ids: readonly string[], options: CloseOptions) =>
    withSession(command, surroundings, async (session) => {
      const reason = options.reason ?? "";
      if (verb.reasonRequired && reason === "") throw usageError("--reason: is required; it is recorded with each");
      const selection = selectionOf(ids, options, surroundings.now());
      if (ids.length === 0 && options.yes !== true) {
        requireConsent(verb.name, false, surroundings);
        const what = selectionInWords(ids, options);
        if (!(await confirm(`${verb.name[0]?.toUpperCase() ?? ""}${verb.name.slice(1)} ${what}?`, surroundings))) {
          return exitCodes.failure;
        }
      }
      return verb.run({ ...selection, actor: options.actor ?? "", reason }, session);
    }),
  );
}

/** `sluice dlq resolve`, `discard` and `restore`: close dead letters without publishing them, or open them again. */
export function addDlqClose(parent: Command, surroundings: Surroundings): void {
  for (const verb of verbs) addVerb(parent, surroundings, verb);
}
