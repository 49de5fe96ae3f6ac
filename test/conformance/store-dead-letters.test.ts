import { describe, expect, test } from "vitest";
import type {
  DeadLetterPage,
  DeadLetterQuery,
  DeadLetterRow,
  DeadLetterStatus,
  DeadLetterStore,
  DeadLetterTransition,
  Store,
} from "../../src/store/store.js";
import { afterNoon, attempt, commit, letter, letterId, noon, park, record, settling } from "../support/rows.js";
import { stores } from "../support/store.js";

const hour = 3_600_000;
const newest: DeadLetterPage = { order: "newest-first", after: "", limit: 100 };

/** The numbers of the letters that match, newest first. Checks that the count agrees. */
async function numbers(
  deadLetters: DeadLetterStore,
  query: DeadLetterQuery,
  page = newest,
): Promise<readonly number[]> {
  const letters = await deadLetters.list(query, page);
  if (page === newest) expect(await deadLetters.count(query)).toBe(letters.length);
  return letters.map((row) => Number(row.id.slice(3)));
}

function transition(to: DeadLetterStatus, letters: readonly number[], from: readonly DeadLetterStatus[] = ["open"]) {
  const by: Omit<DeadLetterTransition, "ids" | "from" | "to"> = { actor: "olga", reason: "fixed", at: afterNoon(500) };
  return { ...by, ids: letters.map(letterId), from, to };
}

async function groups({ deadLetters }: Store, stream?: string, includeClosed = true) {
  return deadLetters.groups({ stream, includeClosed, after: undefined, limit: 100, now: noon });
}

const full: DeadLetterRow = letter(1, {
  event: {
    id: "event-1",
    source: "/shop",
    type: "order.placed",
    subject: "basket",
    time: { seconds: -62_135_596_800n, nanos: 123_456_789 },
    datacontenttype: "application/json",
    dataschema: "urn:schema",
    extensions: { tenant: "acme", ключ: "значение" },
    data: new Uint8Array([0, 255, 7]),
    schemaId: 42,
  },
  framing: "confluent",
  violations: [
    {
      code: "required",
      instancePath: "",
      schemaPath: "/required",
      keyword: "required",
      message: "m",
      hint: "h",
      severity: "error",
    },
  ],
  errorDetail: "at line 1",
  tenantId: "acme",
  consumerGroup: "billing",
  firstTrigger: "report",
  firstAttemptAt: afterNoon(-5),
  lastAttemptAt: afterNoon(-4),
});

for (const store of stores) {
  describe(`${store.name}: parking`, () => {
    test("a letter reads back as it was parked, with its first attempt", async () => {
      const opened = await store.open();
      const plain = letter(2, { schema: undefined });
      await park(opened, [full, plain]);
      const read = await opened.deadLetters.get(full.id);
      expect(read && { ...read, event: { ...read.event, data: new Uint8Array(read.event.data) } }).toEqual(full);
      expect((await opened.deadLetters.get(plain.id))?.schema).toBeUndefined();
      expect(await opened.deadLetters.attempts(full.id)).toEqual([
        {
          number: 1,
          at: afterNoon(-5),
          trigger: "report",
          actor: "billing",
          succeeded: false,
          failureType: "schema-violation",
          errorMessage: full.errorMessage,
          schema: full.schema,
          redriveId: "",
        },
      ]);
      expect(await opened.deadLetters.attempts(plain.id)).toMatchObject([{ trigger: "publish", actor: "shop" }]);
    });

    test("what is not there is undefined, empty or 0", async () => {
      const { deadLetters, redrives } = await store.open();
      expect(await deadLetters.get("x")).toBeUndefined();
      expect(await deadLetters.attempts("x")).toEqual([]);
      expect(await numbers(deadLetters, {})).toEqual([]);
      expect(await deadLetters.count({ fingerprint: "x" })).toBe(0);
      expect(await deadLetters.transition(transition("resolved", [1]))).toBe(0);
      expect(await deadLetters.reported("s", "/x", "1", "g")).toBeUndefined();
      expect(await redrives.get("x")).toBeUndefined();
    });

    test("a report is found by event and consumer group", async () => {
      const opened = await store.open();
      await park(
        opened,
        [letter(1), full, letter(3)].map((row, index) => ({ ...row, id: letterId(index) })),
      );
      const find = (group: string) => opened.deadLetters.reported("orders", "/shop", "event-1", group);
      expect((await find("billing"))?.id).toBe(letterId(1));
      expect(await find("shipping")).toBeUndefined();
      expect(await find("")).toBeUndefined();
      expect(await opened.deadLetters.reported("other", "/shop", "event-1", "billing")).toBeUndefined();
    });
  });

  describe(`${store.name}: finding letters`, () => {
    test("each condition selects, and all that are set must hold", async () => {
      const opened = await store.open();
      const { deadLetters } = opened;
      const event = letter(0).event;
      await park(opened, [
        letter(1),
        letter(2, { stream: "users", subject: "users/joined", fingerprint: "f2" }),
        letter(3, { event: { ...event, type: "order.paid" }, sourceService: "till" }),
        letter(4, { failureType: "malformed", schema: undefined, parkedAt: afterNoon(10) }),
        letter(5, { schema: { subject: "x", version: 1, semver: "1.0.0", schemaId: 7 }, parkedAt: afterNoon(20) }),
      ]);
      await deadLetters.transition(transition("resolved", [1, 5]));
      const cases: readonly (readonly [DeadLetterQuery, readonly number[]])[] = [
        [{}, [5, 4, 3, 2, 1]],
        [{ ids: [letterId(4), letterId(1), "nobody"] }, [4, 1]],
        [{ ids: [] }, []],
        [{ stream: "users" }, [2]],
        [{ type: "order.paid" }, [3]],
        [{ failureType: "malformed" }, [4]],
        [{ failureType: "malformed", stream: "users" }, []],
        [{ statuses: ["open"] }, [4, 3, 2]],
        [{ statuses: ["open", "resolved"] }, [5, 4, 3, 2, 1]],
        [{ statuses: ["redriven"] }, []],
        [{ statuses: [] }, []],
        [{ sourceService: "till" }, [3]],
        [{ fingerprint: "f2" }, [2]],
        [{ subject: "users/joined" }, [2]],
        [{ schemaIdTried: 7 }, [5]],
        [{ schemaIdTried: 7, statuses: ["open"] }, []],
        [{ parkedAfter: afterNoon(10) }, [5, 4]],
        [{ parkedBefore: afterNoon(10) }, [3, 2, 1]],
        [{ parkedAfter: afterNoon(1), parkedBefore: afterNoon(20) }, [4]],
        [{ stream: "orders", statuses: ["open"] }, [4, 3]],
        [{ stream: "orders", fingerprint: "f2" }, []],
        [{ ids: [letterId(1), letterId(2)], stream: "orders", statuses: ["open"] }, []],
        [{ stream: "orders", subject: "orders/order.placed", sourceService: "shop", statuses: ["open"] }, [4]],
      ];
      for (const [query, expected] of cases) {
        expect(await numbers(deadLetters, query), JSON.stringify(query)).toEqual(expected);
      }
    });

    test("text is found in id, source, type and message, in any case, and is no pattern", async () => {
      const opened = await store.open();
      const { deadLetters } = opened;
      const event = letter(0).event;
      await park(opened, [
        letter(1, { event: { ...event, id: "A_b" } }),
        letter(2, { event: { ...event, source: "/ZÜRICH" } }),
        letter(3, { event: { ...event, type: "100%" } }),
        letter(4, { errorMessage: "Must Match", errorDetail: "hidden" }),
      ]);
      expect(await numbers(deadLetters, { text: "a_B" })).toEqual([1]);
      expect(await numbers(deadLetters, { text: "zürich" })).toEqual([2]);
      expect(await numbers(deadLetters, { text: "%" })).toEqual([3]);
      expect(await numbers(deadLetters, { text: "_" })).toEqual([1]);
      expect(await numbers(deadLetters, { text: "must match" })).toEqual([4]);
      expect(await numbers(deadLetters, { text: "hidden" })).toEqual([]);
      expect(await numbers(deadLetters, { text: "/shop", stream: "orders", statuses: ["open"] })).toEqual([4, 3, 1]);
    });

    test("pages go through letters of all states in both orders without gap or overlap", async () => {
      const opened = await store.open();
      const all = Array.from({ length: 11 }, (_, index) => index + 1);
      await park(
        opened,
        all.map((number) => letter(number)),
      );
      await opened.deadLetters.transition(transition("discarded", [2, 3, 7]));
      await opened.deadLetters.transition(transition("resolved", [5, 11]));
      for (const [order, expected] of [
        ["oldest-first", all],
        ["newest-first", all.toReversed()],
      ] as const) {
        const seen: number[] = [];
        for (let pages = 0; pages < 5; pages += 1) {
          const after = seen.length === 0 ? "" : letterId(seen.at(-1) ?? 0);
          const page = await numbers(opened.deadLetters, { stream: "orders" }, { order, after, limit: 3 });
          expect(page.length).toBeLessThanOrEqual(3);
          seen.push(...page);
        }
        expect(seen).toEqual(expected);
      }
    });
  });

  describe(`${store.name}: transitions by hand`, () => {
    test("only letters in one of the states it starts from change, each once", async () => {
      const opened = await store.open();
      const { deadLetters } = opened;
      await park(
        opened,
        [1, 2, 3].map((number) => letter(number)),
      );
      expect(await deadLetters.transition(transition("resolved", [1]))).toBe(1);
      expect(await deadLetters.transition(transition("discarded", [1, 2, 2, 9]))).toBe(1);
      expect(await deadLetters.get(letterId(2))).toMatchObject({
        status: "discarded",
        closedAt: afterNoon(500),
        closedBy: "olga",
        closeReason: "fixed",
        revision: 2,
      });
      expect(await deadLetters.transition(transition("open", [1, 2, 3], ["resolved", "discarded"]))).toBe(2);
      expect(await deadLetters.get(letterId(2))).toMatchObject({
        status: "open",
        closedAt: undefined,
        closedBy: "",
        closeReason: "",
        revision: 3,
      });
      expect(await deadLetters.transition(transition("open", [1], ["open"]))).toBe(0);
      expect(await deadLetters.attempts(letterId(2))).toHaveLength(1);
    });
  });

  describe(`${store.name}: redriving`, () => {
    test("a record that settles a letter closes it in the same commit", async () => {
      const opened = await store.open();
      await park(opened, [letter(1), letter(2)]);
      await commit(opened, "orders", { records: [record("before")] });
      const edited = new Uint8Array([1, 2, 3]);
      const positions = await commit(opened, "orders", { records: [record("x"), settling(1), settling(2, 1, edited)] });
      expect(positions).toEqual([1, 2, 3]);
      expect(await opened.deadLetters.get(letterId(1))).toMatchObject({
        status: "redriven",
        closedAt: afterNoon(1_000),
        closedBy: "olga",
        closeReason: "",
        redrivenPosition: 2,
        editedData: undefined,
        attemptCount: 2,
        lastAttemptAt: afterNoon(1_000),
        revision: 2,
      });
      const second = await opened.deadLetters.get(letterId(2));
      expect(second?.redrivenPosition).toBe(3);
      expect([...(second?.editedData ?? [])]).toEqual([1, 2, 3]);
      expect([...(second?.event.data ?? [])]).toEqual([123, 125]);
      expect(await opened.deadLetters.attempts(letterId(1))).toMatchObject([
        { number: 1 },
        { number: 2, ...attempt() },
      ]);
    });

    test("records whose letter was closed or changed meanwhile are left out; the others close up", async () => {
      const opened = await store.open();
      await park(
        opened,
        [1, 2, 3, 4].map((number) => letter(number)),
      );
      await opened.deadLetters.transition(transition("discarded", [1]));
      const records = [settling(1), settling(2), settling(3, 7), record("x"), settling(9), settling(4)];
      expect(await commit(opened, "orders", { records })).toEqual([undefined, 0, undefined, 1, undefined, 2]);
      const [segment] = await opened.log.read("orders", 0, 1_000);
      expect(segment).toMatchObject({ firstPosition: 0, count: 3 });
      expect(Buffer.from(segment?.bytes ?? []).toString("latin1")).toBe(
        "\x08\0\0\0letter 2\x01\0\0\0x\x08\0\0\0letter 4",
      );
      expect(await opened.deadLetters.get(letterId(3))).toMatchObject({ status: "open", revision: 1, attemptCount: 1 });
      expect(await opened.deadLetters.attempts(letterId(3))).toHaveLength(1);
      expect(await opened.log.head("orders")).toEqual({ nextPosition: 3, revision: 2 });
      expect(await commit(opened, "orders", { records: [settling(4, 2)] })).toEqual([undefined]);
      expect(await opened.log.read("orders", 3, 1_000)).toEqual([]);
    });

    test("a letter that failed again stays open with one more attempt, unless it was closed or changed", async () => {
      const opened = await store.open();
      await park(
        opened,
        [1, 2, 3].map((number) => letter(number)),
      );
      await opened.deadLetters.transition(transition("resolved", [2]));
      const failed = attempt({ succeeded: false, failureType: "malformed", errorMessage: "no", schema: full.schema });
      const failedAgain = [1, 2, 3].map((number) => ({
        deadLetterId: letterId(number),
        expectedRevision: number === 3 ? 5 : 1,
        attempt: failed,
      }));
      await commit(opened, "orders", { failedAgain });
      expect(await opened.deadLetters.get(letterId(1))).toMatchObject({
        status: "open",
        attemptCount: 2,
        lastAttemptAt: afterNoon(1_000),
        revision: 2,
        failureType: "schema-violation",
      });
      expect((await opened.deadLetters.attempts(letterId(1)))[1]).toEqual({ number: 2, ...failed });
      for (const untouched of [2, 3]) expect(await opened.deadLetters.attempts(letterId(untouched))).toHaveLength(1);
    });
  });

  describe(`${store.name}: groups`, () => {
    test("a group counts its letters through every transition", async () => {
      const opened = await store.open();
      const { deadLetters } = opened;
      const counts = async () => (await groups(opened)).map((row) => [row.openCount, row.totalCount]);
      await park(
        opened,
        [1, 2, 3, 4].map((number) => letter(number)),
      );
      expect(await counts()).toEqual([[4, 4]]);
      await deadLetters.transition(transition("resolved", [1]));
      expect(await counts()).toEqual([[3, 4]]);
      await deadLetters.transition(transition("discarded", [2]));
      expect(await counts()).toEqual([[2, 4]]);
      await commit(opened, "orders", { records: [settling(3), settling(2)] });
      expect(await counts()).toEqual([[1, 4]]);
      const failedAgain = [{ deadLetterId: letterId(4), expectedRevision: 1, attempt: attempt({ succeeded: false }) }];
      await commit(opened, "orders", { failedAgain });
      expect(await counts()).toEqual([[1, 4]]);
      await deadLetters.transition(transition("discarded", [1], ["resolved"]));
      expect(await counts()).toEqual([[1, 4]]);
      await deadLetters.transition(transition("open", [1, 2], ["resolved", "discarded"]));
      expect(await counts()).toEqual([[3, 4]]);
      await deadLetters.transition(transition("resolved", [1, 2, 4]));
      expect(await counts()).toEqual([[0, 4]]);
      expect(await groups(opened, undefined, false)).toEqual([]);
      await park(opened, [letter(5)]);
      expect(await counts()).toEqual([[1, 5]]);
    });

    test("a group tells its cause, first and last sight, and its last letter", async () => {
      const opened = await store.open();
      await park(opened, [
        letter(1, { parkedAt: afterNoon(5) }),
        letter(2, { parkedAt: afterNoon(9), title: "other" }),
      ]);
      await park(opened, [letter(3, { parkedAt: afterNoon(7) })]);
      expect(await groups(opened)).toMatchObject([
        {
          fingerprint: "missing total",
          stream: "orders",
          type: "order.placed",
          subject: "orders/order.placed",
          failureType: "schema-violation",
          failureCode: "required",
          title: "total is missing",
          firstSeenAt: afterNoon(5),
          lastSeenAt: afterNoon(9),
          sampleId: letterId(3),
        },
      ]);
    });

    test("what has to be looked for letter by letter is found in a backlog of thousands, page by page", async () => {
      const opened = await store.open();
      const rare = [0, 1, 1999, 2000, 2001, 3999, 4000, 4001, 4002, 4499];
      const letters = Array.from({ length: 4500 }, (_, number) =>
        letter(number, { errorMessage: rare.includes(number) ? "a needle" : "hay" }),
      );
      await park(opened, letters);
      await opened.deadLetters.transition(transition("resolved", [1, 2000]));
      for (const order of ["oldest-first", "newest-first"] as const) {
        const expected = order === "oldest-first" ? rare : rare.toReversed();
        const found: number[] = [];
        for (let after = ""; found.length < rare.length; after = letterId(found.at(-1) ?? 0)) {
          const page = await opened.deadLetters.list({ text: "NEEDLE" }, { order, after, limit: 3 });
          found.push(...page.map(({ id }) => Number(id.slice(3))));
          if (page.length < 3) break;
        }
        expect(found).toEqual(expected);
      }
      expect(await opened.deadLetters.count({ text: "needle" })).toBe(10);
      expect(await opened.deadLetters.count({ text: "needle", statuses: ["open"], stream: "orders" })).toBe(8);
      expect(await opened.deadLetters.count({ text: "nowhere" })).toBe(0);
      const none = await opened.deadLetters.list({ text: "nowhere" }, { order: "newest-first", after: "", limit: 3 });
      expect(none).toEqual([]);
    });

    test("groups are listed most open first, page by page, of one stream or all", async () => {
      const opened = await store.open();
      const sizes = { a: 1, b: 3, c: 3, d: 2 };
      let number = 0;
      const letters = Object.entries(sizes).flatMap(([fingerprint, size]) =>
        Array.from({ length: size }, () =>
          letter(++number, { fingerprint, stream: fingerprint === "d" ? "users" : "orders" }),
        ),
      );
      await park(opened, letters);
      await opened.deadLetters.transition(transition("resolved", [1]));
      type After = Parameters<typeof opened.deadLetters.groups>[0]["after"];
      const list = async (stream: string | undefined, includeClosed: boolean, limit: number, after?: After) =>
        (await opened.deadLetters.groups({ stream, includeClosed, after, limit, now: noon })).map(
          (row) => row.fingerprint,
        );
      expect(await list(undefined, false, 10)).toEqual(["b", "c", "d"]);
      expect(await list(undefined, true, 10)).toEqual(["b", "c", "d", "a"]);
      expect(await list("orders", true, 10)).toEqual(["b", "c", "a"]);
      expect(await list("nobody", true, 10)).toEqual([]);
      const behindB = { openCount: 3, fingerprint: "b" };
      expect(await list(undefined, true, 1, behindB)).toEqual(["c"]);
      expect(await list(undefined, true, 2, behindB)).toEqual(["c", "d"]);
      expect(await list(undefined, true, 10, behindB)).toEqual(["c", "d", "a"]);
      expect(await list("orders", false, 10, behindB)).toEqual(["c"]);
      expect(await list(undefined, false, 10, { openCount: 0, fingerprint: "" })).toEqual([]);
      // A place that no group has any more, because letters of it were closed meanwhile.
      expect(await list(undefined, true, 10, { openCount: 2, fingerprint: "x" })).toEqual(["a"]);
    });

    test("the trend counts the letters parked in each of the 24 hours up to now, closed or not", async () => {
      const opened = await store.open();
      const at = (number: number, ms: number) => letter(number, { parkedAt: afterNoon(ms) });
      await park(opened, [at(1, 0), at(2, 0), at(3, -1), at(4, -23 * hour), at(5, -23 * hour - 1), at(6, hour)]);
      await opened.deadLetters.transition(transition("resolved", [1]));
      const trend = async (now: Date) => {
        const [group] = await opened.deadLetters.groups({
          stream: undefined,
          includeClosed: true,
          after: undefined,
          limit: 1,
          now,
        });
        return group?.trend;
      };
      const expected = Array<number>(24).fill(0);
      expected[0] = 1;
      expected[22] = 1;
      expected[23] = 2;
      expect(await trend(afterNoon(hour - 1))).toEqual(expected);
      expect(await trend(afterNoon(hour))).toEqual([...expected.slice(1), 1]);
      expect(await trend(afterNoon(100 * hour))).toEqual(Array<number>(24).fill(0));
    });
  });

  describe(`${store.name}: statistics of dead letters`, () => {
    test("an empty store has nothing to tell", async () => {
      const { deadLetters } = await store.open();
      for (const stream of [undefined, "orders"]) {
        expect(await deadLetters.statistics(stream, noon)).toEqual({
          byStatus: { open: 0, redriven: 0, resolved: 0, discarded: 0 },
          blockedKeys: 0,
          held: 0,
          snoozed: 0,
          oldestOpenAt: undefined,
          parkedLastHour: 0,
          parkedLastDay: 0,
          openByFailureType: [],
          openByService: [],
          openByStream: [],
          retries: 0,
          retriesSucceeded: 0,
          parkedPerMinute: 0,
          openByGroup: [],
          closeTimeP50Ms: undefined,
          closeTimeP90Ms: undefined,
        });
      }
    });

    test("backlog, rates and ages are those of one stream, or of all", async () => {
      const opened = await store.open();
      const { deadLetters } = opened;
      await park(opened, [
        letter(1, { parkedAt: afterNoon(-25 * hour) }),
        letter(2, { parkedAt: afterNoon(-2 * hour), failureType: "malformed", sourceService: "till" }),
        letter(3, { parkedAt: afterNoon(-10) }),
        letter(4, { parkedAt: noon }),
        letter(5, { parkedAt: noon, stream: "users" }),
        letter(6, { parkedAt: afterNoon(1), stream: "users" }),
      ]);
      await deadLetters.transition({ ...transition("resolved", [1]), at: afterNoon(-25 * hour + 40) });
      await deadLetters.transition({ ...transition("discarded", [5]), at: afterNoon(100) });
      await commit(opened, "orders", { records: [settling(3)] });
      const failedAgain = [{ deadLetterId: letterId(2), expectedRevision: 1, attempt: attempt({ succeeded: false }) }];
      await commit(opened, "orders", { failedAgain });
      expect(await deadLetters.statistics("orders", noon)).toMatchObject({
        byStatus: { open: 2, redriven: 1, resolved: 1, discarded: 0 },
        blockedKeys: 0,
        held: 0,
        snoozed: 0,
        oldestOpenAt: afterNoon(-2 * hour),
        parkedLastHour: 2,
        parkedLastDay: 3,
        openByFailureType: [
          { failureType: "malformed", count: 1 },
          { failureType: "schema-violation", count: 1 },
        ],
        openByService: [
          { service: "shop", count: 1 },
          { service: "till", count: 1 },
        ],
        openByStream: [{ stream: "orders", count: 2 }],
        retries: 2,
        retriesSucceeded: 1,
      });
      const { byStatus, oldestOpenAt, blockedKeys } = await deadLetters.statistics("orders", noon);
      expect(await deadLetters.backlog("orders")).toEqual({ byStatus, oldestOpenAt, blockedKeys });
      expect(await deadLetters.backlog("nobody")).toMatchObject({ byStatus: { open: 0 }, oldestOpenAt: undefined });
      expect(await deadLetters.statistics(undefined, noon)).toMatchObject({
        byStatus: { open: 3, redriven: 1, resolved: 1, discarded: 1 },
        blockedKeys: 0,
        held: 0,
        snoozed: 0,
        oldestOpenAt: afterNoon(-2 * hour),
        parkedLastHour: 3,
        parkedLastDay: 4,
        openByStream: [
          { stream: "orders", count: 2 },
          { stream: "users", count: 1 },
        ],
        retries: 2,
      });
    });

    test("the last hour and day begin after the moment an hour and a day ago", async () => {
      const opened = await store.open();
      await park(opened, [letter(1), letter(2, { parkedAt: afterNoon(1) })]);
      const parked = async (stream: string | undefined, ms: number) => {
        const { parkedLastHour, parkedLastDay } = await opened.deadLetters.statistics(stream, afterNoon(ms));
        return [parkedLastHour, parkedLastDay];
      };
      for (const stream of [undefined, "orders"]) {
        expect(await parked(stream, -1)).toEqual([0, 0]);
        expect(await parked(stream, hour - 1)).toEqual([2, 2]);
        expect(await parked(stream, hour)).toEqual([1, 2]);
        expect(await parked(stream, 24 * hour)).toEqual([0, 1]);
      }
    });

    test("no more than 20 services are told apart, the largest ones", async () => {
      const opened = await store.open();
      const services = Array.from({ length: 25 }, (_, index) => `service-${String(index).padStart(2, "0")}`);
      let number = 0;
      await park(
        opened,
        [...services, "service-24"].map((sourceService) => letter(++number, { sourceService })),
      );
      const { openByService } = await opened.deadLetters.statistics(undefined, noon);
      expect(openByService).toHaveLength(20);
      expect(openByService[0]).toEqual({ service: "service-24", count: 2 });
      expect(openByService[1]).toEqual({ service: "service-00", count: 1 });
    });
  });
}
