/** A recipe as it is kept. */
export interface RecipeRow {
  readonly name: string;
  readonly description: string;
  /** JSON text, opaque to the store. */
  readonly steps: string;
  /** 1 at first; rises with each change, deletion included, and never sinks. */
  readonly revision: number;
  readonly actor: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a recipe is to be. */
export interface RecipeChange extends Pick<RecipeRow, "name" | "description" | "steps" | "actor"> {
  /** The revision the caller has seen; 0 when there must be none. */
  readonly expectedRevision: number;
  readonly at: Date;
}

/** What became of a change. `conflict`: something else is there than was expected; nothing was changed. */
export type RevisionResult<Row> =
  | { readonly outcome: "done"; readonly row: Row }
  | { readonly outcome: "conflict"; readonly current: Row | undefined };

/** Recipes by name. */
export interface RecipeStore {
  get(name: string): Promise<RecipeRow | undefined>;
  /** By name, from beyond one on; empty for the first page. */
  list(after: string, limit: number): Promise<readonly RecipeRow[]>;
  save(change: RecipeChange): Promise<RevisionResult<RecipeRow>>;
  /** Answers the recipe as it was. `expectedRevision` 0 means whatever is there; then a conflict says that nothing is. */
  remove(name: string, expectedRevision: number, at: Date): Promise<RevisionResult<RecipeRow>>;
}

/** By what an upcaster is found. */
export interface UpcasterKey {
  readonly subject: string;
  readonly fromMajor: number;
  readonly toMajor: number;
}

/** An upcaster as it is kept. */
export interface UpcasterRow extends UpcasterKey {
  /** JSON text, opaque to the store. */
  readonly steps: string;
  readonly examples: readonly string[];
  /** As of recipes. */
  readonly revision: number;
  readonly actor: string;
  readonly updatedAt: Date;
}

/** What an upcaster is to be. */
export interface UpcasterChange extends UpcasterKey, Pick<UpcasterRow, "steps" | "examples" | "actor"> {
  readonly expectedRevision: number;
  readonly at: Date;
}

/** What an upcaster does. */
export interface UpcasterSteps extends UpcasterKey, Pick<UpcasterRow, "steps"> {}

/** Upcasters by subject and tracks. Verbs that change one write a `settings-changed` change in the same transaction. */
export interface UpcasterStore {
  /** Those of a subject, by their tracks. */
  list(subject: string): Promise<readonly UpcasterRow[]>;
  /** The same as they were after a change of the registry, by its sequence, however long ago that was. */
  listAsOf(subject: string, sequence: number): Promise<readonly UpcasterSteps[]>;
  save(change: UpcasterChange): Promise<RevisionResult<UpcasterRow>>;
  remove(key: UpcasterKey, expectedRevision: number, at: Date): Promise<RevisionResult<UpcasterRow>>;
}
