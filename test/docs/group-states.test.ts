import { readFileSync } from "node:fs";
import { createServices, type Services } from "@sluice/client";
import { GroupState } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, numberStream } from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
});

afterAll(async () => {
  services.close();
  await server.stop();
});

const ignoreFor = 2n;

interface Group {
  readonly stream: string;
  readonly fingerprint: string;
}

async function park({ stream }: Pick<Group, "stream">, count: number): Promise<void> {
  await services.gateway.publishBatch({ stream, events: Array.from({ length: count }, () => event({})) });
}

async function say({ fingerprint }: Group, state: GroupState): Promise<void> {
  const ignored = state === GroupState.IGNORED ? { ignoreFor } : {};
  await services.deadLetters.setGroupState({ fingerprint, state, ...ignored });
}

async function stateOf({ stream }: Group): Promise<string> {
  const [group] = (await services.deadLetters.listGroups({ stream })).groups;
  return (GroupState[group?.state ?? 0] ?? "").toLowerCase();
}

/** What the columns of the table stand for. */
const events: Readonly<Record<string, (group: Group) => Promise<void>>> = {
  acknowledge: (group) => say(group, GroupState.ACKNOWLEDGED),
  ignore: (group) => say(group, GroupState.IGNORED),
  resolve: (group) => say(group, GroupState.RESOLVED),
  open: (group) => say(group, GroupState.OPEN),
  "a letter": (group) => park(group, 1),
  "as many letters": (group) => park(group, Number(ignoreFor)),
};

/** How a group gets into each state. */
const ways: Readonly<Record<string, (group: Group) => Promise<void>>> = {
  open: () => Promise.resolve(),
  acknowledged: (group) => say(group, GroupState.ACKNOWLEDGED),
  ignored: (group) => say(group, GroupState.IGNORED),
  resolved: (group) => say(group, GroupState.RESOLVED),
  regressed: async (group) => {
    await say(group, GroupState.RESOLVED);
    await park(group, 1);
  },
};

async function groupIn(state: string): Promise<Group> {
  const stream = await numberStream(services);
  await park({ stream }, 1);
  const [found] = (await services.deadLetters.listGroups({ stream })).groups;
  const group = { stream, fingerprint: found?.fingerprint ?? "" };
  await ways[state]?.(group);
  expect(await stateOf(group)).toBe(state);
  return group;
}

const rows = readFileSync(new URL("../../docs/dead-letters.md", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("*", "")),
  );
const begin = rows.findIndex(([first]) => first === "group is");
const [, ...columns] = rows[begin] ?? [];
const table = rows.slice(begin + 2, begin + 2 + Object.keys(ways).length);

test("the table in docs/dead-letters.md has every state of a group and everything that happens to one", () => {
  expect(columns).toEqual(Object.keys(events));
  expect(table.map(([state]) => state)).toEqual(Object.keys(ways));
});

test.each(
  table.flatMap(([from = "", ...cells]) => cells.map((to, index) => [from, columns[index] ?? "", to] as const)),
)("%s, %s: %s", async (from, what, to) => {
  const group = await groupIn(from);
  await events[what]?.(group);
  expect(await stateOf(group)).toBe(to);
});
