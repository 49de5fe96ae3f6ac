import type { CompareContext } from "./compare-context.js";
import { confluentAdvice } from "./confluent-advice.js";
import type { ComparedMessages, ConfluentReport } from "./confluent-place.js";
import type { AnyField } from "./element-type.js";

/** Fields of two messages by number. */
interface ComparedFields {
  readonly before: ReadonlyMap<number, AnyField>;
  readonly after: ReadonlyMap<number, AnyField>;
}

/** What Confluent's rules say of the oneofs of two messages, beside fields that were added to and removed from them. */
export function compareOneofs(
  context: CompareContext,
  add: ConfluentReport,
  pair: ComparedMessages,
  { before, after }: ComparedFields,
): void {
  const names = new Set(pair.update.oneofs.map(({ name }) => name));
  for (const oneof of pair.original.oneofs) {
    if (names.has(oneof.name)) continue;
    add("confluent-oneof-removed", { path: `${pair.path}/${oneof.name}`, original: oneof.proto, update: undefined });
  }
  for (const field of before.values()) {
    const now = after.get(field.number);
    if (field.oneof === undefined || now === undefined || now.oneof !== undefined) continue;
    const place = { path: `${pair.path}/${now.number}`, original: field.proto, update: now.proto };
    add("confluent-oneof-field-moved-to-top-level", place);
  }
  const known = new Set(pair.original.oneofs.map(({ name }) => name));
  for (const oneof of pair.update.oneofs) {
    const place = { path: `${pair.path}/${oneof.name}`, original: pair.original.proto, update: oneof.proto };
    if (!known.has(oneof.name)) add("confluent-oneof-added", { ...place, original: undefined });
    const earlier = oneof.fields.flatMap(({ number }) => before.get(number) ?? []);
    const loose = earlier.filter((field) => field.oneof === undefined);
    const groups = new Set(earlier.flatMap((field) => field.oneof ?? [])).size + loose.length;
    // Each field outside of oneofs was a choice of its own, and so was each oneof; one message could have all of them.
    if (groups < 2) continue;
    const ruleId =
      loose.length > 1 ? "confluent-multiple-fields-moved-to-oneof" : "confluent-field-moved-to-existing-oneof";
    const numbers = new Set(loose.map(({ number }) => number));
    const moved = oneof.fields.filter(({ number }) => numbers.has(number));
    add(ruleId, place, confluentAdvice(context, ruleId, { moved, oneof }));
  }
}
