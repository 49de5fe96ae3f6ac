import { describe, expect, test } from "vitest";
import type { CompatibilitySettings } from "../../src/core/compatibility.js";
import type { RegistryStore, SubjectQuery } from "../../src/store/store.js";
import { afterNoon, content, created, insert, newVersion, noon } from "../support/rows.js";
import { stores } from "../support/store.js";

const everything: SubjectQuery = { prefix: "", text: "", includeDeleted: false, after: "", limit: 100 };

const retired = {
  version: 1,
  state: "deprecated",
  deprecationMessage: "use 2",
  sunsetAt: undefined,
  at: noon,
} as const;

const settings: CompatibilitySettings = {
  level: "FULL_TRANSITIVE",
  policy: "strict",
  semanticOptions: { declaredPropertiesOnly: true, readerAppliesDefaults: false, formatsAssert: true },
  normalize: true,
};

async function names(registry: RegistryStore, query: Partial<SubjectQuery>): Promise<readonly string[]> {
  const rows = await registry.subjects({ ...everything, ...query });
  return rows.map((row) => row.name);
}

for (const store of stores) {
  describe(`${store.name}: versions`, () => {
    test("a version reads back as it was inserted", async () => {
      const { registry } = await store.open();
      const version = newVersion("orders/placed", {
        semver: "2.1.0",
        major: 2,
        metadata: { team: "shop", ключ: "значение" },
        tags: ["pii", "public"],
        owner: "olga",
        description: "An order was placed.",
        waiver: { actor: "root", reason: "migration", findings: '[{"ruleId":"x"}]' },
      });
      const result = created(await registry.insertVersion(version));
      expect(result).toEqual({
        subject: "orders/placed",
        version: 1,
        semver: "2.1.0",
        major: 2,
        schemaId: 1,
        state: "active",
        deprecationMessage: "",
        sunsetAt: undefined,
        registeredAt: noon,
        deletedAt: undefined,
        metadata: version.metadata,
        tags: version.tags,
        owner: "olga",
        description: "An order was placed.",
        waiver: version.waiver,
      });
      expect(await registry.versions("orders/placed")).toEqual([result]);
      expect(await registry.versionsOfContent(1)).toEqual([result]);
    });

    test("what is not there is undefined, empty or 0", async () => {
      const { registry } = await store.open();
      expect(await registry.versions("nobody")).toEqual([]);
      expect(await registry.content(1)).toBeUndefined();
      expect(await registry.contentByGuid("x")).toBeUndefined();
      expect(await registry.contentByFingerprint("x")).toBeUndefined();
      expect(await registry.versionsOfContent(1)).toEqual([]);
      expect(await registry.subjects(everything)).toEqual([]);
      expect(await registry.referrers("nobody", 1)).toEqual([]);
      expect(await registry.setDeleted("nobody", [1], noon, noon)).toEqual([]);
      expect(await registry.purgeVersions("nobody", [1], noon)).toEqual([]);
    });

    test("a content has one id wherever it is registered, and ids count contents", async () => {
      const { registry } = await store.open();
      const shared = content("shared", {
        format: "protobuf",
        searchText: "Money amount",
        references: [
          { name: "b.proto", subject: "b", version: 2 },
          { name: "a.proto", subject: "a", version: 1 },
        ],
      });
      await insert(registry, newVersion("one", { content: content("first") }));
      await insert(registry, newVersion("one", { content: shared }));
      await insert(registry, newVersion("two", { content: shared }));
      await insert(registry, newVersion("two", { content: content("last") }));
      const versions = [...(await registry.versions("one")), ...(await registry.versions("two"))];
      expect(versions.map((version) => version.schemaId)).toEqual([1, 2, 2, 3]);
      const expected = { ...shared, schemaId: 2 };
      expect(await registry.content(2)).toEqual(expected);
      expect(await registry.contentByGuid(shared.guid)).toEqual(expected);
      expect(await registry.contentByFingerprint(shared.fingerprint)).toEqual(expected);
      expect((await registry.versionsOfContent(2)).map((version) => version.subject)).toEqual(["one", "two"]);
    });

    test("a stale expectation is a conflict and inserts nothing", async () => {
      const { registry, changes } = await store.open();
      await insert(registry, newVersion("s"));
      const before = await changes.lastSequence();
      const late = newVersion("s", { content: content("other"), asOf: before - 1 });
      expect(await registry.insertVersion(late)).toEqual({ outcome: "conflict" });
      expect(await registry.versions("s")).toHaveLength(1);
      expect(await registry.contentByFingerprint(late.content.fingerprint)).toBeUndefined();
      expect(await changes.lastSequence()).toBe(before);
    });

    test("what happens to the subject, its references or the global settings is a conflict; the rest is not", async () => {
      const { registry, changes, settings: configured } = await store.open();
      const references = [{ name: "m", subject: "money", version: 1 }];
      await insert(registry, newVersion("money"));
      await insert(registry, newVersion("s"));
      const happenings: readonly (readonly [() => Promise<unknown>, "conflict" | "created"])[] = [
        [() => registry.setDeleted("s", [1], noon, noon), "conflict"],
        [() => registry.setDeleted("s", [1], undefined, noon), "conflict"],
        [() => registry.setVersionState({ ...retired, subject: "s" }), "conflict"],
        [() => registry.setVersionState({ ...retired, subject: "money" }), "conflict"],
        [() => configured.setCompatibility("", settings, noon), "conflict"],
        [() => configured.setCompatibility("s", settings, noon), "conflict"],
        [() => configured.setCompatibility("other", settings, noon), "created"],
        [() => insert(registry, newVersion("other")), "created"],
      ];
      for (const [at, [happen, outcome]] of happenings.entries()) {
        const asOf = await changes.lastSequence();
        await happen();
        const candidate = content(`candidate ${at}`, { references });
        const result = await registry.insertVersion(newVersion("s", { content: candidate, asOf }));
        expect([at, result.outcome]).toEqual([at, outcome]);
      }
    });

    test("a version that came to be referred to is neither deleted nor purged", async () => {
      const { registry } = await store.open();
      const references = [{ name: "m", subject: "money", version: 1 }];
      await insert(registry, newVersion("money"));
      await insert(registry, newVersion("s", { content: content("refers", { references }) }));
      expect(await registry.setDeleted("money", [1], noon, noon)).toEqual([]);
      await registry.setDeleted("s", [1], noon, noon);
      await registry.purgeVersions("s", [1], noon);
      expect(await registry.setDeleted("money", [1], noon, noon)).toHaveLength(1);
      await insert(registry, newVersion("s", { content: content("refers", { references }) }));
      expect(await registry.purgeVersions("money", [1], noon)).toEqual([]);
    });

    test("versions that refer to each other only are deleted together", async () => {
      const { registry } = await store.open();
      await insert(registry, newVersion("s", { content: content("a") }));
      const references = [{ name: "a", subject: "s", version: 1 }];
      await insert(registry, newVersion("s", { content: content("b", { references }) }));
      expect(await registry.setDeleted("s", [1, 2], noon, noon)).toHaveLength(2);
      expect(await registry.purgeVersions("s", [1, 2], noon)).toHaveLength(2);
    });

    test("versions of which one came to be referred to, or was taken back, all stay", async () => {
      const { registry, changes } = await store.open();
      const to = (subject: string, version: number) => [{ name: "x", subject, version }];
      await insert(registry, newVersion("s", { content: content("a") }));
      await insert(registry, newVersion("s", { content: content("b", { references: to("s", 1) }) }));
      await insert(registry, newVersion("s", { content: content("c") }));
      const refer = async () =>
        await insert(registry, newVersion("t", { content: content("t", { references: to("s", 2) }) }));
      const stay = async () => {
        const before = [await registry.versions("s"), await changes.lastSequence()];
        expect(await registry.purgeVersions("s", [1, 2, 3], noon)).toEqual([]);
        expect([await registry.versions("s"), await changes.lastSequence()]).toEqual(before);
      };
      await refer();
      expect(await registry.setDeleted("s", [1, 2, 3], noon, noon)).toEqual([]);
      await registry.setDeleted("t", [1], noon, noon);
      await registry.purgeVersions("t", [1], noon);
      expect(await registry.setDeleted("s", [1, 2, 3], noon, noon)).toHaveLength(3);
      await registry.setDeleted("s", [2], undefined, noon);
      await stay();
      await registry.setDeleted("s", [2], noon, noon);
      const { version } = await refer();
      await stay();
      await registry.setDeleted("t", [version], noon, noon);
      await registry.purgeVersions("t", [version], noon);
      expect(await registry.purgeVersions("s", [1, 2, 3], noon)).toEqual([1, 2, 3]);
    });

    test("identical content is the existing version, whatever the caller knew", async () => {
      const { registry, changes } = await store.open();
      const first = await insert(registry, newVersion("s"));
      await insert(registry, newVersion("s", { content: content("other") }));
      const before = await changes.lastSequence();
      for (const asOf of [0, before]) {
        const again = await registry.insertVersion(newVersion("s", { semver: "9.0.0", asOf }));
        expect(again).toEqual({ outcome: "existing", version: first });
      }
      expect(await changes.lastSequence()).toBe(before);
    });

    test("content that only a soft-deleted version has becomes a new version with the same id", async () => {
      const { registry } = await store.open();
      await insert(registry, newVersion("s"));
      await registry.setDeleted("s", [1], noon, noon);
      const again = await insert(registry, newVersion("s"));
      expect([again.version, again.schemaId]).toEqual([2, 1]);
    });

    test("a state is set with its message and sunset, also on a version that is not there", async () => {
      const { registry } = await store.open();
      await insert(registry, newVersion("s"));
      const change = { subject: "s", version: 1, state: "deprecated", deprecationMessage: "use 2", at: noon } as const;
      const updated = await registry.setVersionState({ ...change, sunsetAt: afterNoon(5) });
      expect(updated).toMatchObject({ state: "deprecated", deprecationMessage: "use 2", sunsetAt: afterNoon(5) });
      expect(await registry.versions("s")).toEqual([updated]);
      expect(await registry.setVersionState({ ...change, version: 2, sunsetAt: undefined })).toBeUndefined();
    });

    test("soft deletion and restoring answer just what changed", async () => {
      const { registry } = await store.open();
      for (const text of ["a", "b", "c"]) await insert(registry, newVersion("s", { content: content(text) }));
      const deleted = await registry.setDeleted("s", [1, 2, 9], afterNoon(1), noon);
      expect(deleted.map((row) => [row.version, row.deletedAt])).toEqual([
        [1, afterNoon(1)],
        [2, afterNoon(1)],
      ]);
      const more = await registry.setDeleted("s", [2, 3], afterNoon(2), noon);
      expect(more.map((row) => row.version)).toEqual([3]);
      const restored = await registry.setDeleted("s", [1, 3], undefined, noon);
      expect(restored.map((row) => [row.version, row.deletedAt])).toEqual([
        [1, undefined],
        [3, undefined],
      ]);
      expect((await registry.versions("s")).map((row) => row.deletedAt)).toEqual([undefined, afterNoon(1), undefined]);
    });

    test("only soft-deleted versions are purged, and their numbers are never given out again", async () => {
      const { registry } = await store.open();
      await insert(registry, newVersion("s", { content: content("a") }));
      await insert(registry, newVersion("s", { content: content("b") }));
      await registry.setDeleted("s", [2], noon, noon);
      expect(await registry.purgeVersions("s", [1, 2, 3], noon)).toEqual([2]);
      expect((await registry.versions("s")).map((row) => row.version)).toEqual([1]);
      const next = await insert(registry, newVersion("s", { content: content("b") }));
      expect([next.version, next.schemaId]).toEqual([3, 2]);
      await registry.setDeleted("s", [3], noon, noon);
      await registry.purgeVersions("s", [3], noon);
      const semverOf = (number: number): string => newVersion("s", { content: content(String(number)) }).semver;
      expect(await registry.purgedSemvers("s")).toEqual([semverOf(2), semverOf(3)]);
      expect(await registry.purgedSemvers("nobody")).toEqual([]);
    });

    test("referrers are the versions, deleted or not, whose content refers to a version", async () => {
      const { registry } = await store.open();
      const target = { subject: "money", version: 1 };
      const twice = [
        { name: "x", ...target },
        { name: "y", ...target },
      ];
      await insert(registry, newVersion("b", { content: content("b", { references: twice }) }));
      await insert(registry, newVersion("a", { content: content("a", { references: [{ name: "x", ...target }] }) }));
      await insert(
        registry,
        newVersion("c", { content: content("c", { references: [{ ...target, name: "x", version: 2 }] }) }),
      );
      await registry.setDeleted("b", [1], noon, noon);
      const referrers = async () => (await registry.referrers("money", 1)).map((row) => row.subject);
      expect(await referrers()).toEqual(["a", "b"]);
      await registry.purgeVersions("b", [1], noon);
      expect(await referrers()).toEqual(["a"]);
    });
  });

  describe(`${store.name}: subjects`, () => {
    test("a subject shows its latest version, its format, its count and its majors", async () => {
      const { registry } = await store.open();
      await insert(registry, newVersion("s", { content: content("a") }));
      await insert(registry, newVersion("s", { content: content("b"), semver: "3.0.0", major: 3 }));
      await insert(registry, newVersion("s", { content: content("c", { format: "avro" }), semver: "1.1.0" }));
      await insert(registry, newVersion("s", { content: content("d"), semver: "4.0.0", major: 4 }));
      await registry.setDeleted("s", [4], noon, noon);
      const [subject] = await registry.subjects(everything);
      expect(subject).toMatchObject({ name: "s", latestFormat: "avro", versionCount: 3, majors: [1, 3] });
      expect(subject?.latest).toMatchObject({ version: 3, semver: "1.1.0" });
    });

    test("subjects without a live version are listed only with the deleted ones, purged ones never", async () => {
      const { registry } = await store.open();
      for (const name of ["gone", "here", "purged"]) await insert(registry, newVersion(name));
      await registry.setDeleted("gone", [1], noon, noon);
      await registry.setDeleted("purged", [1], noon, noon);
      await registry.purgeVersions("purged", [1], noon);
      expect(await names(registry, {})).toEqual(["here"]);
      const [gone, ...others] = await registry.subjects({ ...everything, includeDeleted: true });
      expect(gone).toEqual({ name: "gone", latest: undefined, latestFormat: undefined, versionCount: 0, majors: [] });
      expect(others.map((row) => row.name)).toEqual(["here"]);
    });

    test("pages follow each other without gap or overlap, also within a prefix", async () => {
      const { registry } = await store.open();
      const all = ["a", "a/1", "a/2", "a/3", "a0", "b/1", "\u{1F600}"];
      for (const name of all) await insert(registry, newVersion(name));
      const seen: string[] = [];
      for (let pages = 0; pages < 4; pages += 1) {
        seen.push(...(await names(registry, { limit: 2, after: seen.at(-1) ?? "" })));
      }
      expect(seen).toEqual(all);
      expect(await names(registry, { prefix: "a/" })).toEqual(["a/1", "a/2", "a/3"]);
      expect(await names(registry, { prefix: "a/", after: "a/1", limit: 1 })).toEqual(["a/2"]);
      expect(await names(registry, { prefix: "b", after: "a/1" })).toEqual(["b/1"]);
      expect(await names(registry, { prefix: "a/", after: "b" })).toEqual([]);
      expect(await names(registry, { prefix: "\u{1F600}" })).toEqual(["\u{1F600}"]);
    });

    test("text is found in names and in the latest content, in any case, and is no pattern", async () => {
      const { registry } = await store.open();
      await insert(registry, newVersion("Größe", { content: content("g", { searchText: "100% Zürich" }) }));
      await insert(registry, newVersion("a_b", { content: content("ab", { searchText: "old words" }) }));
      await insert(registry, newVersion("a_b", { content: content("ab2", { searchText: "Total_Amount" }) }));
      await insert(registry, newVersion("axb"));
      expect(await names(registry, { text: "GRÖSSE" })).toEqual([]);
      expect(await names(registry, { text: "GRÖßE" })).toEqual(["Größe"]);
      expect(await names(registry, { text: "zÜRICH" })).toEqual(["Größe"]);
      expect(await names(registry, { text: "%" })).toEqual(["Größe"]);
      expect(await names(registry, { text: "A_B" })).toEqual(["a_b"]);
      expect(await names(registry, { text: "total_a" })).toEqual(["a_b"]);
      expect(await names(registry, { text: "old words" })).toEqual([]);
    });
  });

  test(`${store.name}: among a thousand subjects a text is found as if each were looked at`, async () => {
    const { registry } = await store.open();
    const words = ["Größe", 'a "quoted" one', "100%", "under_score", "x AND y", "ab", "\u{1F600}\u{1F601}\u{1F602}"];
    const kept = new Map<string, string>();
    const put = async (number: number, searchText: string, version = 1) => {
      const subject = `topic-${String(number).padStart(4, "0")}/${number % 7 === 0 ? "Placed" : "paid"}`;
      const overrides = { content: content(`${subject} ${version}`, { searchText }), semver: `1.${version}.0` };
      await registry.insertVersion(newVersion(subject, overrides));
      kept.set(subject, `${subject}\n${searchText}`.toLowerCase());
      return subject;
    };
    const numbers = Array.from({ length: 1100 }, (_, number) => number);
    const wordOf = (number: number) => (number % 90 === 0 ? (words[(number / 90) % words.length] ?? "") : "plain");
    await Promise.all(numbers.map((number) => put(number, wordOf(number))));
    await put(990, "newest words", 2);
    const gone = await put(991, "deleted words", 2);
    await registry.setDeleted(gone, [2], noon, noon);
    kept.set(gone, `${gone}\nplain`.toLowerCase());
    const back = await put(992, "words that came back", 2);
    await registry.setDeleted(back, [2], noon, noon);
    await registry.setDeleted(back, [2], undefined, noon);

    const texts = [
      ...words,
      "topic-10",
      "PLACED",
      "paid\n",
      "plain",
      "newest",
      "deleted",
      "came back",
      "nowhere",
      '"',
      "%",
    ];
    for (const text of texts) {
      const expected = [...kept]
        .filter(([, looked]) => looked.includes(text.toLowerCase()))
        .map(([subject]) => subject);
      const ordered = expected.toSorted();
      expect(await names(registry, { text, limit: 2000 })).toEqual(ordered);
      expect(await names(registry, { text, limit: 5, after: "topic-0600" })).toEqual(
        ordered.filter((name) => name > "topic-0600").slice(0, 5),
      );
      expect(await names(registry, { text, limit: 2000, prefix: "topic-07" })).toEqual(
        ordered.filter((name) => name.startsWith("topic-07")),
      );
    }
  });

  describe(`${store.name}: settings and changes`, () => {
    test("settings of a subject and the global ones are set, replaced and forgotten apart", async () => {
      const { settings: port } = await store.open();
      expect(await port.compatibility("")).toBeUndefined();
      await port.setCompatibility("", { ...settings, level: "NONE", normalize: false }, noon);
      await port.setCompatibility("s", settings, noon);
      expect(await port.compatibility("s")).toEqual(settings);
      expect(await port.compatibility("")).toEqual({ ...settings, level: "NONE", normalize: false });
      await port.setCompatibility("s", { ...settings, level: "BACKWARD" }, noon);
      expect((await port.compatibility("s"))?.level).toBe("BACKWARD");
      await port.setCompatibility("s", undefined, noon);
      expect(await port.compatibility("s")).toBeUndefined();
      expect((await port.compatibility(""))?.level).toBe("NONE");
    });

    test("every change enters the feed, in order, with rising sequences", async () => {
      const { registry, settings: port, changes } = await store.open();
      expect(await changes.lastSequence()).toBe(0);
      expect(await changes.changesAfter(0, 10)).toEqual([]);
      await insert(registry, newVersion("s"));
      const deprecation = { state: "deprecated", deprecationMessage: "", sunsetAt: undefined } as const;
      await registry.setVersionState({ subject: "s", version: 1, ...deprecation, at: afterNoon(1) });
      await registry.setDeleted("s", [1], afterNoon(9), afterNoon(2));
      await registry.setDeleted("s", [1], undefined, afterNoon(3));
      await registry.setDeleted("s", [1], afterNoon(9), afterNoon(4));
      await registry.purgeVersions("s", [1], afterNoon(5));
      await port.setCompatibility("s", settings, afterNoon(6));
      await port.setCompatibility("s", undefined, afterNoon(7));
      await port.setCompatibility("s", undefined, afterNoon(8));

      const feed = await changes.changesAfter(0, 100);
      const of = (kind: string, ms: number, version = 1) => ({
        kind,
        subject: "s",
        version,
        schemaId: version === 0 ? 0 : 1,
        changedAt: afterNoon(ms),
      });
      expect(feed).toMatchObject([
        of("registered", 0),
        of("state-changed", 1),
        of("deleted", 2),
        of("undeleted", 3),
        of("deleted", 4),
        of("purged", 5),
        of("settings-changed", 6, 0),
        of("settings-changed", 7, 0),
      ]);
      const sequences = feed.map((change) => change.sequence);
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
      expect(new Set(sequences).size).toBe(8);
      expect(await changes.lastSequence()).toBe(sequences.at(-1));
      expect(await changes.changesAfter(sequences[2] ?? 0, 2)).toEqual(feed.slice(3, 5));
    });
  });
}
