import { amount } from "../core/amount.js";
import { lastOf } from "../core/last-of.js";
import type { SchemaImpact } from "../core/schema-impact.js";
import { examineImpact, type ImpactDeps, type ImpactRequest } from "./impact.js";
import { previewRecipe, type RecipePreview, type RecipePreviewRequest } from "./preview-recipe.js";
import { type PreviewDeps, previewRetry, type PreviewRequest, type RetryPreview } from "./preview-retry.js";

/** What would happen, without anything happening. */
export interface DryRuns {
  /** `limit` 0 leaves it to the server. */
  preview(request: PreviewRequest): Promise<RetryPreview>;
  /** The same with progress; `limit` 0 examines everything. */
  watchPreview(request: PreviewRequest): AsyncGenerator<RetryPreview>;
  /** `limit` and `samples` 0 leave it to the server. */
  previewRecipe(request: RecipePreviewRequest): Promise<RecipePreview>;
  /** What a schema would do to dead letters and accepted events. `limit` 0 leaves it to the server. */
  impact(request: Omit<ImpactRequest, "letters" | "events"> & { readonly limit: number }): Promise<SchemaImpact>;
  /** The same with progress. */
  watchImpact(request: ImpactRequest): AsyncGenerator<SchemaImpact>;
}

const recipeSamples = { fallback: 5, maximum: 100 };

/** Dead letters, and events, that a single answer examines. */
const examined = { fallback: 1000, maximum: 10_000 };

/** Bounds what one answer examines; what is watched examines everything. */
export function createDryRuns(deps: PreviewDeps & ImpactDeps): DryRuns {
  return {
    preview: async (request) =>
      await lastOf(previewRetry(deps, { ...request, limit: amount("limit", request.limit, examined) })),
    watchPreview: (request) => previewRetry(deps, { ...request, limit: request.limit || Number.MAX_SAFE_INTEGER }),
    async previewRecipe(request) {
      const samples = amount("samples", request.samples, recipeSamples);
      return await previewRecipe(deps, { ...request, samples, limit: amount("limit", request.limit, examined) });
    },
    async impact({ limit, ...request }) {
      const most = amount("limit", limit, examined);
      return await lastOf(examineImpact(deps, { ...request, letters: most, events: most }));
    },
    watchImpact: (request) => examineImpact(deps, request),
  };
}
