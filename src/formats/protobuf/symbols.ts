import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
} from "@bufbuild/protobuf/wkt";

/** What a full name stands for. */
export type SymbolKind =
  | "package"
  | "message"
  | "enum"
  | "enum value"
  | "field"
  | "extension"
  | "oneof"
  | "service"
  | "method";

/** One declared name. `node` is the descriptor that declares it; packages share one per file. */
export interface DeclaredSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly node: object;
}

/** Joins names with a dot; the outer may be empty. */
export function qualify(scope: string, name: string): string {
  return scope === "" ? name : `${scope}.${name}`;
}

/** Every name that a file declares, in document order, duplicates included. */
export function declaredSymbols(file: FileDescriptorProto): DeclaredSymbol[] {
  const out: DeclaredSymbol[] = [];
  const parts = file.package === "" ? [] : file.package.split(".");
  parts.forEach((_, i) => out.push({ kind: "package", name: parts.slice(0, i + 1).join("."), node: file }));
  for (const message of file.messageType) addMessage(out, message, file.package);
  for (const enumeration of file.enumType) addEnum(out, enumeration, file.package);
  addExtensions(out, file.extension, file.package);
  for (const service of file.service) {
    const name = qualify(file.package, service.name);
    out.push({ kind: "service", name, node: service });
    for (const method of service.method) out.push({ kind: "method", name: qualify(name, method.name), node: method });
  }
  return out;
}

function addMessage(out: DeclaredSymbol[], message: DescriptorProto, scope: string): void {
  const name = qualify(scope, message.name);
  out.push({ kind: "message", name, node: message });
  for (const field of message.field) out.push({ kind: "field", name: qualify(name, field.name), node: field });
  for (const oneof of message.oneofDecl) out.push({ kind: "oneof", name: qualify(name, oneof.name), node: oneof });
  for (const nested of message.nestedType) addMessage(out, nested, name);
  for (const enumeration of message.enumType) addEnum(out, enumeration, name);
  addExtensions(out, message.extension, name);
}

function addEnum(out: DeclaredSymbol[], enumeration: EnumDescriptorProto, scope: string): void {
  out.push({ kind: "enum", name: qualify(scope, enumeration.name), node: enumeration });
  // Enum values live beside their enum, not inside it, as in C++.
  for (const value of enumeration.value)
    out.push({ kind: "enum value", name: qualify(scope, value.name), node: value });
}

function addExtensions(out: DeclaredSymbol[], extensions: readonly FieldDescriptorProto[], scope: string): void {
  for (const field of extensions) out.push({ kind: "extension", name: qualify(scope, field.name), node: field });
}

/** The names a file sees: its own, those of its imports and of what these import publicly. */
export class SymbolTable {
  private readonly symbols = new Map<string, DeclaredSymbol>();

  constructor(files: Iterable<FileDescriptorProto>) {
    for (const file of files) for (const symbol of declaredSymbols(file)) this.symbols.set(symbol.name, symbol);
  }

  get(name: string): DeclaredSymbol | undefined {
    return this.symbols.get(name);
  }

  /**
   * What `name` means inside `scope`: innermost scope first, a leading dot means a full name
   * (Protocol Buffers language specification, "Reference"). Names that are not of `kinds` are passed over.
   */
  resolve(scope: string, name: string, kinds: readonly SymbolKind[]): DeclaredSymbol | undefined {
    if (name.startsWith(".")) return this.ofKind(name.slice(1), kinds);
    const dot = name.indexOf(".");
    const first = dot < 0 ? name : name.slice(0, dot);
    for (let at: string | undefined = scope; at !== undefined; at = enclosing(at)) {
      if (dot < 0) {
        const found = this.ofKind(qualify(at, name), kinds);
        if (found !== undefined) return found;
      } else if (this.holdsNames(qualify(at, first))) return this.ofKind(qualify(at, name), kinds);
    }
    return undefined;
  }

  private ofKind(name: string, kinds: readonly SymbolKind[]): DeclaredSymbol | undefined {
    const found = this.symbols.get(name);
    return found !== undefined && kinds.includes(found.kind) ? found : undefined;
  }

  private holdsNames(name: string): boolean {
    const kind = this.symbols.get(name)?.kind;
    return kind === "package" || kind === "message" || kind === "enum" || kind === "service";
  }
}

function enclosing(scope: string): string | undefined {
  if (scope === "") return undefined;
  return scope.slice(0, Math.max(0, scope.lastIndexOf(".")));
}
