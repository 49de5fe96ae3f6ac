import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { type CommandLineResult, runInProcess } from "../unit/cli/command-line.js";
import { sarifProblems } from "../unit/cli/sarif-structure.js";
import { xmlElements } from "../unit/cli/xml-elements.js";

const orderSchema = JSON.stringify({
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  properties: { id: { type: "string" }, amount: { type: "number" } },
  required: ["id"],
});
const strictSchema = orderSchema.replace('"required":["id"]', '"required":["id","amount"]');
const widerSchema = orderSchema.replace('{"type":"number"}', '{"type":["number","string"]}');

function cloudEvent(id: string, data: string): string {
  return `{"specversion":"1.0","id":"${id}","source":"/shop","type":"order.created","data":${data}}`;
}

let server: TestServer;
let folder: string;

/** Runs one command line against the server, in this process. */
async function run(words: readonly string[], stdin = "", more: NodeJS.ProcessEnv = {}): Promise<CommandLineResult> {
  const environment = { PATH: process.env["PATH"], SLUICE_SERVER: server.url, ...more };
  return await runInProcess(words, { environment, stdin });
}

/** The same, with the answer parsed as JSON; fails unless it is one document. */
async function json(words: readonly string[], stdin = ""): Promise<unknown> {
  const value: unknown = JSON.parse((await run([...words, "--output", "json"], stdin)).stdout);
  return value;
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-cli-"));
  server = await startServer();
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("schemas", () => {
  const subject = "registry/order.created";

  it("are registered from a file, told again by name, and read back byte for byte", async () => {
    const path = await file("order.json", orderSchema);
    expect(await run(["register", subject, path, "--owner", "shop"])).toMatchObject({
      stdout: expect.stringContaining(`✓ registered ${subject} version 1 (1.0.0)`) as string,
      exitCode: 0,
    });
    expect((await run(["register", subject, "-"], orderSchema)).stdout).toContain("already registered");
    expect((await run(["get", subject, "v1", "--raw"])).stdout).toBe(orderSchema);
    expect(await json(["list", "--prefix", "registry/"])).toMatchObject({
      subjects: [{ name: subject, latestVersion: 1, owner: "shop" }],
      nextPageToken: "",
    });
  });

  it("that break the level are refused by check with 100 and by register with 1, with proof and findings", async () => {
    const path = await file("strict.json", strictSchema);
    const check = await run(["check", subject, path]);
    expect(check.exitCode).toBe(100);
    expect(check.stdout).toContain("✗ INCOMPATIBLE");
    expect(check.stdout).toContain("version 1 writes this event, the candidate rejects it");
    expect(check.stdout).toContain(`${path}:1:`);
    expect(check.stdout).toMatch(/version 1, 1:\d+/u);
    expect(check.stdout).toContain("BACKWARD by semantic policy, compared with version 1");
    expect(check.stdout).toContain("major change, would be 2.0.0");
    const register = await run(["register", subject, path]);
    expect(register.exitCode).toBe(1);
    expect(register.stdout).toBe("");
    expect(register.stderr).toMatch(/^error: /);
    expect(register.stderr).toContain("property-became-required");
    const refused = await run(["register", subject, path, "--output", "json"]);
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { reason: "INCOMPATIBLE_SCHEMA" } });
  });

  it("are judged for programs as well: JUnit, GitHub annotations, SARIF", async () => {
    const path = await file("strict.json", strictSchema);
    const words = ["check", subject, path, "--format"];
    const junit = await run([...words, "junit"]);
    expect(junit.exitCode).toBe(100);
    expect(xmlElements(junit.stdout).map(({ name }) => name)).toContain("failure");
    expect((await run([...words, "github"])).stdout).toMatch(/^::error file=.*strict\.json,line=1,col=\d+,title=/u);
    expect(sarifProblems(JSON.parse((await run([...words, "sarif"])).stdout))).toEqual([]);
    expect(JSON.parse((await run([...words, "json"])).stdout)).toMatchObject({ compatible: false });
  });

  it("are mended by the fixes that were proven to work", async () => {
    const path = await file("mended.json", strictSchema);
    const fixed = await run(["check", subject, path, "--fix", "--yes"]);
    expect(fixed.stdout).toContain(`fixed, ${path} would be`);
    expect(fixed.stdout).toMatch(/✓ COMPATIBLE[\s\S]*changed /u);
    expect(fixed.exitCode).toBe(0);
    expect((await run(["check", subject, path, "--fix", "--yes"])).stdout).toContain("no fix to apply");
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ properties: { id: {}, amount: {} } });
  });

  it("that are none are refused with the place of the fault", async () => {
    const path = await file("broken.json", '{\n  "type": "strin"\n}');
    for (const words of [
      ["check", subject, path],
      ["register", subject, path],
    ]) {
      const { stderr, exitCode } = await run(words);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`${path}:2:11`);
      expect(stderr).toContain('2 │   "type": "strin"\n    │           ^^^^^^^');
    }
  });

  it("may be forced with a reason, and the difference is told in words", async () => {
    const path = await file("strict.json", strictSchema);
    const words = ["register", subject, path, "--force", "--actor", "kim", "--reason", "nobody sends it without"];
    expect((await run(words)).stdout).toContain("forced by kim");
    const diff = await run(["diff", subject, "1", "2"]);
    expect(diff.exitCode).toBe(0);
    expect(diff.stdout).toContain("version 2 reads version 1: INCOMPATIBLE");
    expect(diff.stdout).toContain("property-became-required  version 2 reads version 1");
    expect(diff.stdout).toMatch(/│ +\^+\n/u);
  });

  it("are deprecated, deleted and brought back", async () => {
    const state = ["state", "set", subject, "1", "deprecated", "--message", "use 2", "--sunset", "2040-01-01"];
    expect((await run(state)).stdout).toContain("2040-01-01T00:00:00.000Z");
    expect((await run(["delete", subject, "1"])).stdout).toContain(`sluice undelete ${subject} 1`);
    expect(await json(["versions", subject])).toMatchObject({ versions: [{ version: 2 }] });
    expect((await run(["undelete", subject])).stdout).toContain("✓ back: registry/order.created version 1");
    expect(await json(["compat", "set", subject, "full"])).toMatchObject({
      settings: { level: "COMPATIBILITY_LEVEL_FULL" },
      previous: { level: "COMPATIBILITY_LEVEL_BACKWARD" },
    });
  });

  it("that do not exist are said so, with what to do", async () => {
    const { stderr, exitCode } = await run(["get", "no/such"]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: .*no\/such.*\nhint: see what there is with: sluice list\n$/);
  });
});

describe("events", () => {
  const stream = "events";
  const big = '{ "id": "o1", "amount": 12345678901234567890.10 }';

  beforeAll(async () => {
    await run(["register", `${stream}/order.created`, "-"], orderSchema);
  });

  it("are published from a file, with what was parked and what is no event told by line", async () => {
    const lines = [cloudEvent("1", big), cloudEvent("2", '{"id":"o2","amount":"secret"}'), "{oops", ""];
    const { stdout, exitCode } = await run(["publish", stream, await file("events.jsonl", lines.join("\n"))]);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(
      /^! 1 published, 1 dead-lettered, 1 malformed\n {2}line 2 2 {2}dead-lettered, schema-violation/,
    );
    expect(stdout).toContain("line 3  malformed: not JSON");
    expect(stdout).not.toContain("secret");
  });

  it("are kept byte for byte, and published once however often they are sent", async () => {
    const again = await run(["publish", stream], cloudEvent("1", big));
    expect(again).toMatchObject({ stdout: "✓ 0 published, 1 duplicate\n", exitCode: 0 });
    const { stdout } = await run(["tail", stream, "--earliest", "--until-end", "--output", "json"]);
    const event = JSON.parse(stdout) as { readonly event: { readonly data: string } };
    expect(Buffer.from(event.event.data, "base64").toString()).toBe(big);
  });

  it("stop at the first line that is no event with --strict", async () => {
    const { stdout, stderr, exitCode } = await run(["publish", stream, "--strict"], `[]\n${cloudEvent("3", big)}`);
    expect(stderr).toBe("error: line 1: not a JSON object\n");
    expect(stdout).toContain("0 published");
    expect(exitCode).toBe(1);
  });

  it("are rejected instead of parked with --reject", async () => {
    const words = ["publish", stream, "--reject", "--type", "order.created"];
    expect(await json(words, '{"id":5}')).toMatchObject({ sent: 1, rejected: 1, deadLettered: 0 });
  });

  it("stream through from standard input in bulk", async () => {
    const payloads = Array.from({ length: 20_000 }, (_, index) => `{"id":"${index}"}\n`).join("");
    const words = ["publish", "bulk", "--type", "order.created", "--source", "/bulk"];
    await run(["mode", "set", "bulk", "disabled"]);
    expect(await json(words, payloads)).toMatchObject({ sent: 20_000, published: 20_000 });
  });

  it("are validated without being stored: 0 valid, 100 invalid", async () => {
    const valid = await run(["validate", stream, "-"], cloudEvent("9", '{"id":"x"}'));
    expect(valid).toMatchObject({ stdout: expect.stringContaining("✓ valid") as string, exitCode: 0 });
    const invalid = await run(["validate", "--subject", `${stream}/order.created`, "-"], '{"id":7}');
    expect(invalid.exitCode).toBe(100);
    expect(invalid.stdout).toContain("error  /id  ");
    expect((await run(["validate", stream, "-"], "{")).exitCode).toBe(100);
  });

  it("are counted, and enforcing is judged before it is done", async () => {
    expect(await json(["stats", "--stream", stream])).toMatchObject({
      totals: { published: "1", deadLettered: "1" },
    });
    const dry = await run(["mode", "set", "bulk", "enforce", "--dry-run"]);
    expect(dry.stdout).toContain("would be: disabled → enforce (nothing was changed)");
    expect(await json(["mode", "get", "bulk"])).toMatchObject({ config: { mode: "STREAM_MODE_DISABLED" } });
    await run(["mode", "set", "bulk", "--keep-for", "30d", "--keep-bytes", "1000000000", "--flood-ratio", "0.5"]);
    await run(["mode", "set", "bulk", "--flood-breaker", "off"]);
    await run(["mode", "set", "bulk", "--ordering", "per-key"]);
    expect(await json(["mode", "get", "bulk"])).toMatchObject({ config: { ordering: "ORDERING_PER_KEY" } });
    expect(await json(["mode", "get", "bulk"])).toMatchObject({
      config: {
        retention: { maxAge: "2592000s", maxBytes: "1000000000" },
        floodBreaker: { disabled: true, ratio: 0.5, minEvents: 1000, window: "60s" },
      },
      floodBreaker: { state: "FLOOD_BREAKER_STATE_CLOSED" },
    });
    const shown = await run(["mode", "set", "bulk", "--flood-breaker", "on", "--keep-bytes", "0"]);
    expect(shown.stdout).toMatch(/keeps +30d\n/);
    expect(shown.stdout).toMatch(/flood breaker +on, 50 % invalid of at least 1,000 events/);
    expect((await run(["mode", "set", "bulk", "--flood-ratio", "2"])).exitCode).toBe(2);
    await run(["mode", "set", "bulk", "--max-depth", "7"]);
    expect(await json(["mode", "get", "bulk"])).toMatchObject({
      config: { limits: { maxDepth: 7, maxBatchEvents: 1000 } },
    });
  });
});

describe("tail", () => {
  beforeAll(async () => {
    await run(["mode", "set", "live", "disabled"]);
    await run(["publish", "live", "--type", "t"], '{"a":1}\n{"a":2}\n{"a":3}\n');
  });

  it("goes on where its group stopped", async () => {
    const words = ["tail", "live", "--group", "g", "--until-end"];
    const first = await run([...words, "--earliest", "-n", "2"]);
    const second = await run(words);
    expect(first.stdout.match(/#\d/gu)).toEqual(["#0", "#1"]);
    expect(second.stdout.match(/#\d/gu)).toEqual(["#2"]);
  });
});

describe("dead letters", () => {
  const stream = "letters";
  const subject = `${stream}/order.created`;

  beforeAll(async () => {
    await run(["register", subject, "-"], orderSchema);
    const events = ["1", "2", "3"].map((id) => cloudEvent(id, '{"id":"o","amount":"12.50"}'));
    await run(["publish", stream], [...events, cloudEvent("4", '{"amount":4}')].join("\n"));
  });

  async function idOf(eventId: string): Promise<string> {
    const listed = await json(["dlq", "list", "--stream", stream, "--status", "all"]);
    const { deadLetters } = listed as { readonly deadLetters: readonly { id: string; event: { id: string } }[] };
    return deadLetters.find(({ event }) => event.id === eventId)?.id ?? "";
  }

  it("are listed by cause, and shown with why and their payload", async () => {
    const groups = await run(["dlq", "groups", "--stream", stream]);
    expect(groups.stdout.split("\n")).toHaveLength(6);
    expect(groups.stdout).not.toContain("12.50");
    const shown = await run(["dlq", "show", await idOf("4")]);
    expect(shown.stdout).toContain("status      open");
    expect(shown.stdout).toMatch(/payload\n\{\n {2}"amount": 4\n\}\n$/);
  });

  it("are tried against a schema that is not registered yet, and nothing changes", async () => {
    const path = await file("wider.json", widerSchema);
    const preview = await run(["dlq", "preview", "--subject", subject, "--candidate", path]);
    expect(preview.stdout).toContain("3 would pass, 1 would fail again");
    expect(preview.exitCode).toBe(100);
    expect(await json(["dlq", "stats", "--stream", stream])).toMatchObject({ open: "4" });
  });

  it("are sent on once a version accepts them; 3 says that some failed again", async () => {
    const registered = await run(["register", subject, "-"], widerSchema);
    expect(registered.stdout).toContain("accepts 3 of 4 open dead letters of the subject");
    const retried = await run(["dlq", "retry", "--stream", stream, "--wait", "--yes", "--actor", "kim"]);
    expect(retried.stdout).toContain("3 published, 1 failed again, of 4 dead letters");
    expect(retried.exitCode).toBe(3);
    const [, id = ""] = /redrive (\S+) done/u.exec(retried.stdout) ?? [];
    expect(await json(["dlq", "redrive", id])).toMatchObject({ redrive: { actor: "kim", redriven: "3" } });
  });

  it("are mended in the editor; what would not pass is not retried and ends with 100", async () => {
    const id = await idOf("4");
    const refused = await run(["dlq", "edit", id, "--data", '{"id":false}', "--yes"]);
    expect(refused.exitCode).toBe(100);
    expect(refused.stdout).toContain("✗ the new payload would not pass: schema-violation");
    const editor = await file("editor.sh", '#!/bin/sh\nsed -i \'s/{/{"id":"o4",/\' "$1"\n');
    await chmod(editor, 0o755);
    const edited = await run(["dlq", "edit", id, "--yes", "--reason", "id was missing"], "", { EDITOR: editor });
    expect(edited).toMatchObject({
      stdout: expect.stringContaining("✓ published at position 3") as string,
      exitCode: 0,
    });
    const letter = await json(["dlq", "show", id]);
    expect(letter).toMatchObject({
      deadLetter: { editedData: Buffer.from('{"id":"o4","amount":4}').toString("base64") },
    });
  });

  it("in Avro are edited as JSON, by the editor and from files, and encoded again", async () => {
    const fields = ["id", "note"].map((name) => ({ name, type: "string" }));
    const schema = JSON.stringify({ type: "record", name: "Parcel", fields });
    const wider = schema.replace('"string"}]', '"int"}]');
    await run(["register", "avro-edit/parcel", await file("parcel.avsc", schema)]);
    await run(["register", "avro-edit/parcel", await file("wider.avsc", wider), "--semver", "2.0.0"]);
    const parcel = { specversion: "1.0", source: "/cli", type: "parcel", data_base64: "AmEEMTI=" };
    const events = ["p1", "p2"].map((id) => JSON.stringify({ ...parcel, id })).join("\n");
    await run(["publish", "avro-edit"], events);
    const list = async (): Promise<readonly { id: string }[]> =>
      ((await json(["dlq", "list", "--stream", "avro-edit"])) as { deadLetters: { id: string }[] }).deadLetters;
    const [first, second] = await list();
    const editor = await file("edit-avro.sh", '#!/bin/sh\nsed -i \'s/"12"/12/\' "$1"\n');
    await chmod(editor, 0o755);
    const edited = await run(["dlq", "edit", first?.id ?? "", "--yes"], "", { EDITOR: editor });
    expect(edited.stdout).toContain("✓ published at position");
    const bad = await run(["dlq", "edit", second?.id ?? "", "--json", "-", "--dry-run"], '{"id":"a","note":"x"}');
    expect([bad.exitCode, bad.stdout]).toEqual([100, expect.stringContaining("/note takes a whole number")]);
    const good = await run(["dlq", "edit", second?.id ?? "", "--json", "-", "--yes"], '{"id":"b","note":7}');
    expect(good.exitCode).toBe(0);
    const letter = await json(["dlq", "show", second?.id ?? ""]);
    expect(letter).toMatchObject({ deadLetter: { editedData: Buffer.from([2, 98, 14]).toString("base64") } });
  });

  it("that the editor leaves alone are not retried", async () => {
    await run(["publish", stream], cloudEvent("5", '{"amount":5}'));
    const { stderr, exitCode } = await run(["dlq", "edit", await idOf("5"), "--yes"], "", { EDITOR: "true" });
    expect({ stderr, exitCode }).toEqual({ stderr: "nothing was changed, so nothing is retried\n", exitCode: 0 });
  });

  it("are discarded with a reason, and restored", async () => {
    const id = await idOf("5");
    expect((await run(["dlq", "discard", id, "--reason", "test data"])).stdout).toBe("✓ 1 dead letter discarded\n");
    expect(await json(["dlq", "list", "--stream", stream])).toMatchObject({ deadLetters: [] });
    expect((await run(["dlq", "restore", "--stream", stream, "--yes"])).stdout).toContain("1 dead letter open again");
    expect((await run(["dlq", "resolve", id, "--reason", "sent by hand"])).stdout).toContain("resolved");
  });
});

describe("recipes", () => {
  it("are saved from standard input, listed, tried and applied, for people and for programs", async () => {
    const path = await file("recipe-order.json", orderSchema);
    await run(["register", "mended/order.created", path]);
    await run(["publish", "mended", "-"], cloudEvent("e1", '{"id":"a","amount":"1.50"}'));
    const steps = '[{"cast":{"path":"/amount","to":"number"}}]';
    expect(await run(["dlq", "recipe", "save", "amounts", "-"], steps)).toMatchObject({ exitCode: 0 });
    const again = await run(["dlq", "recipe", "save", "amounts", "-"], steps);
    expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining("is at revision 1")]);
    expect(await json(["dlq", "recipe", "list"])).toMatchObject({
      recipes: [{ name: "amounts", revision: 1, steps: [{ cast: { path: "/amount", to: "CAST_TYPE_NUMBER" } }] }],
    });
    expect((await run(["dlq", "recipe", "get", "amounts"])).stdout).toContain('"to": "number"');
    expect(await json(["dlq", "recipe", "preview", "amounts", "--stream", "mended"])).toMatchObject({
      wouldPass: 1,
      stepChanges: [1],
      samples: [{ dataText: '{"id":"a","amount":1.50}' }],
    });
    const groups = (await json(["dlq", "groups", "--stream", "mended"])) as { groups: { fingerprint: string }[] };
    const suggest = await run(["dlq", "suggest", groups.groups[0]!.fingerprint]);
    expect(suggest.stdout).toContain("1. make /amount a number");
    expect(suggest.stdout).toContain("mends 1 of 1");
    const retry = await run(["dlq", "retry", "--stream", "mended", "--recipe", "amounts", "--yes", "--wait"]);
    expect(retry).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 published") as string });
    expect((await run(["dlq", "recipe", "delete", "amounts", "--yes"])).exitCode).toBe(0);
    expect((await run(["dlq", "recipe", "get", "amounts"])).stderr).toContain("no recipe 'amounts'");
  });
});
