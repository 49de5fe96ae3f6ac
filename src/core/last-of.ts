/** The last of what comes, which there has to be. */
export async function lastOf<T>(items: AsyncIterable<T>): Promise<T> {
  let last: { readonly item: T } | undefined;
  for await (const item of items) last = { item };
  if (last === undefined) throw new Error("Nothing came.");
  return last.item;
}
