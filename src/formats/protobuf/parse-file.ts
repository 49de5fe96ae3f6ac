import { create } from "@bufbuild/protobuf";
import { Edition, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { TextSpan } from "./declaration-spans.js";
import type { ParseContext, Scope } from "./parse-context.js";
import { parseEnum } from "./parse-enum.js";
import { parseExtend, parseMessage } from "./parse-message.js";
import { parseOptionStatement } from "./parse-option.js";
import { parseService } from "./parse-service.js";
import type { ParsedFile } from "./parsed-file.js";
import { TokenReader } from "./token-reader.js";
import { tokenize } from "./tokenize.js";

/**
 * Parses a .proto text (proto2, proto3, edition 2023) into a descriptor whose type names are still as written.
 * `file` is the import path; `label` names it in errors and is empty for the schema itself.
 * @throws SluiceError INVALID_SCHEMA with line and column; LIMIT_EXCEEDED for nesting beyond 64.
 */
export function parseFile(text: string, file: string, label: string): ParsedFile {
  const { tokens, comments } = tokenize(text, label);
  const context: ParseContext = {
    reader: new TokenReader(tokens, label),
    proto: create(FileDescriptorProtoSchema, { name: file }),
    places: new Map(),
    spans: new Map(),
    importPlaces: [],
    options: [],
    defaults: new Map(),
  };
  parseSyntax(context);
  while (!context.reader.atEnd()) parseDeclaration(context);
  return { ...context, comments, taggedFields: [] };
}

function parseSyntax({ reader, proto, spans }: ParseContext): void {
  const start = { line: 1, column: 1 };
  spans.set(proto, { whole: { start, end: start }, name: { start, end: start } });
  const place = reader.nextStart();
  if (reader.at("syntax") && reader.at("=", 1)) {
    reader.next();
    reader.next();
    const syntax = reader.text('"proto2" or "proto3"');
    if (syntax !== "proto2" && syntax !== "proto3") {
      throw reader.fault(`The syntax "${syntax}" does not exist; use "proto2" or "proto3".`, place);
    }
    if (syntax === "proto3") proto.syntax = syntax;
    reader.expect(";", "after the syntax");
    noteHeader(spans, proto, reader.spanFrom(place));
  } else if (reader.at("edition") && reader.at("=", 1)) {
    reader.next();
    reader.next();
    const edition = reader.text('"2023"');
    if (edition !== "2023") throw reader.fault(`Edition "${edition}" is not supported; use "2023".`, place);
    proto.syntax = "editions";
    proto.edition = Edition.EDITION_2023;
    reader.expect(";", "after the edition");
    noteHeader(spans, proto, reader.spanFrom(place));
  }
}

function noteHeader(spans: ParseContext["spans"], proto: object, whole: TextSpan): void {
  spans.set(proto, { whole, name: { start: whole.end, end: whole.end } });
}

type DeclarationParser = (context: ParseContext, scope: Scope) => void;

const declarations: Readonly<Record<string, DeclarationParser>> = {
  package: parsePackage,
  import: parseImport,
  option: (context, scope) => {
    parseOptionStatement(context, context.proto, scope.name);
  },
  message: (context, scope) => {
    context.proto.messageType.push(parseMessage(context, scope));
  },
  enum: (context, scope) => {
    context.proto.enumType.push(parseEnum(context, scope.name));
  },
  extend: (context, scope) => {
    parseExtend(context, scope, { fields: context.proto.extension, groups: context.proto.messageType });
  },
  service: (context, scope) => {
    context.proto.service.push(parseService(context, scope.name));
  },
};

function parseDeclaration(context: ParseContext): void {
  const { reader, proto } = context;
  if (reader.accept(";")) return;
  const keyword = reader.peek();
  const parse = Object.hasOwn(declarations, keyword.text) ? declarations[keyword.text] : undefined;
  if (keyword.kind !== "identifier" || parse === undefined) {
    if (keyword.text === "syntax" || keyword.text === "edition") {
      throw reader.fault(`"${keyword.text}" must be the first statement of the file.`, keyword);
    }
    throw reader.unexpected('"message", "enum", "service", "extend", "import", "package" or "option"');
  }
  reader.next();
  parse(context, { name: proto.package, message: undefined, depth: 0 });
}

function parsePackage({ reader, proto, places, spans }: ParseContext): void {
  const start = reader.lastStart();
  const place = reader.nextStart();
  const name = reader.dottedName("a package name");
  if (proto.package !== "") throw reader.fault("A file has one package statement; remove the second.", place);
  if (name.startsWith(".")) throw reader.fault("A package name does not start with a dot.", place);
  proto.package = name;
  places.set(proto, place);
  const span = reader.spanFrom(place);
  reader.expect(";", "after the package name");
  spans.set(proto, { whole: reader.spanFrom(start), name: span });
}

function parseImport({ reader, proto, importPlaces }: ParseContext): void {
  const kind = reader.accept("public") ? "public" : reader.accept("weak") ? "weak" : "plain";
  const place = reader.peek();
  const path = reader.text("the import path in quotes");
  if (proto.dependency.includes(path)) throw reader.fault(`"${path}" is imported twice; remove one import.`, place);
  if (kind === "public") proto.publicDependency.push(proto.dependency.length);
  if (kind === "weak") proto.weakDependency.push(proto.dependency.length);
  proto.dependency.push(path);
  importPlaces.push({ line: place.line, column: place.column });
  reader.expect(";", "after the import path");
}
