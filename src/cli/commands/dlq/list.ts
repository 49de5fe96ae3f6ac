import { create } from "@bufbuild/protobuf";
import { ListDeadLettersResponseSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { renderDeadLetters } from "../../dead-letter.js";
import { addFilterOptions, addStatusOption, listFilter, type SelectionOptions } from "../../dead-letter-selection.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../../pages.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";

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
    withSession(command, surroundings, async ({ services, output }) => {
      const filter = listFilter(options, surroundings.now());
      const pages = await readPages(options, (page) => services.deadLetters.listDeadLetters({ ...page, filter }));
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
