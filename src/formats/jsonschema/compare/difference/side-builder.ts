import { type JsonTypeName, type JsonValue, valueKey } from "../../model/json.js";
import type { Schema } from "../../model/schema.js";
import { type AlsoDeclared, alsoDeclared, noteAlsoDeclared } from "../../validation/also-declared.js";
import { formatCheck, isUncheckedFormat } from "../../validation/formats.js";
import { isWholeOnly } from "../facets.js";
import { Closing } from "./closing.js";
import type { Draft } from "./draft.js";
import type { Node, Part } from "./node.js";
import { patternParts } from "./pattern-parts.js";

/** How the schemas of one side are to be read. */
export interface SideOptions {
  readonly formats: boolean;
  /** Whether objects hold declared members only. */
  readonly declaredOnly: boolean;
  /** Whether a missing required member passes when its property states a default. */
  readonly defaultsFill: boolean;
}

const everyType: readonly JsonTypeName[] = ["null", "boolean", "number", "string", "array", "object"];

/** Turns the schemas of one side into drafts of nodes, one for each schema and way it is asked. */
export class SideBuilder {
  readonly #options: SideOptions;
  readonly #tracks: boolean;
  readonly #create: (origin: Schema | undefined) => Draft;
  readonly #plain = new Map<Schema, Draft>();
  readonly #asItIs = new Map<Schema, Draft>();
  readonly #whole = new Map<Schema, Draft>();
  readonly #open: { readonly schema: Schema; readonly draft: Draft; readonly closes: boolean }[] = [];
  /** Whether the schemas at hand say what is sent; those of `not` and `if` only ask whether a value is of some kind. */
  #closes = true;
  readonly #closing = new Closing();

  constructor(options: SideOptions, tracks: boolean, create: (origin: Schema | undefined) => Draft) {
    this.#options = options;
    this.#tracks = tracks;
    this.#create = create;
  }

  build(root: Schema): Draft {
    if (this.#options.declaredOnly) noteAlsoDeclared(root);
    const draft = this.#inner(root);
    for (let next = this.#open.pop(); next !== undefined; next = this.#open.pop()) {
      this.#closes = next.closes;
      this.#fill(next.schema, next.draft);
    }
    return draft;
  }

  /** The node of a schema that judges the value at hand. */
  #here(schema: Schema): Draft {
    const drafts = this.#closes ? this.#plain : this.#asItIs;
    let draft = drafts.get(schema);
    if (draft === undefined) {
      draft = this.#create(schema);
      drafts.set(schema, draft);
      this.#open.push({ schema, draft, closes: this.#closes });
    }
    return draft;
  }

  /** Like `#here`, for what only asks whether a value is of some kind. */
  #asked(schema: Schema): Draft {
    const before = this.#closes;
    this.#closes = false;
    const draft = this.#here(schema);
    this.#closes = before;
    return draft;
  }

  /** The node of a schema that judges a whole value: the root, a member or an item. */
  #inner(schema: Schema): Draft {
    if (!this.#options.declaredOnly || !this.#closes || !this.#closing.closes(schema)) return this.#here(schema);
    const also = alsoDeclared(schema);
    if (also?.all === true) return this.#here(schema);
    let draft = this.#whole.get(schema);
    if (draft === undefined) {
      draft = this.#create(schema);
      draft.parts.push({ kind: "all", nodes: [this.#here(schema)] }, closedPart(also));
      this.#whole.set(schema, draft);
    }
    return draft;
  }

  #fill(schema: Schema, draft: Draft): void {
    if (schema.always === true) return;
    if (schema.always === false) {
      draft.parts.push({ kind: "types", types: new Set(), wholeOnly: false });
      return;
    }
    const { parts } = draft;
    this.#addValues(schema, parts);
    addNumbers(schema, parts);
    this.#addTexts(schema, parts);
    this.#addObjects(schema, parts);
    this.#addArrays(schema, draft);
    this.#addCombinations(schema, parts);
    draft.declares = this.#options.declaredOnly && this.#closing.declares(schema);
    this.#shorten(draft);
  }

  /** Where evaluated members do not matter, `allOf` of one schema and the like are that schema. */
  #shorten(draft: Draft): void {
    const [only] = draft.parts;
    if (draft.parts.length !== 1 || only === undefined || draft.declares || draft.marks.length > 0) return;
    if (only.kind === "all" || only.kind === "any" || only.kind === "one") {
      const [single] = only.nodes;
      if (only.nodes.length === 1 && single !== undefined) draft.same = single as Draft;
    }
  }

  #addValues(schema: Schema, parts: Part[]): void {
    if (schema.types !== undefined) {
      const types = new Set(everyType.filter((type) => schema.types?.has(type) === true));
      const wholeOnly = isWholeOnly(schema);
      if (wholeOnly) types.add("number");
      if (types.size < everyType.length || wholeOnly) parts.push({ kind: "types", types, wholeOnly });
    }
    if (schema.enum !== undefined) parts.push(valuesPart(schema.enum));
    if (schema.constant !== undefined) parts.push(valuesPart([schema.constant.value]));
  }

  #addTexts(schema: Schema, parts: Part[]): void {
    if ((schema.minLength ?? 0) > 0) parts.push({ kind: "shortest", count: schema.minLength ?? 0 });
    if (schema.maxLength !== undefined) parts.push({ kind: "longest", count: schema.maxLength });
    for (const one of schema.pattern === undefined ? [] : patternParts(schema.pattern)) {
      const part: Part = { kind: "pattern", pattern: one.pattern };
      if (!one.negate) parts.push(part);
      else {
        const inner = this.#create(schema);
        inner.parts.push({ kind: "types", types: new Set(["string"]), wholeOnly: false }, part);
        parts.push({ kind: "not", node: inner });
      }
    }
    if (schema.format !== undefined && this.#options.formats) addFormat(schema.format, parts);
  }

  #addObjects(schema: Schema, parts: Part[]): void {
    if ((schema.minProperties ?? 0) > 0) parts.push({ kind: "least-members", count: schema.minProperties ?? 0 });
    if (schema.maxProperties !== undefined) parts.push({ kind: "most-members", count: schema.maxProperties });
    this.#addRequired(schema, parts);
    for (const [trigger, names] of schema.dependentRequired ?? []) {
      for (const name of names) parts.push({ kind: "needs", trigger, name });
    }
    for (const [trigger, inner] of schema.dependentSchemas ?? []) {
      parts.push({ kind: "dependent", trigger, node: this.#here(inner) });
    }
    this.#addMembers(schema, parts);
  }

  #addRequired(schema: Schema, parts: Part[]): void {
    for (const name of schema.required ?? []) {
      const filled = this.#options.defaultsFill && schema.properties?.get(name)?.default !== undefined;
      if (!filled) parts.push({ kind: "required", name });
    }
  }

  #addMembers(schema: Schema, parts: Part[]): void {
    const add = (part: Part & { readonly node: Node }, inner: Schema): void => {
      // What accepts everything is worth a word only where somebody asks what was looked at.
      if (inner.always !== true || this.#tracks || part.kind === "member") parts.push(part);
    };
    for (const [name, inner] of schema.properties ?? []) {
      if (inner.always !== true || this.#tracks) add({ kind: "member", name, node: this.#inner(inner) }, inner);
    }
    for (const { pattern, schema: inner } of schema.patternProperties ?? []) {
      add({ kind: "pattern-members", pattern, node: this.#inner(inner) }, inner);
    }
    const rest = schema.additionalProperties;
    if (rest !== undefined) {
      const outside = (schema.patternProperties ?? []).map(({ pattern }) => pattern);
      const except = new Set(schema.properties?.keys() ?? []);
      add({ kind: "rest-members", except, outside, node: this.#inner(rest) }, rest);
    }
    if (schema.propertyNames !== undefined && schema.propertyNames.always !== true) {
      parts.push({ kind: "names", node: this.#here(schema.propertyNames) });
    }
    if (schema.unevaluatedProperties !== undefined) {
      parts.push({ kind: "unevaluated-members", node: this.#inner(schema.unevaluatedProperties) });
    }
  }

  #addArrays(schema: Schema, draft: Draft): void {
    const { parts } = draft;
    if ((schema.minItems ?? 0) > 0) parts.push({ kind: "least-items", count: schema.minItems ?? 0 });
    if (schema.maxItems !== undefined) parts.push({ kind: "most-items", count: schema.maxItems });
    if (schema.uniqueItems === true) parts.push({ kind: "unique" });
    this.#addItems(schema, parts);
    this.#addContains(schema, draft);
    if (schema.unevaluatedItems !== undefined) {
      parts.push({ kind: "unevaluated-items", node: this.#inner(schema.unevaluatedItems) });
    }
  }

  #addItems({ prefixItems = [], items }: Schema, parts: Part[]): void {
    for (const [index, inner] of prefixItems.entries()) {
      if (inner.always !== true || this.#tracks) parts.push({ kind: "item", index, node: this.#inner(inner) });
    }
    if (items !== undefined && (items.always !== true || this.#tracks)) {
      parts.push({ kind: "rest-items", from: prefixItems.length, node: this.#inner(items) });
    }
  }

  #addContains({ contains, minContains: least = 1, maxContains, place }: Schema, { parts, marks }: Draft): void {
    if (contains === undefined) return;
    const node = this.#here(contains);
    if (least > 0) parts.push({ kind: "least-fitting", count: least, node });
    if (maxContains !== undefined) parts.push({ kind: "most-fitting", count: maxContains, node });
    if (this.#tracks && place.dialect === "2020-12") marks.push(node);
  }

  #addCombinations(schema: Schema, parts: Part[]): void {
    const here = (list: readonly Schema[] | undefined): Draft[] => (list ?? []).map((inner) => this.#here(inner));
    const all = here(schema.ref === undefined ? schema.allOf : [schema.ref, ...(schema.allOf ?? [])]);
    if (all.length > 0) parts.push({ kind: "all", nodes: all });
    const any = schema.anyOf ?? [];
    if (any.length > 0 && (this.#tracks || !any.some(({ always }) => always === true))) {
      parts.push({ kind: "any", nodes: here(any) });
    }
    if (schema.oneOf !== undefined) parts.push({ kind: "one", nodes: here(schema.oneOf) });
    if (schema.not !== undefined) parts.push({ kind: "not", node: this.#asked(schema.not) });
    if (schema.if !== undefined) {
      const [yes, no] = [schema.then, schema.else].map((inner) =>
        inner === undefined ? undefined : this.#here(inner),
      );
      parts.push({ kind: "if", test: this.#asked(schema.if), yes, no });
    }
  }
}

function closedPart(also: AlsoDeclared | undefined): Part {
  return { kind: "closed", names: [...(also?.names ?? [])], patterns: [...(also?.patterns.values() ?? [])] };
}

function valuesPart(values: readonly JsonValue[]): Part {
  return { kind: "values", values, keys: new Set(values.map(valueKey)) };
}

function addNumbers(schema: Schema, parts: Part[]): void {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = schema;
  if (minimum !== undefined) parts.push({ kind: "low", bound: minimum, open: false });
  if (above !== undefined) parts.push({ kind: "low", bound: above, open: true });
  if (maximum !== undefined) parts.push({ kind: "high", bound: maximum, open: false });
  if (below !== undefined) parts.push({ kind: "high", bound: below, open: true });
  if (schema.multipleOf !== undefined) parts.push({ kind: "divisor", divisor: schema.multipleOf });
}

function addFormat(name: string, parts: Part[]): void {
  if (name === "int32" || name === "int64") {
    parts.push({ kind: "divisor", divisor: 1 });
    if (name === "int32") {
      parts.push({ kind: "low", bound: -(2 ** 31), open: false }, { kind: "high", bound: 2 ** 31 - 1, open: false });
    }
    return;
  }
  if (formatCheck(name)?.type === "string" || isUncheckedFormat(name)) parts.push({ kind: "format", name });
}
