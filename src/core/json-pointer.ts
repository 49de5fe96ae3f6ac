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

/** The unescaped tokens of a JSON Pointer; what is no pointer has to be told before. */
export function tokensOf(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
