import { avroFuzzer } from "./avro.js";
import type { CompatFuzzer } from "./compat-fuzzer.js";
import { jsonSchemaFuzzer } from "./json-schema.js";
import { protobufFuzzer } from "./protobuf.js";

/** A fuzzer for each schema language. */
export const fuzzers: readonly CompatFuzzer[] = [jsonSchemaFuzzer, avroFuzzer, protobufFuzzer];
