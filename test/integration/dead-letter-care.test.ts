import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { createServices, type Services } from "@sluice/client";
import { SchemaFormat, SnoozedSelection } from "@sluice/client/gen";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startServer } from "../support/server.js";

const stream = "orders";
let clock: { at: Date; now(): Date };
let services: Services;
let ids: readonly string[];

beforeEach(async () => {
  clock = { at: new Date("2030-01-01T12:00:00Z"), now: () => clock.at };
  const server = await startServer({ deadLetterRetentionDays: 10, upkeepIntervalMs: 50 }, clock);
  services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.stop();
  });
  const schema = JSON.stringify({ type: "object", required: ["amount"] });
  await services.registry.registerSchema({ subject: `${stream}/placed`, format: SchemaFormat.JSON_SCHEMA, schema });
  const events = [1, 2, 3].map((number) => ({
    ...{ id: `e${number}`, source: "/shop", type: "placed", datacontenttype: "application/json" },
    data: Buffer.from("{}"),
  }));
  await services.gateway.publishBatch({ stream, events });
  ids = (await services.deadLetters.listDeadLetters({})).deadLetters.map(({ id }) => id).sort();
});

async function listed(filter: object = {}): Promise<readonly string[]> {
  return (await services.deadLetters.listDeadLetters({ filter })).deadLetters.map(({ id }) => id).sort();
}

async function letterAt(index: number) {
  return (await services.deadLetters.getDeadLetter({ id: ids[index] ?? "" })).deadLetter;
}

describe("dead letters", () => {
  test("keep notes with author and time, in any state", async () => {
    const one = [ids[0] ?? ""];
    await services.deadLetters.annotateDeadLetters({ ids: one, actor: "olga", note: "looking" });
    await services.deadLetters.resolveDeadLetters({ ids: one, reason: "done" });
    await services.deadLetters.annotateDeadLetters({ ids: one, actor: "pia", note: "was the app" });
    const { notes = [] } = (await letterAt(0)) ?? {};
    expect(notes.map(({ number, author, text, at }) => [number, author, text, at?.seconds])).toEqual([
      [1, "olga", "looking", timestampFromDate(clock.at).seconds],
      [2, "pia", "was the app", timestampFromDate(clock.at).seconds],
    ]);
    await expect(services.deadLetters.annotateDeadLetters({ ids: one })).rejects.toThrow(/note: is required/);
    const missing = await services.deadLetters.annotateDeadLetters({ ids: ["nobody"], note: "x" });
    expect(missing).toMatchObject({ changed: 0n, unchanged: 1n });
  });

  test("are assigned in bulk, and listed by whom they are assigned to", async () => {
    const all = { filter: { stream }, assignee: "olga", actor: "pia", note: "yours" };
    expect(await services.deadLetters.assignDeadLetters(all)).toMatchObject({ changed: 3n, unchanged: 0n });
    expect(await services.deadLetters.assignDeadLetters(all)).toMatchObject({ changed: 0n, unchanged: 3n });
    await services.deadLetters.assignDeadLetters({ ids: [ids[1] ?? ""] });
    expect(await listed({ assignee: "olga" })).toEqual([ids[0], ids[2]]);
    expect((await letterAt(1))?.notes).toHaveLength(1);
  });

  test("that are snoozed are left out until their time has come", async () => {
    const until = timestampFromDate(new Date(clock.at.getTime() + 3_600_000));
    await services.deadLetters.snoozeDeadLetters({ ids: [ids[0] ?? ""], until });
    expect(await listed()).toEqual(ids.slice(1));
    expect(await listed({ snoozed: SnoozedSelection.ONLY })).toEqual([ids[0]]);
    expect(await listed({ snoozed: SnoozedSelection.INCLUDED })).toEqual(ids);
    expect(await services.deadLetters.getDeadLetterStats({})).toMatchObject({ open: 3n, snoozed: 1n });
    // What a list does not show, a filter does not resolve.
    const resolved = await services.deadLetters.resolveDeadLetters({ filter: { stream }, reason: "done" });
    expect(resolved.changed).toBe(2n);
    clock.at = new Date(clock.at.getTime() + 3_600_001);
    expect(await listed({ stream })).toEqual(ids);
    const past = { ids: [...ids], until };
    await expect(services.deadLetters.snoozeDeadLetters(past)).rejects.toThrow(/until: lies in the past/);
  });

  test("that were woken are back at once", async () => {
    const until = timestampFromDate(new Date(clock.at.getTime() + 3_600_000));
    await services.deadLetters.snoozeDeadLetters({ ids: [...ids], until });
    expect(await listed()).toEqual([]);
    const wake = await services.deadLetters.snoozeDeadLetters({ filter: { snoozed: SnoozedSelection.ONLY } });
    expect(wake.changed).toBe(3n);
    expect(await listed()).toEqual(ids);
  });

  test("that are held are not discarded and outlive retention, of which there is a warning", async () => {
    const held = { ids: [ids[0] ?? ""], held: true, reason: "case 4711", actor: "legal" };
    await services.deadLetters.holdDeadLetters(held);
    const discarded = await services.deadLetters.discardDeadLetters({ ids: [...ids], reason: "old" });
    expect(discarded).toMatchObject({ changed: 2n, unchanged: 1n });
    await services.deadLetters.resolveDeadLetters({ ids: [ids[0] ?? ""], reason: "done" });

    const day = 24 * 3_600_000;
    clock.at = new Date(clock.at.getTime() + 8 * day);
    expect(await services.deadLetters.getDeadLetterStats({})).toMatchObject({ held: 1n, purgeAhead: 2n });
    clock.at = new Date(clock.at.getTime() + 3 * day);
    await expect.poll(() => listed()).toEqual([ids[0]]);

    await services.deadLetters.holdDeadLetters({ ...held, held: false, reason: "case closed" });
    await expect.poll(() => listed()).toEqual([]);
  });

  test("say what is missing", async () => {
    await expect(services.deadLetters.holdDeadLetters({ ids: [...ids], held: true })).rejects.toThrow(/reason: is req/);
    const long = { ids: [...ids], note: "x".repeat(4001) };
    await expect(services.deadLetters.annotateDeadLetters(long)).rejects.toThrow(
      /note: has 4001 characters; at most 4000/,
    );
    const why = { ids: [...ids], held: true, reason: "x".repeat(4001) };
    await expect(services.deadLetters.holdDeadLetters(why)).rejects.toThrow(/reason: has 4001 characters/);
    const whom = { ids: [...ids], assignee: "x".repeat(256) };
    await expect(services.deadLetters.assignDeadLetters(whom)).rejects.toThrow(/assignee: has 256 characters/);
    await expect(services.deadLetters.assignDeadLetters({ assignee: "x" })).rejects.toThrow(/exactly one of ids/);
  });
});
