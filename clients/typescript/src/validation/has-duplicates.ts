/** Whether two items are equal as JSON values, whatever the order of their properties. Takes time linear to the items. */
export function hasDuplicates(items: readonly unknown[]): boolean {
  return new Set(items.map(canonicalText)).size < items.length;
}

function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const properties = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${properties.map(([key, each]) => `${JSON.stringify(key)}:${canonicalText(each)}`).join(",")}}`;
}
