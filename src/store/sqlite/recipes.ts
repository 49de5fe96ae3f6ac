import type { RecipeRow, RecipeStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { asExpected } from "./revisions.js";

interface RecipeColumns {
  name: string;
  description: string;
  steps: string;
  revision: number;
  actor: string;
  created_at: number;
  updated_at: number;
  deleted: number;
}

function toRecipe(row: RecipeColumns): RecipeRow {
  const { name, description, steps, revision, actor } = row;
  const times = { createdAt: new Date(row.created_at), updatedAt: new Date(row.updated_at) };
  return { name, description, steps, revision, actor, ...times };
}

/** Recipes. */
export function createRecipeStore(database: SqliteDatabase): RecipeStore {
  const { reader, writer } = database;
  const find = reader.prepare<[string], RecipeColumns>("SELECT * FROM recipes WHERE name = ? AND deleted = 0");
  const page = reader.prepare<[string, number], RecipeColumns>(
    "SELECT * FROM recipes WHERE name > ? AND deleted = 0 ORDER BY name LIMIT ?",
  );
  const current = writer.prepare<[string], RecipeColumns>("SELECT * FROM recipes WHERE name = ?");
  const put = writer.prepare(`
    REPLACE INTO recipes (name, description, steps, revision, actor, created_at, updated_at, deleted)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0)`);
  const mark = writer.prepare("UPDATE recipes SET deleted = 1, revision = revision + 1, updated_at = ? WHERE name = ?");
  return {
    get: (name) =>
      database.read(() => {
        const row = find.get(name);
        return row && toRecipe(row);
      }),
    list: (after, limit) => database.read(() => page.all(after, limit).map(toRecipe)),
    save: ({ name, description, steps, actor, expectedRevision, at }) =>
      database.write(() => {
        const row = current.get(name);
        const { known, kept } = asExpected(row, expectedRevision);
        if (known === "unexpected") return { outcome: "conflict", current: kept && toRecipe(kept) };
        const revision = (row?.revision ?? 0) + 1;
        const createdAt = kept === undefined ? at : new Date(kept.created_at);
        put.run(name, description, steps, revision, actor, createdAt.getTime(), at.getTime());
        return { outcome: "done", row: { name, description, steps, revision, actor, createdAt, updatedAt: at } };
      }),
    remove: (name, expectedRevision, at) =>
      database.write(() => {
        const row = current.get(name);
        const { known, kept } = asExpected(row, expectedRevision === 0 ? (row?.revision ?? 0) : expectedRevision);
        if (known === "unexpected" || kept === undefined) {
          return { outcome: "conflict", current: kept && toRecipe(kept) };
        }
        mark.run(at.getTime(), name);
        return { outcome: "done", row: toRecipe(kept) };
      }),
  };
}
