import type {
  DescriptorProto,
  EnumDescriptorProto,
  EnumValueDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
  MethodDescriptorProto,
  OneofDescriptorProto,
  ServiceDescriptorProto,
  DescriptorProto_ExtensionRange,
} from "@bufbuild/protobuf/wkt";
import type { DeclarationSpans } from "./declaration-spans.js";
import type { Place } from "./place.js";

/** Everything in a descriptor that can carry options. */
export type OptionOwner =
  | FileDescriptorProto
  | DescriptorProto
  | FieldDescriptorProto
  | OneofDescriptorProto
  | EnumDescriptorProto
  | EnumValueDescriptorProto
  | ServiceDescriptorProto
  | MethodDescriptorProto
  | DescriptorProto_ExtensionRange;

/** One part of the name of an option: `a`, or `(pkg.a)` for an extension. */
export interface OptionNamePart {
  readonly name: string;
  readonly isExtension: boolean;
}

/** A value as it stands in the text, before the type of its option is known. */
export type OptionValue = Place &
  (
    | { readonly kind: "identifier"; readonly text: string }
    | { readonly kind: "integer"; readonly value: bigint }
    | { readonly kind: "float"; readonly value: number }
    | { readonly kind: "string"; readonly bytes: Uint8Array }
    | { readonly kind: "list"; readonly items: readonly OptionValue[] }
    | { readonly kind: "message"; readonly fields: readonly AggregateField[] }
  );

/** One `name: value` of an aggregate option value. */
export interface AggregateField extends Place {
  readonly name: OptionNamePart;
  readonly value: OptionValue;
}

/** An option statement whose meaning is only known after names are resolved. */
export interface PendingOption {
  readonly owner: OptionOwner;
  readonly name: readonly OptionNamePart[];
  readonly value: OptionValue;
  readonly place: Place;
  /** Behind the last character of the value. */
  readonly end: Place;
  /** Full name of the declaration around it, in which extension names are looked up. */
  readonly scope: string;
}

/** A schema file before linking: a descriptor with names as written, and what a descriptor has no room for. */
export interface ParsedFile {
  readonly proto: FileDescriptorProto;
  /** Where declarations stand in the text; empty when the file came as a descriptor. */
  readonly places: ReadonlyMap<object, Place>;
  /** Places of the imports, in their order; empty when the file came as a descriptor. */
  readonly importPlaces: readonly Place[];
  /**
   * Where the parts of declarations stand; of the file itself, its package statement, or what comes before one (nothing at
   * the start of the text, or the syntax statement) without a name. Empty when the file came as a descriptor.
   */
  readonly spans: ReadonlyMap<object, DeclarationSpans>;
  readonly options: readonly PendingOption[];
  /** Values of `default = …`, by field. */
  readonly defaults: ReadonlyMap<FieldDescriptorProto, OptionValue>;
  readonly comments: readonly string[];
  /** Fields whose comments in a descriptor have the tag PII; a text is read for them as a text. */
  readonly taggedFields: readonly FieldDescriptorProto[];
}
