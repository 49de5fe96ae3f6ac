import { onDemand } from "../on-demand.js";
import { recognizes } from "./recognizes.js";
import { rules } from "./rules.js";

/** Apache Avro 1.12: schemas as JSON, payloads in binary encoding. */
export const avro = onDemand({
  name: "avro",
  rules,
  recognizes,
  loadCompile: async () => (await import("./compile.js")).compile,
  loadCompare: async () => (await import("./compare.js")).compare,
  loadDiff: async () => (await import("./diff.js")).diff,
});
