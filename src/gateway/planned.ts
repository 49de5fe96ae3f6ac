import { SluiceError } from "../core/errors.js";
import type { StreamCommitResult } from "../store/store.js";
import { maxRunEvents } from "./publish-run.js";
import type { Item, ItemOutcome, Outcome } from "./submission.js";

/** What the store says of a commit that went through. */
export type Committed = Extract<StreamCommitResult, { outcome: "committed" }>;

/** What an item, or part of a run, turned into until the positions are known. */
export type Planned =
  | { readonly kind: "known"; readonly outcome: ItemOutcome }
  | { readonly kind: "same-as"; readonly place: number }
  | ({ readonly kind: "record"; readonly index: number } & Pick<Publish, "schema" | "warnings">)
  | { readonly kind: "run"; readonly index: number; readonly count: number; readonly schema: Publish["schema"] };
/** An item that is published. */
export type Publish = Extract<Item, { kind: "publish" }>;

/** Where an event of this commit will be: which record, and which event of it. */
export function pendingPlace(record: number, event: number): number {
  return record * maxRunEvents + event;
}

/** The position of such an event; undefined when its record was not appended. */
export function positionOf(place: number, { positions }: Committed): number | undefined {
  const first = positions[Math.floor(place / maxRunEvents)];
  return first === undefined ? undefined : first + (place % maxRunEvents);
}

/** What became of it, now that the positions are known. */
export function outcomeOf(planned: Planned, result: Committed): Outcome {
  switch (planned.kind) {
    case "known":
      return planned.outcome;
    case "same-as":
      return { kind: "duplicate", place: positionOf(planned.place, result) };
    case "record": {
      const { index, schema, warnings } = planned;
      const position = result.positions[index];
      return position === undefined ? { kind: "skipped" } : { kind: "published", position, schema, warnings };
    }
    case "run": {
      const { index, count, schema } = planned;
      const firstPosition = result.positions[index];
      if (firstPosition === undefined) throw new SluiceError("INTERNAL", "A run was not given positions.");
      return { kind: "published-run", firstPosition, count, schema };
    }
  }
}
