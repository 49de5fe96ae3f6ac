import { create } from "@bufbuild/protobuf";
import { type DeadLetter, type ListDeadLettersResponse, ListDeadLettersResponseSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { renderDeadLetters } from "../../dead-letter.js";
import { addFilterOptions, addStatusOption, listFilter, type SelectionOptions } from "../../dead-letter-selection.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { count } from "../../numbers.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../../pages.js";
import { createProgress } from "../../progress.js";
import { addConnectionOptions, type Session, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { relativeTime } from "../../times.js";

/** Letters of a page when nobody says how many. */
const usualPageSize = 50;

/** One page, searching on where a call of the server ended before it was full. */
async function searchPage(
  { services, surroundings }: Session,
  request: { readonly pageSize: number; readonly pageToken: string; readonly filter: ReturnType<typeof listFilter> },
): Promise<Pick<ListDeadLettersResponse, "deadLetters" | "nextPageToken">> {
  const wanted = request.pageSize || usualPageSize;
  const deadLetters: DeadLetter[] = [];
  const progress = createProgress(surroundings);
  try {
    for (let { pageToken } = request; ; ) {
      const pageSize = wanted - deadLetters.length;
      const page = await services.deadLetters.listDeadLetters({ ...request, pageSize, pageToken });
      deadLetters.push(...page.deadLetters);
      const { nextPageToken, searchedBackTo } = page;
      if (searchedBackTo === undefined || deadLetters.length >= wanted) return { deadLetters, nextPageToken };
      progress.update(
        () =>
          `searched back to ${relativeTime(searchedBackTo, surroundings.now())}, found ${count(deadLetters.length)}`,
      );
      pageToken = nextPageToken;
    }
  } finally {
    progress.clear();
  }
}

/** `sluice dlq list`: lists dead letters, newest first. */
export function addDlqList(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("list")
    .description("list dead letters, newest first; the open ones unless --status says otherwise");
  addConnectionOptions(addPageOptions(addStatusOption(addFilterOptions(command))));
  addHelp(command, {
    examples: [
      "dlq list --stream orders --since 2h",
      "dlq list --failure-type schema-violation --status all --output json",
    ],
  });
  command.action((options: SelectionOptions & PageOptions) =>
    withSession(command, surroundings, async (session) => {
      const { output } = session;
      const filter = listFilter(options, surroundings.now());
      const pages = await readPages(options, (page) => searchPage(session, { ...page, filter }));
      const response = create(ListDeadLettersResponseSchema, {
        deadLetters: pages.flatMap(({ deadLetters }) => deadLetters),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(ListDeadLettersResponseSchema, response, (look) =>
        response.deadLetters.length === 0 && options.status === undefined
          ? "no open dead letters; --status all shows those that are closed"
          : renderDeadLetters(response.deadLetters, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}
