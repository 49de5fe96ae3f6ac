import type { DescriptorProto, FieldDescriptorProto, FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import type { DeclarationSpans } from "./declaration-spans.js";
import type { OptionValue, PendingOption } from "./parsed-file.js";
import type { Place } from "./place.js";
import type { TokenReader } from "./token-reader.js";

/** What the parsers of the parts of a file share. */
export interface ParseContext {
  readonly reader: TokenReader;
  readonly proto: FileDescriptorProto;
  readonly places: Map<object, Place>;
  readonly spans: Map<object, DeclarationSpans>;
  readonly importPlaces: Place[];
  readonly options: PendingOption[];
  readonly defaults: Map<FieldDescriptorProto, OptionValue>;
}

/** Where a declaration may put what it declares: the file or a message, with its full name ("" for a file without package). */
export interface Scope {
  readonly name: string;
  readonly message: DescriptorProto | undefined;
  /** How many messages deep, for the nesting limit. */
  readonly depth: number;
}

/** The scope inside a message of `scope`. */
export function enter(scope: Scope, message: DescriptorProto): Scope {
  const name = scope.name === "" ? message.name : `${scope.name}.${message.name}`;
  return { name, message, depth: scope.depth + 1 };
}
