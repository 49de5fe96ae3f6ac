import { createHash } from "node:crypto";
import { monotonicFactory } from "ulid";
import { create, toBinary } from "@bufbuild/protobuf";
import { EventSchema } from "../gen/proto/sluice/v1/event_pb.js";
import type { EventFailure } from "../src/core/event.js";
import { makeDeadLetter } from "../src/dlq/park.js";
import { readEvent } from "../src/gateway/event-encoding.js";
import { defaultConfig } from "../src/gateway/stream-settings.js";
import { encodeRecord } from "../src/gateway/record.js";
import { openSqliteStore } from "../src/store/sqlite/index.js";
import type { DeadLetterRow, NewRecord, NewVersion, Store, StreamCommit } from "../src/store/store.js";
import { eventStream, eventType, orderPayload } from "./order-event.js";

/** How much a store holds. */
export interface ScaleSize {
  readonly name: string;
  readonly events: number;
  readonly letters: number;
  readonly subjects: number;
}

/** What can be asked for by name afterwards. */
export interface FilledStore {
  /** Some ids of dead letters, from all over the backlog. */
  readonly letterIds: readonly string[];
  readonly fingerprints: readonly string[];
}

/** Versions of each subject. */
export const versionsOfSubject = 10;

/** Stream, event type and text of a few letters among many. */
export const rare = { type: "rare.type", text: "needle-in-the-backlog", subjectText: "needleInTheRegistry" } as const;

const dayMs = 86_400_000;

/** The history that is made up ends now; its last tenth lies within the window of duplicates. */
const historyMs = 30 * dayMs;
const recentMs = 9 * 60_000;

/** Records of one commit, and letters. */
const commitSize = 2000;

/** Writes under way at a time, so that they share the syncs of the disk. */
const concurrency = 200;

/** Fills a directory through the verbs of the store, which is as the server would have left it. */
export async function fillStore(directory: string, size: ScaleSize): Promise<FilledStore> {
  const store = await openSqliteStore({ directory });
  try {
    await fillRegistry(store, size.subjects);
    await fillLog(store, size.events);
    return await fillDeadLetters(store, size.letters);
  } finally {
    await store.close();
  }
}

async function fillRegistry({ registry }: Store, subjects: number): Promise<void> {
  for (let number = 1; number <= versionsOfSubject; number += 1) {
    for (let from = 0; from < subjects; from += concurrency) {
      const count = Math.min(concurrency, subjects - from);
      const rareSubject = Math.floor(subjects * 0.7);
      const versions = Array.from({ length: count }, (_, index) => {
        const subject = from + index;
        return versionOf(subject, number, subject === rareSubject ? rare.subjectText : "plain");
      });
      await Promise.all(versions.map((version) => registry.insertVersion(version)));
    }
  }
}

function versionOf(subject: number, number: number, word: string): NewVersion {
  const name = subjectName(subject);
  const fields = Array.from({ length: 12 }, (_, index) => `field_${subject % 97}_${index}`);
  const text = JSON.stringify({ type: "object", title: `${name} ${number}`, required: fields });
  const fingerprint = createHash("sha256").update(text).digest("hex");
  return {
    subject: name,
    semver: `1.${number}.0`,
    major: 1,
    content: {
      fingerprint,
      guid: fingerprint.slice(0, 32),
      format: "json-schema",
      text,
      references: [],
      searchText: [...fields, word].join("\n"),
    },
    registeredAt: new Date(),
    waiver: undefined,
    asOf: Number.MAX_SAFE_INTEGER,
    metadata: {},
    tags: [],
    owner: "",
    description: "",
  };
}

/** Name of a subject by its number. */
export function subjectName(number: number): string {
  return `topic-${String(number).padStart(5, "0")}/made`;
}

/** When the event or letter with this index happened. */
function timeOf(index: number, total: number): Date {
  const now = Date.now();
  const share = index / total;
  const recentFrom = 0.9;
  if (share >= recentFrom) return new Date(now - recentMs * ((1 - share) / (1 - recentFrom)));
  return new Date(now - historyMs + (historyMs - recentMs) * (share / recentFrom));
}

async function commitAll(store: Store, parts: Iterable<Omit<StreamCommit, "expectedRevision">>): Promise<void> {
  const revisions = new Map<string, number>();
  for (const part of parts) {
    const expectedRevision = revisions.get(part.stream) ?? (await store.log.head(part.stream)).revision;
    const [result] = await store.log.commit([{ ...part, expectedRevision }]);
    if (result?.outcome !== "committed") throw new Error("The store is not the bench's alone.");
    revisions.set(part.stream, result.head.revision);
  }
}

const nothing = { records: [], parked: [], failedAgain: [], producers: [], counts: [] } as const;

async function fillLog(store: Store, events: number): Promise<void> {
  await store.streams.setConfig({ ...defaultConfig(eventStream), mode: "disabled" }, undefined);
  await commitAll(store, logParts(events));
}

function* logParts(events: number): Generator<Omit<StreamCommit, "expectedRevision">> {
  for (let from = 0; from < events; from += commitSize) {
    const count = Math.min(commitSize, events - from);
    const records = Array.from({ length: count }, (_, index) => recordOf(from + index));
    const counts = [
      { type: eventType, schema: undefined, outcome: "published", events: count, bytes: count * 268 },
    ] as const;
    yield { ...nothing, stream: eventStream, records, counts, at: timeOf(from, events) };
  }
}

function recordOf(index: number): NewRecord {
  const data = new Uint8Array(orderPayload("small", index, true));
  const message = create(EventSchema, { id: `filled-${index}`, source: "/bench", type: eventType, data });
  const event = readEvent(toBinary(EventSchema, message));
  const pieces = encodeRecord({ event, schema: undefined, hasWarnings: false, redrivenFrom: "" });
  return { pieces, settles: undefined };
}

/** Streams the letters belong to; most of them open, a fifth closed. */
const letterStreams = 20;

async function fillDeadLetters(store: Store, letters: number): Promise<FilledStore> {
  const newId = monotonicFactory();
  const letterIds: string[] = [];
  const fingerprints = new Set<string>();
  const keepEach = Math.max(1, Math.floor(letters / 200));
  for (let from = 0; from < letters; from += commitSize) {
    const count = Math.min(commitSize, letters - from);
    const parked = Array.from({ length: count }, (_, index) => letterOf(from + index, letters, newId));
    for (const [index, { id, fingerprint }] of parked.entries()) {
      if ((from + index) % keepEach !== 0) continue;
      letterIds.push(id);
      fingerprints.add(fingerprint);
    }
    const stream = letterStream(from);
    const at = timeOf(from, letters);
    const own = parked.map((letter) => ({ ...letter, stream }));
    await commitAll(store, [{ ...nothing, stream, parked: own, at }]);
    const ids = own.filter((_, index) => index % 5 === 0).map(({ id }) => id);
    await store.deadLetters.transition({ ids, from: ["open"], to: "resolved", actor: "", reason: "", at });
  }
  return { letterIds, fingerprints: [...fingerprints] };
}

function letterStream(index: number): string {
  return `parked-${Math.floor(index / commitSize) % letterStreams}`;
}

function letterOf(index: number, total: number, newId: (time: number) => string): DeadLetterRow {
  const at = timeOf(index, total);
  // One group for every fifty letters, so that there are many groups of the same size.
  const place = `/items/field${Math.floor(index / 50)}`;
  const isRare = index === Math.floor(total / 2);
  const type = isRare ? rare.type : eventType;
  const failure: EventFailure = {
    failureType: "schema-violation",
    violations: [
      {
        code: "type",
        instancePath: place,
        schemaPath: "/properties/items",
        keyword: "type",
        message: isRare ? `must be ${rare.text}` : "must be a number",
        hint: "",
        severity: "error",
      },
    ],
    schema: { subject: `${eventStream}/${type}`, version: 1, semver: "1.0.0", schemaId: 1 },
  };
  return makeDeadLetter({
    id: newId(at.getTime()),
    stream: letterStream(index),
    event: {
      id: `letter-${index}`,
      source: "/bench",
      type,
      subject: "",
      time: undefined,
      datacontenttype: "application/json",
      dataschema: "",
      extensions: { service: `service-${index % 7}` },
      data: orderPayload("small", index, false),
      schemaId: 0,
    },
    framing: "plain",
    failure,
    subject: `${eventStream}/${type}`,
    at,
    trigger: "publish",
    attempts: 1,
    consumerGroup: "",
    errorDetail: "",
  });
}
