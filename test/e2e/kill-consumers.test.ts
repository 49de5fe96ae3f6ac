import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createServices, type Services } from "@sluice/client";
import { StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SpawnedServer, spawnServer } from "../support/spawned-server.js";

const stream = "work";
const events = 600;
const member = new URL("../support/children/group-member.mjs", import.meta.url).pathname;

let directory: string;
let server: SpawnedServer;
let services: Services;
const members: ChildProcess[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "sluice-consumers-"));
  server = await spawnServer({ directory });
  services = createServices({ url: server.url });
  await services.gateway.setStreamConfig({ config: { stream, mode: StreamMode.DISABLED } });
});

afterAll(async () => {
  for (const child of members) child.kill("SIGKILL");
  services.close();
  await server.end("SIGKILL");
  await rm(directory, { recursive: true, force: true });
});

const ledger = () => join(directory, "ledger.txt");

function startMember(): ChildProcess {
  const child = spawn(process.execPath, [member, server.url, stream, ledger()], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  members.push(child);
  return child;
}

async function lines(): Promise<readonly string[]> {
  const text = await readFile(ledger(), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

async function whenLedgerHas(count: number): Promise<void> {
  while ((await lines()).length < count) await delay(5);
}

test("an acked event is never delivered again and an unacked one is, whoever is killed", async () => {
  const made = Array.from({ length: events }, (_, n) => ({
    id: `e${n}`,
    source: "/t",
    type: "made",
    data: new Uint8Array([n % 256]),
  }));
  await services.gateway.publishBatch({ stream, events: made });
  let [first, second] = [startMember(), startMember()];
  for (let round = 1; round <= 3; round += 1) {
    await whenLedgerHas(round * 120);
    first.kill("SIGKILL");
    await once(first, "exit");
    first = startMember();
    await delay(round * 13);
    await server.end("SIGKILL");
    server = await spawnServer({ directory, port: server.port });
    [first, second] = [second, first];
  }
  await expect
    .poll(
      async () => {
        const { group } = await services.consumers
          .getConsumerGroup({ stream, group: "g" })
          .catch(() => ({ group: undefined }));
        return Number(group?.settledPosition ?? 0);
      },
      { timeout: 30_000, interval: 100 },
    )
    .toBe(events);

  const acked = new Set<string>();
  const begun = new Set<string>();
  for (const line of await lines()) {
    const [word = "", position = ""] = line.split(" ");
    if (word === "begun") {
      expect(acked.has(position), `event ${position} was delivered after its acknowledgement`).toBe(false);
      begun.add(position);
    } else acked.add(position);
  }
  expect(begun.size).toBe(events);
  const parked = new Map<string, number>();
  let pageToken = "";
  do {
    const page = await services.deadLetters.listDeadLetters({ filter: { stream }, pageSize: 500, pageToken });
    for (const { logPosition } of page.deadLetters) {
      parked.set(String(logPosition), (parked.get(String(logPosition)) ?? 0) + 1);
    }
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  const expected = Array.from({ length: events }, (_, n) => n).filter((n) => n % 7 === 0);
  expect(
    [...parked.keys()].map(Number).toSorted((a, b) => a - b),
    "exactly what never works is parked",
  ).toEqual(expected);
  expect(
    [...parked.values()].every((count) => count === 1),
    "an event is parked twice",
  ).toBe(true);
  expect(
    [...acked].filter((position) => parked.has(position)),
    "acked and parked",
  ).toEqual([]);
});
