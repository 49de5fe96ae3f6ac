/** The JSON Pointer one step below `pointer` (RFC 6901 section 3). */
export function childPointer(pointer: string, token: string | number): string {
  const text = String(token);
  // Hardly any name has them, and this is done for every place that is told.
  const isPlain = !text.includes("~") && !text.includes("/");
  return `${pointer}/${isPlain ? text : text.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The JSON Pointer made of unescaped tokens; empty for none. */
export function pointerOf(tokens: readonly (string | number)[]): string {
  return tokens.reduce<string>(childPointer, "");
}
