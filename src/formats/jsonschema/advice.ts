import type { Side } from "../../core/finding.js";

/** What to do about a finding, by the side that can still be changed. */
export type Advice = Readonly<Record<Side, string>>;

/** Advice to the author of the reader, and to that of the writer. */
export function advise(reader: string, writer: string): Advice {
  return { reader, writer };
}
