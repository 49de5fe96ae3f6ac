import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { invalidSchema } from "./place.js";
import type { LinkContext } from "./resolve-types.js";
import { type DeclaredSymbol, declaredSymbols } from "./symbols.js";

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Refuses names that are no identifiers (possible in descriptors only) and names declared twice, in the file or in the
 * files it sees. A package may span files.
 */
export function checkNames(context: LinkContext, visible: Iterable<FileDescriptorProto>): void {
  const { proto, places } = context.parsed;
  const known = new Map<string, DeclaredSymbol>();
  for (const file of visible) {
    if (file !== proto) for (const symbol of declaredSymbols(file)) known.set(symbol.name, symbol);
  }
  const own = new Map<string, DeclaredSymbol>();
  for (const symbol of declaredSymbols(proto)) {
    const last = symbol.name.slice(symbol.name.lastIndexOf(".") + 1);
    const place = places.get(symbol.node);
    if (!identifier.test(last)) {
      throw invalidSchema(
        `${JSON.stringify(last)} is not an identifier (letters, digits and _).`,
        place,
        context.label,
      );
    }
    const other = own.get(symbol.name) ?? known.get(symbol.name);
    if (other !== undefined && !(other.kind === "package" && symbol.kind === "package")) {
      throw invalidSchema(duplicate(symbol, other), place, context.label);
    }
    own.set(symbol.name, symbol);
  }
}

function duplicate(symbol: DeclaredSymbol, other: DeclaredSymbol): string {
  const text = `"${symbol.name}" is declared twice, as ${other.kind} and as ${symbol.kind}; rename one.`;
  if (symbol.kind !== "enum value") return text;
  return `${text} Names of enum values share the scope that encloses their enum, so prefix them with the name of the enum.`;
}
