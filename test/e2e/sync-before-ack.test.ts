import { mkdtemp, readFile, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fromBinary } from "@bufbuild/protobuf";
import { createServices } from "@sluice/client";
import { SchemaFormat, ValidateAndPublishResponseSchema } from "@sluice/client/gen";
import { describe, expect, onTestFinished, test } from "vitest";
import { PublishConnection } from "../support/publish-connection.js";
import { spawnServer } from "../support/spawned-server.js";
import { readTrace, type SystemCall, traceCommand, whyNoTrace } from "../support/system-calls.js";
import { schemaOfNumber } from "../support/wire.js";

const whyNot = whyNoTrace();

const stream = "traced";
const batches = 60;
const batchEvents = 5;

/** Nine digits between signs that are nowhere else, so that an event is found in the pages that are written. */
const idOf = (sequence: number): string => `<${String(sequence).padStart(9, "0")}>`;

/** Publishes on one stream, some events valid and some not, while strace looks on; answers what it saw. */
async function traceRun(preload?: string): Promise<readonly SystemCall[]> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-trace-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const output = join(directory, "trace");
  const names = ["fdatasync", "fsync", "pwrite64", "write", "writev", "sendto", "sendmsg"];
  const server = await spawnServer({
    directory: join(directory, "data"),
    under: traceCommand(output, names),
    ...(preload && { preload }),
  });
  const services = createServices({ url: server.url });
  const schema = { subject: `${stream}/made`, format: SchemaFormat.JSON_SCHEMA, schema: schemaOfNumber() };
  await services.registry.registerSchema(schema);
  const { connection } = await PublishConnection.open(services, { stream, producerId: "p" });
  for (let batch = 0; batch < batches; batch += 1) {
    const first = 1 + batch * batchEvents;
    const events = Array.from({ length: batchEvents }, (_, index) => ({
      id: idOf(first + index),
      source: "/trace",
      type: "made",
      data: new TextEncoder().encode(index === 3 ? '{"n":"no"}' : '{"n":1}'),
    }));
    connection.events(first, events);
    // Some commits hold one batch, some several.
    if (batch % 3 === 0) await connection.acksThrough(first + batchEvents - 1);
  }
  await connection.acksThrough(batches * batchEvents);
  connection.end();
  services.close();
  // A signal to strace would end strace alone.
  const children = readFileSync(`/proc/${server.process.pid}/task/${server.process.pid}/children`, "utf8");
  const ended = new Promise((resolve) => server.process.once("exit", resolve));
  process.kill(Number(children.trim()), "SIGTERM");
  await ended;
  return readTrace(await readFile(output, "utf8"));
}

const walHeaderBytes = 32;
const frameHeaderBytes = 24;

interface Commit {
  readonly ids: readonly string[];
  /** Where in the trace its last frame was written. */
  readonly ended: number;
}

/** The transactions written to the log of SQLite (https://sqlite.org/fileformat2.html#walformat). */
function commitsIn(calls: readonly SystemCall[]): readonly Commit[] {
  const commits: Commit[] = [];
  let ids: string[] = [];
  let isLast = false;
  for (const { name, file, data, ended } of calls) {
    if (name !== "pwrite64" || !file.endsWith("-wal") || data.length === walHeaderBytes) continue;
    // The header of a frame says how large the database is afterwards when the frame ends a transaction.
    if (data.length === frameHeaderBytes) isLast = data.readUInt32BE(4) !== 0;
    else {
      ids.push(...(data.toString("latin1").match(/<\d{9}>/g) ?? []));
      if (!isLast) continue;
      commits.push({ ids, ended });
      ids = [];
    }
  }
  return commits;
}

interface Ack {
  readonly sequence: number;
  /** Where in the trace the socket was given it. */
  readonly began: number;
}

/** The acks that left the server, by what it wrote to its sockets (RFC 9113, section 4.1, and gRPC's message prefix). */
function acksIn(calls: readonly SystemCall[]): readonly Ack[] {
  const acks: Ack[] = [];
  const rests = new Map<string, Buffer>();
  const messages = new Map<string, Buffer>();
  for (const { name, file, data, began } of calls) {
    if (!["write", "writev", "sendto", "sendmsg"].includes(name) || !file.startsWith("TCP")) continue;
    let rest = Buffer.concat([rests.get(file) ?? Buffer.alloc(0), data]);
    while (rest.length >= 9 && rest.length >= 9 + rest.readUIntBE(0, 3)) {
      const payload = rest.subarray(9, 9 + rest.readUIntBE(0, 3));
      const key = `${file} ${rest.readUInt32BE(5)}`;
      if (rest.readUInt8(3) === 0) {
        const { left, sequences } = takeMessages(Buffer.concat([messages.get(key) ?? Buffer.alloc(0), payload]));
        messages.set(key, left);
        acks.push(...sequences.map((sequence) => ({ sequence, began })));
      }
      rest = rest.subarray(9 + payload.length);
    }
    rests.set(file, rest);
  }
  return acks;
}

function takeMessages(bytes: Buffer): { left: Buffer; sequences: number[] } {
  let left = bytes;
  const sequences: number[] = [];
  while (left.length >= 5 && left.length >= 5 + left.readUInt32BE(1)) {
    const body = left.subarray(5, 5 + left.readUInt32BE(1));
    sequences.push(...sequencesIn((left.readUInt8(0) & 1) === 1 ? gunzipSync(body) : body));
    left = left.subarray(5 + body.length);
  }
  return { left, sequences };
}

/** What a message acknowledges; nothing when it is the answer of another method. */
function sequencesIn(message: Uint8Array): readonly number[] {
  try {
    const { frame } = fromBinary(ValidateAndPublishResponseSchema, message);
    if (frame.case !== "acks") return [];
    const ranges = frame.value.published.flatMap(({ firstSequence, count }) =>
      Array.from({ length: count }, (_, index) => Number(firstSequence) + index),
    );
    return [...ranges, ...frame.value.outcomes.map(({ sequence }) => Number(sequence))];
  } catch {
    return [];
  }
}

/** Acks that left before the transaction of their event was synced, and how many could be judged. */
function judge(calls: readonly SystemCall[]): { early: readonly number[]; judged: number; acked: number } {
  const commitOf = new Map<string, Commit>();
  for (const commit of commitsIn(calls)) {
    for (const id of commit.ids) if (!commitOf.has(id)) commitOf.set(id, commit);
  }
  const syncs = calls.filter(
    ({ name, file, result }) => /^fd?(ata)?sync$/.test(name) && file.endsWith("-wal") && result === 0,
  );
  const acks = acksIn(calls);
  // An id that happens to lie across two pages is not found.
  const judged = acks.filter(({ sequence }) => commitOf.has(idOf(sequence)));
  const early = judged.filter(({ sequence, began }) => {
    const written = commitOf.get(idOf(sequence))?.ended ?? 0;
    return !syncs.some((sync) => sync.began > written && sync.ended < began);
  });
  return { early: early.map(({ sequence }) => sequence), judged: judged.length, acked: acks.length };
}

describe.skipIf(whyNot !== undefined)(
  `by the system calls of the server${whyNot ? ` (skipped: ${whyNot})` : ""}`,
  () => {
    test("no acknowledgement leaves before the log was synced after its event was written", async () => {
      const { early, judged, acked } = judge(await traceRun());
      expect(acked).toBe(batches * batchEvents);
      expect(judged).toBeGreaterThan(0.8 * acked);
      expect(early).toEqual([]);
    }, 120_000);

    test("and without the sync this very check finds the acknowledgements that left too early", async () => {
      const { early, judged } = judge(await traceRun("no-sync.mjs"));
      expect(judged).toBeGreaterThan(0.8 * batches * batchEvents);
      expect(early.length).toBeGreaterThan(0.8 * judged);
    }, 120_000);
  },
);
