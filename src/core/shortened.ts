/** The first `length` characters of a text and an ellipsis; the text itself where it is no longer. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  // Copied, since a slice keeps the whole text alive; half a character would not be one in UTF-8.
  const kept = text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
  return `${Buffer.from(kept).toString()}…`;
}
