import type { SchemaSource } from "../../core/schema.js";
import type { CompiledSchema } from "../format.js";
import { decodePayload } from "./decode-payload.js";
import { type LoadedSchema, loadSchema } from "./load-schema.js";
import { MessagePlanner } from "./message-plan.js";
import { normalizeDescriptor } from "./normalize.js";
import { printProto } from "./print-proto.js";
import { MessageSelector, readIndexes } from "./select-message.js";
import { declaredSymbols } from "./symbols.js";
import { selectMessage, validatePayload } from "./validate-payload.js";

/** Compiles a Protobuf schema for validating and decoding payloads. */
export function compile(source: SchemaSource): CompiledSchema {
  const schema = loadSchema(source);
  const selector = new MessageSelector(schema);
  const planner = new MessagePlanner(schema.registry);
  return {
    canonical: printProto(schema.file.proto, schema),
    normalized: printProto(normalizeDescriptor(schema.file.proto), schema),
    searchText: searchText(schema),
    referenceNames: schema.referenceNames,
    validate: (payload, select) => validatePayload({ selector, planner }, payload, select),
    decode(payload, select) {
      const message = selectMessage(selector, select);
      if (message === undefined) throw new Error("decode is for payloads that validate accepts");
      return decodePayload(message, payload, { registry: schema.registry, maxDepth: select.maxDepth });
    },
    framingLength: (framed) => readIndexes(framed)?.length ?? framed.length,
  };
}

function searchText(schema: LoadedSchema): string {
  const names = declaredSymbols(schema.file.proto)
    .filter((symbol) => !symbol.name.split(".").at(-1)?.startsWith("_"))
    .map((symbol) => symbol.name.slice(symbol.name.lastIndexOf(".") + 1));
  return [...new Set([schema.file.proto.package, ...names, ...schema.comments])]
    .filter((text) => text !== "")
    .join("\n");
}
