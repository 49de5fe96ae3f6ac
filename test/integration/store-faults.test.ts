import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { createPublisher, createServices, type Services } from "@sluice/client";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { spawnServer, type SpawnedServer, type SpawnOptions } from "../support/spawned-server.js";
import { startServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import { whyNoTrace } from "../support/system-calls.js";
import { event, failureOf, lettersOf, logOf, numberStream } from "../support/wire.js";

interface Started {
  readonly server: SpawnedServer;
  readonly services: Services;
}

/** A server in a process of its own, which is what disks and locks are about. */
async function start(options: Partial<SpawnOptions> = {}): Promise<Started> {
  const directory = options.directory ?? (await temporaryDirectory());
  const server = await spawnServer({ onLog: () => undefined, ...options, directory });
  const services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.end("SIGKILL");
  });
  return { server, services };
}

const note = "n".repeat(4000);
const filler = (n: number): ReturnType<typeof event> => event({ n }, { extensions: { note } });

/** Publishes until something fails; answers what was acknowledged by then and how it failed. */
async function publishUntilFailure(services: Services, stream: string) {
  const acked: string[] = [];
  for (let n = 0; ; n += 1) {
    const events = [filler(n), event({}, { extensions: { note } })];
    const [result] = await Promise.allSettled([services.gateway.publishBatch({ stream, events })]);
    if (result.status === "rejected")
      return { acked, failure: await failureOf(Promise.reject(result.reason as Error)) };
    acked.push(...events.map(({ id }) => id ?? ""));
    if (acked.length > 20_000) throw new Error("The disk does not get full.");
  }
}

async function storedIds(services: Services, stream: string): Promise<readonly string[]> {
  const logged = (await logOf(services, stream)).map(({ event: one }) => one?.id ?? "");
  const parked: string[] = [];
  for (let pageToken = ""; ; ) {
    const page = await services.deadLetters.listDeadLetters({ filter: { stream }, pageSize: 500, pageToken });
    parked.push(...page.deadLetters.map(({ event: one }) => one?.id ?? ""));
    pageToken = page.nextPageToken;
    if (pageToken === "") return [...logged, ...parked];
  }
}

/**
 * What producers publish on streams while the disk is at fault is taken once it is mended, without anybody having done
 * anything to the server or to them.
 */
async function goesOnWhen(
  mend: () => Promise<void> | void,
  { services, server: { url } }: Started,
  { stream, acked, name = "after" }: { stream: string; acked: readonly string[]; name?: string },
): Promise<readonly string[]> {
  const publisher = createPublisher({
    url,
    stream,
    producerId: name,
    source: "/after",
    backoff: { baseMs: 20, maxMs: 200 },
  });
  const published = Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      publisher.publish({ id: `${name}-${n}`, type: "made", data: { n }, extensions: { note } }),
    ),
  );
  // So many that they meet the fault; a few small ones may find room on a disk that is all but full.
  await delay(200);
  await mend();
  const outcomes = await published;
  expect(outcomes.every(({ outcome }) => outcome.case === "published")).toBe(true);
  await publisher.close();
  const stored = await storedIds(services, stream);
  expect(new Set(stored).size).toBe(stored.length);
  expect(acked.filter((id) => !stored.includes(id))).toEqual([]);
  return stored.filter((id) => id.startsWith(name));
}

const isRoot = process.getuid?.() === 0;
const canMount = process.platform === "linux" && isRoot;

describe("a disk that gets full", () => {
  test.skipIf(spawnSync("prlimit", ["--version"]).error !== undefined)(
    "for a file fails calls with a hint when to retry; when there is room again all goes on by itself",
    async () => {
      const { server, services } = await start({ under: ["prlimit", "--fsize=3000000:unlimited"] });
      const stream = await numberStream(services);
      const { acked, failure } = await publishUntilFailure(services, stream);
      expect(failure).toMatchObject({ code: "Unavailable", reason: "STORE_UNAVAILABLE" });
      expect(failure.retryAfterMs).toBeGreaterThan(0);
      expect(acked.length).toBeGreaterThan(10);
      expect((await storedIds(services, stream)).toSorted()).toEqual(acked.toSorted());
      const mend = (): void => {
        spawnSync("prlimit", ["--pid", String(server.process.pid), "--fsize=unlimited:unlimited"]);
      };
      await goesOnWhen(mend, { server, services }, { stream, acked });
    },
  );

  test.skipIf(!canMount)("as a whole does the same", async () => {
    const directory = await mountedDirectory("6m");
    const { server, services } = await start({ directory: join(directory, "data") });
    const stream = await numberStream(services);
    const filled = await publishUntilFailure(services, stream);
    expect(filled.failure).toMatchObject({ reason: "STORE_UNAVAILABLE", retryAfterMs: 5000 });
    expect(filled.failure.message).toContain("full");
    const mend = (): void => {
      mount("-o", "remount,size=64m", directory);
    };
    await goesOnWhen(mend, { server, services }, { stream, acked: filled.acked });
  });
});

test.skipIf(whyNoTrace() !== undefined)(
  "a disk that becomes read-only, or that fails to write, fails calls with a hint; then all goes on by itself",
  async () => {
    const directory = await temporaryDirectory();
    const { server, services } = await start({ directory });
    const stream = await numberStream(services);
    const acked: string[] = [];
    for (const fault of ["EROFS", "EIO"]) {
      const sent = [event({ n: 1 }), event({})];
      await services.gateway.publishBatch({ stream, events: sent });
      acked.push(...sent.map(({ id }) => id ?? ""));
      const tracer = await failWrites(server, directory, fault);
      const failure = await failureOf(services.gateway.publishBatch({ stream, events: [event({ n: 2 })] }));
      expect(failure).toMatchObject({ code: "Unavailable", reason: "STORE_UNAVAILABLE", retryAfterMs: 5000 });
      expect((await storedIds(services, stream)).toSorted()).toEqual(acked.toSorted());
      const mend = async (): Promise<void> => {
        tracer.kill("SIGTERM");
        await once(tracer, "exit");
      };
      const ids = await goesOnWhen(mend, { server, services }, { stream, acked, name: fault });
      acked.push(...ids);
    }
  },
);

/** From now on, until the tracer ends, what a server writes to its database comes back with an error. */
async function failWrites({ process: { pid } }: SpawnedServer, directory: string, error: string) {
  const files = ["sluice.db", "sluice.db-wal"].flatMap((name) => ["-P", join(directory, name)]);
  const inject = ["-e", "trace=pwrite64", "-e", `inject=pwrite64:error=${error}`];
  const tracer = spawn("strace", ["-f", "-o", "/dev/null", ...inject, ...files, "-p", String(pid)]);
  for await (const line of createInterface({ input: tracer.stderr })) if (line.includes("attached")) break;
  return tracer;
}

function mount(...parameters: readonly string[]): void {
  const { status, stderr } = spawnSync("mount", parameters);
  if (status !== 0) throw new Error(`mount: ${stderr.toString()}`);
}

/** A file system of its own, in memory. */
async function mountedDirectory(size: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-mount-"));
  mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", directory);
  onTestFinished(async () => {
    spawnSync("umount", ["-l", directory]);
    await rm(directory, { recursive: true, force: true });
  });
  return directory;
}

test.skipIf(isRoot && !canMount)("a directory that may not be written is refused, with what to do", async () => {
  // Permissions do not stop root; a file system that is read-only does.
  const parent = isRoot ? await mountedDirectory("1m") : await temporaryDirectory();
  if (isRoot) mount("-o", "remount,ro", parent);
  else chmodSync(parent, 0o555);
  await expect(startServer({ data: join(parent, "data") })).rejects.toMatchObject({
    reason: "STORE_UNAVAILABLE",
    message: expect.stringMatching(/^Cannot open .*sluice\.db: .*writable/) as string,
  });
  if (!isRoot) chmodSync(parent, 0o755);
});

test("while another process holds the write lock the server waits beside its event loop, and then goes on", async () => {
  const directory = await temporaryDirectory();
  const { server, services } = await start({ directory });
  const stream = await numberStream(services);
  const other = new Database(join(directory, "sluice.db"));
  other.exec("BEGIN IMMEDIATE");
  let answered = false;
  const published = services.gateway.publishBatch({ stream, events: [event({ n: 1 }), event({})] }).then((answer) => {
    answered = true;
    return answer;
  });
  const alive = [];
  for (let look = 0; look < 20; look += 1) alive.push((await fetch(`${server.url}/healthz`)).status);
  expect([new Set(alive), answered]).toEqual([new Set([200]), false]);
  other.exec("ROLLBACK");
  other.close();
  expect((await published).outcomes.map(({ outcome }) => outcome.case)).toEqual(["published", "deadLettered"]);
});

test("after a sync that failed nothing is acknowledged, health says so, and a new start has all that was", async () => {
  const directory = await temporaryDirectory();
  const lines: string[] = [];
  const { server, services } = await start({
    directory,
    preload: "slow-sync.mjs",
    channel: true,
    onLog: (line) => lines.push(line),
  });
  const stream = await numberStream(services);
  const first = [event({ n: 1 }), event({})];
  await services.gateway.publishBatch({ stream, events: first });
  server.process.send("break");
  await new Promise((resolve) => server.process.once("message", resolve));
  const second = [event({ n: 2 })];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const failure = await failureOf(services.gateway.publishBatch({ stream, events: second }));
    expect(failure).toMatchObject({ reason: "STORE_UNAVAILABLE", retryAfterMs: undefined });
    expect(failure.message).toContain("until Sluice is started again");
  }
  const health = await Promise.all(
    ["healthz", "readyz"].map(async (page) => (await fetch(`${server.url}/${page}`)).status),
  );
  expect(health).toEqual([503, 503]);
  expect(lines.filter((line) => line.includes('"storeLost"'))).toHaveLength(1);
  await server.end("SIGTERM");
  const again = await start({ directory });
  const { outcomes } = await again.services.gateway.publishBatch({ stream, events: [...first, ...second] });
  // What was not acknowledged may have been written all the same; it is there once in any case.
  expect(outcomes.slice(0, 2).map(({ outcome }) => outcome.case)).toEqual(["duplicate", "duplicate"]);
  expect(await storedIds(again.services, stream)).toHaveLength(3);
});

describe("a database file with changed bytes", () => {
  /** A closed database with a stream that has many pages, and where a text of it lies. */
  async function prepare(): Promise<{ directory: string; path: string; stream: string; other: string }> {
    const directory = await temporaryDirectory();
    const server = await startServer({ data: directory });
    const services = createServices({ url: server.url });
    const stream = await numberStream(services);
    const other = await numberStream(services);
    for (let batch = 0; batch < 20; batch += 1) {
      await services.gateway.publishBatch({ stream, events: [0, 1, 2].map((n) => filler(batch * 3 + n)) });
    }
    services.close();
    await server.stop();
    return { directory, path: join(directory, "sluice.db"), stream, other };
  }

  function overwrite(path: string, offset: number, bytes: Uint8Array): void {
    const file = openSync(path, "r+");
    writeSync(file, bytes, 0, bytes.length, offset);
    fsyncSync(file);
    closeSync(file);
  }

  function indexesOf(bytes: Buffer, text: string): readonly number[] {
    const found: number[] = [];
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) found.push(at);
    return found;
  }

  /** Page where the rows of a table begin, and the size of pages. */
  function rootOf(path: string, table: string): { page: number; pageSize: number } {
    const database = new Database(path, { readonly: true });
    const page = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").pluck().get(table) as number;
    const pageSize = database.pragma("page_size", { simple: true }) as number;
    database.close();
    return { page, pageSize };
  }

  test("in its header is refused at the start, by name", async () => {
    const { directory, path } = await prepare();
    overwrite(path, 0, Buffer.from("garbage garbage!"));
    await expect(startServer({ data: directory })).rejects.toMatchObject({
      reason: "STORE_UNAVAILABLE",
      message: expect.stringContaining(path) as string,
    });
    expect(statSync(path).size).toBeGreaterThan(0);
  });

  test("in the pages of the log stops their stream, saying what to do, and no other", async () => {
    const { directory, path, stream, other } = await prepare();
    const { page, pageSize } = rootOf(path, "segments");
    overwrite(path, (page - 1) * pageSize, Buffer.alloc(64, 0xaa));
    const server = await startServer({ data: directory, logLevel: "silent" });
    const services = createServices({ url: server.url });
    const failure = await failureOf(services.gateway.publishBatch({ stream, events: [event({ n: 1 })] }));
    expect(failure).toMatchObject({ code: "Unavailable", reason: "STORE_UNAVAILABLE", retryAfterMs: undefined });
    expect(failure.message).toMatch(/damaged.*backup/);
    // Registry and dead letters lie elsewhere.
    expect((await services.registry.listSubjects({})).subjects).toHaveLength(2);
    expect(await lettersOf(services, other)).toEqual([]);
    services.close();
    await server.stop();
  });

  test("within a stored record is noticed when it is read, and said where", async () => {
    const { directory, path, stream } = await prepare();
    const all = readFileSync(path);
    // Where a record begins; statistics of the stream hold source and type, too.
    const heads = indexesOf(all, '","/test","made","",');
    expect(heads.length).toBeGreaterThanOrEqual(60);
    // No text of JSON holds such bytes.
    for (const at of heads) overwrite(path, at, Buffer.alloc(4));
    const server = await startServer({ data: directory, logLevel: "silent" });
    const services = createServices({ url: server.url });
    const failures = [
      await failureOf(logOf(services, stream)),
      await failureOf(services.gateway.publishBatch({ stream, events: [event({ n: 1 })] })),
    ];
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: "Unavailable", reason: "STORE_UNAVAILABLE" });
      expect(failure.message).toMatch(/damaged at position \d+.*backup/);
    }
    services.close();
    await server.stop();
  });
});
