/** How many ways there are to try a pattern at one place of the text before it is left to the server. */
const maxChoices = 256;

/**
 * Whether a regular expression certainly runs in time linear to its text with a backtracking engine, so that it may run
 * on the event loop. Deliberately narrow: classes, escapes, groups that are not repeated, bounded repeats of which the
 * combinations are few, and at most one unbounded repeat, that only after `^`. Everything else answers false.
 * @param pattern the source, as `pattern` and `patternProperties` hold it
 */
export function isTriviallySafePattern(pattern: string): boolean {
  const scanner = new PatternScanner(pattern);
  const anchored = pattern.startsWith("^") && !hasTopLevelAlternative(pattern);
  const choices = scanner.alternatives();
  return (
    choices !== undefined &&
    scanner.atEnd &&
    choices <= maxChoices &&
    (scanner.unbounded === 0 || (scanner.unbounded === 1 && anchored))
  );
}

/** Counts the choices a backtracking engine has; every method answers undefined for what it does not understand. */
class PatternScanner {
  #at = 0;
  unbounded = 0;

  constructor(private readonly source: string) {}

  get atEnd(): boolean {
    return this.#at >= this.source.length;
  }

  alternatives(): number | undefined {
    let total = 0;
    do {
      const choices = this.#sequence();
      if (choices === undefined) return undefined;
      total += choices;
    } while (this.#take(/\|/y) !== undefined);
    return total;
  }

  #sequence(): number | undefined {
    let product = 1;
    while (!this.atEnd && !"|)".includes(this.source.charAt(this.#at))) {
      const choices = this.#repeated();
      if (choices === undefined) return undefined;
      product = Math.min(product * choices, Number.MAX_SAFE_INTEGER);
    }
    return product;
  }

  #repeated(): number | undefined {
    const isGroup = this.source[this.#at] === "(";
    const atom = isGroup ? this.#group() : this.#atom();
    if (atom === undefined) return undefined;
    const quantifier = this.#take(/[*+?]|\{\d{1,4}(?:,\d{0,4})?\}/y);
    if (quantifier === undefined) return atom;
    // A lazy mark changes which match is found first, not how many there are.
    this.#take(/\?/y);
    if (quantifier === "?") return atom + 1;
    if (isGroup) return undefined;
    return this.#repeatChoices(quantifier);
  }

  #repeatChoices(quantifier: string): number {
    const [, min = "", comma, max] = /^\{(\d+)(,)?(\d*)\}$/.exec(quantifier) ?? [];
    if (comma === undefined && min !== "") return 1;
    if (max === undefined || max === "") {
      this.unbounded += 1;
      return 1;
    }
    return Number(max) - Number(min) + 1;
  }

  #group(): number | undefined {
    this.#take(/\((?:\?:|\?<[A-Za-z]\w*>)?/y);
    const choices = this.alternatives();
    return this.#take(/\)/y) === undefined ? undefined : choices;
  }

  /** One character, class, escape or anchor. Back references (`\1`, `\k`) are not understood. */
  #atom(): number | undefined {
    const atom = this.#take(
      /\\(?:[dDwWsSbBnrtfv]|[^A-Za-z0-9]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|p\{[\w=]+\}|P\{[\w=]+\})|\[(?:[^\]\\]|\\[^])*\]|[^\\()[\]{}*+?|]/y,
    );
    return atom === undefined ? undefined : 1;
  }

  #take(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const taken = expression.exec(this.source)?.[0];
    if (taken === undefined || (taken === "" && expression.source !== "")) return undefined;
    this.#at += taken.length;
    return taken;
  }
}

/** Whether `|` stands outside of every group, where `^` would anchor the first alternative only. */
function hasTopLevelAlternative(pattern: string): boolean {
  let depth = 0;
  for (const [token] of pattern.matchAll(/\\[^]|\[(?:[^\]\\]|\\[^])*\]|[()|]/g)) {
    if (token === "(") depth += 1;
    else if (token === ")") depth -= 1;
    else if (token === "|" && depth === 0) return true;
  }
  return false;
}
