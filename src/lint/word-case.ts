/** A way of writing a name of several words. */
export type WordCase = "camelCase" | "snake_case" | "PascalCase" | "UPPER_SNAKE_CASE" | "kebab-case";

const shapes: Readonly<Record<WordCase, RegExp>> = {
  camelCase: /^[a-z][a-zA-Z0-9]*$/,
  snake_case: /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/,
  PascalCase: /^[A-Z](?:[A-Z0-9]*|[a-zA-Z0-9]*[a-z][a-zA-Z0-9]*)$/,
  UPPER_SNAKE_CASE: /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/,
  "kebab-case": /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
};

/** Whether a name is written in a case; one lower-case word is camelCase, snake_case and kebab-case alike. */
export function isIn(wanted: WordCase, name: string): boolean {
  return shapes[wanted].test(name);
}

/** The one case a name is written in; undefined when it tells nothing (one word) or is of no case. */
export function tellingCase(name: string): WordCase | undefined {
  const matching = (Object.keys(shapes) as WordCase[]).filter((one) => isIn(one, name));
  return matching.length === 1 ? matching[0] : undefined;
}

/** The words of a name in lower case: `orderID2` and `order_id2` are `order`, `id2`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])(?=[A-Z][a-z])/g, "$1 ")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** The name written in another case. */
export function toCase(wanted: WordCase, name: string): string {
  const words = wordsOf(name);
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  switch (wanted) {
    case "camelCase":
      return words.map((word, at) => (at === 0 ? word : capital(word))).join("");
    case "PascalCase":
      return words.map(capital).join("");
    case "snake_case":
      return words.join("_");
    case "UPPER_SNAKE_CASE":
      return words.join("_").toUpperCase();
    case "kebab-case":
      return words.join("-");
  }
}
