import type { DescMessage } from "@bufbuild/protobuf";

/** Messages with all that are nested in them, level by level. */
export function messagesBelow(top: readonly DescMessage[]): DescMessage[] {
  const out: DescMessage[] = [];
  for (let level = [...top]; level.length > 0; level = level.flatMap((message) => message.nestedMessages)) {
    out.push(...level);
  }
  return out;
}
