import { type Services } from "@sluice/client";
import { type DeadLetter, type DeadLetterGroup, FailureTypeSchema } from "@sluice/client/gen";
import { count } from "../src/cli/numbers.js";
import { word } from "../src/cli/words.js";
import { stream } from "./schemas.js";
import { type Screen } from "./screen.js";

const largestPage = 500;

/** Every dead letter of the demo's stream, whatever became of it, without payloads. */
export async function allDeadLetters({ deadLetters }: Services): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = [];
  let pageToken = "";
  do {
    const page = await deadLetters.listDeadLetters({ filter: { stream }, pageSize: largestPage, pageToken });
    letters.push(...page.deadLetters);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return letters;
}

/** Every group of dead letters of the demo's stream, the one with most open letters first. */
export async function allGroups({ deadLetters }: Services): Promise<readonly DeadLetterGroup[]> {
  const groups: DeadLetterGroup[] = [];
  let pageToken = "";
  do {
    const page = await deadLetters.listGroups({ stream, pageSize: largestPage, pageToken });
    groups.push(...page.groups);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return groups;
}

/** Prints the largest groups and says how much is left out. */
export function showGroups(screen: Screen, groups: readonly DeadLetterGroup[], most: number): void {
  const { yellow, red, dim } = screen.look.colors;
  const shown = groups.slice(0, most);
  screen.table(
    [{ title: "open", align: "right" }, { title: "event" }, { title: "failure" }, { title: "cause", flexible: true }],
    shown.map(({ openCount, type, failureType, title }) => [
      { text: count(openCount), paint: yellow },
      type,
      { text: word(FailureTypeSchema, failureType), paint: red },
      title,
    ]),
  );
  const rest = groups.slice(most);
  const letters = rest.reduce((sum, { openCount }) => sum + openCount, 0n);
  if (rest.length > 0) screen.print(dim(`and ${count(rest.length)} more groups with ${count(letters)} dead letters`));
}
