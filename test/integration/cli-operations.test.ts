import { readdirSync, readFileSync } from "node:fs";
import { createServices, type Services } from "@sluice/client";
import {
  AlertService,
  ArchiveService,
  ConsumerService,
  DeadLetterService,
  FailureAction,
  RecipeService,
} from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { startStrictS3, strictS3 } from "../support/strict-s3.js";
import { startEndpoint } from "../support/webhook-endpoint.js";
import { event, lettersOf, logOf, numberStream, registerJson, unique } from "../support/wire.js";
import { type CommandLineResult, runInProcess } from "../unit/cli/command-line.js";

const nobody = "01JD8Z3V5R9C2M4X6T8W0Y1A3B";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer({ alertIntervalMs: 20, alertDigestMs: 0, webhookAllowPrivateAddresses: true });
  services = createServices({ url: server.url });
});

afterAll(async () => {
  services.close();
  await server.stop();
});

async function run(line: string, ...more: readonly string[]): Promise<CommandLineResult> {
  return await runIn(server, line, ...more);
}

async function runIn(at: { readonly url: string }, line: string, ...more: readonly string[]) {
  const environment = { SLUICE_SERVER: at.url };
  return await runInProcess([...line.split(" "), ...more], { environment, now: new Date() });
}

async function json(line: string, ...more: readonly string[]): Promise<unknown> {
  return JSON.parse((await run(`${line} --output json`, ...more)).stdout) as unknown;
}

/** A stream with so many open dead letters; answers its name and their ids, oldest first. */
async function parked(count: number): Promise<{ readonly stream: string; readonly ids: readonly string[] }> {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: Array.from({ length: count }, () => event({})) });
  return { stream, ids: (await lettersOf(services, stream)).map(({ id }) => id).reverse() };
}

/** Runs a command again until its output says something; alerts come by themselves, in their time. */
async function until(line: string, says: RegExp): Promise<string> {
  for (;;) {
    const { stdout } = await run(line);
    if (says.test(stdout)) return stdout;
  }
}

describe("every call", () => {
  const source = readdirSync("src/cli", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(`src/cli/${file}`, "utf8"))
    .join("\n");
  /** Said by a command by way of another call, which tells more. */
  const elsewhere: Readonly<Record<string, string>> = { getSchemaImpact: "watchSchemaImpact" };
  const all = [
    ["alerts", AlertService],
    ["archive", ArchiveService],
    ["consumers", ConsumerService],
    ["deadLetters", DeadLetterService],
    ["recipes", RecipeService],
  ] as const;
  const methods = all.flatMap(([room, service]) => service.methods.map(({ localName }) => [room, localName] as const));

  test.each(methods)("%s.%s has a command, and is in the client", (room, method) => {
    expect(Object.keys(services[room])).toContain(method);
    expect(source).toMatch(new RegExp(`\\.${elsewhere[method] ?? method}\\(`, "u"));
  });
});

describe("dead letters are cared for", () => {
  test("with notes, an assignee, a snooze and a hold, which show says", async () => {
    const { stream, ids } = await parked(3);
    const [first = "", second = ""] = ids;
    expect(await run(`dlq annotate ${first} --actor olga --note`, "asked the team")).toMatchObject({
      stdout: "✓ 1 dead letter annotated\n",
      exitCode: 0,
    });
    expect((await run(`dlq assign ${first} --to kim`)).stdout).toBe("✓ 1 dead letter assigned to kim\n");
    expect((await run(`dlq hold ${first} --reason`, "case 4711")).stdout).toBe("✓ 1 dead letter held\n");
    const shown = await run(`dlq show ${first}`);
    expect(shown.stdout).toMatch(/assigned to +kim\nheld +yes\n/u);
    expect(shown.stdout).toContain("olga: asked the team");
    expect(await json(`dlq list --assignee kim --stream ${stream}`)).toMatchObject({ deadLetters: [{ id: first }] });
    expect((await run(`dlq snooze ${second} --for 8h`)).stdout).toBe("✓ 1 dead letter snoozed for 8h\n");
    expect((await lettersOfCommand(`dlq list --stream ${stream}`)).includes(second)).toBe(false);
    expect(await lettersOfCommand(`dlq list --stream ${stream} --snoozed only`)).toEqual([second]);
    expect((await run(`dlq snooze --stream ${stream} --snoozed only --wake --yes`)).stdout).toContain(
      "1 dead letter awake",
    );
    expect(await lettersOfCommand(`dlq list --stream ${stream}`)).toHaveLength(3);
  });

  async function lettersOfCommand(line: string): Promise<readonly string[]> {
    const { deadLetters } = (await json(line)) as { deadLetters: readonly { id: string }[] };
    return deadLetters.map(({ id }) => id);
  }

  test("what is held is not discarded, and why is said", async () => {
    const [id = ""] = (await parked(1)).ids;
    await run(`dlq hold ${id} --reason audit`);
    const refused = await run(`dlq discard ${id} --reason noise`);
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stdout).toContain(`${id}  is open, and held: let go of it with sluice dlq release`);
    expect((await run(`dlq release ${id} --reason done`)).exitCode).toBe(0);
    expect((await run(`dlq discard ${id} --reason noise`)).exitCode).toBe(0);
  });

  test("what cannot be done says for each letter why", async () => {
    const [id = ""] = (await parked(1)).ids;
    await run(`dlq resolve ${id} --actor olga --reason mended`);
    const again = await run(`dlq resolve ${id} ${nobody} --reason mended`);
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toMatch(
      new RegExp(
        `^! 0 dead letters resolved, 2 left as they were\\n  ${id}  is resolved now by olga\\n  ${nobody}  there is no`,
        "u",
      ),
    );
    for (const line of [`annotate ${nobody} --note x`, `assign ${nobody} --to x`, `snooze ${nobody} --for 1h`]) {
      expect(await run(`dlq ${line}`)).toMatchObject({
        exitCode: 1,
        stdout: expect.stringContaining("there is no such dead letter") as string,
      });
    }
    expect(JSON.parse((await run(`dlq resolve ${nobody} --reason x --output json`)).stdout)).toEqual({
      changed: "0",
      unchanged: "1",
    });
  });

  test.each([
    ["dlq annotate x", "--note: is required"],
    ["dlq assign x", "to whom? give --to or --nobody"],
    ["dlq snooze x --for soon", '--for: "soon" is not a duration'],
    ["dlq snooze x", "for how long? give --for or --wake"],
    ["dlq hold x", "--reason: is required"],
    ["dlq discard --held --reason x", "refusing to discard without confirmation"],
    ["dlq list --failure-type odd", '--failure-type: "odd" is not one of schema-not-found, malformed'],
    ["dlq list --snoozed odd", '--snoozed: "odd" is not one of included, only'],
    ["dlq list --since yesterday", '--since: "yesterday" is neither a time such as'],
    ["dlq groups --state odd", '--state: "odd" is not one of open, acknowledged, ignored, resolved, regressed'],
    ["dlq group ignore 1-a --for 0", '--for: "0" is not a whole number of at least 1'],
    ["dlq report s --group g --error-type E", "which event? give --position or --delivery"],
    ["alerts --kind odd", '--kind: "odd" is not one of rate, new-group'],
    ["alerts rules rate --threshold=-1", '--threshold: "-1" is not a number above 0'],
    ["consumers settle s g d", "what is to become of them? give one of --ack, --release and --extend"],
    ["consumers settle s g d --ack --delay 1m", "--delay: goes with --release"],
    ["consumers set s g --order odd", '--order: "odd" is not one of none, per-key'],
    ["dlq archive restore", "which dead letters? give ids, or --from, or --everything"],
  ])("%s ends with 2 and names what is wrong", async (line, message) => {
    const { stderr, exitCode } = await run(line);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  test.each([
    [`dlq show ${nobody}`, `There is no dead letter '${nobody}'.`, "sluice dlq list --status all"],
    [`dlq edit ${nobody} --data x --yes`, `There is no dead letter '${nobody}'.`, "sluice dlq list --status all"],
    [`dlq redrive pause ${nobody}`, `There is no redrive '${nobody}'.`, "sluice dlq redrives"],
    ["dlq suggest 1-none", "There is no group '1-none'.", "sluice dlq groups --include-closed"],
    ["dlq group acknowledge 1-none", "There is no group '1-none'.", "sluice dlq groups --include-closed"],
    ["dlq recipe get none", "There is no recipe 'none'.", "sluice dlq recipe list"],
    ["alerts acknowledge none", "There is no alert 'none'.", "sluice alerts --resolved"],
    ["webhooks test none", "There is no webhook 'none'.", "sluice webhooks"],
    ["consumers show s none", "has no consumer group 'none'", "sluice consumers set STREAM GROUP"],
    ["consumers lease s none", "has no consumer group 'none'", "sluice consumers set STREAM GROUP"],
  ])("%s ends with 1, says what is not there, and where to look", async (line, message, hint) => {
    const { stderr, exitCode } = await run(line);
    expect(stderr).toContain(`error: `);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
    expect(exitCode).toBe(1);
  });

  test("limits are called by the option that sets them", async () => {
    expect((await run("dlq list --limit 100000")).stderr).toBe("error: --limit: is 100000; at most 500 are allowed\n");
    expect((await run("dlq list --page-token odd")).stderr).toContain("error: --page-token: is not a token");
  });
});

test.each(
  [
    "dlq groups",
    "dlq reveals",
    "alerts",
    "webhooks",
    "consumers",
    "dlq archive status",
    `dlq hold ${nobody} --reason x`,
  ].map((line) => [line] as const),
)("%s without a server ends with 1 and names its address", async (line) => {
  const { stderr, exitCode } = await runIn({ url: "http://127.0.0.1:9" }, line);
  expect(stderr).toContain("cannot reach the server at http://127.0.0.1:9");
  expect(exitCode).toBe(1);
});

describe("payloads that are masked", () => {
  test("are revealed for a reason, and who did is listed, also for programs", async () => {
    const stream = unique("masked");
    const properties = { n: { type: "number" }, email: { type: "string", "x-sensitive": true } };
    await registerJson(services, `${stream}/made`, { type: "object", properties });
    await services.gateway.publishBatch({ stream, events: [event({ n: "x", email: "kim@example.com" })] });
    const [letter] = await lettersOf(services, stream);
    const id = letter?.id ?? "";
    expect((await run(`dlq show ${id}`)).stdout).not.toContain("kim@example.com");
    expect((await run(`dlq show ${id} --reveal`)).stderr).toContain("reason: is required");
    expect((await run("dlq reveals")).stdout).toBe("no payload was revealed\n");
    const revealed = await run(`dlq show ${id} --reveal --actor olga --reason`, "case 4711");
    expect(revealed.stdout).toContain("kim@example.com");
    const listed = await run(`dlq reveals ${id}`);
    expect(listed.stdout).toMatch(new RegExp(`\\n${id}  ${stream} +now +olga  case 4711\\n$`, "u"));
    expect(await json("dlq reveals --limit 1")).toMatchObject({
      reveals: [{ deadLetterId: id, actor: "olga", reason: "case 4711" }],
    });
  });
});

describe("alerts and webhooks", () => {
  test("fire, are acknowledged by name, have rules by stream, and are over", async () => {
    const { stream, ids } = await parked(2);
    const fired = await until(`alerts --stream ${stream}`, /new-group/u);
    expect(fired).toMatch(/firing +new-group/u);
    const [, id = ""] = /^(\w{26}) {2}firing/mu.exec(fired) ?? [];
    const known = await run(`alerts acknowledge ${id} --actor ada --reason`, "rolling back");
    expect(known.stdout).toBe(`✓ acknowledged: A new cause in ${stream}: is missing the required property 'n'\n`);
    expect((await run(`alerts --stream ${stream}`)).stdout).toMatch(/ACKNOWLEDGED BY.*\n.* ada /u);
    const rules = await run(`alerts rules rate --stream ${stream} --threshold 5 --window 10m`);
    expect(rules.stdout).toMatch(/\nrate +on +5 +10m/u);
    expect((await run(`alerts rules rate --stream ${stream} --off`)).stdout).toMatch(/\nrate +off +5 /u);
    expect((await run(`alerts rules rate --stream ${stream} --reset`)).stdout).toMatch(/\nrate +on +100 /u);
    await run(`dlq discard ${ids.join(" ")} --reason noise`);
    await until(`alerts --stream ${stream} --resolved`, /resolved +new-group/u);
    expect((await run(`alerts --stream ${stream} --kind new-group`)).stdout).toBe("no alerts\n");
  });

  test("webhooks are made with a secret, tested, switched off and deleted", async () => {
    const endpoint = await startEndpoint(204);
    onTestFinished(() => endpoint.close());
    const made = await run(`webhooks set ${endpoint.url} --kinds rate,old-open --streams payments`);
    const [, id = ""] = /^✓ webhook (\w{26})\nsecret {2}whsec_\S+\nit is not shown again\n$/u.exec(made.stdout) ?? [];
    expect(await run(`webhooks test ${id}`)).toMatchObject({ exitCode: 0 });
    expect(endpoint.received.map(({ body }) => body).join()).toContain('"type":"sluice.test"');
    endpoint.answer = 500;
    const failed = await run(`webhooks test ${id}`);
    expect([failed.stdout, failed.exitCode]).toEqual(["✗ not delivered: answered 500\n", 1]);
    expect((await run(`webhooks set ${endpoint.url} --id ${id} --off`)).stdout).toBe(`✓ webhook ${id}\n`);
    expect((await run("webhooks")).stdout).toMatch(new RegExp(`\\n${id}  off +${endpoint.url} +all +all`, "u"));
    expect((await run(`webhooks delete ${id}`)).stdout).toBe("✓ deleted\n");
    expect((await run("webhooks")).stdout).toBe("no webhooks\n");
    expect((await run("webhooks set ftp://example.com")).exitCode).toBe(1);
  });
});

describe("consumer groups", () => {
  test("are made, worked for by hand, and forgotten", async () => {
    const stream = await numberStream(services);
    await services.gateway.publishBatch({ stream, events: [1, 2, 3].map((n) => event({ n })) });
    expect((await run(`consumers set ${stream} billing --lease 1m --order per-key`)).stdout).toMatch(
      /order +per-key\n/u,
    );
    expect((await run(`consumers list ${stream}`)).stdout).toMatch(/\n\S+ +billing +3 +0 +0\n$/u);
    const { deliveries } = (await json(`consumers lease ${stream} billing -n 2 --member me`)) as {
      deliveries: readonly { id: string }[];
    };
    const [first = "", second = ""] = deliveries.map(({ id }) => id);
    const settled = await run(`consumers settle ${stream} billing ${first} --ack`);
    expect(settled).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/ settled\n$/u) as string });
    expect((await run(`consumers settle ${stream} billing ${second} --release`)).exitCode).toBe(0);
    const lost = await run(`consumers settle ${stream} billing ${second} --extend --lease 1m`);
    expect([lost.exitCode, lost.stdout]).toEqual([1, expect.stringMatching(/ lost\n$/u)]);
    expect((await run(`consumers lease ${stream} billing -n 1`)).stdout).toMatch(/ made +event-\d+ +2 +in \d+[ms]/u);
    expect((await run(`consumers show ${stream} billing`)).stdout).toMatch(/settled up to +1\nlag +2\nleased +1\n/u);
    expect((await run(`consumers delete ${stream} billing`)).stderr).toContain(
      "refusing to delete without confirmation",
    );
    expect((await run(`consumers delete ${stream} billing --yes`)).stdout).toContain(
      "✓ deleted consumer group billing",
    );
    expect((await run(`consumers delete ${stream} billing --yes`)).stdout).toContain(
      "there is no consumer group billing",
    );
    expect((await run(`consumers lease ${stream} billing`)).exitCode).toBe(1);
  });

  test("report what they cannot process by policy, and get it back: a preview says to whom", async () => {
    const stream = await numberStream(services);
    await services.gateway.publishBatch({ stream, events: [1, 2].map((n) => event({ n })) });
    await run(`consumers set ${stream} billing`);
    const { deliveries } = await services.consumers.leaseEvents({ stream, group: "billing" });
    const [delivery = ""] = deliveries.map(({ id }) => id);
    const policies = await run(`dlq policies ${stream} --policy Timeout*=store --policy Noise=discard`);
    expect(policies.stdout).toMatch(/Timeout\* +store\nNoise +discard/u);
    const words = `dlq report ${stream} --group billing`;
    const reported = await run(`${words} --delivery ${delivery} --error-type TimeoutError --message`, "no answer");
    const [, id = ""] = /^✓ parked as (\w{26}) \(store\)\n/u.exec(reported.stdout) ?? [];
    expect((await run(`${words} --position 0 --error-type TimeoutError`)).stdout).toContain(
      `was reported before, as ${id}`,
    );
    const noise = await json(`dlq report ${stream} --group billing --position 1 --error-type Noise`);
    expect(noise).toMatchObject({ action: `FAILURE_ACTION_${FailureAction[FailureAction.DISCARD]}` });
    expect((await run(`dlq report ${stream} --group billing --position 7 --error-type E`)).stderr).toContain(
      `position: stream '${stream}' has no event at 7`,
    );
    const preview = await run(`dlq preview ${id}`);
    expect(preview).toMatchObject({ exitCode: 0 });
    expect(preview.stdout).toContain("0 would pass, 0 would fail again");
    expect(preview.stdout).toContain(
      `1 would be handed back to consumer group billing of ${stream}; nothing is published`,
    );
    const retried = await run(`dlq retry ${id} --yes --wait`);
    expect(retried.stdout).toContain(`1 handed back to consumer group billing of ${stream}`);
    expect(await logOf(services, stream)).toHaveLength(2);
    expect((await run(`dlq redeliver ${id}`)).stdout).toBe("✓ 1 dead letter given back\n");
    expect(await run(`dlq redeliver ${nobody}`)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining(`${nobody}  there is no such dead letter`) as string,
    });
    expect((await run(`dlq policies ${stream} --none`)).stdout).toContain("no policies: every failure is stored");
  });
});

describe("the archive", () => {
  test("that is not configured is said so", async () => {
    expect((await run("dlq archive status")).stdout).toContain("no archive configured");
    expect(await run("dlq archive run")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("set archiveEndpoint") as string,
    });
  });

  test("is run, listed and restored from; what goes wrong is said", async () => {
    const s3 = await startStrictS3();
    const archiving = await startServer({
      archiveEndpoint: s3.endpoint,
      archiveBucket: strictS3.bucket,
      archiveRegion: strictS3.region,
      archiveAccessKeyId: strictS3.accessKeyId,
      archiveSecretAccessKey: strictS3.secretAccessKey,
      archiveIntervalMs: 0,
    });
    const own = createServices({ url: archiving.url });
    onTestFinished(async () => {
      own.close();
      await archiving.stop();
      await s3.stop();
    });
    await own.gateway.publishBatch({ stream: "kept", events: [event({}), event({})] });
    const [letter] = await lettersOf(own, "kept");
    expect((await runIn(archiving, "dlq archive status")).stdout).toMatch(/pending +2\n/u);
    const ran = await runIn(archiving, "dlq archive run");
    expect(ran).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/pending +0\narchived so far +2\n/u) as string,
    });
    const today = new Date().toISOString().slice(0, 10);
    expect((await runIn(archiving, `dlq archive ls --from ${today}`)).stdout).toContain(`${letter?.id ?? ""}  `);
    expect((await runIn(archiving, "dlq archive ls --from 2001-01-01 --to 2001-01-02")).stdout).toBe(
      "nothing is archived there\n",
    );
    const there = await runIn(archiving, `dlq archive restore ${letter?.id ?? ""}`);
    expect(there).toMatchObject({ exitCode: 0, stdout: "✓ 0 dead letters restored, 1 there already\n" });
    const missing = await runIn(archiving, `dlq archive restore ${nobody}`);
    expect([missing.exitCode, missing.stdout]).toEqual([1, expect.stringContaining(nobody)]);
    expect((await runIn(archiving, "dlq archive ls --from never")).stderr).toMatch(/^error: --from: /u);
    s3.interfere = () => 403;
    await own.gateway.publishBatch({ stream: "kept", events: [event({})] });
    const refused = await runIn(archiving, "dlq archive run");
    expect([refused.exitCode, refused.stdout]).toEqual([1, expect.stringContaining("✗ ")]);
  });
});
