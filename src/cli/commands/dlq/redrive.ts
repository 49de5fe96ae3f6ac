import { create, type DescMessage, type MessageShape } from "@bufbuild/protobuf";
import {
  CancelRedriveResponseSchema,
  GetRedriveResponseSchema,
  ListRedrivesResponseSchema,
  PauseRedriveResponseSchema,
  type Redrive,
  RedriveStatusSchema,
  ResumeRedriveResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { failure } from "../../cli-error.js";
import { type ExitCode, exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../../pages.js";
import { exitCodeOf, followRedrive, isRunning, renderRedrive, renderRedrives } from "../../redrive.js";
import { addConnectionOptions, type Session, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { parseWord, wordsOf } from "../../words.js";

function present(redrive: Redrive | undefined): Redrive {
  if (redrive === undefined) throw failure("the server answered without a redrive");
  return redrive;
}

/** One of the commands that are about one redrive. */
interface Verb {
  readonly name: string;
  readonly description: string;
  readonly run: (id: string, session: Session) => Promise<ExitCode>;
}

async function show<Desc extends DescMessage>(
  schema: Desc,
  response: MessageShape<Desc> & { readonly redrive?: Redrive | undefined },
  { output }: Session,
): Promise<Redrive> {
  const redrive = present(response.redrive);
  await output.show(schema, response, (look) => renderRedrive(redrive, look));
  return redrive;
}

const verbs: readonly Verb[] = [
  {
    name: "show",
    description: "show how far a redrive has got",
    run: async (id, session) =>
      exitCodeOf(await show(GetRedriveResponseSchema, await session.services.deadLetters.getRedrive({ id }), session)),
  },
  {
    name: "watch",
    description: "follow a redrive until it ends or waits",
    run: async (id, session) => {
      const response = await session.services.deadLetters.getRedrive({ id });
      const now = present(response.redrive);
      const redrive = isRunning(now) ? await followRedrive(now, session) : now;
      return exitCodeOf(await show(GetRedriveResponseSchema, { ...response, redrive }, session));
    },
  },
  {
    name: "pause",
    description: "stop a redrive after the batch at hand, until it is resumed",
    run: async (id, session) => {
      await show(PauseRedriveResponseSchema, await session.services.deadLetters.pauseRedrive({ id }), session);
      return exitCodes.ok;
    },
  },
  {
    name: "resume",
    description: "let a redrive go on that is paused, or holds after its canary",
    run: async (id, session) => {
      await show(ResumeRedriveResponseSchema, await session.services.deadLetters.resumeRedrive({ id }), session);
      return exitCodes.ok;
    },
  },
  {
    name: "cancel",
    description: "end a redrive after the batch at hand",
    run: async (id, session) => {
      await show(CancelRedriveResponseSchema, await session.services.deadLetters.cancelRedrive({ id }), session);
      return exitCodes.ok;
    },
  },
];

/** `sluice dlq redrive show|watch|pause|resume|cancel`: one redrive. `show` may be left out. */
export function addDlqRedrive(parent: Command, surroundings: Surroundings): void {
  const group = parent.command("redrive").description("show, follow, pause, resume or cancel a redrive");
  for (const { name, description, run } of verbs) {
    const command = group.command(`${name} <id>`, { isDefault: name === "show" }).description(description);
    addConnectionOptions(command);
    addHelp(command, {
      examples: [`dlq redrive ${name} 01JD8Z9G4K7N2Q5S8V0X3Z6B9D`],
      ...(name === "show" || name === "watch" ? { exitCodes: [exitCodes.notPublished] } : {}),
    });
    command.action((id: string) => withSession(command, surroundings, async (session) => run(id, session)));
  }
}

interface RedrivesOptions extends PageOptions {
  readonly status?: string;
}

/** `sluice dlq redrives`: lists redrives. */
export function addDlqRedrives(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("redrives")
    .description("list redrives, newest first")
    .option("--status <status>", `in this state: ${wordsOf(RedriveStatusSchema).join(", ")}`);
  addConnectionOptions(addPageOptions(command));
  addHelp(command, { examples: ["dlq redrives", "dlq redrives --status running --output json"] });
  command.action((options: RedrivesOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const { status } = options;
      const statuses = status === undefined ? [] : [parseWord("--status", RedriveStatusSchema, status)];
      const pages = await readPages(options, (page) => services.deadLetters.listRedrives({ ...page, statuses }));
      const response = create(ListRedrivesResponseSchema, {
        redrives: pages.flatMap(({ redrives }) => redrives),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListRedrivesResponseSchema,
        response,
        (look) => renderRedrives(response.redrives, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}
