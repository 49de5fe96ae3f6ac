import { avro } from "./avro/index.js";
import type { SchemaFormat } from "./format.js";
import { jsonschema } from "./jsonschema/index.js";
import { protobuf } from "./protobuf/index.js";

/** Every schema language, each from a folder of its own. */
export const formats: readonly SchemaFormat[] = [jsonschema, avro, protobuf];
