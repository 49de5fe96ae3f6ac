import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clone, createFileRegistry, createRegistry, fromBinary, toBinary, toJson } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import type { SchemaSource } from "../../../../src/core/schema.js";
import { compile as compileProtobuf } from "../../../../src/formats/protobuf/compile.js";
import { serializedDescriptor } from "../../../support/serialized-descriptor.js";
import { loadSchema } from "../../../../src/formats/protobuf/load-schema.js";
import { compiledNow } from "../../../support/compiled-now.js";

const folder = "test/fixtures/compat/protobuf/oracle";
const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".proto"));
const texts = new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
const image = execFileSync("node_modules/.bin/buf", ["build", folder, "--as-file-descriptor-set", "-o", "-"]);
const oracle = createFileRegistry(fromBinary(FileDescriptorSetSchema, image));
const extensions = createRegistry(...oracle.files);

function json(proto: FileDescriptorProto): unknown {
  const bare = clone(FileDescriptorProtoSchema, proto);
  delete bare.sourceCodeInfo;
  bare.name = "";
  const value = toJson(FileDescriptorProtoSchema, bare, { registry: extensions });
  // Compilers set empty options on a method whose body is empty; that says nothing.
  return JSON.parse(JSON.stringify(value).replaceAll(/"options":\{\},?/g, ""));
}

/** The text as a source whose references are the other files of the folder. */
function sourceOf(path: string, text = texts.get(path)!): SchemaSource {
  const others = paths.filter((other) => other !== path);
  return { text, references: others.map((name) => ({ name, source: { text: texts.get(name)!, references: [] } })) };
}

describe("descriptors", () => {
  it.each(paths)("equal those of buf build: %s", (path) => {
    const expected = oracle.getFile(path)!.proto;
    expect(json(loadSchema(sourceOf(path)).file.proto)).toEqual(json(expected));
  });

  it.each(paths)("survive printing and compiling the text again: %s", (path) => {
    const compiled = compiledNow(compileProtobuf, sourceOf(path));
    const again = loadSchema(sourceOf(path, compiled.canonical));
    expect(json(again.file.proto)).toEqual(json(loadSchema(sourceOf(path)).file.proto));
    expect(compiledNow(compileProtobuf, sourceOf(path, compiled.canonical)).canonical).toBe(compiled.canonical);
    expect(compiledNow(compileProtobuf, sourceOf(path, compiled.normalized)).normalized).toBe(compiled.normalized);
  });

  it.each(paths)("in base64 are the same schema as the text: %s", (path) => {
    const ours = Buffer.from(serializedDescriptor(sourceOf(path))).toString("base64");
    const bufs = Buffer.from(toBinary(FileDescriptorProtoSchema, oracle.getFile(path)!.proto)).toString("base64");
    const { canonical, normalized } = compiledNow(compileProtobuf, sourceOf(path));
    for (const text of [ours, bufs]) {
      const compiled = compiledNow(compileProtobuf, sourceOf(path, text));
      expect(compiled.canonical).toBe(canonical);
      expect(compiled.normalized).toBe(normalized);
    }
  });
});
