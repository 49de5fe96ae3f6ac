import { toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { SchemaSource } from "../../core/schema.js";
import type { CompiledSchema } from "../format.js";
import { encodeText, NotEncodable } from "../edited-text.js";
import { decodePayload } from "./decode-payload.js";
import { editablePayload } from "./editable-payload.js";
import { type LoadedSchema, loadSchema } from "./load-schema.js";
import { FieldLookup } from "./message-fields.js";
import { MessagePlanner } from "./message-plan.js";
import { normalizeDescriptor } from "./normalize.js";
import { printProto } from "./print-proto.js";
import type { RuleChecker } from "./protovalidate/rule-checker.js";
import { fileStatesRules, knowsRules } from "./protovalidate/stated-rules.js";
import { relaxations } from "./relaxations.js";
import { MessageSelector, readIndexes } from "./select-message.js";
import { declaredSymbols } from "./symbols.js";
import { selectMessage, validatePayload } from "./validate-payload.js";
import { writeMessage } from "./write-message.js";

/** Compiles a Protobuf schema for validating and decoding payloads. What judges by rules is loaded for those that state some. */
export function compile(source: SchemaSource): CompiledSchema | Promise<CompiledSchema> {
  const schema = loadSchema(source);
  const states = knowsRules(schema.registry) && [...schema.registry.files].some(({ proto }) => fileStatesRules(proto));
  return states ? compiledWithRules(schema) : compiledSchema(schema, undefined);
}

async function compiledWithRules(schema: LoadedSchema): Promise<CompiledSchema> {
  const { createRuleChecker } = await import("./protovalidate/rule-checker.js");
  return compiledSchema(schema, createRuleChecker(schema));
}

function compiledSchema(schema: LoadedSchema, rules: RuleChecker | undefined): CompiledSchema {
  const selector = new MessageSelector(schema);
  const planner = new MessagePlanner(schema.registry);
  const { registry } = schema;
  const lookup = new FieldLookup(registry);
  const tools = { selector, planner, rules };
  return {
    canonical: printProto(schema.file.proto, schema),
    normalized: printProto(normalizeDescriptor(schema.file.proto), schema),
    searchText: searchText(schema),
    referenceNames: schema.referenceNames,
    footprint: (rules === undefined ? 3 : 9) + textLength(schema) / 700,
    sensitiveNames: schema.sensitiveNames,
    validate: (payload, select) => validatePayload(tools, payload, select),
    editable(payload, select) {
      const message = selectMessage(selector, select);
      if (
        validatePayload({ ...tools, rules: undefined }, payload, select)?.failureType === "malformed" ||
        message === undefined
      ) {
        return {
          kind: "unreadable",
          reason: "cannot be read as Protobuf by its schema, so there is nothing to change",
        };
      }
      return editablePayload({ registry, lookup, maxDepth: select.maxDepth }, message, payload);
    },
    encode: (text, select) =>
      encodeText(text, (edited) => {
        const message = selectMessage(selector, select);
        if (message === undefined) throw new NotEncodable(edited.root, "type-name", "is of no message of the schema");
        return writeMessage({ registry, lookup, maxDepth: select.maxDepth }, message, edited);
      }),
    decode(payload, select) {
      const message = selectMessage(selector, select);
      if (message === undefined) throw new Error("decode is for payloads that validate accepts");
      return decodePayload({ registry, lookup, maxDepth: select.maxDepth }, message, payload);
    },
    relaxations: (violation) => relaxations(schema, violation),
    framingLength: (framed) => readIndexes(framed)?.length ?? framed.length,
    rootName: (select) => selectMessage(selector, select)?.typeName ?? "",
    framingOf: (rootName) => selector.indexesOf(rootName),
  };
}

/** Characters of a schema and of what it refers to. */
function textLength({ text, references, file }: LoadedSchema): number {
  const own = text?.length ?? toBinary(FileDescriptorProtoSchema, file.proto).length;
  return [...references.values()].reduce((sum, { length }) => sum + length, own);
}

function searchText(schema: LoadedSchema): string {
  const names = declaredSymbols(schema.file.proto)
    .filter((symbol) => !symbol.name.split(".").at(-1)?.startsWith("_"))
    .map((symbol) => symbol.name.slice(symbol.name.lastIndexOf(".") + 1));
  return [...new Set([schema.file.proto.package, ...names, ...schema.comments])]
    .filter((text) => text !== "")
    .join("\n");
}
