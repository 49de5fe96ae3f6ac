import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  AnnotateDeadLettersResponseSchema,
  AssignDeadLettersResponseSchema,
  DeadLetterStatusSchema,
  HoldDeadLettersResponseSchema,
  SnoozeDeadLettersResponseSchema,
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
import { parseDurationMs } from "../../times.js";
import { parseWord, wordsOf } from "../../words.js";
import { type Changes, explainUnchanged, renderUnchanged } from "../../unchanged.js";

interface CareOptions extends SelectionOptions {
  readonly actor?: string;
  readonly note?: string;
  readonly reason?: string;
  readonly to?: string;
  readonly nobody?: boolean;
  readonly for?: string;
  readonly wake?: boolean;
  readonly yes?: boolean;
}

type Request = ReturnType<typeof selectionOf> & { readonly actor: string };

/** One of the calls that change how dead letters are cared for. */
interface Verb {
  readonly name: "annotate" | "assign" | "snooze" | "hold" | "release";
  readonly description: string;
  readonly options: readonly (readonly [flags: string, description: string])[];
  readonly example: string;
  readonly run: (request: Request, options: CareOptions, session: Session) => Promise<Changes>;
}

function required(flag: string, value: string | undefined): string {
  if (value === undefined || value.trim() === "") throw usageError(`${flag}: is required; it is kept with each`);
  return value;
}

const note = ["--note <text>", "a note to go with it"] as const;

const verbs: readonly Verb[] = [
  {
    name: "annotate",
    description: "add a note to dead letters",
    options: [["--note <text>", "the note; required"]],
    example: '--note "waits for the new schema"',
    run: async (request, options, session) => {
      const text = required("--note", options.note);
      const response = await session.services.deadLetters.annotateDeadLetters({ ...request, note: text });
      await show(AnnotateDeadLettersResponseSchema, response, { done: "annotated", ids: request.ids }, session);
      return response;
    },
  },
  {
    name: "assign",
    description: "say who cares for dead letters",
    options: [["--to <name>", "who"], ["--nobody", "nobody any more"], note],
    example: "--to olga",
    run: async (request, options, session) => {
      const { to, nobody = false } = options;
      if ((to === undefined) !== nobody) throw usageError("to whom? give --to or --nobody");
      const rest = { assignee: to ?? "", note: options.note ?? "" };
      const response = await session.services.deadLetters.assignDeadLetters({ ...request, ...rest });
      const done = to === undefined ? "assigned to nobody" : `assigned to ${to}`;
      await show(AssignDeadLettersResponseSchema, response, { done, ids: request.ids }, session);
      return response;
    },
  },
  {
    name: "snooze",
    description: "leave open dead letters out of lists for a while",
    options: [["--for <duration>", "how long: 90m, 8h, 7d"], ["--wake", "no longer"], note],
    example: "--for 8h",
    run: async (request, options, session) => {
      const { for: span, wake = false } = options;
      if ((span === undefined) !== wake) throw usageError("for how long? give --for or --wake");
      const until =
        span === undefined
          ? undefined
          : timestampFromDate(new Date(session.surroundings.now().getTime() + parseDurationMs("--for", span)));
      const rest = { note: options.note ?? "", ...(until && { until }) };
      const response = await session.services.deadLetters.snoozeDeadLetters({ ...request, ...rest });
      const done = wake ? "awake" : `snoozed for ${span ?? ""}`;
      await show(SnoozeDeadLettersResponseSchema, response, { done, ids: request.ids }, session);
      return response;
    },
  },
  holding("hold", "keep dead letters: they are neither discarded nor deleted", "held", true),
  holding("release", "let go of dead letters that are held", "released", false),
];

function holding(name: "hold" | "release", description: string, done: string, held: boolean): Verb {
  return {
    name,
    description,
    options: [["--reason <text>", "why; required, kept as a note"]],
    example: '--reason "case 4711"',
    run: async (request, options, session) => {
      const reason = required("--reason", options.reason);
      const response = await session.services.deadLetters.holdDeadLetters({ ...request, held, reason });
      await show(HoldDeadLettersResponseSchema, response, { done, ids: request.ids }, session);
      return response;
    },
  };
}

async function show<Desc extends DescMessage>(
  schema: Desc,
  response: MessageShape<Desc> & Changes,
  { done, ids = [] }: { readonly done: string; readonly ids: readonly string[] | undefined },
  session: Session,
): Promise<void> {
  const { changed, unchanged } = response;
  const why = await explainUnchanged(ids, response, session);
  await session.output.show(schema, response, (look) => {
    const { colors } = look;
    const rest = unchanged === 0n ? "" : colors.dim(`, ${count(unchanged)} left as they were`);
    const mark = changed > 0n ? colors.green("✓") : colors.yellow("!");
    return `${mark} ${counted(changed, "dead letter")} ${done}${rest}${renderUnchanged(why, look)}`;
  });
}

/** The selection, of the letters in the state that was asked for: care is not for open ones alone. */
function selectionInState(ids: readonly string[], options: CareOptions, now: Date): ReturnType<typeof selectionOf> {
  const selection = selectionOf(ids, options, now);
  if (options.status === undefined) return selection;
  const status = parseWord("--status", DeadLetterStatusSchema, options.status);
  if (ids.length > 0) throw usageError("--status: goes with conditions or --group, not with ids");
  const { group, filter } = selection;
  return { filter: { ...filter, ...(group !== undefined && { fingerprint: group }), status } };
}

function addVerb(parent: Command, surroundings: Surroundings, verb: Verb): void {
  const command = parent.command(`${verb.name} [ids...]`).description(verb.description);
  for (const [flags, description] of verb.options) command.option(flags, description);
  command.option("--actor <name>", "who asks for it; recorded with each").option("--yes", "do not ask");
  if (verb.name !== "snooze")
    command.option("--status <status>", `${wordsOf(DeadLetterStatusSchema).join(", ")}; default open`);
  addConnectionOptions(addFilterOptions(command));
  addHelp(command, {
    examples: [
      `dlq ${verb.name} 01JD8Z3V5R9C2M4X6T8W0Y1A3B ${verb.example}`,
      `dlq ${verb.name} --stream orders ${verb.example} --yes`,
    ],
    notes: ["Asks first when they are chosen by --group or conditions."],
  });
  command.action((ids: readonly string[], options: CareOptions) =>
    withSession(command, surroundings, async (session): Promise<ExitCode> => {
      const selection = selectionInState(ids, options, surroundings.now());
      if (ids.length === 0 && options.yes !== true) {
        requireConsent(verb.name, false, surroundings);
        const question = `${selectionInWords(ids, options)}: ${verb.name} them?`;
        if (!(await confirm(question, surroundings))) return exitCodes.failure;
      }
      const request = { ...selection, actor: options.actor ?? "" };
      const { changed, unchanged } = await verb.run(request, options, session);
      return changed === 0n && unchanged > 0n ? exitCodes.failure : exitCodes.ok;
    }),
  );
}

/** `sluice dlq annotate`, `assign`, `snooze`, `hold` and `release`: what people say is to be done about dead letters. */
export function addDlqCare(parent: Command, surroundings: Surroundings): void {
  for (const verb of verbs) addVerb(parent, surroundings, verb);
}
