import { indented } from "./findings.js";
import type { Look } from "./look.js";
import { counted } from "./numbers.js";

/** How many parked events the new or proposed version accepts, and how to send them on; empty when none. */
export function renderReleasable(
  subject: string,
  counts: { readonly releasableDeadLetters: number; readonly examinedDeadLetters: number },
  look: Look,
): readonly string[] {
  if (counts.examinedDeadLetters === 0) return [];
  const { releasableDeadLetters: releasable, examinedDeadLetters: examined } = counts;
  const line = indented(`accepts ${releasable} of ${counted(examined, "open dead letter")} of the subject`, look);
  return releasable === 0
    ? [line]
    : [line, look.colors.dim(indented(`send them on with: sluice dlq retry --subject ${subject}`, look))];
}
