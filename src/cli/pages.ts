import type { Look } from "./look.js";
import { parseWhole } from "./numbers.js";
import type { Command } from "commander";

/** The options of every command that lists. */
export interface PageOptions {
  readonly limit?: string;
  readonly pageToken?: string;
  readonly all?: boolean;
}

/** One page of a listing. */
export interface Page {
  readonly nextPageToken: string;
}

/** Adds --limit, --page-token and --all to a command. */
export function addPageOptions(command: Command): Command {
  return command
    .option("--limit <count>", "at most this many in one page")
    .option("--page-token <token>", "the page that a listing before this one ended with")
    .option("--all", "all pages");
}

/** Reads the first page asked for, or all of them from there on. `read` gets the size (0: the server's) and the token. */
export async function readPages<T extends Page>(
  options: PageOptions,
  read: (page: { pageSize: number; pageToken: string }) => Promise<T>,
): Promise<readonly [T, ...T[]]> {
  const pageSize = options.limit === undefined ? 0 : parseWhole("--limit", options.limit, 1);
  const first = await read({ pageSize, pageToken: options.pageToken ?? "" });
  const pages: [T, ...T[]] = [first];
  let pageToken = first.nextPageToken;
  while (options.all === true && pageToken !== "") {
    const next = await read({ pageSize, pageToken });
    pages.push(next);
    pageToken = next.nextPageToken;
  }
  return pages;
}

/** What stands below a listing that has more pages. A token that a terminal would break is not shown. */
export function renderMore(nextPageToken: string, { colors, width }: Look): string {
  if (nextPageToken === "") return "";
  const next = `there is more: add --all, or --page-token ${nextPageToken}`;
  if (next.length <= width) return `\n${colors.dim(next)}`;
  const page = `  --page-token ${nextPageToken}`;
  const text = page.length <= width ? `add --all, or go on with\n${page}` : "add --all";
  return `\n${colors.dim(`there is more: ${text}`)}`;
}
