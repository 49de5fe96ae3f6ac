import type { TextEdit, TextPosition } from "./finding.js";

/** The text after edits that do not overlap; undefined when one of them lies outside of it. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const lines = lineStarts(text);
  const offsetOf = ({ line, column }: TextPosition): number => (lines[line - 1] ?? Number.NaN) + column - 1;
  let edited = text;
  const placed = edits.map(({ start, end, newText }, index) => ({
    from: offsetOf(start),
    to: offsetOf(end),
    text: newText,
    index,
  }));
  // From the end, so that offsets stay right; what is put in at one place stays in its order.
  for (const edit of placed.sort((a, b) => b.from - a.from || b.to - a.to || b.index - a.index)) {
    if (!(edit.from >= 0 && edit.from <= edit.to && edit.to <= text.length)) return undefined;
    edited = edited.slice(0, edit.from) + edit.text + edited.slice(edit.to);
  }
  return edited;
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
