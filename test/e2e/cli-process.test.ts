import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { command } from "../support/spawned-server.js";
import { type CliProcess, cliProcess, exitCodeOf } from "./cli-process.js";

let server: TestServer;
let cli: CliProcess;

beforeAll(async () => {
  server = await startServer();
  cli = cliProcess(command, { SLUICE_SERVER: server.url });
  await cli.run(["mode", "set", "bulk", "disabled"]);
});

afterAll(async () => {
  await server.stop();
});

describe("publish", () => {
  it("are summed up after Ctrl-C while the input goes on", async () => {
    const child = cli.start(["publish", "bulk", "--type", "t"]);
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    const following = cli.start(["tail", "bulk", "--type", "t", "-n", "1", "--earliest"]);
    child.stdin.write('{"n":1}\n');
    expect(await exitCodeOf(following)).toBe(0);
    child.kill("SIGINT");
    expect(await exitCodeOf(child)).toBe(0);
    expect(stdout).toBe("✓ 1 published\n");
  });
});

describe("tail", () => {
  it("prints events as they are published, and Ctrl-C ends it with 0", async () => {
    await cli.run(["mode", "set", "live", "disabled"]);
    const child = cli.start(["tail", "live", "--from", "0"]);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    await cli.run(["publish", "live", "--type", "t"], '{"a":1}');
    expect((await lines.next()).value).toMatch(/^#0 {2}\S+ {2}t {2}\S+ {2}\{"a":1\}$/);
    child.kill("SIGINT");
    expect(await exitCodeOf(child)).toBe(0);
  });

  it("ends quietly when its reader has gone", async () => {
    await cli.run(["publish", "bulk", "--type", "t"], '{"n":1}\n'.repeat(5000));
    const child = cli.start(["tail", "bulk", "--earliest"]);
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect(await exitCodeOf(child)).toBe(0);
    expect(stderr).toBe("");
  });
});

describe("a result that nobody reads", () => {
  /** Runs a command whose reader has gone before it writes anything. */
  async function unread(words: readonly string[], input: string): Promise<{ exitCode: number | null; stderr: string }> {
    const child = cli.start(words);
    child.stdout.destroy();
    child.stdin.end(input);
    const [stderr, exitCode] = await Promise.all([text(child.stderr), exitCodeOf(child)]);
    return { stderr, exitCode };
  }

  it("is told by the exit code all the same", async () => {
    const [wide, narrow] = [{ type: ["number", "string"] }, { type: "number" }].map((schema) => JSON.stringify(schema));
    await cli.run(["register", "unread/t", "-", "--schema-format", "json-schema"], wide);
    const check = ["check", "unread/t", "-", "--schema-format", "json-schema"];
    expect(await cli.run(check, narrow)).toMatchObject({ exitCode: 100 });
    expect(await unread(check, narrow ?? "")).toEqual({ exitCode: 100, stderr: "" });
    expect(await unread(check, wide ?? "")).toEqual({ exitCode: 0, stderr: "" });
    // Longer than what a pipe holds.
    const names = Array.from({ length: 100 }, (_, index) => `p${index}`.padEnd(400, "x"));
    const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
    const long = JSON.stringify({ type: "object", properties, additionalProperties: { type: "string" } });
    expect(await unread(check, long)).toMatchObject({ exitCode: 100 });
    expect(await unread(["publish", "unread", "--type", "t"], "true\n")).toEqual({ exitCode: 3, stderr: "" });
    const broken = await unread([...check, "--format", "github"], '{"type":"objekt"}');
    expect(broken).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("error: ") as string });
  });
});

describe("dlq edit", () => {
  it("leaves Ctrl-C to the editor, and no text behind", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sluice-cli-"));
    const editor = join(folder, "editor.sh");
    // Sluice is told of Ctrl-C before the editor saves.
    await writeFile(editor, '#!/bin/sh\nkill -INT $PPID\nsleep 0.3\necho \'{"id":"a"}\' > "$1"\n', { mode: 0o755 });
    const schema = JSON.stringify({ type: "object", required: ["id"] });
    await cli.run(["register", "interrupted/t", "-", "--schema-format", "json-schema"], schema);
    await cli.run(["publish", "interrupted", "--type", "t"], "{}");
    const listed = await cli.run(["dlq", "list", "--stream", "interrupted", "--output", "json"]);
    const { deadLetters } = JSON.parse(listed.stdout) as { deadLetters: { id: string }[] };
    const editing = cliProcess(command, { SLUICE_SERVER: server.url, EDITOR: editor, TMPDIR: folder });
    const { stdout, exitCode } = await editing.run(["dlq", "edit", deadLetters[0]?.id ?? "", "--yes"]);
    expect([stdout, exitCode]).toEqual([expect.stringContaining("✓ published"), 0]);
    expect(await readdir(folder)).toEqual(["editor.sh"]);
    await rm(folder, { recursive: true });
  });
});

describe("serve", () => {
  it("serves until it is told to stop, with the variables of the client around it", async () => {
    const data = await mkdtemp(join(tmpdir(), "sluice-cli-"));
    const child = cli.start(["serve", "--port", "0", "--data", data, "--log-level", "error"]);
    const first = (await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()).value as string;
    const [url = ""] = /http:\S+/u.exec(first) ?? [];
    const listed = await cli.run(["list", "--server", url]);
    child.kill("SIGTERM");
    expect(listed).toMatchObject({ stdout: expect.stringContaining("no subjects") as string, exitCode: 0 });
    expect(await exitCodeOf(child)).toBe(0);
    await rm(data, { recursive: true });
  });

  it("says which setting is wrong and ends with 2", async () => {
    const { stderr, exitCode } = await cli.run(["serve", "--port", "seven"]);
    expect(stderr).toContain('--port must be a whole number from 0 to 65535, not "seven"');
    expect(exitCode).toBe(2);
  });
});
