import type { Finding, SchemaChange } from "../../core/finding.js";
import { SchemaEquality } from "./compare/equal-schemas.js";
import { idOf } from "./compare/conjunction.js";
import { EffectiveSchema } from "./effective-schema.js";
import { type JsonValue, valueKey } from "./model/json.js";
import { childPointer } from "../../core/json-pointer.js";
import { type Schema, schemaLike, statedIn } from "./model/schema.js";
import type { ChangeRuleId } from "./rules/catalog.js";
import { placesOf, type SchemaSpot, spotAt } from "./schema-spot.js";

/** A change with the stable id of its kind. */
export interface IdentifiedChange extends SchemaChange {
  readonly ruleId: ChangeRuleId;
  /** Where it is in the later schema; undefined where the place is gone. */
  readonly to: SchemaSpot | undefined;
  /** Where it is in the earlier schema; undefined where the place is new. */
  readonly from: SchemaSpot | undefined;
}

const maxChanges = 500;

/** What changed from one schema to another, following references on both sides, in document order. */
export function changesBetween(from: Schema, to: Schema): IdentifiedChange[] {
  const walk = new ChangeWalk();
  walk.compare(from, to, "");
  return walk.changes;
}

/** What changed as findings that break nothing, the writer's schema being the earlier one. */
export function changeFindings(writer: Schema, reader: Schema): Finding[] {
  return changesBetween(writer, reader).map(({ ruleId, message, to, from }) => ({
    ruleId,
    severity: "info",
    ...placesOf(to, from),
    message,
    suggestion: "",
  }));
}

/** A place in both schemas. */
interface ChangePlace {
  readonly a: EffectiveSchema;
  readonly b: EffectiveSchema;
  readonly path: string;
}

/** What a schema that is nothing but a reference stands for, so that a shared definition is told about once. */
function followed(schema: Schema): Schema {
  let at = schema;
  while (at.ref !== undefined && statedIn(at).length === 1) at = at.ref;
  return at;
}

interface Wording {
  readonly ruleId: ChangeRuleId;
  readonly message: string;
}

/** For each limit whether a greater value accepts more. */
const limitDirections = {
  minimum: "down",
  exclusiveMinimum: "down",
  maximum: "up",
  exclusiveMaximum: "up",
  minLength: "down",
  maxLength: "up",
  minItems: "down",
  maxItems: "up",
  minProperties: "down",
  maxProperties: "up",
  minContains: "down",
  maxContains: "up",
} as const;

const limitNames = Object.keys(limitDirections) as (keyof typeof limitDirections)[];

class ChangeWalk {
  readonly changes: IdentifiedChange[] = [];
  readonly #seen = new Set<string>();
  readonly #equality = new SchemaEquality();

  compare(earlier: Schema, later: Schema, path: string): void {
    const [from, to] = [followed(earlier), followed(later)];
    const pair = `${idOf(from)}>${idOf(to)}`;
    if (this.#seen.has(pair) || this.changes.length >= maxChanges) return;
    this.#seen.add(pair);
    const [a, b] = [new EffectiveSchema(from), new EffectiveSchema(to)];
    this.#annotations(a, b, path);
    if (from.always !== undefined || to.always !== undefined) {
      if (from.always !== to.always) this.#changed({ a, b, path }, "schema-changed", "The schema as a whole changed");
      return;
    }
    this.#types(a, b, path);
    this.#values(a, b, path);
    this.#limits(a, b, path);
    this.#texts(a, b, path);
    this.#properties(a, b, path);
    this.#items(a, b, path);
    this.#combinations(a, b, path);
  }

  #add(change: Omit<SchemaChange, "message" | "path">, wording: Wording, at: ChangePlace): void {
    if (this.changes.length >= maxChanges) return;
    const { kind } = change;
    const from = kind === "added" ? undefined : spotAt(at.a.schema.place);
    const to = kind === "removed" ? undefined : spotAt(at.b.schema.place);
    this.changes.push({ ...change, ...wording, path: at.path, from, to });
  }

  #changed(at: ChangePlace, ruleId: ChangeRuleId, says: string, values: readonly [string, string] = ["", ""]): void {
    const [before, after] = values;
    this.#add({ kind: "changed", before, after }, { ruleId, message: `${nameOf(at.path)}: ${says}.` }, at);
  }

  #annotations(a: EffectiveSchema, b: EffectiveSchema, path: string): void {
    for (const name of ["title", "description", "default", "deprecated"] as const) {
      const before = shown(a.annotation(name));
      const after = shown(b.annotation(name));
      if (before !== after) this.#changed({ a, b, path }, `${name}-changed`, `the ${name} changed`, [before, after]);
    }
  }

  #types(a: EffectiveSchema, b: EffectiveSchema, path: string): void {
    const before = [...(a.first("types") ?? [])];
    const after = [...(b.first("types") ?? [])];
    if (before.join() === after.join()) return;
    const covers = (wide: readonly string[], narrow: readonly string[]): boolean =>
      wide.length === 0 ||
      (narrow.length > 0 &&
        narrow.every((type) => wide.includes(type) || (type === "integer" && wide.includes("number"))));
    const ruleId = covers(after, before) ? "type-widened" : covers(before, after) ? "type-narrowed" : "type-changed";
    const name = (list: readonly string[]): string => (list.length === 0 ? "any" : list.join(" or "));
    this.#changed({ a, b, path }, ruleId, `the type changed from ${name(before)} to ${name(after)}`, [
      name(before),
      name(after),
    ]);
  }

  #values(a: EffectiveSchema, b: EffectiveSchema, path: string): void {
    const before = listed(a);
    const after = listed(b);
    if (before === undefined && after === undefined) return;
    if (before === undefined || after === undefined) {
      const ruleId = before === undefined ? "enum-added" : "enum-removed";
      const says = before === undefined ? "is now limited to listed values" : "is no longer limited to listed values";
      this.#changed({ a, b, path }, ruleId, says, [before?.join(", ") ?? "", after?.join(", ") ?? ""]);
      return;
    }
    for (const value of after.filter((one) => !before.includes(one))) {
      this.#add(
        { kind: "added", before: "", after: value },
        { ruleId: "enum-value-added", message: `${nameOf(path)}: the value ${value} is now allowed.` },
        { a, b, path },
      );
    }
    for (const value of before.filter((one) => !after.includes(one))) {
      this.#add(
        { kind: "removed", before: value, after: "" },
        { ruleId: "enum-value-removed", message: `${nameOf(path)}: the value ${value} is no longer allowed.` },
        { a, b, path },
      );
    }
  }

  #limits(a: EffectiveSchema, b: EffectiveSchema, path: string): void {
    for (const name of limitNames) {
      const before = a.first(name);
      const after = b.first(name);
      if (before === after) continue;
      const direction = limitDirections[name];
      const none = direction === "up" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
      const rises = (after ?? none) > (before ?? none);
      const effect = rises === (direction === "up") ? "loosened" : "tightened";
      const says = `'${name}' went from ${before ?? "none"} to ${after ?? "none"} (${effect})`;
      this.#changed({ a, b, path }, `${kebab(name)}-${effect}`, says, [shown(before), shown(after)]);
    }
  }

  #texts(a: EffectiveSchema, b: EffectiveSchema, path: string): void {
    const pairs = [
      ["pattern", a.first("pattern")?.source, b.first("pattern")?.source],
      ["format", a.first("format"), b.first("format")],
      ["multipleOf", a.first("multipleOf"), b.first("multipleOf")],
    ] as const;
    for (const [name, before, after] of pairs) {
      if (before === after) continue;
      const how = before === undefined ? "added" : after === undefined ? "removed" : "changed";
      const values: [string, string] = [shown(before), shown(after)];
      this.#changed({ a, b, path }, `${kebab(name)}-${how}`, `'${name}' was ${how}`, values);
    }
    const [was, is] = [a.first("uniqueItems") === true, b.first("uniqueItems") === true];
    if (was === is) return;
    const how = is ? "added" : "removed";
    const values: [string, string] = [was ? "true" : "", is ? "true" : ""];
    this.#changed({ a, b, path }, `unique-items-${how}`, `'uniqueItems' was ${how}`, values);
  }

  #properties(a: EffectiveSchema, b: EffectiveSchema, path: string): void {
    const [wasRequired, isRequired] = [a.required, b.required];
    for (const name of b.propertyNames) {
      const [before, after] = [a.property(name), b.property(name)];
      if (after === undefined) continue;
      const inner = childPointer(path, name);
      if (before !== undefined) {
        this.compare(before, after, inner);
        continue;
      }
      const required = isRequired.has(name);
      const wording: Wording = {
        ruleId: required ? "required-property-added" : "property-added",
        message: `The ${required ? "required" : "optional"} property '${name}' was added.`,
      };
      this.#add({ kind: "added", before: "", after: summary(after) }, wording, {
        a,
        b: new EffectiveSchema(after),
        path: inner,
      });
    }
    for (const name of a.propertyNames) {
      const before = a.property(name);
      if (before === undefined || b.property(name) !== undefined) continue;
      const wording: Wording = { ruleId: "property-removed", message: `The property '${name}' was removed.` };
      const at = { a: new EffectiveSchema(before), b, path: childPointer(path, name) };
      this.#add({ kind: "removed", before: summary(before), after: "" }, wording, at);
    }
    this.#requiredness(a, b, path, [wasRequired, isRequired]);
    this.#contentModel(a, b, path);
  }

  #requiredness(a: EffectiveSchema, b: EffectiveSchema, path: string, [was, is]: [Set<string>, Set<string>]): void {
    for (const name of new Set([...was, ...is])) {
      if (was.has(name) === is.has(name)) continue;
      const added = b.property(name) !== undefined && a.property(name) === undefined;
      const removed = b.property(name) === undefined && a.property(name) !== undefined;
      if (added || removed) continue;
      const now = is.has(name);
      const ruleId = now ? "property-became-required" : "property-became-optional";
      const values: [string, string] = now ? ["optional", "required"] : ["required", "optional"];
      this.#changed({ a, b, path: childPointer(path, name) }, ruleId, `is now ${values[1]}`, values);
    }
  }

  #contentModel(a: EffectiveSchema, b: EffectiveSchema, path: string): void {
    for (const key of ["additionalProperties", "unevaluatedProperties"] as const) {
      const [before, after] = [a.first(key), b.first(key)];
      if (this.#same(before, after)) continue;
      const open = (schema: Schema | undefined): boolean => schema === undefined || schema.always === true;
      const closed = (schema: Schema | undefined): boolean => schema?.always === false;
      if (open(before) && open(after)) continue;
      const name = kebab(key);
      const values: [string, string] = [summary(before), summary(after)];
      if (closed(after))
        this.#changed({ a, b, path }, `${name}-closed`, "further properties are no longer allowed", values);
      else if (open(after))
        this.#changed({ a, b, path }, `${name}-opened`, "further properties are now allowed", values);
      else this.#changed({ a, b, path }, `${name}-changed`, "the schema of further properties changed", values);
    }
    for (const key of ["propertyNames", "patternProperties", "dependentSchemas", "dependentRequired"] as const) {
      if (!this.#equality.areEqual(only(a, key), only(b, key)))
        this.#changed({ a, b, path }, `${kebab(key)}-changed`, `'${key}' changed`);
    }
  }

  #items(a: EffectiveSchema, b: EffectiveSchema, path: string): void {
    const [before, after] = [a.first("items"), b.first("items")];
    const sameShape = (a.first("prefixItems")?.length ?? 0) === (b.first("prefixItems")?.length ?? 0);
    if (before !== undefined && after !== undefined) this.compare(before, after, childPointer(path, "*"));
    else if (before !== after)
      this.#changed({ a, b, path }, "items-changed", "the schema of the items changed", [
        summary(before),
        summary(after),
      ]);
    for (const [at, inner] of (a.first("prefixItems") ?? []).entries()) {
      const other = b.first("prefixItems")?.[at];
      if (other !== undefined) this.compare(inner, other, childPointer(path, at));
    }
    if (!sameShape) this.#changed({ a, b, path }, "items-changed", "the number of described positions changed");
    if (!this.#same(a.first("contains"), b.first("contains")))
      this.#changed({ a, b, path }, "contains-changed", "'contains' changed");
  }

  #combinations(a: EffectiveSchema, b: EffectiveSchema, path: string): void {
    for (const key of ["anyOf", "oneOf"] as const) {
      const [before, after] = [a.first(key) ?? [], b.first(key) ?? []];
      if (before.length === after.length)
        for (const [at, inner] of before.entries()) this.compare(inner, after[at] ?? inner, path);
      else {
        const ruleId = `${kebab(key)}-${after.length > before.length ? "widened" : "narrowed"}` as const;
        const says = `the alternatives of '${key}' went from ${before.length} to ${after.length}`;
        this.#changed({ a, b, path }, ruleId, says, [String(before.length), String(after.length)]);
      }
    }
    for (const key of ["not", "if", "then", "else"] as const) {
      if (!this.#same(a.first(key), b.first(key))) this.#changed({ a, b, path }, `${key}-changed`, `'${key}' changed`);
    }
  }

  #same(a: Schema | undefined, b: Schema | undefined): boolean {
    return a === undefined || b === undefined ? a === b : this.#equality.areEqual(a, b);
  }
}

function only(
  effective: EffectiveSchema,
  key: "propertyNames" | "patternProperties" | "dependentSchemas" | "dependentRequired",
): Schema {
  const value = effective.first(key);
  return schemaLike(effective.schema, value === undefined ? {} : { [key]: value });
}

function listed(effective: EffectiveSchema): string[] | undefined {
  const constant = effective.first("constant");
  return constant === undefined ? effective.first("enum")?.map(valueKey) : [valueKey(constant.value)];
}

/** `maxLength` as `max-length`. */
type Kebab<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `-${Lowercase<Head>}`}${Kebab<Tail>}`
  : "";

function kebab<Name extends string>(name: Name): Kebab<Name> {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) as Kebab<Name>;
}

function nameOf(path: string): string {
  return path === "" ? "The event" : `'${path.slice(1)}'`;
}

function shown(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function summary(schema: Schema | undefined): string {
  if (schema === undefined) return "";
  if (schema.always !== undefined) return String(schema.always);
  const effective = new EffectiveSchema(schema);
  const types = effective.first("types");
  const format = effective.first("format");
  const base = types === undefined ? (listed(effective)?.join(", ") ?? "any value") : [...types].join(" or ");
  return format === undefined ? base : `${base} (${format})`;
}
