import { create, createFileRegistry, type DescExtension, type DescFile, type FileRegistry } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { SluiceError } from "../../core/errors.js";
import type { SourcePosition } from "../../core/finding.js";
import type { SchemaSource } from "../../core/schema.js";
import { applyDefaults } from "./apply-defaults.js";
import { checkFeatures } from "./check-features.js";
import { checkFields } from "./check-fields.js";
import { checkJsonNames } from "./check-json-names.js";
import { checkNames } from "./check-names.js";
import { checkNumbers } from "./check-numbers.js";
import type { DeclarationSpans } from "./declaration-spans.js";
import { googleTypeTexts } from "./google-type-texts.js";
import { interpretCustomOptions, interpretStandardOptions } from "./interpret-options.js";
import type { ParsedFile } from "./parsed-file.js";
import { invalidSchema } from "./place.js";
import { readSource } from "./read-source.js";
import { type LinkContext, resolveTypes } from "./resolve-types.js";
import { SymbolTable } from "./symbols.js";
import { sensitiveNames } from "./sensitive-names.js";
import { validateFile, wellKnownFiles } from "./well-known.js";

/** A linked and checked schema with everything it imports. */
export interface LoadedSchema {
  readonly file: DescFile;
  /** Types of the file and of all its imports. */
  readonly registry: FileRegistry;
  /** The names that the file sees. */
  readonly symbols: SymbolTable;
  readonly comments: readonly string[];
  /** Names of fields, of the file and what it imports, that their options or comments in descriptors call sensitive. */
  readonly sensitiveNames: readonly string[];
  /** Imports of the file that came from references, in the order of the text. */
  readonly referenceNames: readonly string[];
  /** The .proto text of the schema itself; undefined when it came as a descriptor. */
  readonly text: string | undefined;
  /** Where the declarations of the schema itself stand in its text; keys are descriptors. */
  readonly spans: ReadonlyMap<object, DeclarationSpans>;
  /** Texts of the references by import path. */
  readonly references: ReadonlyMap<string, string>;
  /** Where a descriptor of this schema or of one of its references is declared; undefined where there is no text. */
  positionOf(node: object): SourcePosition | undefined;
}

const loaded = new WeakMap<SchemaSource, LoadedSchema>();

/**
 * Reads, links and checks a schema with its references. The result is kept for as long as the source object lives.
 * @throws SluiceError INVALID_SCHEMA, REFERENCE_NOT_FOUND or LIMIT_EXCEEDED.
 */
export function loadSchema(source: SchemaSource): LoadedSchema {
  const known = loaded.get(source);
  if (known !== undefined) return known;
  const schema = new Loader(source).load();
  loaded.set(source, schema);
  return schema;
}

/** The name of a schema text that has none of its own, since descriptors must have one. */
const defaultName = "schema.proto";

const googleTypes = new Map<string, FileDescriptorProto>();

/** A file that needs no reference: one that every compiler brings along, Protovalidate's, or one of google.type. */
function builtInFile(path: string): FileDescriptorProto | undefined {
  const known = wellKnownFiles.get(path) ?? (path === validateFile.name ? validateFile : googleTypes.get(path));
  const text = known === undefined && Object.hasOwn(googleTypeTexts, path) ? googleTypeTexts[path] : undefined;
  if (text === undefined) return known;
  const { proto } = new Loader({ text, references: [] }, path).load().file;
  googleTypes.set(path, proto);
  return proto;
}

class Loader {
  private readonly sources = new Map<string, string>();
  /** Files in an order in which each comes after what it imports. */
  private readonly ordered: FileDescriptorProto[] = [];
  private readonly finished = new Map<string, FileDescriptorProto>();
  private readonly open: string[] = [];
  private readonly contexts: LinkContext[] = [];

  constructor(
    private readonly source: SchemaSource,
    private readonly ownName = defaultName,
  ) {
    this.collect(source);
  }

  load(): LoadedSchema {
    let name = this.ownName;
    while (this.sources.has(name)) name = `_${name}`;
    const parsed = readSource(this.source.text, name, "");
    const { proto } = parsed;
    const symbols = this.link(parsed, "");
    const registry = this.createRegistry();
    this.checkExtensions(registry);
    for (const context of this.contexts) interpretCustomOptions(context, registry);
    for (const context of this.contexts) {
      const file = registry.getFile(context.parsed.proto.name);
      if (file !== undefined) checkFeatures(context, file);
    }
    const file = registry.getFile(proto.name);
    if (file === undefined) throw new Error("the registry lacks the file it was made from");
    const referenceNames = proto.dependency.filter((path) => this.builtIn(path) === undefined);
    return {
      file,
      registry,
      symbols,
      comments: parsed.comments,
      sensitiveNames: this.contexts.flatMap((context) => sensitiveNames(context.parsed)),
      referenceNames,
      text: parsed.spans.size === 0 ? undefined : this.source.text,
      spans: parsed.spans,
      references: this.sources,
      positionOf: (node) => this.positionOf(node),
    };
  }

  private positionOf(node: object): SourcePosition | undefined {
    for (const { parsed, label } of this.contexts) {
      const place = parsed.places.get(node);
      if (place !== undefined) return { document: label, line: place.line, column: place.column };
    }
    return undefined;
  }

  private collect(source: SchemaSource): void {
    for (const { name, source: referenced } of source.references) {
      const other = this.sources.get(name);
      if (other !== undefined && other !== referenced.text) {
        throw invalidSchema(`Two references named "${name}" have different texts; refer to one version everywhere.`);
      }
      this.sources.set(name, referenced.text);
      this.collect(referenced);
    }
  }

  private link(parsed: ParsedFile, label: string): SymbolTable {
    const { proto } = parsed;
    this.open.push(proto.name);
    const imports = proto.dependency.map((path, i) => this.import(path, parsed, { label, index: i }));
    this.open.pop();
    const visible = new Set([proto, ...imports.flatMap((file) => [file, ...this.publicImports(file)])]);
    const context: LinkContext = { parsed, symbols: new SymbolTable(visible), label };
    checkNames(context, visible);
    resolveTypes(context);
    applyDefaults(context);
    interpretStandardOptions(context);
    checkNumbers(context);
    checkFields(context);
    checkJsonNames(context);
    this.contexts.push(context);
    this.finished.set(proto.name, proto);
    this.ordered.push(proto);
    return context.symbols;
  }

  private import(path: string, importer: ParsedFile, at: { label: string; index: number }): FileDescriptorProto {
    const done = this.finished.get(path);
    if (done !== undefined) return done;
    const place = importer.importPlaces[at.index];
    if (this.open.includes(path)) {
      const cycle = [...this.open.slice(this.open.indexOf(path)), path].join(" → ");
      throw invalidSchema(`The imports go round in a circle: ${cycle}.`, place, at.label);
    }
    const builtIn = this.builtIn(path);
    if (builtIn !== undefined) return this.addBuiltIn(builtIn);
    const text = this.sources.get(path);
    if (text === undefined) throw notFound(path, at.label, place);
    const imported = readSource(text, path, path);
    this.link(imported, path);
    return imported.proto;
  }

  /** A reference that is given goes before the file that is brought along, except for what the language itself needs. */
  private builtIn(path: string): FileDescriptorProto | undefined {
    return this.sources.has(path) && !wellKnownFiles.has(path) ? undefined : builtInFile(path);
  }

  private addBuiltIn(file: FileDescriptorProto): FileDescriptorProto {
    for (const path of file.dependency) {
      const dependency = builtInFile(path);
      if (dependency !== undefined && !this.finished.has(path)) this.addBuiltIn(dependency);
    }
    this.finished.set(file.name, file);
    this.ordered.push(file);
    return file;
  }

  private publicImports(file: FileDescriptorProto): FileDescriptorProto[] {
    return file.publicDependency.flatMap((index) => {
      const found = this.finished.get(file.dependency[index] ?? "");
      return found === undefined ? [] : [found, ...this.publicImports(found)];
    });
  }

  /** Two extensions of one number would both be read from one field; which of them, nobody could say. */
  private checkExtensions(registry: FileRegistry): void {
    const known = new Map<string, DescExtension>();
    for (const type of registry) {
      if (type.kind !== "extension") continue;
      const key = `${type.number} ${type.extendee.typeName}`;
      const other = known.get(key);
      known.set(key, type);
      if (other === undefined) continue;
      const text = `"${type.typeName}" and "${other.typeName}" both extend ${type.extendee.typeName} by number ${type.number}; change one.`;
      const context = this.contexts.find(({ parsed }) => parsed.places.has(type.proto));
      throw invalidSchema(text, context?.parsed.places.get(type.proto), context?.label ?? "");
    }
  }

  private createRegistry(): FileRegistry {
    try {
      return createFileRegistry(create(FileDescriptorSetSchema, { file: this.ordered }));
    } catch (caught) {
      const reason = caught instanceof Error ? caught.message : String(caught);
      throw invalidSchema(`The descriptor cannot be used: ${reason}.`);
    }
  }
}

function notFound(path: string, label: string, place: { line: number; column: number } | undefined): SluiceError {
  const where = label === "" ? "" : `, imported by "${label}",`;
  const at = place === undefined ? "" : ` (line ${place.line}, column ${place.column})`;
  const metadata: Record<string, string> = { import: path };
  if (place !== undefined) Object.assign(metadata, { line: String(place.line), column: String(place.column) });
  const fix = `register the file under a subject and add a reference named "${path}"`;
  return new SluiceError("REFERENCE_NOT_FOUND", `The import "${path}"${where}${at} has no reference; ${fix}.`, {
    metadata,
  });
}
