import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import {
  DescriptorProtoSchema,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import { createServices, type Services } from "@sluice/client";
import { CompatibilityLevel, SchemaFormat, VersionState } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { registerJson, schemaOfNumber, unique } from "../support/wire.js";
import { type CommandLineResult, runInProcess } from "../unit/cli/command-line.js";

let server: TestServer;
let services: Services;
let directory: string;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
  directory = await mkdtemp(join(tmpdir(), "sluice-cli-"));
});

afterAll(async () => {
  services.close();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

async function run(words: readonly string[], stdin?: string): Promise<CommandLineResult> {
  const environment = { SLUICE_SERVER: server.url };
  return await runInProcess(words, { environment, ...(stdin !== undefined && { stdin }) });
}

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(directory, name);
  await writeFile(file, content);
  return file;
}

/** A message of one field, serialized. */
function descriptorOf(type: FieldDescriptorProto_Type): Uint8Array {
  const label = FieldDescriptorProto_Label.OPTIONAL;
  const field = [{ name: "n", number: 1, type, label, jsonName: "n" }];
  const messageType = [create(DescriptorProtoSchema, { name: "M", field })];
  return toBinary(
    FileDescriptorProtoSchema,
    create(FileDescriptorProtoSchema, { name: "m.proto", syntax: "proto3", messageType }),
  );
}

describe("a file", () => {
  test("that holds a serialized descriptor is checked and registered", async () => {
    const subject = unique("descriptor");
    const file = await fileOf("m.binpb", descriptorOf(FieldDescriptorProto_Type.INT32));
    expect(await run(["check", subject, file])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await run(["register", subject, file])).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await services.registry.getSchema({ subject })).version?.format).toBe(SchemaFormat.PROTOBUF);
    const other = await fileOf("other.binpb", descriptorOf(FieldDescriptorProto_Type.STRING));
    expect(await run(["check", subject, other])).toMatchObject({ exitCode: 100, stderr: "" });
  });

  test("that is no schema is in the report of a check as well", async () => {
    const file = await fileOf("none.json", '{\n  "type": "objekt" }');
    const { stdout, stderr, exitCode } = await run(["check", unique("none"), file, "--format", "github"]);
    expect(stdout).toContain(`::error file=${file},line=2,col=11,title=invalid-schema::`);
    expect(stderr).toContain("error: ");
    expect(exitCode).toBe(1);
  });

  test.each(["latin.json", "latin.avsc", "latin.proto"])("%s that is not UTF-8 is said to be none", async (name) => {
    const file = await fileOf(name, Buffer.from('{"title":"\u00e9"}', "latin1"));
    for (const command of ["check", "register"]) {
      const { stderr, exitCode } = await run([command, unique("latin"), file]);
      expect(stderr).toBe(`error: ${file}: is not UTF-8 text\n`);
      expect(exitCode).toBe(1);
    }
  });

  test("that is not UTF-8 is said to be none without a server, too", async () => {
    const file = await fileOf("offline.json", Buffer.from('{"title":"\u00e9"}', "latin1"));
    const { stderr, exitCode } = await run(["check", "--offline", "--reader", file, "--writer", file]);
    expect(stderr).toBe(`error: ${file}: is not UTF-8 text\n`);
    expect(exitCode).toBe(1);
  });

  test.each(["empty.json", "empty.binpb"])("%s that is empty is said to be so", async (name) => {
    const file = await fileOf(name, "");
    expect(await run(["register", unique("empty"), file])).toMatchObject({
      stderr: `error: ${file}: is empty\n`,
      exitCode: 1,
    });
  });

  test("that is a directory is said to be one, by its name", async () => {
    const { stderr, exitCode } = await run(["register", unique("directory"), directory]);
    expect(stderr).toBe(`error: ${directory}: is a directory, not a file\n`);
    expect(exitCode).toBe(1);
  });

  test("with a byte order mark, line ends of Windows and wide characters keeps them when it is fixed", async () => {
    const subject = unique("fixed");
    await registerJson(services, subject, { type: "object", properties: { a: { type: "string" } }, required: ["a"] });
    const before =
      '\ufeff{\r\n  "title": "\u{1f600}", "properties": {\r\n    "a": { "type": "integer" }\r\n  }\r\n}\r\n';
    const file = await fileOf("windows.json", before);
    await run(["check", subject, file, "--fix", "--yes"]);
    const after = before.replace('"integer"', '["integer", "string"]');
    expect(await readFile(file, "utf8")).toBe(after);
  });
});

test("content that only a disabled version has is registered already, and that it is disabled is said", async () => {
  const subject = unique("disabled");
  const file = await fileOf("disabled.json", schemaOfNumber());
  expect((await run(["register", subject, file])).stdout).not.toContain("disabled;");
  await services.registry.setVersionState({ subject, version: 1, state: VersionState.DISABLED });
  const { stdout, exitCode } = await run(["register", subject, file]);
  expect(stdout).toContain("already registered");
  expect(stdout).toContain(`  it is disabled; use it again with: sluice state set ${subject} 1 active\n`);
  expect(exitCode).toBe(0);
});

describe("a number", () => {
  test.each([
    ["get", "subject", "4294967296"],
    ["get", "4294967296"],
    ["delete", "subject", "4294967296"],
    ["check", "subject", "-", "--against", "4294967296"],
    ["register", "subject", "-", "--reference", "a=b@4294967296"],
    ["list", "--limit", "4294967296"],
  ])("that no call can carry is wrong usage: %j", async (...words) => {
    const { stderr, exitCode } = await run(words, "{}");
    expect(stderr).toMatch(/^error: [-A-Za-z]+: "4294967296" is too large; at most 4294967295 is allowed\n/u);
    expect(exitCode).toBe(2);
  });
});

describe("the date of a sunset", () => {
  const sunsetOf = async (subject: string) =>
    (await services.registry.getSchema({ subject })).version?.deprecation?.sunsetAt?.seconds;

  test.each(["foo 5", "5", "2030", "1/2/2030", "2030-02-31", "2030-04-31T12:00:00Z", "tomorrow"])(
    "is refused where it is none: %s",
    async (text) => {
      const subject = unique("sunset");
      await registerJson(services, subject, schemaOfNumber());
      const command = ["state", "set", subject, "1", "deprecated", "--message", "use v2", "--sunset", text];
      const { stderr, exitCode } = await run(command);
      expect(stderr).toContain(`--sunset: "${text}" is not a date such as 2030-01-31 or 2030-01-31T12:00:00Z`);
      expect(exitCode).toBe(2);
      expect(await sunsetOf(subject)).toBeUndefined();
    },
  );

  test.each([
    ["2032-02-29", "2032-02-29T00:00:00Z"],
    ["2030-01-31T23:30:00-02:00", "2030-02-01T01:30:00Z"],
  ])("is taken as it is written: %s", async (text, meant) => {
    const subject = unique("sunset");
    await registerJson(services, subject, schemaOfNumber());
    await run(["state", "set", subject, "1", "deprecated", "--message", "use v2", "--sunset", text]);
    expect(await sunsetOf(subject)).toBe(BigInt(Date.parse(meant) / 1000));
  });
});

describe("compat set --inherit", () => {
  test.each([[["full"]], [["--policy", "strict"]], [["--normalize"]], [["--formats-assert"]]])(
    "beside %j is wrong usage, and changes nothing",
    async (more) => {
      const subject = unique("inherits");
      await services.registry.setCompatibility({ subject, level: CompatibilityLevel.FORWARD });
      const { stderr, exitCode } = await run(["compat", "set", subject, ...more, "--inherit"]);
      expect(stderr).toContain("--inherit: forgets the settings of the subject, so none can be set beside it");
      expect(exitCode).toBe(2);
      expect((await services.registry.getCompatibility({ subject })).inherited).toBe(false);
    },
  );
});
