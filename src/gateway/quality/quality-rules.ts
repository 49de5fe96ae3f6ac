import type { StreamQuality } from "../../core/quality.js";
import { type CompiledQuality, compileQuality } from "./compile-quality.js";
import type { CompileJsonSchema } from "./schema-rule.js";

/** Compiled quality rules. */
export interface QualityRules {
  /** @throws SluiceError INVALID_ARGUMENT as `compileQuality` */
  of(quality: StreamQuality): Promise<CompiledQuality>;
}

/** Configurations whose compiled rules are kept. */
const capacity = 200;

/**
 * Compiles on first use. A configuration is known by its object, which the store hands out again and again while it is
 * unchanged, and failing that by its text.
 */
export function createQualityRules(deps: { readonly compileJsonSchema: CompileJsonSchema }): QualityRules {
  const byObject = new WeakMap<StreamQuality, Promise<CompiledQuality>>();
  const byText = new Map<string, Promise<CompiledQuality>>();
  return {
    async of(quality) {
      const known = byObject.get(quality);
      if (known !== undefined) return await known;
      const text = JSON.stringify(quality);
      const compiled = byText.get(text) ?? compileQuality(deps, quality);
      byText.delete(text);
      byText.set(text, compiled);
      byObject.set(quality, compiled);
      compiled.catch(() => {
        byText.delete(text);
        byObject.delete(quality);
      });
      const [oldest] = byText.keys();
      if (byText.size > capacity && oldest !== undefined) byText.delete(oldest);
      return await compiled;
    },
  };
}
