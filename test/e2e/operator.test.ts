import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createServices, type Services } from "@sluice/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SpawnedServer, spawnServer } from "../support/spawned-server.js";
import { type ReceivedMessage, startEndpoint, type WebhookEndpoint } from "../support/webhook-endpoint.js";
import { logOf } from "../support/wire.js";
import { type CommandLineResult, runInProcess } from "../unit/cli/command-line.js";

/** What a payment is before the deploy, and what it is to be afterwards. */
const before = {
  type: "object",
  properties: { id: { type: "string" }, amount: { type: "number" } },
  required: ["id", "amount"],
  additionalProperties: false,
};
const wider = { ...before, properties: { ...before.properties, channel: { type: "string" } } };

/** How many of each the bad deploy sends, in this order, before the breaker opens, and while it is open. */
const flood = { withChannel: 60, amountAsText: 30, withoutId: 6, noJson: 4, refused: 50 } as const;
const parkedAll = flood.withChannel + flood.amountAsText + flood.withoutId + flood.noJson;
const healthy = ["orders", "shipments"] as const;

let directory: string;
let server: SpawnedServer;
let services: Services;
let webhook: WebhookEndpoint;
let secret = "";

/** Every event that was sent, by stream. */
const sent = new Map<string, Set<string>>();
let numbers = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "sluice-operator-"));
  await writeFile(join(directory, "before.json"), JSON.stringify(before));
  await writeFile(join(directory, "wider.json"), JSON.stringify(wider));
  server = await spawnServer({
    directory: join(directory, "data"),
    environment: {
      SLUICE_ALERT_INTERVAL_MS: "50",
      SLUICE_ALERT_DIGEST_MS: "0",
      SLUICE_WEBHOOK_ALLOW_PRIVATE_ADDRESSES: "true",
    },
  });
  services = createServices({ url: server.url });
  webhook = await startEndpoint(204);
});

afterAll(async () => {
  services.close();
  await webhook.close();
  await server.end("SIGTERM");
  await rm(directory, { recursive: true, force: true });
});

/** What the operator types; a word that has spaces is a word of its own. */
async function sluice(line: string, ...more: readonly string[]): Promise<CommandLineResult> {
  const words = [...line.split(" "), ...more].map((word) => word.replace(/^\.\//u, `${directory}/`));
  return await runInProcess(words, { environment: { SLUICE_SERVER: server.url }, now: new Date() });
}

/** The same for a command that is to succeed; answers what it says. */
async function says(line: string, ...more: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await sluice(line, ...more);
  expect(exitCode, `${line}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

async function json<T>(line: string): Promise<T> {
  return JSON.parse((await sluice(`${line} --output json`)).stdout) as T;
}

/** Runs a command until it says something: what the server does by itself takes its time. */
async function until(line: string, pattern: RegExp): Promise<string> {
  for (;;) {
    const { stdout } = await sluice(line);
    if (pattern.test(stdout)) return stdout;
    await sleep(20);
  }
}

interface Sent {
  readonly id: string;
  readonly payload: unknown;
}

function made(count: number, payload: (id: string) => unknown): readonly Sent[] {
  return Array.from({ length: count }, () => {
    numbers += 1;
    const id = `e${numbers}`;
    return { id, payload: payload(id) };
  });
}

const valid = (id: string) => ({ id, amount: 5 });

/** Sends events as a service does, and says what became of each. */
async function send(stream: string, events: readonly Sent[], service = "checkout"): Promise<readonly string[]> {
  const ids = sent.get(stream) ?? new Set();
  sent.set(stream, ids);
  for (const { id } of events) ids.add(id);
  const { outcomes } = await services.gateway.publishBatch({
    stream,
    events: events.map(({ id, payload }) => {
      const data = new TextEncoder().encode(typeof payload === "string" ? payload : JSON.stringify(payload));
      return { id, source: `/${service}`, type: "made", data, extensions: { service } };
    }),
  });
  return outcomes.map(({ outcome }) => outcome.case ?? "");
}

interface Group {
  readonly fingerprint: string;
  readonly title: string;
  readonly openCount: string;
  readonly trend: readonly number[];
  readonly services: readonly { readonly service: string; readonly count: string }[];
}

async function groupAbout(title: RegExp): Promise<Group> {
  const { groups } = await json<{ groups: readonly Group[] }>("dlq groups --stream payments");
  const group = groups.find((one) => title.test(one.title));
  if (group === undefined) throw new Error(`no group about ${String(title)}: ${groups.map((one) => one.title).join()}`);
  return group;
}

function isSigned({ headers, body }: ReceivedMessage): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/u, ""), "base64");
  const text = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  return headers["webhook-signature"] === `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
}

/** Waits until the webhook was told of an alert. */
async function told(kind: string, state: string): Promise<ReceivedMessage> {
  interface Told {
    readonly data: { readonly alerts: readonly { kind: string; state: string; stream: string }[] };
  }
  const isAbout = ({ body }: ReceivedMessage): boolean =>
    (JSON.parse(body) as Told).data.alerts.some(
      (alert) => alert.kind === kind && alert.state === state && alert.stream === "payments",
    );
  for (;;) {
    const message = webhook.received.find(isAbout);
    if (message !== undefined) return message;
    await sleep(10);
  }
}

/** Takes the id of the redrive out of what a command says. */
function redriveIn(text: string): string {
  return /redrive (\w{26})/u.exec(text)?.[1] ?? "";
}

// Each test goes on where the one before it stopped, as the day does.
describe("a bad deploy floods one of three streams", () => {
  test("that were set up, and are well", async () => {
    for (const stream of ["payments", ...healthy]) {
      expect(await says(`register ${stream}/made ./before.json`)).toContain("version 1 (1.0.0)");
      expect(new Set(await send(stream, made(20, valid)))).toEqual(new Set(["published"]));
    }
    const rules = "--flood-events 150 --flood-ratio 0.5 --flood-cool-down 200ms";
    expect(await says(`mode set payments enforce ${rules}`)).toContain("50 % invalid of at least 150 events");
    const set = await says(`webhooks set ${webhook.url} --kinds new-group,breaker-open`);
    [, secret = ""] = /^secret {2}(whsec_\S+)$/mu.exec(set) ?? [];
    expect(secret).not.toBe("");
    expect(await says("alerts")).toBe("no alerts\n");
    expect(await says("dlq list")).toContain("no open dead letters");
  });

  test("a stream that only logs says first what enforcing would refuse", async () => {
    await says("register refunds/made ./before.json");
    await says("mode set refunds log-only");
    expect(
      await send(
        "refunds",
        made(4, (id) => ({ id, amount: "5" })),
        "refunds",
      ),
    ).toEqual(Array(4).fill("published"));
    expect(await says("mode set refunds enforce --dry-run")).toContain("enforcing would have refused 4 of 4 events");
    expect(await says("mode get refunds")).toMatch(/mode +log-only/u);
  });

  test("what does not fit is parked by cause, with its service and when; the others are as well as before", async () => {
    const outcomes = [
      await send(
        "payments",
        made(flood.withChannel, (id) => ({ id, amount: 5, channel: "app" })),
      ),
      await send(
        "payments",
        made(flood.amountAsText, (id) => ({ id, amount: "5.50" })),
      ),
      await send(
        "payments",
        made(flood.withoutId, () => ({ amount: 5 })),
      ),
      await send(
        "payments",
        made(flood.noJson, () => "{oops"),
        "legacy-import",
      ),
    ].flat();
    expect(new Set(outcomes)).toEqual(new Set(["deadLettered"]));
    for (const stream of healthy) {
      expect(new Set(await send(stream, made(20, valid)))).toEqual(new Set(["published"]));
    }
    const group = await groupAbout(/channel/u);
    expect(group).toMatchObject({ openCount: "60", services: [{ service: "checkout", count: "60" }] });
    expect(group.trend.reduce((sum, value) => sum + value)).toBe(60);
    expect(await groupAbout(/amount must be a number/u)).toMatchObject({ openCount: "30" });
    expect(await says("dlq groups --stream orders")).toBe("no groups\n");
  });

  test("then the breaker opens: nothing more is parked, and its producer, the stream and an alert say so", async () => {
    const refused = made(flood.refused, (id) => ({ id, amount: 5, channel: "app" }));
    expect(new Set(await send("payments", refused))).toEqual(new Set(["failed"]));
    // The service keeps them, and sends them again when it is mended.
    unsent.push(...refused.map(({ id }) => ({ id, payload: valid(id) })));
    expect(await says("mode get payments")).toMatch(/flood breaker +(?:half-)?open: \d+ events were not parked/u);
    expect(await says("dlq stats --stream payments")).toMatch(new RegExp(`^open +${parkedAll}\n`, "u"));
  });
  const unsent: Sent[] = [];

  test("the webhook is told, signed, once each, and the alert is acknowledged", async () => {
    for (const kind of ["new-group", "breaker-open"]) expect(isSigned(await told(kind, "firing"))).toBe(true);
    const fired = await until("alerts --stream payments", /breaker-open/u);
    const [, id = ""] = /^(\w{26}) +firing +breaker-open/mu.exec(fired) ?? [];
    expect(await says(`alerts acknowledge ${id} --actor olga --reason`, "rolling back checkout")).toContain("✓");
    expect(await says("alerts --stream orders")).toBe("no alerts\n");
  });

  test("somebody works on it: the group is acknowledged, and its letters are assigned", async () => {
    const { fingerprint } = await groupAbout(/channel/u);
    expect(await says(`dlq group acknowledge ${fingerprint} --actor olga`)).toContain("is acknowledged");
    expect(await says(`dlq assign --group ${fingerprint} --to olga --yes`)).toContain(
      "60 dead letters assigned to olga",
    );
    expect(await says("dlq groups --state acknowledged")).toContain(fingerprint);
  });

  test("a wider schema is previewed: what it unlocks, and that it breaks nothing", async () => {
    const impact = await says("dlq impact payments/made --file ./wider.json");
    expect(impact).toContain("100 open dead letters: 60 would pass, 40 still fail");
    expect(impact).toMatch(/20 recently accepted events?: 0 rejected/u);
    const preview = await sluice("dlq preview --subject payments/made --candidate ./wider.json");
    expect([preview.exitCode, preview.stdout]).toEqual([100, expect.stringContaining("60 would pass, 40 would fail")]);
    expect(await says("check payments/made ./wider.json")).toContain("COMPATIBLE");
  });

  test("for what no schema should accept a recipe is suggested, and kept", async () => {
    const { fingerprint } = await groupAbout(/amount must be a number/u);
    const suggested = await says(`dlq suggest ${fingerprint} --save amount-to-number`);
    expect(suggested).toContain("1. make /amount a number\n  mends 30 of 30");
    expect(await says("dlq recipe list")).toContain("amount-to-number");
  });

  test("the schema is registered, and says what it releases", async () => {
    const registered = await says("register payments/made ./wider.json");
    expect(registered).toContain("version 2 (1.1.0)");
    expect(registered).toContain("accepts 60 of 100 open dead letters of the subject");
    await until("dlq reexamined --subject payments/made", /payments\/made +2 +60 +40/u);
  });

  test("a canary goes first and is held, paused and resumed; then the rest, of which some still fail", async () => {
    const stale = await services.deadLetters.previewRetry({ filter: { stream: "payments" } });
    expect(stale).toMatchObject({ wouldPass: 60, stillFail: 40, needsEdit: 40 });
    const rules = "--canary 5 --canary-hold --max-per-second 100 --yes --wait --actor olga";
    const held = await says(`dlq retry --stream payments ${rules} --reason`, "checkout 2.7.1");
    expect(held).toContain("canary-hold");
    expect(held).toContain("5 published, 0 failed again, of 100 dead letters");
    const id = redriveIn(held);
    expect(await logOf(services, "payments")).toHaveLength(25);
    expect(await says(`dlq redrive resume ${id}`)).toContain("running");
    await says(`dlq redrive pause ${id}`);
    const paused = await until(`dlq redrive ${id}`, / (?:paused|done)/u);
    if (/ paused/u.test(paused)) expect(paused).toContain(`sluice dlq redrive resume ${id}`);
    await sluice(`dlq redrive resume ${id}`);
    const watched = await sluice(`dlq redrive watch ${id}`);
    expect(watched.exitCode).toBe(3);
    expect(watched.stdout).toContain("60 published, 40 failed again, of 100 dead letters");
    expect(await says("dlq redrives")).toMatch(new RegExp(`${id} +done +60 +40 +100 `, "u"));
  });

  test("what still fails is mended by the recipe, first looked at and then redriven", async () => {
    const { fingerprint } = await groupAbout(/amount must be a number/u);
    const preview = await says(`dlq recipe preview amount-to-number --group ${fingerprint}`);
    expect(preview).toContain("30 would pass, 0 would still fail");
    expect(preview).toContain('- /amount: "5.50"\n    + /amount: 5.50');
    const retried = await says(`dlq retry --group ${fingerprint} --recipe amount-to-number --yes --wait`);
    expect(retried).toContain("30 published, 0 failed again");
    const { deadLetters } = await json<{ deadLetters: readonly { id: string }[] }>(
      `dlq list --status redriven --group ${fingerprint} --limit 1`,
    );
    expect(await says(`dlq lineage ${deadLetters[0]?.id ?? ""}`)).toContain("5.50");
  });

  test("one is mended by hand, some are resolved and the others discarded, each with a reason", async () => {
    const { fingerprint } = await groupAbout(/required property 'id'/u);
    const { deadLetters } = await json<{ deadLetters: readonly { id: string }[] }>(`dlq list --group ${fingerprint}`);
    const [first = "", second = "", third = ""] = deadLetters.map(({ id }) => id);
    expect((await sluice(`dlq edit ${first} --data {"amount":"6"} --yes`)).exitCode).toBe(100);
    const edited = await says(
      `dlq edit ${first} --data {"id":"o1","amount":6} --yes --actor olga --reason`,
      "asked them",
    );
    expect(edited).toContain("✓ published");
    const resolved = await says(`dlq resolve ${second} ${third} --actor olga --reason`, "booked by hand");
    expect(resolved).toBe("✓ 2 dead letters resolved\n");
    expect(await says(`dlq discard --group ${fingerprint} --yes --actor olga --reason duplicates`)).toContain("3 dead");
    expect(await says(`dlq discard --failure-type malformed --yes --actor olga --reason noise`)).toContain("4 dead");
    expect(await says(`dlq group resolve ${fingerprint} --actor olga --reason`, "checkout 2.7.1")).toContain(
      "is resolved",
    );
    expect(await says("dlq list")).toContain("no open dead letters");
  });

  test("the mended service sends what was refused again; the breaker closes, and the stream is well", async () => {
    // Valid events are published whatever the breaker says; the sample they are closes it.
    expect(new Set(await send("payments", unsent))).toEqual(new Set(["published"]));
    await expect
      .poll(async () => {
        await send("payments", made(100, valid));
        return await says("mode get payments");
      })
      .toMatch(/flood breaker +on,/u);
    expect(isSigned(await told("breaker-open", "resolved"))).toBe(true);
    for (const kind of ["breaker-open", "new-group"])
      await until(`alerts --stream payments --kind ${kind}`, /^no alerts/u);
    // Four in ten failed again, which goes on being said for as long as the rule looks back.
    await until("alerts --stream payments", /redrive-failing/u);
    expect(await says("dlq stats --stream payments")).toMatch(/health +\d+ of 100/u);
  });

  test("the balance: each event that was sent is in the log once, or was closed by hand, and not both", async () => {
    const { deadLetters } = await services.deadLetters.listDeadLetters({ pageSize: 500 });
    const byHand = deadLetters.filter(({ closeReason }) => /booked|duplicates|noise/u.test(closeReason));
    expect(byHand).toHaveLength(2 + 3 + flood.noJson);
    for (const [stream, ids] of sent) {
      const logged = (await logOf(services, stream)).map(({ event }) => event?.id ?? "");
      const closed = byHand.filter((letter) => letter.stream === stream).map(({ event }) => event?.id ?? "");
      expect([...logged, ...closed].sort(), stream).toEqual([...ids].sort());
    }
    expect([...sent.keys()].sort()).toEqual(["orders", "payments", "refunds", "shipments"]);
    const delivered = webhook.received.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(delivered).size).toBe(delivered.length);
  });
});
