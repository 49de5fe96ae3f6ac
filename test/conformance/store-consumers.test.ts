import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LeasedRow, Store } from "../../src/store/store.js";
import { commitOf, letter, noon, record } from "../support/rows.js";
import { stores } from "../support/store.js";

const stream = "s";
const group = "g";
const leaseMs = 1000;
const begin = Date.parse("2026-01-01T00:00:00Z");

interface Modelled {
  key: string;
  state: "new" | "waiting" | "leased" | "settled";
  dueAt: number;
  count: number;
  leaseId: string;
}

/** What the leases of a group have to be, written as plainly as possible. */
class Model {
  readonly events: Modelled[] = [];
  position = 0;

  constructor(
    readonly maxInFlight: number,
    readonly ordered: boolean,
  ) {}

  lease(now: number, limit: number, leaseId: string): number[] {
    const free = (index: number): boolean => {
      const { key } = this.at(index);
      const isEarlier = (other: Modelled, place: number) =>
        place < index && other.key === key && (other.state === "waiting" || other.state === "leased");
      return !this.ordered || key === "" || !this.events.some(isEarlier);
    };
    const inFlight = (): number => this.events.filter(({ state }) => state === "waiting" || state === "leased").length;
    const due = [...this.events.keys()]
      .filter((index) => ["waiting", "leased"].includes(this.at(index).state) && this.at(index).dueAt <= now)
      .filter(free)
      .sort((a, b) => this.at(a).dueAt - this.at(b).dueAt || a - b)
      .slice(0, limit);
    const taken = [...due];
    const room = this.maxInFlight - inFlight();
    for (let used = 0; this.position < this.events.length; used += 1) {
      if (used >= room || taken.length >= limit) break;
      if (free(this.position)) taken.push(this.position);
      else Object.assign(this.at(this.position), { state: "waiting", dueAt: now });
      if (free(this.position)) this.take(this.position, now, leaseId);
      this.position += 1;
    }
    for (const index of due) this.take(index, now, leaseId);
    return taken;
  }

  take(index: number, now: number, leaseId: string): void {
    const event = this.at(index);
    Object.assign(event, { state: "leased", dueAt: now + leaseMs, count: event.count + 1, leaseId });
  }

  settle(index: number, leaseId: string, change: Partial<Modelled>): "settled" | "gone" | "lost" {
    const event = this.at(index);
    if (event.state === "settled") return "gone";
    if (event.leaseId !== leaseId || event.state !== "leased") return "lost";
    Object.assign(event, change);
    return "settled";
  }

  at(index: number): Modelled {
    const event = this.events[index];
    if (event === undefined) throw new Error(`The model has no event ${index}.`);
    return event;
  }
}

type Step =
  | { readonly do: "append"; readonly key: string }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "lease"; readonly limit: number }
  | { readonly do: "ack" | "release" | "extend"; readonly which: number; readonly ms: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant("append" as const), key: fc.constantFrom("", "a", "b") }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1, 400, 1000) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("lease" as const), limit: fc.integer({ min: 1, max: 4 }) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constantFrom("ack" as const, "release" as const, "extend" as const),
        which: fc.nat(30),
        ms: fc.constantFrom(0, 500, 1500),
      }),
    },
  ),
  { minLength: 5, maxLength: 60 },
);

/** Runs steps on the store and on the model, and holds one to the other after each. */
async function follow(store: Store, model: Model, run: readonly Step[]): Promise<void> {
  const order = model.ordered ? "per-key" : "none";
  await store.consumers.removeGroup(stream, group);
  await store.consumers.putGroup({ stream, group, types: [], leaseMs, maxInFlight: model.maxInFlight, order }, 0);
  const given: LeasedRow[] = [];
  let now = begin;
  for (const [number, step] of run.entries()) {
    if (step.do === "append") {
      model.events.push({ key: model.ordered ? step.key : "", state: "new", dueAt: 0, count: 0, leaseId: "" });
    } else if (step.do === "wait") now += step.ms;
    else if (step.do === "lease") {
      const leaseId = `L${number}`;
      const candidates = model.events.map(({ key }, position) => ({ position, key })).slice(model.position);
      const fresh = { from: model.position, to: model.events.length, candidates, missed: 0 };
      const times = { now: new Date(now), until: new Date(now + leaseMs) };
      const request = { stream, group, member: "m", leaseId, limit: step.limit, fresh, ...times };
      const result = await store.consumers.lease(request);
      if (result.outcome !== "leased") throw new Error(`The lease was answered ${result.outcome}.`);
      const expected = model.lease(now, step.limit, leaseId);
      expect(result.deliveries.map(({ position }) => position)).toEqual(expected);
      for (const row of result.deliveries) expect(row.deliveryCount).toBe(model.at(row.position).count);
      given.push(...result.deliveries);
    } else if (given.length > 0) {
      const { position, leaseId } = given[step.which % given.length] ?? { position: 0, leaseId: "" };
      const later = now + step.ms;
      const [action, change] = {
        ack: [{ kind: "ack" }, { state: "settled" }] as const,
        release: [
          { kind: "release", dueAt: new Date(later) },
          { state: "waiting", dueAt: later, leaseId: "" },
        ] as const,
        extend: [{ kind: "extend", until: new Date(later) }, { dueAt: later }] as const,
      }[step.do];
      const [settled] = await store.consumers.settle(stream, group, [{ position, leaseId, action }], new Date(now));
      expect(settled?.outcome).toBe(model.settle(position, leaseId, change));
    }
    const inFlight = model.events.filter(({ state }) => state === "waiting" || state === "leased");
    const row = await store.consumers.group(stream, group);
    expect(row).toMatchObject({
      position: model.position,
      leased: inFlight.filter(({ state }) => state === "leased").length,
      waiting: inFlight.filter(({ state }) => state === "waiting").length,
    });
    const unsettled = model.events.findIndex(({ state }) => state !== "settled");
    expect(row?.settledPosition).toBe(unsettled === -1 ? model.position : Math.min(unsettled, model.position));
  }
}

describe.each(stores)("consumer groups on $name", (kind) => {
  test("lease and settle as the model does, whatever happens in whatever order", async () => {
    const store = await kind.open();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.boolean(), steps, async (maxInFlight, ordered, run) => {
        await follow(store, new Model(maxInFlight, ordered), run);
      }),
      { numRuns: 60 },
    );
  });

  test("move on for one of two requests that are based on the same position", async () => {
    const store = await kind.open();
    await store.consumers.putGroup({ stream, group, types: [], leaseMs, maxInFlight: 10, order: "none" }, 0);
    const fresh = { from: 0, to: 1, candidates: [{ position: 0, key: "" }], missed: 0 };
    const times = { now: new Date(begin), until: new Date(begin + leaseMs) };
    const request = (leaseId: string) => ({ stream, group, member: "", leaseId, limit: 5, fresh, ...times });
    const answers = await Promise.all([store.consumers.lease(request("A")), store.consumers.lease(request("B"))]);
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(["conflict", "leased"]);
    expect(await store.consumers.lease({ ...request("C"), group: "nobody" })).toEqual({ outcome: "no-group" });
  });

  test("what is handed over takes the room of what is new, and asks for none itself", async () => {
    const store = await kind.open();
    const { consumers } = store;
    const reported = { stream, failureType: "processing", consumerGroup: group } as const;
    const parked = [0, 1, 2].map((logPosition) => letter(logPosition + 1, { ...reported, logPosition }));
    const records = ["a", "b", "c", "d"].map(record);
    await store.log.commit([commitOf(stream, { records, parked })]);
    await consumers.putGroup({ stream, group, types: [], leaseMs, maxInFlight: 2, order: "none" }, 3);
    const outlooks = async () =>
      await Promise.all(
        [...parked, letter(4, { ...reported, logPosition: 3 })].map((one) => consumers.handOverOutlook(one)),
      );
    const ahead = ["possible", "possible", "possible", "ahead"];
    expect(await outlooks()).toEqual(ahead);
    expect(await consumers.handOverOutlook(letter(9, { ...reported, logPosition: 0, consumerGroup: "nobody" }))).toBe(
      "no-group",
    );
    expect(await consumers.leasingGroup(stream, group)).toMatchObject({ position: 3, room: 2, maxInFlight: 2 });
    for (const { id } of parked) expect(await consumers.handOver(id, new Date(begin))).toBe("handed-over");
    expect(await outlooks()).toEqual(ahead);
    expect(await consumers.handOverOutlook(letter(9, { ...reported, logPosition: 0 }))).toBe("other-letter");
    expect(await consumers.leasingGroup(stream, group)).toMatchObject({ position: 3, room: 0 });
    expect(await consumers.leasingGroup(stream, "nobody")).toBeUndefined();
    const fresh = { from: 3, to: 4, candidates: [{ position: 3, key: "" }], missed: 0 };
    const times = { now: new Date(begin), until: new Date(begin + leaseMs) };
    const leased = await consumers.lease({ stream, group, member: "", leaseId: "L", limit: 9, fresh, ...times });
    expect(leased).toMatchObject({ deliveries: [0, 1, 2].map((position) => ({ position })) });
    expect(await consumers.group(stream, group)).toMatchObject({ position: 3, leased: 3, waiting: 0 });
  });

  test("a letter that is due is claimed by one process, until the claim is over", async () => {
    const store = await kind.open();
    expect(await store.consumers.nextRetryAt()).toBeUndefined();
    const due = { failureType: "processing", nextRetryAt: new Date(begin) } as const;
    await store.log.commit([commitOf(stream, { parked: [letter(1, { stream, ...due })] })]);
    expect(await store.consumers.nextRetryAt()).toEqual(new Date(begin));
    const claim = async (at: number) => {
      return (await store.consumers.claimRetries(new Date(at), new Date(at + 500), 10)).length;
    };
    expect(await claim(begin - 1)).toBe(0);
    expect((await Promise.all([claim(begin), claim(begin), claim(begin)])).toSorted()).toEqual([0, 0, 1]);
    expect(await claim(begin + 499)).toBe(0);
    expect(await claim(begin + 500)).toBe(1);
  });

  test.each(["ack", "park"] as const)(
    "%s of a letter that was closed by hand meanwhile leaves it as it is",
    async (kindOfEnd) => {
      const store = await kind.open();
      const { consumers, deadLetters } = store;
      const reported = { failureType: "processing", consumerGroup: group, logPosition: 0 } as const;
      const parked = letter(1, { stream, ...reported });
      await store.log.commit([commitOf(stream, { records: [record("e")], parked: [parked] })]);
      await consumers.putGroup({ stream, group, types: [], leaseMs, maxInFlight: 10, order: "none" }, 1);
      expect(await consumers.handOver(parked.id, new Date(begin))).toBe("handed-over");
      const fresh = { from: 1, to: 1, candidates: [], missed: 0 };
      const times = { now: new Date(begin), until: new Date(begin + leaseMs) };
      await consumers.lease({ stream, group, member: "", leaseId: "L", limit: 5, fresh, ...times });
      await deadLetters.transition({
        ids: [parked.id],
        from: ["open"],
        to: "resolved",
        actor: "a",
        reason: "",
        at: noon,
      });
      const closed = await deadLetters.get(parked.id);
      const again = letter(2, { stream, ...reported, nextRetryAt: new Date(begin + 1), alerting: true });
      const action = kindOfEnd === "ack" ? ({ kind: "ack" } as const) : ({ kind: "park", letter: again } as const);
      const [settled] = await consumers.settle(stream, group, [{ position: 0, leaseId: "L", action }], new Date(begin));
      expect(settled?.outcome).toBe("settled");
      expect(await deadLetters.get(parked.id)).toEqual(closed);
      expect(await deadLetters.attempts(parked.id)).toHaveLength(1);
    },
  );
});
