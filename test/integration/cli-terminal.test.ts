import { stripVTControlCharacters } from "node:util";
import { createServices, type Services } from "@sluice/client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { displayWidth } from "../../src/cli/text-width.js";
import { awkwardStreams, parkAwkward } from "../support/awkward-dead-letters.js";
import { startServer, type TestServer } from "../support/server.js";
import { startStrictS3, strictS3 } from "../support/strict-s3.js";
import { type CommandLineOptions, runInProcess } from "../unit/cli/command-line.js";

let server: TestServer;
let services: Services;
let empty: TestServer;

beforeAll(async () => {
  const quick = { alertIntervalMs: 20, alertDigestMs: 0, webhookRetryBaseMs: 10, webhookAllowPrivateAddresses: true };
  [server, empty] = await Promise.all([startServer(quick), startServer()]);
  services = createServices({ url: server.url });
  await parkAwkward(services);
  await alertsAndFailingWebhook();
});

afterAll(async () => {
  services.close();
  await Promise.all([server.stop(), empty.stop()]);
});

/** Waits for alerts, one of them acknowledged, and for a webhook that fails, so that the tables have every column. */
async function alertsAndFailingWebhook(): Promise<void> {
  for (;;) {
    const { alerts } = await services.alerts.listAlerts({});
    const { webhooks } = await services.alerts.listWebhooks({});
    const [alert] = alerts;
    if (alert !== undefined && webhooks.some(({ lastError }) => lastError !== "")) {
      await services.alerts.acknowledgeAlert({ id: alert.id, actor: "somebody with a long name ".repeat(4) });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Every command that lists, and what it needs to list something. */
const lists: readonly (readonly string[])[] = [
  ["dlq", "list", "--all"],
  ["dlq", "list", "--limit", "3"],
  ["dlq", "list", "--status", "all", "--limit", "60", "--snoozed", "included"],
  ["dlq", "list", "--stream", awkwardStreams.wide],
  ["dlq", "list", "--stream", awkwardStreams.long],
  ["dlq", "groups"],
  ["dlq", "groups", "--limit", "1"],
  ["dlq", "groups", "--include-closed", "--stream", awkwardStreams.wide],
  ["dlq", "redrives"],
  ["dlq", "reexamined"],
  ["dlq", "reveals"],
  ["dlq", "recipe", "list"],
  ["dlq", "policies", awkwardStreams.busy],
  ["dlq", "stats"],
  ["dlq", "stats", "--stream", awkwardStreams.long],
  ["dlq", "archive", "status"],
  ["alerts"],
  ["alerts", "rules"],
  ["webhooks"],
  ["consumers"],
  ["stats"],
  ["mode", "get"],
  ["list"],
  ["versions", `${awkwardStreams.busy}/order.created`],
];

async function run(words: readonly string[], options: CommandLineOptions = {}, at = server) {
  return await runInProcess(words, { now: new Date(), environment: { SLUICE_SERVER: at.url }, ...options });
}

function tooWide(text: string, columns: number): readonly string[] {
  return stripVTControlCharacters(text)
    .split("\n")
    .filter((line) => displayWidth(line) > columns);
}

describe.each([80, 60, 40])("on a terminal with %i columns", (columns) => {
  test.each(lists.map((words) => [words.join(" ").slice(0, 60), words] as const))(
    "%s has no line that is wider, with colours and without",
    async (_, words) => {
      const plain = await run(words, { columns, environment: { SLUICE_SERVER: server.url, NO_COLOR: "1" } });
      expect(plain).toMatchObject({ exitCode: 0, stderr: "" });
      expect(plain.stdout).not.toContain("\u001b");
      expect(tooWide(plain.stdout, columns)).toEqual([]);
      const coloured = await run(words, { columns });
      expect(tooWide(coloured.stdout, columns)).toEqual([]);
    },
  );
});

test.each(lists.map((words) => [words.join(" ").slice(0, 60), words] as const))(
  "%s of an empty server says so in one line, or says what applies",
  async (_, words) => {
    const { stdout, stderr } = await run(words, { columns: 80 }, empty);
    expect(stdout + stderr).toMatch(/^[^\n]+\n/u);
    expect(tooWide(stdout + stderr, 80)).toEqual([]);
  },
);

describe("elsewhere", () => {
  test.each(
    lists.filter(([first, second]) => first !== "dlq" || second !== "archive").map((words) => [words] as const),
  )("%j is whole: nothing is cut off, nothing coloured, and JSON is one document", async (words) => {
    const { stdout } = await run(words);
    expect(stdout).not.toMatch(/…|\u001b/u);
    const json = await run([...words, "--output", "json"]);
    expect(() => JSON.parse(json.stdout) as unknown).not.toThrow();
  });

  test("a listing has a line for each dead letter, with the ids in the first column", async () => {
    const { stdout } = await run(["dlq", "list", "--all"]);
    const [head = "", ...rows] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^ID +STREAM +TYPE +FAILURE +WHY +TRIES +PARKED$/u);
    expect(rows.length).toBeGreaterThan(1_000);
    for (const row of rows) expect(row).toMatch(/^[0-9A-Z]{26} {2}\S/u);
  });
});

describe("what is not a list fits 80 columns as well", () => {
  const columns = 80;

  test("a dead letter with 40 violations, long names, notes and a stack", async () => {
    const { deadLetters } = await services.deadLetters.listDeadLetters({ pageSize: 500 });
    const kinds = new Map(deadLetters.map((letter) => [letter.fingerprint, letter.id]));
    const [noted] = (await services.deadLetters.listDeadLetters({ filter: { assignee: "olga" } })).deadLetters;
    for (const id of [...kinds.values(), noted?.id ?? ""]) {
      const { stdout } = await run(["dlq", "show", id], { columns });
      // What a consumer sent as a stack, and payloads, are shown as they are.
      const [facts = ""] = stripVTControlCharacters(stdout).split(/\n(?:detail|payload.*)\n/u);
      expect(tooWide(facts, columns)).toEqual([]);
    }
  });

  test("previews, suggestions, impact, redrives, the archive", async () => {
    const { groups } = await services.deadLetters.listGroups({});
    const { redrives } = await services.deadLetters.listRedrives({});
    const [redrive = ""] = redrives.map(({ id }) => id);
    const commands = [
      ["dlq", "preview", "--stream", awkwardStreams.busy],
      ["dlq", "preview", "--stream", awkwardStreams.long],
      ["dlq", "impact", `${awkwardStreams.busy}/order.created`],
      ["dlq", "redrive", redrive],
      ["dlq", "recipe", "preview", `remove-${"e-mail-".repeat(8)}`, "--stream", awkwardStreams.busy],
      ...groups.map(({ fingerprint }) => ["dlq", "suggest", fingerprint]),
    ];
    for (const words of commands) {
      const { stdout } = await run(words, { columns });
      expect(stdout).not.toBe("");
      expect(tooWide(stdout, columns), words.join(" ")).toEqual([]);
    }
  });

  test("the archive", async () => {
    const s3 = await startStrictS3();
    const archiving = await startServer({
      archiveEndpoint: s3.endpoint,
      archiveBucket: strictS3.bucket,
      archiveRegion: strictS3.region,
      archiveAccessKeyId: strictS3.accessKeyId,
      archiveSecretAccessKey: strictS3.secretAccessKey,
      archiveIntervalMs: 0,
      archivePrefix: "a-prefix-that-is-long/".repeat(6),
    });
    onTestFinished(async () => {
      await archiving.stop();
      await s3.stop();
    });
    const stream = awkwardStreams.long;
    const own = createServices({ url: archiving.url });
    await own.gateway.publishBatch({ stream, events: [{ id: "1", source: "/s", type: "t", data: Buffer.from("{}") }] });
    own.close();
    const day = new Date().toISOString().slice(0, 10);
    const commands = [["run"], ["status"], ["ls", "--from", day], ["restore", "--everything", "--dry-run"]];
    for (const words of commands) {
      const { stdout, exitCode } = await run(["dlq", "archive", ...words], { columns }, archiving);
      expect(exitCode).toBe(0);
      expect(tooWide(stdout, columns), words.join(" ")).toEqual([]);
    }
  });
});
