import type { TextEdit, TextPosition } from "../core/finding.js";
import type { AggregateField, OptionOwner, OptionValue, ParsedFile } from "../formats/protobuf/parsed-file.js";
import { readSource } from "../formats/protobuf/read-source.js";
import { CommentIndex, commentsOf } from "./protobuf-comments.js";
import type { ElementKind, SchemaElement } from "./schema-element.js";

type FileProto = ParsedFile["proto"];
type MessageProto = FileProto["messageType"][number];
type FieldProto = FileProto["extension"][number];
type EnumProto = FileProto["enumType"][number];
type ServiceProto = FileProto["service"][number];

/** An enum with its full name. */
export interface ProtobufEnum {
  readonly proto: EnumProto;
  readonly path: string;
}

/** A field with its full name. */
export interface ProtobufField {
  readonly proto: FieldProto;
  readonly path: string;
}

/** A Protobuf schema laid out for rules. */
export interface ProtobufSubject {
  readonly format: "protobuf";
  readonly file: ParsedFile;
  /** Whether there is a text to point into and comments to read; false for descriptors. */
  readonly hasText: boolean;
  readonly enums: readonly ProtobufEnum[];
  readonly fields: readonly ProtobufField[];
  readonly elements: readonly SchemaElement[];
  /** Whether the text says which syntax or edition it is written in; descriptors always do. */
  readonly saysSyntax: boolean;
  /** Where the package statement stands. */
  readonly packagePosition: TextPosition | undefined;
  /** Where the name of a declaration stands. */
  readonly positionOf: (declaration: object) => TextPosition | undefined;
}

/**
 * Reads a .proto text or a descriptor in base64; imports are not looked into.
 * @throws SluiceError INVALID_SCHEMA, LIMIT_EXCEEDED as the language itself.
 */
export function readProtobuf(source: string): ProtobufSubject {
  const file = readSource(source, "schema.proto", "");
  const hasText = file.places.size > 0;
  const walk = new ProtobufWalk(file, hasText ? source : undefined);
  walk.file();
  const { enums, fields, elements } = walk;
  const lines = hasText ? source.split("\n") : [];
  const packageLine = lines.findIndex((line) => /^\s*package\s/.test(line));
  return {
    ...{ format: "protobuf", file, hasText, enums, fields, elements },
    saysSyntax: !hasText || lines.some((line) => /(?:^|;|\*\/)\s*(?:syntax|edition)\s*=?/.test(line)),
    packagePosition: packageLine === -1 ? undefined : { line: packageLine + 1, column: 1 },
    positionOf: (one) => walk.positionOf(one),
  };
}

class ProtobufWalk {
  readonly enums: ProtobufEnum[] = [];
  readonly fields: ProtobufField[] = [];
  readonly elements: SchemaElement[] = [];
  readonly #file: ParsedFile;
  readonly #lines: readonly string[];
  readonly #comments: CommentIndex | undefined;
  readonly #tags: ReadonlyMap<OptionOwner, readonly string[]>;
  /** The comment that was looked at last: many declarations may share one. */
  #read = { comment: "", prose: "", tags: tagsInComment("") };

  constructor(file: ParsedFile, text: string | undefined) {
    this.#file = file;
    this.#lines = text?.split("\n") ?? [];
    this.#comments = text === undefined ? undefined : new CommentIndex(commentsOf(text));
    this.#tags = tagsByOwner(file);
  }

  /** What a comment says, and its tags. */
  #readComment(comment: string): { readonly prose: string; readonly tags: readonly string[] } {
    if (comment !== this.#read.comment) {
      this.#read = { comment, prose: comment.replaceAll(tagLine, "").trim(), tags: tagsInComment(comment) };
    }
    return this.#read;
  }

  positionOf(declaration: object): TextPosition | undefined {
    return this.#file.places.get(declaration);
  }

  file(): void {
    const { proto } = this.#file;
    for (const message of proto.messageType) this.#message(message, proto.package);
    for (const one of proto.enumType) this.#enum(one, proto.package);
    for (const service of proto.service) this.#service(service, proto.package);
    for (const field of proto.extension) this.#field(field, proto.package, "extension");
  }

  #message(message: MessageProto, scope: string): void {
    // Entries of maps are the compiler's, not the author's.
    if (message.options?.mapEntry === true) return;
    const path = this.#element(message, "type", { noun: "message", scope });
    // The one-member oneof behind an `optional` field has no place in the text.
    const synthetic = new Set(message.field.filter((field) => field.proto3Optional).map((field) => field.oneofIndex));
    message.oneofDecl.forEach((oneof, index) => {
      if (!synthetic.has(index)) this.#element(oneof, "oneof", { noun: "oneof", scope: path });
    });
    for (const field of message.field) this.#field(field, path, "field");
    for (const field of message.extension) this.#field(field, path, "extension");
    for (const one of message.enumType) this.#enum(one, path);
    for (const nested of message.nestedType) this.#message(nested, path);
  }

  #field(proto: FieldProto, scope: string, noun: string): void {
    const path = this.#element(proto, "field", { noun, scope });
    this.fields.push({ proto, path });
  }

  #enum(proto: EnumProto, scope: string): void {
    const path = this.#element(proto, "enum", { noun: "enum", scope });
    this.enums.push({ proto, path });
    for (const value of proto.value) this.#element(value, "enum-value", { noun: "value", scope: path });
  }

  #service(service: ServiceProto, scope: string): void {
    const path = this.#element(service, "service", { noun: "service", scope });
    for (const method of service.method) this.#element(method, "method", { noun: "method", scope: path });
  }

  #element(
    declaration: OptionOwner & { readonly name: string },
    kind: ElementKind,
    { noun, scope }: { readonly noun: string; readonly scope: string },
  ): string {
    const position = this.positionOf(declaration);
    const path = scope === "" ? declaration.name : `${scope}.${declaration.name}`;
    const comment = position && this.#comments?.documentationOf(position.line);
    const { prose, tags } = this.#readComment(comment ?? "");
    this.elements.push({
      kind,
      noun,
      name: declaration.name,
      path,
      position,
      documentation: comment === undefined ? undefined : prose,
      tags: [...(this.#tags.get(declaration) ?? []), ...tags],
      tag: position && ((tag) => this.#tagComment(position.line, tag)),
      owner: scope,
    });
    return path;
  }

  /** A comment line above the line of a declaration. */
  #tagComment(line: number, tag: string): readonly TextEdit[] {
    const indentation = /^[ \t]*/.exec(this.#lines[line - 1] ?? "")?.[0] ?? "";
    const start = { line, column: indentation.length + 1 };
    const end = (this.#lines[line - 1] ?? "").endsWith("\r") ? "\r\n" : "\n";
    return [{ start, end: start, newText: `// @tags ${tag}${end}${indentation}` }];
  }
}

const tagLine = /^[ \t]*@tags?\b.*$/gm;

/** `@tags PII, internal` on a line of its own in a comment. */
function tagsInComment(documentation: string): readonly string[] {
  return (documentation.match(tagLine) ?? []).flatMap((line) =>
    line
      .replace(/^[ \t]*@tags?\b[:(\s]*/, "")
      .split(/[,\s)]+/)
      .filter((tag) => tag !== ""),
  );
}

const metaOptions: ReadonlySet<string> = new Set([
  ...["confluent.message_meta", "confluent.field_meta", "confluent.enum_meta", "confluent.enum_value_meta"],
]);

/** Tags given by Confluent's options: `(confluent.field_meta).tags = "PII"` or `= { tags: ["PII"] }`. */
function tagsByOwner(file: ParsedFile): ReadonlyMap<OptionOwner, readonly string[]> {
  const tags = new Map<OptionOwner, string[]>();
  for (const { owner, name, value } of file.options) {
    const [first, second] = name;
    if (first?.isExtension !== true || !metaOptions.has(first.name.replace(/^\./, ""))) continue;
    const found = second === undefined ? tagsInAggregate(value) : second.name === "tags" ? stringsOf(value) : [];
    const known = tags.get(owner) ?? [];
    tags.set(owner, known);
    for (const tag of found) known.push(tag);
  }
  return tags;
}

function tagsInAggregate(value: OptionValue): readonly string[] {
  if (value.kind !== "message") return [];
  const named = value.fields.filter(({ name }: AggregateField) => name.name === "tags");
  return named.flatMap((field) => stringsOf(field.value));
}

function stringsOf(value: OptionValue): readonly string[] {
  if (value.kind === "list") return value.items.flatMap(stringsOf);
  return value.kind === "string" ? [new TextDecoder().decode(value.bytes)] : [];
}
