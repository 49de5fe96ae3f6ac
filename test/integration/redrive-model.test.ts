import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServices, type Services } from "@sluice/client";
import { CompatibilityLevel, type DeadLetter, DeadLetterStatus, type Redrive, RedriveStatus } from "@sluice/client/gen";
import fc from "fast-check";
import { expect, test } from "vitest";
import { transitions } from "../../src/dlq/letter.js";
import { redriveTransitions } from "../../src/dlq/redrive-states.js";
import { startServer, type TestServer } from "../support/server.js";
import { event, lettersOf, logOf, registerJson, schemaOfNumber } from "../support/wire.js";

// Whatever is done to letters and redrives, in whatever order, with restarts in between: after each step the letters, the
// log, the attempts and the counts of the redrives tell the same story, and nothing moved that may not move.

const streams = ["one", "two"];

/** A server that is stopped and started, and what it was last seen to hold. */
class World {
  readonly directory: string;
  server: TestServer;
  services: Services;
  letters = new Map<string, keyof typeof transitions>();
  redrives = new Map<string, keyof typeof redriveTransitions>();

  constructor(directory: string, server: TestServer) {
    this.directory = directory;
    this.server = server;
    this.services = createServices({ url: server.url });
  }

  static async open(): Promise<World> {
    const directory = await mkdtemp(join(tmpdir(), "sluice-model-"));
    return new World(directory, await startServer({ data: directory, drainTimeoutMs: 100 }));
  }

  async restart(): Promise<void> {
    this.services.close();
    await this.server.stop();
    this.server = await startServer({ data: this.directory, drainTimeoutMs: 100 });
    this.services = createServices({ url: this.server.url });
  }

  async close(): Promise<void> {
    this.services.close();
    await this.server.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  async allLetters(): Promise<DeadLetter[]> {
    return (await Promise.all(streams.map((stream) => lettersOf(this.services, stream)))).flat();
  }

  async ids(picks: readonly number[]): Promise<string[]> {
    const letters = await this.allLetters();
    return picks.flatMap((pick) => letters[pick % Math.max(1, letters.length)]?.id ?? []);
  }

  async allRedrives(): Promise<readonly Redrive[]> {
    return (await this.services.deadLetters.listRedrives({ pageSize: 500 })).redrives;
  }

  /** Lets what runs come to rest. */
  async settle(): Promise<void> {
    for (const { id, status } of await this.allRedrives()) {
      if (status !== RedriveStatus.RUNNING) continue;
      for await (const { redrive } of this.services.deadLetters.watchRedrive({ id })) {
        if (redrive?.status !== RedriveStatus.RUNNING) break;
      }
    }
  }

  /** Holds what there is against the laws. */
  async check(): Promise<void> {
    await this.settle();
    const letters = await this.allLetters();
    const redrives = await this.allRedrives();
    await this.#checkLog(letters);
    this.#checkMoves(letters, redrives);
    await this.#checkCounts(letters, redrives);
  }

  async #checkLog(letters: readonly DeadLetter[]): Promise<void> {
    const logged = (await Promise.all(streams.map((stream) => logOf(this.services, stream)))).flat();
    const from = logged.flatMap(({ redrivenFrom }) => redrivenFrom || []).sort();
    const redriven = letters.filter(({ status }) => status === DeadLetterStatus.REDRIVEN);
    expect(from).toEqual(redriven.map(({ id }) => id).sort());
  }

  #checkMoves(letters: readonly DeadLetter[], redrives: readonly Redrive[]): void {
    for (const { id, status } of letters) {
      const now = wordOf(DeadLetterStatus[status]) as keyof typeof transitions;
      const before = this.letters.get(id) ?? "open";
      expect(before === now || reaches(transitions, before, now), `letter ${before} to ${now}`).toBe(true);
      this.letters.set(id, now);
    }
    for (const { id, status } of redrives) {
      const now = wordOf(RedriveStatus[status]) as keyof typeof redriveTransitions;
      const before = this.redrives.get(id) ?? "running";
      expect(before === now || reaches(redriveTransitions, before, now), `redrive ${before} to ${now}`).toBe(true);
      this.redrives.set(id, now);
    }
  }

  async #checkCounts(letters: readonly DeadLetter[], redrives: readonly Redrive[]): Promise<void> {
    const tries = new Map<string, { redriven: number; failedAgain: number; letters: string[] }>();
    for (const { id } of letters) {
      const { deadLetter } = await this.services.deadLetters.getDeadLetter({ id });
      for (const { redriveId, succeeded } of deadLetter?.attempts ?? []) {
        if (redriveId === "") continue;
        const known = tries.get(redriveId) ?? { redriven: 0, failedAgain: 0, letters: [] };
        known[succeeded ? "redriven" : "failedAgain"] += 1;
        known.letters.push(id);
        tries.set(redriveId, known);
      }
    }
    for (const redrive of redrives) {
      const tried = tries.get(redrive.id) ?? { redriven: 0, failedAgain: 0, letters: [] };
      const { redriven, failedAgain } = redrive;
      expect([Number(redriven), Number(failedAgain)]).toEqual([tried.redriven, tried.failedAgain]);
      expect(new Set(tried.letters).size, "tried twice by one redrive").toBe(tried.letters.length);
      const causes = redrive.failures.reduce((sum, { count }) => sum + count, 0);
      expect(causes).toBe(tried.failedAgain);
    }
  }
}

/** The name of a state in the contract as the tables have it. */
function wordOf(name = ""): string {
  return name.toLowerCase().replaceAll("_", "-");
}

/** Whether a table of transitions leads from one state to another, in however many steps. */
function reaches<State extends string>(
  table: Readonly<Record<State, Readonly<Record<string, State | undefined>>>>,
  from: State,
  to: State,
  seen = new Set<State>(),
): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return Object.values<State | undefined>(table[from]).some(
    (next) => next !== undefined && (next === to || reaches(table, next, to, seen)),
  );
}

type Step = fc.AsyncCommand<object, World>;

function step(name: string, run: (world: World) => Promise<unknown>): Step {
  return {
    check: () => true,
    async run(_model, world) {
      await run(world);
      await world.check();
    },
    toString: () => name,
  };
}

const picks = fc.array(fc.nat(40), { minLength: 1, maxLength: 12 });
const whichStream = fc.constantFrom(...streams);

const parking = fc
  .tuple(whichStream, fc.array(fc.constantFrom<unknown>(1, 2, "no number"), { minLength: 1, maxLength: 25 }))
  .map(([stream, values]) =>
    step(`park ${values.length} in ${stream}`, async ({ services }) => {
      const events = values.map((n) => event({ n, more: true }));
      await services.gateway.publishBatch({ stream, events });
    }),
  );

const registering = fc.tuple(whichStream, fc.boolean()).map(([stream, wide]) =>
  step(`register ${wide ? "what passes" : "what passes nothing"} in ${stream}`, async ({ services }) => {
    const subject = `${stream}/made`;
    await services.registry.setCompatibility({ subject, level: CompatibilityLevel.NONE });
    await registerJson(services, subject, schemaOfNumber(wide ? { more: {} } : {}));
  }),
);

const closing = fc.tuple(fc.constantFrom("resolve", "discard", "restore"), picks).map(([verb, chosen]) =>
  step(`${verb} ${chosen.join()}`, async (world) => {
    const ids = await world.ids(chosen);
    if (ids.length === 0) return;
    const request = { ids, reason: "model" };
    const { deadLetters } = world.services;
    if (verb === "resolve") await deadLetters.resolveDeadLetters(request);
    else if (verb === "discard") await deadLetters.discardDeadLetters(request);
    else await deadLetters.restoreDeadLetters(request);
  }),
);

const rules = fc.record({
  maxPerSecond: fc.constantFrom(0, 0, 400),
  abortAfterFailures: fc.constantFrom(0, 0, 2, 5),
  abortFailedRatio: fc.constantFrom(0, 0, 0.3),
  canary: fc.option(
    fc.record({
      count: fc.integer({ min: 1, max: 8 }),
      maxFailedRatio: fc.constantFrom(0, 0.5, 1),
      hold: fc.boolean(),
    }),
    { nil: undefined },
  ),
});

const starting = fc
  .tuple(fc.oneof(picks, whichStream, fc.constant("everything")), rules, fc.boolean())
  .map(([chosen, { canary, ...how }, twice]) =>
    step(`redrive ${String(chosen)} ${JSON.stringify({ canary, ...how })}`, async (world) => {
      const ids = Array.isArray(chosen) ? await world.ids(chosen) : [];
      const filter =
        typeof chosen === "string" ? { stream: chosen === "everything" ? "" : chosen, type: "made" } : undefined;
      if (filter === undefined && ids.length === 0) return;
      const selection = { ids, ...(filter && { filter }) };
      const { deadLetters } = world.services;
      const { plan, selected } = await deadLetters.previewRetry(selection);
      if (selected === 0n) return;
      const request = { ...selection, ...how, ...(canary && { canary }), plan, wait: {} };
      const { redrive } = await deadLetters.retryDeadLetters(request);
      if (!twice) return;
      expect((await deadLetters.retryDeadLetters(request)).redrive?.id).toBe(redrive?.id);
    }),
  );

const steering = fc.tuple(fc.constantFrom("pause", "resume", "cancel"), fc.nat(20)).map(([verb, pick]) =>
  step(`${verb} ${pick}`, async (world) => {
    const redrives = await world.allRedrives();
    const { id } = redrives[pick % Math.max(1, redrives.length)] ?? {};
    if (id === undefined) return;
    const { deadLetters } = world.services;
    // What its state does not allow is refused; the laws say that nothing happened.
    if (verb === "pause") await deadLetters.pauseRedrive({ id }).catch(() => undefined);
    else if (verb === "resume") await deadLetters.resumeRedrive({ id }).catch(() => undefined);
    else await deadLetters.cancelRedrive({ id });
  }),
);

const editing = fc.tuple(picks, fc.boolean()).map(([chosen, passes]) =>
  step(`edit ${chosen.join()}`, async (world) => {
    const [id] = await world.ids(chosen);
    if (id === undefined) return;
    const dataText = passes ? '{"n":1}' : '{"n":"no"}';
    await world.services.deadLetters.editAndRetry({ id, dataText }).catch(() => undefined);
  }),
);

/** Starts a redrive and stops the server in the middle of it. */
const interrupting = fc.tuple(whichStream, fc.boolean()).map(([stream, pauses]) =>
  step(`restart during a redrive of ${stream}`, async (world) => {
    const filter = { stream };
    const { plan, selected } = await world.services.deadLetters.previewRetry({ filter });
    if (selected > 0n) {
      const request = { filter, plan, maxPerSecond: 300, wait: {} };
      const { redrive } = await world.services.deadLetters.retryDeadLetters(request);
      if (pauses) await world.services.deadLetters.pauseRedrive({ id: redrive?.id ?? "" }).catch(() => undefined);
    }
    await world.restart();
  }),
);

test("letters and redrives keep their laws, whatever is done to them in whatever order", async () => {
  const commands = fc.commands(
    [parking, parking, registering, closing, starting, starting, steering, editing, interrupting],
    { maxCommands: 14 },
  );
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      const world = await World.open();
      try {
        await fc.asyncModelRun(() => ({ model: {}, real: world }), steps);
      } finally {
        await world.close();
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);
