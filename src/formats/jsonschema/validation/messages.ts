import { editDistance } from "../../../core/edit-distance.js";
import { instancePathOf } from "../../../core/instance-path.js";
import { shortened } from "../../../core/shortened.js";
import { maxNameLength } from "../../../core/violation.js";
import { type JsonValue, valueKey } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import type { Failure } from "./failure.js";
import { sharedDiscriminator } from "./telling.js";

/**
 * What a violation says, and what would put it right. Never anything of the payload but types and property names, those
 * shortened to `maxNameLength`.
 */
export interface Wording {
  readonly message: string;
  readonly hint: string;
}

const mostListed = 8;
const mostListedLength = 60;

/** How many of something, with the right ending. */
function count(amount: number | undefined, unit: string): string {
  const number = amount ?? 0;
  const plural = unit.endsWith("y") ? `${unit.slice(0, -1)}ies` : `${unit}s`;
  return `${number} ${number === 1 ? unit : plural}`;
}

function withArticle(type: string): string {
  if (type === "null") return "null";
  return `${/^[aio]/.test(type) ? "an" : "a"} ${type}`;
}

function listTypes(schema: Schema): string {
  return [...(schema.types ?? [])].map(withArticle).join(" or ");
}

/** Schema-side values, short enough to read. */
function listValues(values: readonly JsonValue[]): string {
  const shown = values.slice(0, mostListed).map((value) => {
    const text = JSON.stringify(value);
    return text.length > mostListedLength ? `${text.slice(0, mostListedLength)}…` : text;
  });
  const more = values.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** The declared property name an unknown one was most likely meant to be. */
function nearestName(schema: Schema, name: string): string | undefined {
  if (name.length > maxNameLength) return undefined;
  const allowed = name.length >= 6 ? 2 : 1;
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const declared of schema.properties?.keys() ?? []) {
    const sameLetters = simplified(declared) === simplified(name);
    const distance = sameLetters ? 0 : editDistance(name, declared, allowed);
    if (distance < bestDistance) {
      best = declared;
      bestDistance = distance;
    }
  }
  return best;
}

function simplified(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, "");
}

function unknownProperty({ schema, property = "" }: Failure): Wording {
  const nearest = nearestName(schema, property);
  const hint =
    nearest === undefined ? "Remove it, or register a schema version that declares it." : `Did you mean '${nearest}'?`;
  return { message: `has the property '${shortened(property, maxNameLength)}', which the schema does not allow`, hint };
}

function noAlternative(failure: Failure): Wording {
  const { schema, keyword, found } = failure;
  const total = (keyword === "oneOf" ? schema.oneOf : schema.anyOf)?.length ?? 0;
  if (found !== undefined) {
    return {
      message: `fits more than one of ${total} alternatives that exclude each other (numbers ${found})`,
      hint: "Change it so that exactly one alternative fits, or make the alternatives of the schema exclusive.",
    };
  }
  const message = `fits none of the ${total} alternatives the schema allows`;
  const deciding = sharedDiscriminator(failure);
  if (deciding === undefined) return { message, hint: "Make it fit one of the alternatives completely." };
  const values = [...new Map(deciding.values.map((value) => [valueKey(value), value])).values()];
  const where = deciding.path.length === 0 ? "It" : `'${instancePathOf(deciding.path).instancePath}'`;
  return { message, hint: `${where} decides which alternative is meant; it must be one of: ${listValues(values)}.` };
}

type Writer = (failure: Failure) => Wording;

const writers: Readonly<Record<string, Writer>> = {
  false: () => ({ message: "is not allowed here", hint: "Remove it." }),
  type: ({ schema, found = "" }) => ({
    message: `must be ${listTypes(schema)}, not ${withArticle(found)}`,
    hint: `Send ${listTypes(schema)}.`,
  }),
  const: ({ schema }) => ({
    message: "is not the one value allowed here",
    hint: `It must be ${listValues(schema.constant === undefined ? [] : [schema.constant.value])}.`,
  }),
  enum: ({ schema }) => ({
    message: "is not one of the allowed values",
    hint: `Allowed are: ${listValues(schema.enum ?? [])}.`,
  }),
  required: ({ property = "" }) => ({
    message: `is missing the required property '${property}'`,
    hint: `Add '${property}'.`,
  }),
  dependentRequired: ({ property = "", found = "" }) => ({
    message: `is missing the property '${property}', which is required because '${found}' is there`,
    hint: `Add '${property}', or leave out '${found}'.`,
  }),
  additionalProperties: unknownProperty,
  unevaluatedProperties: unknownProperty,
  propertyNames: ({ property = "" }) => ({
    message: `has the property '${shortened(property, maxNameLength)}', whose name the schema does not allow`,
    hint: "Rename it so that it fits 'propertyNames'.",
  }),
  minLength: ({ schema }) => ({
    message: `is shorter than ${count(schema.minLength, "character")}`,
    hint: `Send at least ${count(schema.minLength, "character")}.`,
  }),
  maxLength: ({ schema }) => ({
    message: `is longer than ${count(schema.maxLength, "character")}`,
    hint: `Send at most ${count(schema.maxLength, "character")}.`,
  }),
  pattern: ({ schema }) => ({
    message: "does not match the regular expression of the schema",
    hint: `It must match ${schema.pattern?.source ?? ""}`,
  }),
  format: ({ schema }) => ({
    message: `is not a valid ${schema.format ?? ""}`,
    hint: formatHints[schema.format ?? ""] ?? `Send a text in the format '${schema.format ?? ""}'.`,
  }),
  minimum: ({ schema }) => bound(`is less than ${schema.minimum ?? 0}`, `${schema.minimum ?? 0} or more`),
  maximum: ({ schema }) => bound(`is greater than ${schema.maximum ?? 0}`, `${schema.maximum ?? 0} or less`),
  exclusiveMinimum: ({ schema }) =>
    bound(`is not greater than ${schema.exclusiveMinimum ?? 0}`, `more than ${schema.exclusiveMinimum ?? 0}`),
  exclusiveMaximum: ({ schema }) =>
    bound(`is not less than ${schema.exclusiveMaximum ?? 0}`, `less than ${schema.exclusiveMaximum ?? 0}`),
  multipleOf: ({ schema }) =>
    bound(`is not a multiple of ${schema.multipleOf ?? 0}`, `a multiple of ${schema.multipleOf ?? 0}`),
  minItems: ({ schema }) => ({
    message: `has fewer than ${count(schema.minItems, "item")}`,
    hint: `Send at least ${count(schema.minItems, "item")}.`,
  }),
  maxItems: ({ schema }) => ({
    message: `has more than ${count(schema.maxItems, "item")}`,
    hint: `Send at most ${count(schema.maxItems, "item")}.`,
  }),
  uniqueItems: ({ found = "" }) => ({
    message: `has equal items at the positions ${found}, counted from 0`,
    hint: "Leave out what is there twice.",
  }),
  contains: ({ schema, found = "0" }) => ({
    message: `has ${count(Number(found), "item")} of the kind asked for, fewer than ${schema.minContains ?? 1}`,
    hint: "Add an item that fits 'contains'.",
  }),
  maxContains: ({ schema, found = "0" }) => ({
    message: `has ${count(Number(found), "item")} of the kind asked for, more than ${schema.maxContains ?? 0}`,
    hint: "Leave out some items that fit 'contains'.",
  }),
  minProperties: ({ schema }) => ({
    message: `has fewer than ${count(schema.minProperties, "property")}`,
    hint: `Send at least ${count(schema.minProperties, "property")}.`,
  }),
  maxProperties: ({ schema }) => ({
    message: `has more than ${count(schema.maxProperties, "property")}`,
    hint: `Send at most ${count(schema.maxProperties, "property")}.`,
  }),
  anyOf: noAlternative,
  oneOf: noAlternative,
  not: () => ({
    message: "fits what the schema excludes with 'not'",
    hint: "Change it so that the excluded schema does not fit.",
  }),
};

const formatHints: Readonly<Record<string, string>> = {
  "date-time": "Send an RFC 3339 time with an offset, such as 2026-01-31T12:00:00Z.",
  date: "Send a date such as 2026-01-31.",
  time: "Send a time with an offset, such as 12:00:00Z.",
  duration: "Send an ISO 8601 duration such as P1DT2H.",
  email: "Send an address such as name@example.com.",
  uuid: "Send a UUID such as 3fa85f64-5717-4562-b3fc-2c963f66afa6.",
  uri: "Send an absolute URI such as https://example.com/path.",
  ipv4: "Send an address such as 192.0.2.1.",
  ipv6: "Send an address such as 2001:db8::1.",
};

function bound(message: string, wanted: string): Wording {
  return { message, hint: `Send a number that is ${wanted}.` };
}

/** The words for a failure. */
export function wordingOf(failure: Failure): Wording {
  return writers[failure.keyword]?.(failure) ?? { message: "does not fit the schema", hint: "" };
}
