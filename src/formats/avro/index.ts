import { immediateFormat } from "../immediate.js";
import { compare } from "./compare.js";
import { compile } from "./compile.js";
import { diff } from "./diff.js";
import { recognizes } from "./recognizes.js";
import { rules } from "./rules.js";

/** Apache Avro 1.12: schemas as JSON, payloads in binary encoding. */
export const avro = immediateFormat({
  name: "avro",
  rules,
  recognizes,
  compile,
  compare,
  diff,
});
