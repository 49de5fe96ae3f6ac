import { type Advice, advise } from "../advice.js";

/** What a sentence about a difference can name. */
export interface DifferenceWords {
  /** Where an event has the schema, in words that can begin a sentence. */
  readonly place: string;
  /** The property or position it is about. */
  readonly name: string;
}

/** What is known about a kind of difference. */
export interface DifferenceTypeInfo {
  /** Which policies call it compatible: both, only the lenient one, or none. */
  readonly allowed: "always" | "lenient" | "never";
  readonly says?: (words: DifferenceWords) => string;
  readonly advice?: (words: DifferenceWords) => Advice;
}

type Says = NonNullable<DifferenceTypeInfo["says"]>;
type Advises = NonNullable<DifferenceTypeInfo["advice"]>;

const fine = { allowed: "always" } as const;
const never = (says: Says, advice: Advises) => ({ allowed: "never", says, advice }) as const;
const lenient = (says: Says, advice: Advises) => ({ allowed: "lenient", says, advice }) as const;

/** A limit the reader newly has. */
const added = (keyword: string, refused: string) =>
  never(
    ({ place }) => `${place}: the reader has '${keyword}' and the writer has not, so ${refused} are refused.`,
    () => advise(`Leave '${keyword}' out of the reader.`, `Give the writer the same '${keyword}'.`),
  );

/** A limit that is narrower in the reader. */
const tightened = (keyword: string, change: "greater" | "smaller", refused: string) =>
  never(
    ({ place }) => `${place}: '${keyword}' is ${change} in the reader than in the writer, so ${refused} are refused.`,
    () => advise(`Put '${keyword}' back to what the writer has.`, `Give the writer the '${keyword}' of the reader.`),
  );

/** Further members that the reader refuses or restricts. */
const closed = (allow: typeof never | typeof lenient, keyword: string, members: string) =>
  allow(
    ({ place }) => `${place}: the reader no longer accepts ${members} beyond those it lists ('${keyword}').`,
    () =>
      advise(`Let the reader accept further ${members} as the writer does.`, `Close the writer in the same way first.`),
  );
const restricted = (allow: typeof never | typeof lenient, keyword: string, members: string) =>
  allow(
    ({ place }) => `${place}: the reader demands a schema of ${members} beyond those it lists ('${keyword}').`,
    () => advise(`Demand nothing of further ${members}, as the writer does.`, `Give the writer the same '${keyword}'.`),
  );

const withoutSchema: Advises = ({ name }) =>
  advise(
    `Declare '${name}' with an empty schema, use the lenient policy, or close the object before adding properties.`,
    `Declare '${name}' in the writer as the reader has it.`,
  );

const notInRequired: Advises = ({ name }) =>
  advise(
    `Take '${name}' out of 'required'; require it in a new major version.`,
    `Require '${name}' in the writer as well.`,
  );

const asBefore =
  (what: string): Advises =>
  () =>
    advise(`Put ${what} back as the writer has it.`, `Give the writer ${what} of the reader.`);

/** Every difference Confluent's registry tells between two schemas, whether it breaks, and what it means. */
export const differenceTypes = {
  "id-changed": fine,
  "title-changed": fine,
  "description-changed": fine,
  "default-changed": fine,
  "schema-added": never(
    ({ place }) =>
      `${place}: the reader has a schema for all items and the writer has none, so other items are refused.`,
    () => advise("Leave 'items' out of the reader.", "Give the writer the same 'items'."),
  ),
  "schema-removed": fine,
  "type-extended": fine,
  "type-narrowed": never(
    ({ place }) => `${place} must be a whole number for the reader, while the writer may send any number.`,
    asBefore("the type"),
  ),
  "type-changed": never(
    ({ place }) =>
      `${place} is another kind of schema in the reader than in the writer, which these rules never accept.`,
    asBefore("the kind of schema"),
  ),
  "max-length-added": added("maxLength", "longer texts"),
  "max-length-removed": fine,
  "max-length-increased": fine,
  "max-length-decreased": tightened("maxLength", "smaller", "longer texts"),
  "min-length-added": added("minLength", "shorter texts"),
  "min-length-removed": fine,
  "min-length-increased": tightened("minLength", "greater", "shorter texts"),
  "min-length-decreased": fine,
  "pattern-added": added("pattern", "texts that do not match"),
  "pattern-removed": fine,
  "pattern-changed": never(
    ({ place }) =>
      `${place}: the reader has another 'pattern' than the writer; these rules do not look whether it matches more.`,
    asBefore("the pattern"),
  ),
  "maximum-added": added("maximum", "greater numbers"),
  "maximum-removed": fine,
  "maximum-increased": fine,
  "maximum-decreased": tightened("maximum", "smaller", "greater numbers"),
  "minimum-added": added("minimum", "smaller numbers"),
  "minimum-removed": fine,
  "minimum-increased": tightened("minimum", "greater", "smaller numbers"),
  "minimum-decreased": fine,
  "exclusive-maximum-added": added("exclusiveMaximum", "greater numbers"),
  "exclusive-maximum-removed": fine,
  "exclusive-maximum-increased": fine,
  "exclusive-maximum-decreased": tightened("exclusiveMaximum", "smaller", "greater numbers"),
  "exclusive-minimum-added": added("exclusiveMinimum", "smaller numbers"),
  "exclusive-minimum-removed": fine,
  "exclusive-minimum-increased": tightened("exclusiveMinimum", "greater", "smaller numbers"),
  "exclusive-minimum-decreased": fine,
  "multiple-of-added": added("multipleOf", "numbers that are no multiples"),
  "multiple-of-removed": fine,
  "multiple-of-reduced": fine,
  "multiple-of-expanded": tightened("multipleOf", "greater", "numbers that are no multiples"),
  "multiple-of-changed": never(
    ({ place }) =>
      `${place}: neither 'multipleOf' is a multiple of the other, so numbers the writer sends are refused.`,
    asBefore("'multipleOf'"),
  ),
  "required-attribute-added": never(
    ({ place, name }) => `${place} must have the property '${name}' for the reader; the writer may leave it out.`,
    ({ name }) =>
      advise(
        `Take '${name}' out of 'required', or give it a default (which these rules accept).`,
        `Require '${name}' in the writer as well.`,
      ),
  ),
  "required-attribute-with-default-added": fine,
  "required-attribute-removed": fine,
  "max-properties-added": added("maxProperties", "objects with more properties"),
  "max-properties-removed": fine,
  "max-properties-increased": fine,
  "max-properties-decreased": tightened("maxProperties", "smaller", "objects with more properties"),
  "min-properties-added": added("minProperties", "objects with fewer properties"),
  "min-properties-removed": fine,
  "min-properties-increased": tightened("minProperties", "greater", "objects with fewer properties"),
  "min-properties-decreased": fine,
  "additional-properties-added": fine,
  "additional-properties-removed": closed(lenient, "additionalProperties", "properties"),
  "additional-properties-narrowed": restricted(lenient, "additionalProperties", "properties"),
  "additional-properties-extended": fine,
  "dependency-array-added": never(
    ({ place, name }) =>
      `${place}: where '${name}' is there, the reader demands other properties; the writer does not.`,
    ({ name }) =>
      advise(`Take the entry for '${name}' out of the reader.`, `Give the writer the same entry for '${name}'.`),
  ),
  "dependency-array-removed": fine,
  "dependency-array-extended": never(
    ({ place, name }) =>
      `${place}: where '${name}' is there, the reader demands more other properties than the writer.`,
    ({ name }) =>
      advise(
        `Demand no more beside '${name}' than the writer does.`,
        `Demand the same beside '${name}' in the writer.`,
      ),
  ),
  "dependency-array-narrowed": fine,
  "dependency-array-changed": never(
    ({ place, name }) => `${place}: where '${name}' is there, the reader demands properties that the writer does not.`,
    ({ name }) =>
      advise(
        `Demand no more beside '${name}' than the writer does.`,
        `Demand the same beside '${name}' in the writer.`,
      ),
  ),
  "dependency-schema-added": never(
    ({ place, name }) =>
      `${place}: where '${name}' is there, the reader demands that a schema fits; the writer does not.`,
    ({ name }) =>
      advise(`Take the schema for '${name}' out of the reader.`, `Give the writer the same schema for '${name}'.`),
  ),
  "dependency-schema-removed": fine,
  "property-with-empty-schema-added-to-open-content-model": fine,
  "optional-property-added-to-open-content-model": lenient(
    ({ place, name }) =>
      `${place} gets a schema for the optional property '${name}' in the reader, while the writer may send anything under that name.`,
    withoutSchema,
  ),
  "required-property-with-default-added-to-open-content-model": lenient(
    ({ place, name }) =>
      `${place} must have the new property '${name}' for the reader, which has a default for it; the writer may send anything under that name.`,
    withoutSchema,
  ),
  "required-property-added-to-open-content-model": never(
    ({ place, name }) => `${place} must have the new property '${name}' for the reader; the writer does not know it.`,
    notInRequired,
  ),
  "optional-property-added-to-unopen-content-model": fine,
  "required-property-with-default-added-to-unopen-content-model": fine,
  "required-property-added-to-unopen-content-model": never(
    ({ place, name }) => `${place} must have the new property '${name}' for the reader; the writer never sends it.`,
    ({ name }) =>
      advise(
        `Take '${name}' out of 'required', or give it a default (which these rules accept).`,
        `Require '${name}' in the writer as well.`,
      ),
  ),
  "property-added-is-covered-by-partially-open-content-model": fine,
  "property-added-not-covered-by-partially-open-content-model": lenient(
    ({ place, name }) =>
      `${place}: the reader's schema of the new property '${name}' is narrower than what the writer allows under that name.`,
    ({ name }) =>
      advise(
        `Let '${name}' accept what the writer allows for further properties.`,
        `Declare '${name}' in the writer as the reader has it.`,
      ),
  ),
  "property-removed-from-open-content-model": fine,
  "property-with-false-removed-from-closed-content-model": fine,
  "property-removed-from-closed-content-model": lenient(
    ({ place, name }) =>
      `${place} may have the property '${name}' for the writer, which the reader no longer knows or allows.`,
    ({ name }) =>
      advise(
        `Put '${name}' back, or let the reader accept properties it does not know.`,
        `Take '${name}' out of the writer first.`,
      ),
  ),
  "property-removed-is-covered-by-partially-open-content-model": fine,
  "property-removed-not-covered-by-partially-open-content-model": lenient(
    ({ place, name }) =>
      `${place}: what the reader allows for further properties is narrower than what the writer sends as '${name}'.`,
    ({ name }) => advise(`Put '${name}' back as the writer has it.`, `Take '${name}' out of the writer first.`),
  ),
  "unevaluated-properties-added": fine,
  "unevaluated-properties-removed": closed(lenient, "unevaluatedProperties", "properties"),
  "unevaluated-properties-narrowed": restricted(lenient, "unevaluatedProperties", "properties"),
  "unevaluated-properties-extended": fine,
  "max-items-added": added("maxItems", "longer lists"),
  "max-items-removed": fine,
  "max-items-increased": fine,
  "max-items-decreased": tightened("maxItems", "smaller", "longer lists"),
  "min-items-added": added("minItems", "shorter lists"),
  "min-items-removed": fine,
  "min-items-increased": tightened("minItems", "greater", "shorter lists"),
  "min-items-decreased": fine,
  "max-contains-added": added("maxContains", "lists with more items of the kind in 'contains'"),
  "max-contains-removed": fine,
  "max-contains-increased": fine,
  "max-contains-decreased": tightened("maxContains", "smaller", "lists with more items of the kind in 'contains'"),
  "min-contains-added": added("minContains", "lists with fewer items of the kind in 'contains'"),
  "min-contains-removed": fine,
  "min-contains-increased": tightened("minContains", "greater", "lists with fewer items of the kind in 'contains'"),
  "min-contains-decreased": fine,
  "unique-items-added": added("uniqueItems", "lists with equal items"),
  "unique-items-removed": fine,
  "additional-items-added": fine,
  "additional-items-removed": closed(never, "additionalItems", "items"),
  "additional-items-narrowed": restricted(never, "additionalItems", "items"),
  "additional-items-extended": fine,
  "unevaluated-items-added": fine,
  "unevaluated-items-removed": closed(never, "unevaluatedItems", "items"),
  "unevaluated-items-narrowed": restricted(never, "unevaluatedItems", "items"),
  "unevaluated-items-extended": fine,
  "item-with-empty-schema-added-to-open-content-model": fine,
  "item-added-to-open-content-model": never(
    ({ place, name }) =>
      `${place}: the reader has a schema for position ${name}, while the writer may send anything there.`,
    () => advise("Leave that position to the writer.", "Describe that position in the writer as the reader does."),
  ),
  "item-added-to-closed-content-model": fine,
  "item-added-is-covered-by-partially-open-content-model": fine,
  "item-added-not-covered-by-partially-open-content-model": never(
    ({ place, name }) =>
      `${place}: the reader's schema of position ${name} is narrower than what the writer allows for further items.`,
    () =>
      advise(
        "Let that position accept what the writer allows for further items.",
        "Describe that position in the writer as the reader does.",
      ),
  ),
  "item-removed-from-open-content-model": fine,
  "item-with-false-removed-from-closed-content-model": fine,
  "item-removed-from-closed-content-model": never(
    ({ place, name }) =>
      `${place} may have an item at position ${name} for the writer, which the reader does not allow.`,
    () => advise("Put that position back.", "Take that position out of the writer first."),
  ),
  "item-removed-is-covered-by-partially-open-content-model": fine,
  "item-removed-not-covered-by-partially-open-content-model": never(
    ({ place, name }) =>
      `${place}: what the reader allows for further items is narrower than what the writer sends at position ${name}.`,
    () => advise("Put that position back as the writer has it.", "Take that position out of the writer first."),
  ),
  "enum-array-extended": fine,
  "enum-array-narrowed": never(
    ({ place }) => `${place}: the reader lists fewer values than the writer, so some of the writer's are refused.`,
    () => advise("Put the values that are missing back into the reader.", "Take those values out of the writer first."),
  ),
  "enum-array-changed": never(
    ({ place }) => `${place}: the reader lists other values than the writer, so some of the writer's are refused.`,
    () => advise("Keep every value of the writer in the reader.", "List the reader's values in the writer."),
  ),
  "combined-type-extended": fine,
  "combined-type-changed": never(
    ({ place }) =>
      `${place}: the reader combines its alternatives in another way ('allOf', 'anyOf' or 'oneOf') than the writer; of these changes the rules accept only the one to 'anyOf'.`,
    () => advise("Combine as the writer does, or use 'anyOf'.", "Combine in the writer as the reader does."),
  ),
  "product-type-extended": never(
    ({ place }) => `${place} must fit more schemas at once ('allOf') for the reader than for the writer.`,
    () => advise("Take the new schema out of 'allOf'.", "Give the writer the same 'allOf'."),
  ),
  "product-type-narrowed": fine,
  "sum-type-extended": fine,
  "sum-type-narrowed": never(
    ({ place }) =>
      `${place} has fewer alternatives in the reader than in the writer, so what fits the others is refused.`,
    () => advise("Put the missing alternative back.", "Take the alternative out of the writer first."),
  ),
  "combined-type-subschemas-changed": never(
    ({ place }) =>
      `${place}: not every alternative of the writer has one of its own in the reader that is compatible with it.`,
    () =>
      advise(
        "Put the changed alternative back as the writer has it.",
        "Give the writer the alternatives of the reader.",
      ),
  ),
  "not-type-extended": never(
    ({ place }) => `${place}: the reader excludes more with 'not' than the writer.`,
    () => advise("Exclude no more than the writer does.", "Exclude the same in the writer."),
  ),
  "not-type-narrowed": fine,
} satisfies Record<string, DifferenceTypeInfo>;
