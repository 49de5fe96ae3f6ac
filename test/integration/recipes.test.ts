import { type MessageInitShape } from "@bufbuild/protobuf";
import { createServices, type Services } from "@sluice/client";
import {
  CastType,
  DeadLetterStatus,
  EventChangeOp,
  PayloadFraming,
  type RecipeStepSchema,
  RedriveStatus,
  SchemaFormat,
} from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { connectJson, event, failureOf, lettersOf, logOf, numberStream, retry, unique } from "../support/wire.js";

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

const castN: StepInit = { step: { case: "cast", value: { path: "/n", to: CastType.NUMBER } } };
const dropM: StepInit = { step: { case: "drop", value: { path: "/m" } } };
const text = (data: Uint8Array | undefined): string => Buffer.from(data ?? []).toString();
const bytes = (json: string): Uint8Array => new TextEncoder().encode(json);

/** A stream with these payloads as open letters; answers their ids, oldest first. */
async function parked(...payloads: readonly string[]): Promise<{ stream: string; ids: string[] }> {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: payloads.map((json) => event(bytes(json))) });
  return { stream, ids: (await lettersOf(services, stream)).map(({ id }) => id).reverse() };
}

async function saved(...steps: StepInit[]): Promise<string> {
  const name = unique("recipe");
  await services.recipes.saveRecipe({ name, steps, actor: "ada" });
  return name;
}

describe("a recipe", () => {
  test("is saved, read, listed and deleted, and every change raises its revision", async () => {
    const name = unique("recipe");
    const wish = { name, description: "numbers", steps: [castN], actor: "ada" };
    const { recipe } = await services.recipes.saveRecipe(wish);
    expect(recipe).toMatchObject({ name, description: "numbers", revision: 1, actor: "ada" });
    const { recipe: second } = await services.recipes.saveRecipe({
      ...wish,
      steps: [castN, dropM],
      expectedRevision: 1,
    });
    expect([second?.revision, second?.steps.length]).toEqual([2, 2]);
    expect((await services.recipes.getRecipe({ name })).recipe).toEqual(second);
    const names = [];
    let pageToken = "";
    do {
      const page = await services.recipes.listRecipes({ pageSize: 1, pageToken });
      names.push(...page.recipes.map((one) => one.name));
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(names).toContain(name);
    expect(names).toEqual(names.toSorted());
    expect((await services.recipes.deleteRecipe({ name, expectedRevision: 2 })).recipe).toEqual(second);
    expect((await failureOf(services.recipes.getRecipe({ name }))).reason).toBe("RECIPE_NOT_FOUND");
    expect((await failureOf(services.recipes.deleteRecipe({ name }))).reason).toBe("RECIPE_NOT_FOUND");
    // Whoever still holds revision 1 or 2 must not mistake a new one for it.
    expect((await services.recipes.saveRecipe(wish)).recipe?.revision).toBe(4);
  });

  test("is not saved over somebody else's, however many save at once", async () => {
    const name = unique("recipe");
    const saves = Array.from({ length: 5 }, (_, n) =>
      services.recipes.saveRecipe({ name, steps: [castN], actor: `editor ${n}` }),
    );
    const results = await Promise.allSettled(saves);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const stale = await failureOf(services.recipes.saveRecipe({ name, steps: [dropM], expectedRevision: 7 }));
    expect(stale).toMatchObject({
      code: "Aborted",
      reason: "REVISION_CONFLICT",
      metadata: { expected: "7", current: "1" },
    });
    expect((await services.recipes.getRecipe({ name })).recipe?.steps[0]?.step.case).toBe("cast");
  });

  test.each([
    ["without a name", { steps: [castN] }, "name"],
    ["with a name that is none", { name: "no spaces", steps: [castN] }, "name"],
    ["without steps", { name: "a" }, "steps"],
    ["with a step that says nothing", { name: "a", steps: [{}] }, "steps[0]"],
    [
      "with an unknown path",
      { name: "a", steps: [{ step: { case: "drop", value: { path: "a.b" } } }] },
      "steps[0].path",
    ],
    [
      "with a cast to nothing",
      { name: "a", steps: [{ step: { case: "cast", value: { path: "/a" } } }] },
      "steps[0].to",
    ],
    ["with a description without end", { name: "a", steps: [castN], description: "x".repeat(2001) }, "description"],
  ] as const)("%s is refused, and the field is named", async (_, wish, field) => {
    const refused = await failureOf(
      services.recipes.saveRecipe(wish as Parameters<typeof services.recipes.saveRecipe>[0]),
    );
    expect([refused.reason, Object.keys(refused.fields)]).toEqual(["INVALID_ARGUMENT", [field]]);
  });

  test("that is too large is refused", async () => {
    const many = services.recipes.saveRecipe({ name: "a", steps: Array<StepInit>(101).fill(castN) });
    expect((await failureOf(many)).reason).toBe("LIMIT_EXCEEDED");
  });

  test("can be written as JSON over HTTP", async () => {
    const body = { name: unique("recipe"), steps: [{ timeStep: {} }] };
    expect((await connectJson(server, "RecipeService/SaveRecipe", body)).status).toBe(400);
    const good = { ...body, steps: [{ cast: { path: "/n", to: "CAST_TYPE_NUMBER" } }] };
    const { status, body: answer } = await connectJson(server, "RecipeService/SaveRecipe", good);
    expect([status, answer["recipe"]]).toMatchObject([200, { revision: 1, steps: good.steps }]);
  });
});

describe("a preview of a recipe", () => {
  test("shows what it changes, what would pass, and why the rest would not", async () => {
    const { stream, ids } = await parked('{ "n" : "1.10" }', '{"n":"x"}', '{"n":true,"m":1}', "{", '{"n":1,"k":1}');
    const recipe = { steps: [castN, dropM] };
    const preview = await services.recipes.previewRecipe({ recipe, filter: { stream }, samples: 5 });
    expect(preview).toMatchObject({
      selected: 5n,
      examined: 5,
      changed: 1,
      unchanged: 1,
      notApplicable: 3,
      wouldPass: 1,
      stillFail: 4,
      stepChanges: [1, 0],
    });
    expect(preview.samples.map(({ deadLetterId }) => deadLetterId)).toEqual(ids);
    expect(preview.samples[0]).toMatchObject({
      wouldPass: true,
      dataText: '{ "n" : 1.10 }',
      changes: [{ step: 1, op: EventChangeOp.REPLACE, path: "/n", before: '"1.10"', after: "1.10" }],
    });
    expect(preview.samples[1]?.violations).toMatchObject([
      { code: "recipe", instancePath: "/n", keyword: "not-convertible" },
    ]);
    expect(preview.samples[3]?.violations[0]?.message).toMatch(/not JSON/);
    expect(preview.failures.map(({ count }) => count)).toEqual([2, 1, 1]);
    expect((await lettersOf(services, stream)).every(({ revision }) => revision === 1)).toBe(true);
    const retry = await services.deadLetters.previewRetry({ recipe, filter: { stream } });
    expect(retry).toMatchObject({ examined: 5, wouldPass: 1, stillFail: 4 });
  });

  test("checks against a schema that is not registered, too", async () => {
    const { ids } = await parked('{"n":"1"}');
    const candidate = { format: SchemaFormat.JSON_SCHEMA, schema: '{"properties":{"n":{"maximum":0}}}' };
    const preview = await services.recipes.previewRecipe({ ids, recipe: { steps: [castN] }, candidate });
    expect(preview.samples[0]?.violations[0]?.code).toBe("maximum");
  });

  test("is refused without a recipe, with two, and with one that is not there", async () => {
    const { ids } = await parked('{"n":"1"}');
    expect((await failureOf(services.recipes.previewRecipe({ ids }))).fields).toHaveProperty("recipe");
    const two = services.recipes.previewRecipe({ ids, recipe: { name: "a", steps: [castN] } });
    expect((await failureOf(two)).fields).toHaveProperty("recipe");
    const unknown = services.recipes.previewRecipe({ ids, recipe: { name: "unknown" } });
    expect(await failureOf(unknown)).toMatchObject({ code: "NotFound", reason: "RECIPE_NOT_FOUND" });
    const name = await saved(castN);
    const stale = services.recipes.previewRecipe({ ids, recipe: { name, revision: 9 } });
    expect((await failureOf(stale)).reason).toBe("REVISION_CONFLICT");
    const samples = services.recipes.previewRecipe({ ids, recipe: { name }, samples: 101 });
    expect((await failureOf(samples)).fields).toHaveProperty("samples");
  });
});

describe("EditAndRetry with a recipe", () => {
  test("publishes what the recipe makes of the payload, and keeps the rest of it byte for byte", async () => {
    const { stream, ids } = await parked('{\n  "n": "12345678901234567890.10" , "m":{"\\u0061":1E+2}}');
    const name = await saved(castN);
    const [id = ""] = ids;
    const dry = await services.deadLetters.editAndRetry({ id, recipe: { name }, dryRun: true });
    expect(dry.outcome?.outcome).toMatchObject({
      case: "rejected",
      value: { violations: [{ code: "additionalProperties" }] },
    });
    const recipe = { steps: [castN, dropM] };
    const { outcome, deadLetter, changes } = await services.deadLetters.editAndRetry({ id, recipe, actor: "ada" });
    expect(outcome?.outcome.case).toBe("published");
    expect(changes.map(({ op, path }) => [op, path])).toEqual([
      [EventChangeOp.REPLACE, "/n"],
      [EventChangeOp.REMOVE, "/m"],
    ]);
    expect(deadLetter?.status).toBe(DeadLetterStatus.REDRIVEN);
    const [logged] = await logOf(services, stream);
    expect(text(logged?.event?.data)).toBe('{\n  "n": 12345678901234567890.10}');
  });

  test("that cannot be applied is refused with the step and the place, and leaves the letter alone", async () => {
    const { stream, ids } = await parked('{"n":"x"}');
    const refused = await failureOf(services.deadLetters.editAndRetry({ id: ids[0]!, recipe: { steps: [castN] } }));
    expect(refused).toMatchObject({
      code: "FailedPrecondition",
      reason: "RECIPE_NOT_APPLICABLE",
      metadata: { step: "1", path: "/n", code: "not-convertible" },
    });
    expect((await lettersOf(services, stream))[0]).toMatchObject({ revision: 1, attemptCount: 1 });
  });

  test("changes what is in a frame, and leaves the frame", async () => {
    const stream = await numberStream(services);
    await services.gateway.setStreamConfig({ config: { stream, framing: PayloadFraming.CONFLUENT } });
    const { version } = await services.registry.getSchema({ subject: `${stream}/made` });
    const header = Buffer.alloc(5);
    header.writeUInt32BE(version?.schemaId ?? 0, 1);
    await services.gateway.publishBatch({ stream, events: [event(Buffer.concat([header, bytes('{"n":"1"}')]))] });
    const [letter] = await lettersOf(services, stream);
    await services.deadLetters.editAndRetry({ id: letter!.id, recipe: { steps: [castN] } });
    const [logged] = await logOf(services, stream);
    expect(Buffer.from(logged?.event?.data ?? [])).toEqual(Buffer.concat([header, bytes('{"n":1}')]));
  });

  test("says that what is no Avro cannot be changed as Avro", async () => {
    const stream = unique("avro");
    const schema = '{"type":"record","name":"R","fields":[{"name":"n","type":"string"}]}';
    await services.registry.registerSchema({ subject: `${stream}/made`, format: SchemaFormat.AVRO, schema });
    await services.gateway.publishBatch({ stream, events: [event(bytes('{"n":"1"}'))] });
    const [letter] = await lettersOf(services, stream);
    const refused = await failureOf(services.deadLetters.editAndRetry({ id: letter!.id, recipe: { steps: [castN] } }));
    expect(refused).toMatchObject({ reason: "RECIPE_NOT_APPLICABLE", metadata: { code: "unsupported" } });
    expect(refused.message).toMatch(/cannot be read as Avro by its schema/);
  });
});

describe("a redrive with a recipe", () => {
  test("sends what it mends, and neither sends nor touches what it cannot be applied to", async () => {
    const { stream } = await parked('{"n":"1"}', '{"n":"x"}', '{"n":"3","k":1}');
    const name = await saved(castN);
    const { redrive } = await retry(services, {
      filter: { stream },
      recipe: { name },
      reason: "typo",
    });
    expect(redrive).toMatchObject({ status: RedriveStatus.DONE, redriven: 1n, failedAgain: 2n });
    expect(redrive?.reason).toBe(`recipe ${name}, revision 1: typo`);
    expect(redrive?.failures.map(({ violations }) => violations[0]?.code).toSorted()).toEqual([
      "additionalProperties",
      "recipe",
    ]);
    expect((await logOf(services, stream)).map((entry) => text(entry.event?.data))).toEqual(['{"n":1}']);
    const letters = (await lettersOf(services, stream)).reverse();
    expect(letters.map(({ status, attemptCount }) => [status, attemptCount])).toEqual([
      [DeadLetterStatus.REDRIVEN, 2],
      [DeadLetterStatus.OPEN, 1],
      [DeadLetterStatus.OPEN, 2],
    ]);
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: letters[0]!.id });
    expect([text(deadLetter?.event?.data), text(deadLetter?.editedData)]).toEqual(['{"n":"1"}', '{"n":1}']);
  });

  test("needs the plan of a preview with the same recipe", async () => {
    const { stream } = await parked('{"n":"1"}');
    const name = await saved(castN);
    const filter = { stream };
    const { plan } = await services.deadLetters.previewRetry({ filter });
    const without = services.deadLetters.retryDeadLetters({ plan, filter, recipe: { name } });
    expect((await failureOf(without)).reason).toBe("PLAN_MISMATCH");
    const previewed = await services.deadLetters.previewRetry({ filter, recipe: { name } });
    expect(previewed).toMatchObject({ wouldPass: 1, stillFail: 0 });
    const { redrive } = await services.deadLetters.retryDeadLetters({ plan: previewed.plan, filter, recipe: { name } });
    expect(redrive).toMatchObject({ redriven: 1n, failedAgain: 0n });
  });

  test("keeps its copy when the recipe is deleted while it runs", async () => {
    const { stream } = await parked(...Array.from({ length: 5 }, (_, n) => `{"n":"${n}"}`));
    const name = await saved(castN);
    const wish = { filter: { stream }, recipe: { name }, maxPerSecond: 20, wait: { seconds: 0n, nanos: 1 } };
    const { redrive } = await retry(services, wish);
    await services.recipes.deleteRecipe({ name });
    let last = redrive;
    for await (const { redrive: now } of services.deadLetters.watchRedrive({ id: redrive!.id })) last = now;
    expect(last).toMatchObject({ status: RedriveStatus.DONE, redriven: 5n });
    const gone = retry(services, { filter: { stream }, recipe: { name } });
    expect((await failureOf(gone)).reason).toBe("RECIPE_NOT_FOUND");
  });
});
