/** A row that is kept when it is deleted, so that revisions are never given out again. */
export interface RevisionColumns {
  readonly revision: number;
  readonly deleted: number;
}

/** Compares what a caller expects with what is there: revision 0 stands for nothing. `kept` is the row that is not deleted. */
export function asExpected<Row extends RevisionColumns>(
  row: Row | undefined,
  expectedRevision: number,
): { readonly known: "expected" | "unexpected"; readonly kept: Row | undefined } {
  const kept = row?.deleted === 0 ? row : undefined;
  return { known: (kept?.revision ?? 0) === expectedRevision ? "expected" : "unexpected", kept };
}
