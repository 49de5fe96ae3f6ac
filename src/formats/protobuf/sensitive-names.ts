import type { FieldDescriptorProto, FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { WireType } from "@bufbuild/protobuf/wire";
import { messagesOf } from "./declarations.js";
import type { ParsedFile } from "./parsed-file.js";
import { MalformedWire, WireCursor } from "./wire-cursor.js";

/** Number of the option `(confluent.field_meta)`, and of the tags within it. */
const fieldMeta = { option: 1088, tags: 3 };

/** Whether a line of a comment has the tag. Of many words that begin one, the first is enough. */
function isTagged(line: string): boolean {
  const start = line.search(/@tags?\b/i);
  return start !== -1 && /\bPII\b/i.test(line.slice(start));
}

/**
 * Names of the fields of a file that are sensitive by their options (`debug_redact`, Confluent's tag PII) or, of a descriptor,
 * by a tag in their comments: their own names, and those in JSON.
 */
export function sensitiveNames({ proto, taggedFields }: ParsedFile): readonly string[] {
  const fields = [
    ...messagesOf(proto).flatMap(({ proto: message }) => [...message.field, ...message.extension]),
    ...proto.extension,
  ];
  return fields
    .filter((field) => field.options?.debugRedact === true || hasTag(field) || taggedFields.includes(field))
    .flatMap(({ name, jsonName }) => [name, jsonName]);
}

function hasTag({ options }: FieldDescriptorProto): boolean {
  return (options?.$unknown ?? []).some(({ no, data }) => no === fieldMeta.option && tagsOf(data).some(isTag));
}

function isTag(tag: string): boolean {
  return tag.toLowerCase() === "pii";
}

/** The tags of a value of the option, as it comes: a length and the message. */
function tagsOf(data: Uint8Array): readonly string[] {
  const cursor = new WireCursor(data);
  const tags: string[] = [];
  try {
    const end = cursor.lengthEnd(data.length);
    while (cursor.position < end) {
      cursor.tag(end);
      const isTags = cursor.fieldNumber === fieldMeta.tags && cursor.wireType === WireType.LengthDelimited;
      if (!isTags) cursor.skip(end, 10);
      else {
        const stop = cursor.lengthEnd(end);
        tags.push(Buffer.from(data.subarray(cursor.position, stop)).toString("utf8"));
        cursor.position = stop;
      }
    }
  } catch (caught) {
    // An option that is no message has no tags.
    if (!(caught instanceof MalformedWire)) throw caught;
  }
  return tags;
}

/** Numbers of the lists that locations of a descriptor lead through (descriptor.proto). */
const lists = { messages: 4, fields: 2, nested: 3, extensionsOfMessage: 6, extensionsOfFile: 7 };

/** The fields of a serialized descriptor above or behind which a comment has the tag PII. */
export function taggedInComments(file: FileDescriptorProto): readonly FieldDescriptorProto[] {
  return (file.sourceCodeInfo?.location ?? []).flatMap((location) => {
    const comments = [...location.leadingDetachedComments, location.leadingComments, location.trailingComments];
    const hasTag = comments.some((comment) => comment.split("\n").some(isTagged));
    const field = hasTag ? fieldAt(file, location.path) : undefined;
    return field === undefined ? [] : [field];
  });
}

function fieldAt(file: FileDescriptorProto, path: readonly number[]): FieldDescriptorProto | undefined {
  const [list, first = -1, ...rest] = path;
  if (list === lists.extensionsOfFile && rest.length === 0) return file.extension[first];
  if (list !== lists.messages) return undefined;
  let message = file.messageType[first];
  for (let at = 0; at < rest.length; at += 2) {
    const [kind, index = -1] = [rest[at], rest[at + 1]];
    const isLast = at + 2 === rest.length;
    if (isLast && kind === lists.fields) return message?.field[index];
    if (isLast && kind === lists.extensionsOfMessage) return message?.extension[index];
    message = kind === lists.nested ? message?.nestedType[index] : undefined;
  }
  return undefined;
}
