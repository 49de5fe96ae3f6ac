import type { Violation } from "../../core/violation.js";
import { applyEdits } from "../../core/text-edit.js";
import type { Relaxation } from "../format.js";
import type { LoadedSchema } from "./load-schema.js";
import { SchemaEditor } from "./schema-editor.js";

/** By type, the one that reads the same bytes and holds more (encoding guide, "Updating a message type"). */
const wider: ReadonlyMap<string, string> = new Map([
  ["int32", "int64"],
  ["uint32", "uint64"],
  ["sint32", "sint64"],
]);

/** A field that is not required any more, or holds numbers of 64 bits. Other violations say that something else was sent. */
export function relaxations(schema: LoadedSchema, { code, keyword, schemaPath }: Violation): readonly Relaxation[] {
  // Rules of Protovalidate are called what their authors like.
  if (code === "rule") return [];
  const dot = schemaPath.lastIndexOf(".");
  const message = schema.registry.getMessage(schemaPath.slice(0, dot));
  const field = message?.fields.find(({ name }) => name === schemaPath.slice(dot + 1));
  const editor = new SchemaEditor(schema);
  const head = field && editor.spansOf(field.proto)?.head;
  if (head === undefined || schema.text === undefined) return [];
  const before = editor.textOf(head);
  const [after, title] =
    keyword === "required"
      ? [before.replace(/^required\b/, "optional"), `make ${schemaPath} optional`]
      : keyword === "range"
        ? [before.replace(/\w+$/, (type) => wider.get(type) ?? type), `let ${schemaPath} hold 64 bits`]
        : [before, ""];
  const text = after === before ? undefined : applyEdits(schema.text, [editor.replace(head, after)]);
  return text === undefined ? [] : [{ title, text }];
}
