import type { DescEnum, DescMessage, Registry } from "@bufbuild/protobuf";
import type { TextRoom } from "../edited-text.js";
import type { FieldLookup } from "./message-fields.js";

/** What reading and writing the texts of a schema's messages needs. */
export interface TextContext {
  readonly registry: Registry;
  readonly lookup: FieldLookup;
  /** Deepest nesting of messages. */
  readonly maxDepth: number;
  /** How many Any within Any are still opened; those further in stay bytes. */
  readonly openAny: number;
  readonly room: TextRoom;
}

/** What of it is the same for all texts of a schema. */
export type SchemaContext = Omit<TextContext, "openAny" | "room">;

/** Any within Any that are opened. */
export const maxOpenAny = 8;

/** The type that an Any names; undefined where the schema and what it imports have none of that name. */
export function namedType({ registry }: SchemaContext, typeUrl: string): DescMessage | undefined {
  return registry.getMessage(typeUrl.slice(typeUrl.lastIndexOf("/") + 1));
}

/** Whether an enum is the one whose value is null in JSON. */
export function isNullValue({ typeName }: DescEnum): boolean {
  return typeName === "google.protobuf.NullValue";
}

const wrappers: ReadonlySet<string> = new Set(
  "Double Float Int64 UInt64 Int32 UInt32 Bool String Bytes".split(" ").map((name) => `google.protobuf.${name}Value`),
);

/** Whether a message is one of the wrappers, whose JSON is that of their value. */
export function isWrapper({ typeName }: DescMessage): boolean {
  return wrappers.has(typeName);
}

/** Message types whose ProtoJSON is a text: written and read by the library. */
const texts: ReadonlySet<string> = new Set([
  "google.protobuf.Timestamp",
  "google.protobuf.Duration",
  "google.protobuf.FieldMask",
]);

/** Whether the ProtoJSON of a message type is a string of its own making. */
export function isTextual({ typeName }: DescMessage): boolean {
  return texts.has(typeName);
}

const dynamic: ReadonlySet<string> = new Set(["google.protobuf.Struct", "google.protobuf.Value"]);

/** Whether a message stands for any JSON, so that no member of an object can be told from its fields. */
export function isDynamic({ typeName }: DescMessage): boolean {
  return dynamic.has(typeName);
}

/** Whether the ProtoJSON of a message is something else than an object with its fields. */
export function isSpecial(desc: DescMessage): boolean {
  const { typeName } = desc;
  const isOther = typeName === "google.protobuf.Any" || typeName === "google.protobuf.ListValue";
  return isOther || isWrapper(desc) || isTextual(desc) || isDynamic(desc);
}
