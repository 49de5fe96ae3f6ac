import { onDemand } from "../on-demand.js";
import { decodeDescriptor } from "./decode-descriptor.js";
import { rules } from "./rules.js";

/** Protobuf: .proto text (proto2, proto3, edition 2023) or a serialized FileDescriptorProto in base64. */
export const protobuf = onDemand({
  name: "protobuf",
  rules,
  recognizes,
  loadCompile: async () => (await import("./compile.js")).compile,
  loadCompare: async () => (await import("./compare.js")).compare,
  loadDiff: async () => (await import("./diff.js")).diff,
});

const comments = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|;)+/;
const firstStatement =
  /^(?:(?:syntax|edition)\s*=\s*["']|package\s+[A-Za-z_]|import\s+(?:public\s+|weak\s+)?["']|(?:message|enum|service)\s+[A-Za-z_]\w*\s*\{|extend\s+[.A-Za-z_][\w.]*\s*\{|option\s+[(A-Za-z_])/;

function recognizes(text: string): boolean {
  return firstStatement.test(text.replace(comments, "")) || decodeDescriptor(text) !== undefined;
}
