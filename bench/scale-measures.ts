import type { Services } from "@sluice/client";
import { DeadLetterStatus } from "@sluice/client/gen";
import { eventStream, eventType, orderPayload } from "./order-event.js";
import { type FilledStore, rare, type ScaleSize, subjectName } from "./scale-fill.js";

/** What a measure works on. */
export interface ScaleTarget {
  readonly services: Services;
  readonly size: ScaleSize;
  readonly filled: FilledStore;
  /** Host and port. */
  readonly target: string;
}

/** One thing that somebody asks of a server, again and again. */
export interface ScaleMeasure {
  readonly name: string;
  /** Asks once; `turn` counts from 0, so that no two turns ask for the same. */
  readonly ask: (target: ScaleTarget, turn: number) => Promise<unknown>;
  /** Fewer turns than usual, for what takes long. */
  readonly turns?: number;
}

/** Numbers that are spread over a range, always the same ones. */
function spread(turn: number, range: number): number {
  return (turn * 7919) % Math.max(1, range);
}

function pick<T>(from: readonly T[], turn: number): T {
  const picked = from[spread(turn, from.length)];
  if (picked === undefined) throw new Error("There is nothing to pick from.");
  return picked;
}

/** A token of a page somewhere behind the first ones. */
async function deepToken(next: (token: string) => Promise<string>, pages: number): Promise<string> {
  let token = "";
  for (let page = 0; page < pages; page += 1) {
    const following = await next(token);
    if (following === "") return token;
    token = following;
  }
  return token;
}

const deepTokens = new WeakMap<FilledStore, Promise<string>>();

/** A page of groups far down the list, found once for each store. */
async function groupsPage({ services, filled }: ScaleTarget): Promise<unknown> {
  const list = async (pageToken: string) => await services.deadLetters.listGroups({ pageSize: 50, pageToken });
  let token = deepTokens.get(filled);
  if (token === undefined) {
    token = deepToken(async (pageToken) => (await list(pageToken)).nextPageToken, 200);
    deepTokens.set(filled, token);
  }
  return await list(await token);
}

async function readFrom({ services }: ScaleTarget, position: number): Promise<void> {
  const controller = new AbortController();
  const start = { case: "position", value: BigInt(position) } as const;
  const subscription = services.gateway.subscribe({ stream: eventStream, start }, { signal: controller.signal });
  let events = 0;
  for await (const message of subscription) {
    events += message.events.length;
    if (events >= 100) break;
  }
  controller.abort();
}

let published = 0;

/** A batch of a hundred events that nobody sent before. */
function freshBatch() {
  return Array.from({ length: 100 }, () => {
    published += 1;
    const data = new Uint8Array(orderPayload("small", published, true));
    return { id: `fresh-${process.pid}-${published}`, source: "/bench", type: eventType, data };
  });
}

const status = DeadLetterStatus.OPEN;

/** Everything that is compared between sizes. */
export const scaleMeasures: readonly ScaleMeasure[] = [
  {
    name: "publish 100 events, acknowledged",
    ask: async ({ services }) => await services.gateway.publishBatch({ stream: eventStream, events: freshBatch() }),
  },
  {
    name: "read 100 events from the middle of the log",
    ask: async (target, turn) => {
      await readFrom(target, spread(turn, Math.max(1, target.size.events - 200)));
    },
  },
  { name: "statistics of all streams", ask: async ({ services }) => await services.gateway.getStats({}) },
  {
    name: "statistics of a day",
    ask: async ({ services }) => await services.gateway.getStats({ window: { seconds: 86_400n, nanos: 0 } }),
  },
  { name: "list streams", ask: async ({ services }) => await services.gateway.listStreams({}) },
  {
    name: "schema by id",
    ask: async ({ services, size }, turn) =>
      await services.registry.getSchema({ id: 1 + spread(turn, size.subjects * 10) }),
  },
  {
    name: "latest schema of a subject",
    ask: async ({ services, size }, turn) =>
      await services.registry.getSchema({ subject: subjectName(spread(turn, size.subjects)) }),
  },
  {
    name: "versions of a subject",
    ask: async ({ services, size }, turn) =>
      await services.registry.listVersions({ subject: subjectName(spread(turn, size.subjects)) }),
  },
  {
    name: "100 subjects from the middle",
    ask: async ({ services, size }) =>
      await services.registry.listSubjects({ prefix: subjectName(Math.floor(size.subjects / 2)).slice(0, 9) }),
  },
  {
    name: "subjects by a rare text",
    ask: async ({ services }) => await services.registry.listSubjects({ query: rare.subjectText, pageSize: 10 }),
  },
  {
    name: "subjects by a common text",
    ask: async ({ services }) => await services.registry.listSubjects({ query: "plain", pageSize: 10 }),
  },
  {
    name: "dead letter by id",
    ask: async ({ services, filled }, turn) =>
      await services.deadLetters.getDeadLetter({ id: pick(filled.letterIds, turn) }),
  },
  {
    name: "50 newest dead letters",
    ask: async ({ services }) => await services.deadLetters.listDeadLetters({ filter: { status } }),
  },
  {
    name: "50 dead letters of a stream",
    ask: async ({ services }) => await services.deadLetters.listDeadLetters({ filter: { status, stream: "parked-0" } }),
  },
  {
    name: "dead letters of a group",
    ask: async ({ services, filled }, turn) =>
      await services.deadLetters.listDeadLetters({ filter: { fingerprint: pick(filled.fingerprints, turn) } }),
  },
  {
    name: "dead letters of a rare type",
    turns: 5,
    ask: async ({ services }) => await services.deadLetters.listDeadLetters({ filter: { type: rare.type } }),
  },
  {
    name: "dead letters by a rare text",
    turns: 5,
    ask: async ({ services }) => await services.deadLetters.listDeadLetters({ filter: { text: rare.text } }),
  },
  { name: "50 groups", ask: async ({ services }) => await services.deadLetters.listGroups({}) },
  { name: "50 groups far down the list", ask: groupsPage },
  {
    name: "statistics of dead letters",
    ask: async ({ services }) => await services.deadLetters.getDeadLetterStats({}),
  },
  {
    name: "scrape of the metrics",
    ask: async ({ target }) => await (await fetch(`http://${target}/metrics`)).text(),
  },
];
