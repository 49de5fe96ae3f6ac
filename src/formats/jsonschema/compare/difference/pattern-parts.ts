import type { Pattern } from "../../patterns/pattern.js";

/** A pattern as patterns without leading lookaheads, all of which must be found or must not. */
export function patternParts(pattern: Pattern): readonly { readonly pattern: Pattern; readonly negate: boolean }[] {
  return (
    pattern.parts?.flatMap((one) => {
      const inner = patternParts(one.pattern);
      const [only] = inner;
      if (inner.length === 1 && only !== undefined)
        return [{ pattern: only.pattern, negate: only.negate !== one.negate }];
      return one.negate ? [one] : inner;
    }) ?? [{ pattern, negate: false }]
  );
}
