import { type MessageInitShape } from "@bufbuild/protobuf";
import { consume, createServices, type Services } from "@sluice/client";
import { PayloadFraming, type RecipeStepSchema, RedriveStatus, SchemaFormat } from "@sluice/client/gen";
import Database from "better-sqlite3";
import fc from "fast-check";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import { collect, event, failureOf, lettersOf, logOf, retry, unique } from "../support/wire.js";

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

type StepInit = MessageInitShape<typeof RecipeStepSchema>;

const text = (data: Uint8Array | undefined): string => Buffer.from(data ?? []).toString();
const closed = (properties: object) =>
  JSON.stringify({ type: "object", properties, required: Object.keys(properties), additionalProperties: false });

/** v1: cents under `amount`; v2: euros under `total`; v3: the same with a currency. */
const tracks = [
  { semver: "1.0.0", schema: closed({ amount: { type: "integer" } }) },
  { semver: "2.0.0", schema: closed({ total: { type: "number" } }) },
  { semver: "3.0.0", schema: closed({ total: { type: "number" }, currency: { type: "string" } }) },
];

const upcasts: Readonly<Record<string, StepInit[]>> = {
  "v1 v2": [
    { step: { case: "scale", value: { path: "/amount", multiply: "0.01" } } },
    { step: { case: "rename", value: { path: "/amount", to: "total" } } },
  ],
  "v2 v3": [{ step: { case: "default", value: { path: "/currency", value: '"EUR"' } } }],
  "v2 v1": [
    { step: { case: "scale", value: { path: "/total", multiply: "100" } } },
    { step: { case: "rename", value: { path: "/total", to: "amount" } } },
  ],
};

async function stream(withUpcasters = true): Promise<{ stream: string; subject: string }> {
  const name = unique("tracks");
  const subject = `${name}/made`;
  for (const track of tracks) {
    await services.registry.registerSchema({ subject, format: SchemaFormat.JSON_SCHEMA, ...track });
  }
  for (const [key, steps] of withUpcasters ? Object.entries(upcasts) : []) {
    const [fromTrack = "", toTrack = ""] = key.split(" ");
    await services.registry.setUpcaster({ subject, fromTrack, toTrack, steps });
  }
  return { stream: name, subject };
}

async function publish(name: string, version: string, ...payloads: string[]): Promise<void> {
  const { counts } = await services.gateway.publishBatch({
    stream: name,
    schemaPreferences: [version],
    events: payloads.map((json) => event(new TextEncoder().encode(json))),
  });
  expect(Number(counts?.published)).toBe(payloads.length);
}

async function read(name: string, track: string) {
  const events = [];
  const start = { case: "earliest", value: true } as const;
  for await (const batch of services.gateway.subscribe({ stream: name, start, untilEnd: true, track })) {
    events.push(...batch.events);
  }
  return events;
}

describe("a subscription for a track", () => {
  test("gets events of other tracks converted, over several upcasters and both ways", async () => {
    const { stream: name } = await stream();
    await publish(name, "v1", '{"amount": 12345678901234567890 }');
    await publish(name, "v2", '{"total":0.07}');
    await publish(name, "v3", '{"total":1,"currency":"USD"}');
    const third = await read(name, "v3");
    expect(third.map((one) => text(one.event?.data))).toEqual([
      '{"total": 123456789012345678.9,"currency": "EUR" }',
      '{"total":0.07,"currency":"EUR"}',
      '{"total":1,"currency":"USD"}',
    ]);
    expect(third[0]?.conversion).toMatchObject({
      converted: true,
      tracks: ["v1", "v2", "v3"],
      schema: { semver: "3.0.0" },
    });
    expect(third[0]?.schema?.semver).toBe("1.0.0");
    expect(third[2]?.conversion).toBeUndefined();
    const first = await read(name, "v1");
    expect(first.map((one) => [text(one.event?.data), one.conversion?.reason])).toEqual([
      ['{"amount": 12345678901234567890 }', undefined],
      ['{"amount":7}', ""],
      ['{"total":1,"currency":"USD"}', expect.stringMatching(/no upcasters lead from v3 to v1/)],
    ]);
  });

  test("gets what does not fit the track as it is, with the reason", async () => {
    const { stream: name } = await stream();
    await publish(name, "v2", '{"total":0.001}');
    const [entry] = await read(name, "v1");
    expect(text(entry?.event?.data)).toBe('{"total":0.001}');
    expect(entry?.conversion).toMatchObject({ converted: false, tracks: [] });
    expect(entry?.conversion?.reason).toMatch(/does not fit 1\.0\.0: \/amount/);
    expect((await read(name, ""))[0]?.conversion).toBeUndefined();
    for await (const one of consume(services, { stream: name, from: "earliest", untilEnd: true, track: "v1" })) {
      expect(one.conversion?.converted).toBe(false);
    }
  });

  test("has names of schemas within events follow", async () => {
    const { stream: name, subject } = await stream();
    await services.gateway.setStreamConfig({ config: { stream: name, framing: PayloadFraming.CONFLUENT } });
    const idOf = async (track: string): Promise<number> => {
      const found = await services.registry.getSchema({ subject, selector: { case: "track", value: track } });
      return found.version?.schemaId ?? 0;
    };
    const framed = (id: number, json: string): Buffer => {
      const header = Buffer.alloc(5);
      header.writeUInt32BE(id, 1);
      return Buffer.concat([header, Buffer.from(json)]);
    };
    const [from, to] = [await idOf("v1"), await idOf("v2")];
    const attributes = { schemaId: from, dataschema: `sluice:${subject}@1` };
    const events = [event(framed(from, '{"amount":7}'), attributes)];
    expect((await services.gateway.publishBatch({ stream: name, events })).counts?.published).toBe(1n);
    const [entry] = await read(name, "v2");
    expect(Buffer.from(entry?.event?.data ?? [])).toEqual(framed(to, '{"total":0.07}'));
    expect(entry?.event).toMatchObject({ schemaId: to, dataschema: `sluice:${subject}@2` });
  });

  test("is refused for what is no track", async () => {
    const { stream: name } = await stream(false);
    expect((await failureOf(read(name, "2"))).fields).toHaveProperty("track");
  });

  test("hands out as converted only what fits the track", async () => {
    const { stream: name, subject } = await stream();
    const payloads = fc.sample(
      fc.oneof(
        fc.integer().map((n) => `{"amount":${n}}`),
        fc.bigInt().map((n) => `{ "amount": ${n} }`),
      ),
      50,
    );
    await publish(name, "v1", ...payloads);
    for (const entry of await read(name, "v3")) {
      expect(entry.conversion?.converted).toBe(true);
      const { valid } = await services.gateway.validate({ subject, version: "v3", event: { data: entry.event!.data } });
      expect(valid).toBe(true);
    }
  });
});

describe("an upcaster", () => {
  test("is set, read, listed and deleted, and its examples have to fit", async () => {
    const { subject } = await stream(false);
    const wish = {
      subject,
      fromTrack: "v1",
      toTrack: "v2",
      steps: upcasts["v1 v2"]!,
      examples: ['{"amount":5}'],
      actor: "ada",
    };
    const { upcaster } = await services.registry.setUpcaster(wish);
    expect(upcaster).toMatchObject({
      fromTrack: "v1",
      toTrack: "v2",
      revision: 1,
      actor: "ada",
      examples: wish.examples,
    });
    expect((await services.registry.getUpcaster(wish)).upcaster).toEqual(upcaster);
    expect((await services.registry.listUpcasters({ subject })).upcasters).toEqual([upcaster]);
    const wrong = services.registry.setUpcaster({ ...wish, examples: ['{"total":5}'], expectedRevision: 1 });
    expect((await failureOf(wrong)).fields["examples[0]"]).toMatch(/does not fit v1/);
    const short = { ...wish, steps: wish.steps.slice(0, 1), expectedRevision: 1 };
    expect((await failureOf(services.registry.setUpcaster(short))).fields["examples[0]"]).toMatch(/does not fit v2/);
    expect((await failureOf(services.registry.setUpcaster(wish))).reason).toBe("REVISION_CONFLICT");
    expect((await services.registry.setUpcaster({ ...wish, expectedRevision: 1 })).upcaster?.revision).toBe(2);
    const stale = services.registry.deleteUpcaster({ ...wish, expectedRevision: 1 });
    expect((await failureOf(stale)).reason).toBe("REVISION_CONFLICT");
    await services.registry.deleteUpcaster(wish);
    expect((await failureOf(services.registry.getUpcaster(wish))).reason).toBe("UPCASTER_NOT_FOUND");
    expect((await failureOf(services.registry.deleteUpcaster(wish))).reason).toBe("UPCASTER_NOT_FOUND");
  });

  test("is refused between tracks that are not there, or that are one", async () => {
    const { subject } = await stream(false);
    const steps = upcasts["v2 v3"]!;
    const set = (fromTrack: string, toTrack: string, of = subject) =>
      failureOf(services.registry.setUpcaster({ subject: of, fromTrack, toTrack, steps }));
    expect((await set("v1", "v9")).reason).toBe("VERSION_NOT_FOUND");
    expect((await set("v1", "v1")).fields).toHaveProperty("to_track");
    expect((await set("1", "v2")).fields).toHaveProperty("from_track");
    expect((await set("v1", "v2", "unknown")).reason).toBe("SUBJECT_NOT_FOUND");
  });

  test("takes effect at once, and mends dead letters that were written for another track", async () => {
    const { stream: name } = await stream();
    const { subject } = { subject: `${name}/made` };
    await services.gateway.publishBatch({ stream: name, events: [event({ amount: 5 })] });
    const [letter] = await lettersOf(services, name);
    const recipe = { upcast: { from: "v1", to: "v3" } };
    const { samples } = await services.recipes.previewRecipe({ ids: [letter!.id], recipe });
    expect(samples).toMatchObject([{ wouldPass: true, dataText: '{"total":0.05,"currency":"EUR"}' }]);
    await services.registry.deleteUpcaster({ subject, fromTrack: "v2", toTrack: "v3" });
    const without = await services.recipes.previewRecipe({ ids: [letter!.id], recipe });
    expect(without.samples[0]?.violations[0]?.message).toMatch(/no upcasters lead from v1 to v3/);
    await services.registry.setUpcaster({ subject, fromTrack: "v2", toTrack: "v3", steps: upcasts["v2 v3"]! });
    const { redrive } = await retry(services, { ids: [letter!.id], recipe });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 1n });
  });

  test("also mends what consumers could not process, which no schema of its subject refused", async () => {
    const { stream: name } = await stream();
    await publish(name, "v1", '{"amount":250}');
    const group = { group: { stream: name, group: "g" }, start: { case: "earliest", value: true } as const };
    await services.consumers.setConsumerGroup(group);
    const { deliveries } = await services.consumers.leaseEvents({ stream: name, group: "g", maxEvents: 1 });
    const deliveryId = deliveries[0]?.id ?? "";
    const report = { stream: name, consumerGroup: "g", deliveryId, errorType: "UnknownTrack" };
    const { deadLetterId } = await services.deadLetters.reportDeadLetter(report);
    const recipe = { upcast: { from: "v1", to: "v3" } };
    const { samples } = await services.recipes.previewRecipe({ ids: [deadLetterId], recipe });
    expect(samples).toMatchObject([{ wouldPass: true, dataText: '{"total":2.5,"currency":"EUR"}' }]);
    const { redrive } = await retry(services, { ids: [deadLetterId], recipe });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 1n });
  });
});

/** Another way from v1 to v2 than that of `upcasts`. */
const otherSteps: StepInit[] = [
  { step: { case: "scale", value: { path: "/amount", multiply: "10" } } },
  { step: { case: "rename", value: { path: "/amount", to: "total" } } },
];

describe("a redrive that upcasts", () => {
  const recipe = { upcast: { from: "v1", to: "v2" } };
  const totals = async (of: Services, name: string) => (await logOf(of, name)).map((entry) => text(entry.event?.data));

  /** A stream with parked events of v1. */
  async function parked(count: number) {
    const { stream: name, subject } = await stream();
    const events = Array.from({ length: count }, () => event({ amount: 5 }));
    await services.gateway.publishBatch({ stream: name, events });
    return { name, subject, filter: { stream: name } };
  }

  test.each([
    [
      "changed",
      async (wish: { subject: string; fromTrack: string; toTrack: string }) => {
        await services.registry.setUpcaster({ ...wish, steps: otherSteps, expectedRevision: 1 });
      },
    ],
    [
      "deleted",
      async (wish: { subject: string; fromTrack: string; toTrack: string }) => {
        await services.registry.deleteUpcaster(wish);
      },
    ],
  ])("is refused when an upcaster of its subject was %s after the preview", async (_, change) => {
    const { name, subject, filter } = await parked(1);
    const { plan } = await services.deadLetters.previewRetry({ filter, recipe });
    const without = await services.deadLetters.previewRetry({ filter });
    await change({ subject, fromTrack: "v1", toTrack: "v2" });
    const failure = await failureOf(services.deadLetters.retryDeadLetters({ filter, recipe, plan }));
    expect(failure).toMatchObject({ reason: "PLAN_STALE", metadata: { changed: "registry" } });
    expect(failure.message).toContain(`Upcasters or settings of '${subject}' changed`);
    expect(await totals(services, name)).toEqual([]);
    // Who does not upcast does not mind.
    const { redrive } = await services.deadLetters.retryDeadLetters({ filter, plan: without.plan });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, failedAgain: 1n });
  });

  test("is not refused for what was set for other subjects", async () => {
    const { filter } = await parked(1);
    const { plan } = await services.deadLetters.previewRetry({ filter, recipe });
    await stream();
    const { redrive } = await services.deadLetters.retryDeadLetters({ filter, recipe, plan });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 1n });
    // The same call again, later: the same redrive.
    await services.registry.setUpcaster({
      ...{ subject: `${filter.stream}/made`, fromTrack: "v1", toTrack: "v2" },
      ...{ steps: otherSteps, expectedRevision: 1 },
    });
    const again = await services.deadLetters.retryDeadLetters({ filter, recipe, plan });
    expect(again.redrive?.id).toBe(redrive?.id);
  });

  test.each([
    ["", undefined],
    [", and where the version before had begun it", forgetRevisions],
  ])("goes on with the upcasters it began with, whatever becomes of them, after restarts%s", async (_, meanwhile) => {
    const directory = await temporaryDirectory();
    const serving = async (use: (client: Services) => Promise<void>): Promise<void> => {
      const own = await startServer({ data: directory });
      const client = createServices({ url: own.url });
      await use(client);
      client.close();
      await own.stop();
    };
    const filter = { stream: "tracks" };
    const tracked = { subject: "tracks/made", fromTrack: "v1", toTrack: "v2" };
    let id = "";
    await serving(async (client) => {
      const { registry, gateway } = client;
      for (const track of tracks) {
        await registry.registerSchema({ subject: tracked.subject, format: SchemaFormat.JSON_SCHEMA, ...track });
      }
      await registry.setUpcaster({ ...tracked, steps: upcasts["v1 v2"]! });
      await gateway.publishBatch({ ...filter, events: Array.from({ length: 3 }, () => event({ amount: 5 })) });
      const canary = { count: 1, hold: true };
      const { redrive } = await retry(client, { filter, recipe, canary });
      expect(redrive).toMatchObject({ status: RedriveStatus.CANARY_HOLD, redriven: 1n });
      id = redrive?.id ?? "";
    });
    meanwhile?.(directory);
    await serving(async ({ registry }) => {
      await registry.setUpcaster({ ...tracked, steps: otherSteps, expectedRevision: 1 });
    });
    await serving(async (client) => {
      await client.registry.deleteUpcaster(tracked);
      await client.deadLetters.resumeRedrive({ id });
      const watched = await collect(client.deadLetters.watchRedrive({ id }));
      expect(watched.at(-1)?.redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 3n });
      expect(await totals(client, filter.stream)).toEqual(Array<string>(3).fill('{"total":0.05}'));
    });
  });
});

/** Makes the data of a server that has stopped what it was before revisions of upcasters were kept. */
function forgetRevisions(directory: string): void {
  const database = new Database(join(directory, "sluice.db"));
  database.exec(`
    DROP TABLE upcaster_revisions;
    DELETE FROM schema_migrations WHERE name = 'upcaster-revisions';
    UPDATE redrives SET spec = json_remove(spec, '$.recipe.asOf')`);
  database.close();
}
