import type { SchemaFix, Side } from "../../../core/finding.js";
import type { SchemaPlace } from "../model/document.js";
import { isArray, isObject, type JsonValue, member } from "../model/json.js";
import {
  all,
  anything,
  carriedOver,
  type Edits,
  matchKeyword,
  matchKeywords,
  put,
  rename,
  withoutRequired,
  withRequired,
} from "../schema-edits.js";
import { keywordAt, placeBelow } from "./class-model.js";
import type { Difference, DifferenceType } from "./difference.js";

/** The schema to change, and the one that stays as it is. */
interface FixPlace {
  readonly side: Side;
  readonly target: SchemaPlace;
  readonly source: SchemaPlace;
  readonly policy: "strict" | "lenient";
  /** Everything that breaks, so that one edit can take care of all names in a list. */
  readonly broken: readonly Difference[];
}

/** How differences are mended. */
export type FixOptions = Pick<FixPlace, "side" | "policy" | "broken">;

/** What takes a difference away on the side that can be changed; undefined where no edit says it. */
export function fixFor(difference: Difference, options: FixOptions): SchemaFix | undefined {
  const { original, update } = difference;
  if (original === undefined || update === undefined) return undefined;
  const { side } = options;
  const at = side === "reader" ? { target: update, source: original } : { target: original, source: update };
  const edits = causesFixed(difference, options) ?? editsFor(difference, { ...at, ...options });
  return edits === undefined ? undefined : { side, edits };
}

/** Where what keeps alternatives apart can be mended by itself, that is less than to put all of them back. */
function causesFixed({ causes = [] }: Difference, options: FixOptions): Edits {
  if (causes.length === 0) return undefined;
  const fixes = all(causes.map((cause) => fixFor(cause, { ...options, broken: causes })?.edits));
  return fixes && [...new Map(fixes.map((edit) => [JSON.stringify(edit), edit])).values()];
}

function editsFor(difference: Difference, at: FixPlace): Edits {
  const special = specials[difference.type];
  if (special !== undefined) return special(difference, at);
  const { keyword } = difference;
  // A combination that is made of several keywords has none of its own.
  if (keyword === "" || (combining.has(keyword) && !bothState(at, keyword))) return matchKeywords(at.target, at.source);
  return matchKeyword(at.target, at.source, keyword);
}

const combining: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);

function bothState({ target, source }: FixPlace, keyword: string): boolean {
  return keywordAt(target, keyword) !== undefined && keywordAt(source, keyword) !== undefined;
}

type Fix = (difference: Difference, at: FixPlace) => Edits;

const specials: Readonly<Partial<Record<DifferenceType, Fix>>> = {
  "type-changed": widenType,
  "required-attribute-added": require,
  "required-property-added-to-unopen-content-model": (difference, at) =>
    at.side === "reader" ? require(difference, at) : requireAndDeclare(difference, at),
  "combined-type-changed": combineAlike,
  "required-property-added-to-open-content-model": requireAndDeclare,
  "optional-property-added-to-open-content-model": declare,
  "required-property-with-default-added-to-open-content-model": declare,
  "property-added-not-covered-by-partially-open-content-model": () => undefined,
  "property-removed-from-closed-content-model": undeclare,
  "property-removed-not-covered-by-partially-open-content-model": undeclare,
  "dependency-array-added": matchEntry,
  "dependency-array-changed": matchEntry,
  "dependency-array-extended": matchEntry,
  "dependency-schema-added": matchEntry,
  "item-added-to-open-content-model": matchPosition,
  "item-added-not-covered-by-partially-open-content-model": matchPosition,
  "item-removed-from-closed-content-model": matchPosition,
  "item-removed-not-covered-by-partially-open-content-model": matchPosition,
};

/** The reader may be more things than one; the writer can only become what the reader is. */
function widenType(_: Difference, at: FixPlace): Edits {
  const [own, other] = [keywordAt(at.target, "type"), keywordAt(at.source, "type")];
  const list = (value: JsonValue): readonly JsonValue[] => (isArray(value) ? value : [value]);
  if (own === undefined || other === undefined || at.side === "writer") return matchKeywords(at.target, at.source);
  if (list(other).every((type) => list(own).includes(type))) return matchKeywords(at.target, at.source);
  return put(at.target, ["type"], [...new Set([...list(other), ...list(own)])]);
}

const requiring: ReadonlySet<DifferenceType> = new Set([
  "required-attribute-added",
  "required-property-added-to-unopen-content-model",
  "required-property-added-to-open-content-model",
]);

function require({ original, update }: Difference, { side, target, broken }: FixPlace): Edits {
  const alike = broken.filter((one) => one.original === original && one.update === update && requiring.has(one.type));
  const names = new Set(alike.map(({ subject }) => subject));
  return side === "reader" ? withoutRequired(target, names) : withRequired(target, names);
}

/** Combines in the same way, and the same alternatives. */
function combineAlike(_: Difference, { target, source }: FixPlace): Edits {
  const [own] = [...combining].filter((one) => keywordAt(target, one) !== undefined);
  const [other] = [...combining].filter((one) => keywordAt(source, one) !== undefined);
  const value = other === undefined ? undefined : keywordAt(source, other);
  const carried = value === undefined ? undefined : carriedOver(value, source, target);
  if (own === undefined || other === undefined || carried === undefined) return matchKeywords(target, source);
  return rename(target, own, other, carried);
}

/** Under the strict policy an open object takes a new property only when it says nothing about it. */
function requireAndDeclare(difference: Difference, at: FixPlace): Edits {
  const required = require(difference, at);
  return at.policy === "lenient" && at.side === "reader" ? required : all([required, declare(difference, at)]);
}

function declare({ subject }: Difference, at: FixPlace): Edits {
  if (at.side === "reader") return put(at.target, ["properties", subject], anything);
  return copy(at, ["properties", subject]);
}

function undeclare({ subject }: Difference, at: FixPlace): Edits {
  if (at.side === "reader") return copy(at, ["properties", subject]);
  const declared = put(at.target, ["properties", subject], undefined);
  const required = withoutRequired(at.target, new Set([subject]));
  return required === undefined ? declared : all([declared, required]);
}

/** Puts a subschema where the other schema has it. */
function copy({ target, source }: FixPlace, tokens: readonly [string, string]): Edits {
  const place = placeBelow(source, ...tokens);
  const carried = place && carriedOver(place.value, source, target);
  return carried === undefined ? undefined : put(target, tokens, carried);
}

function matchEntry({ keyword, subject }: Difference, { target, source }: FixPlace): Edits {
  const entries = keywordAt(source, keyword);
  const entry = isObject(entries) ? member(entries, subject) : undefined;
  if (entry === undefined) return put(target, [keyword, subject], undefined);
  const carried = carriedOver(entry, source, target);
  return carried === undefined ? undefined : put(target, [keyword, subject], carried);
}

/** Only the position after the last can be added, and only the last can be taken away, without moving others. */
function matchPosition({ keyword, subject }: Difference, at: FixPlace): Edits {
  const [own, other] = [keywordAt(at.target, keyword), keywordAt(at.source, keyword)];
  const [length, wanted] = [own, other].map((list) => (isArray(list) ? list.length : 0));
  const index = Number(subject);
  if (wanted === index && length === index + 1) return put(at.target, [keyword, index], undefined);
  const item = isArray(other) ? other[index] : undefined;
  const carried = item === undefined ? undefined : carriedOver(item, at.source, at.target);
  return length === index && isArray(own) && carried !== undefined
    ? put(at.target, [keyword, "-"], carried)
    : undefined;
}
