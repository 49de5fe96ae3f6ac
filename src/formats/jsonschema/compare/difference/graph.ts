import { type JsonTypeName, type JsonValue, valueKey } from "../../model/json.js";
import type { Schema } from "../../model/schema.js";
import type { Pattern } from "../../patterns/pattern.js";
import { type AlsoDeclared, alsoDeclared, noteAlsoDeclared } from "../../validation/also-declared.js";
import { formatCheck, isUncheckedFormat } from "../../validation/formats.js";
import { tracksEvaluated } from "../../validation/tracks-evaluated.js";
import { isWholeOnly } from "../facets.js";
import { Closing } from "./closing.js";
import type { Node, Part } from "./node.js";

/** How the schemas of one side are to be read. */
export interface SideOptions {
  readonly formats: boolean;
  /** Whether objects hold declared members only. */
  readonly declaredOnly: boolean;
  /** Whether a missing required member passes when its property states a default. */
  readonly defaultsFill: boolean;
}

/** A node while nodes that say the same are still apart. */
interface Draft extends Node {
  readonly id: number;
  parts: Part[];
  declares: boolean;
  marks: Node[];
  /** Set where it says exactly what another one says. */
  same?: Draft;
}

const everyType: readonly JsonTypeName[] = ["null", "boolean", "number", "string", "array", "object"];

/** Turns the schemas of both sides into nodes, one for all that say the same. */
export class NodeGraph {
  readonly #drafts: Draft[] = [];
  readonly #made = new Map<string, Node>();
  #settled: Node[] = [];
  #tracks = false;
  #next = 1;

  /** The nodes of both roots. Call once. */
  build(writer: Schema, writerOptions: SideOptions, reader: Schema, readerOptions: SideOptions): readonly [Node, Node] {
    this.#tracks = writerOptions.declaredOnly || tracksEvaluated(writer) || tracksEvaluated(reader);
    const left = this.#side(writer, writerOptions);
    const right = this.#side(reader, readerOptions);
    const canonical = mergeEqual(this.#drafts);
    this.#settled = [...new Set(canonical.values())];
    const of = (draft: Draft): Node => canonical.get(resolved(draft)) ?? draft;
    return [of(left), of(right)];
  }

  /** How many different nodes there are. */
  get size(): number {
    return this.#settled.length;
  }

  /** A node with these demands, the same for the same key. */
  make(key: string, parts: readonly Part[]): Node {
    let node = this.#made.get(key);
    if (node === undefined) {
      node = { id: this.#next++, parts, declares: false, marks: [], origin: undefined };
      this.#made.set(key, node);
    }
    return node;
  }

  /** A node that only these values fit. */
  values(values: readonly JsonValue[]): Node {
    const keys = new Set(values.map(valueKey));
    return this.make(`values ${[...keys].sort().join()}`, [{ kind: "values", values, keys }]);
  }

  /** A node that texts with the pattern in them fit, and nothing but texts. */
  text(pattern: Pattern): Node {
    const parts: Part[] = [{ kind: "types", types: new Set(["string"]), wholeOnly: false }];
    for (const one of patternParts(pattern)) {
      const inner: Part = { kind: "pattern", pattern: one.pattern };
      const key = `pattern ${one.pattern.flags}/${one.pattern.source}`;
      parts.push(one.negate ? { kind: "not", node: this.make(key, [inner]) } : inner);
    }
    return this.make(`text ${pattern.flags}/${pattern.source}`, parts);
  }

  /** A node that fits what fits one of these. */
  any(nodes: readonly Node[]): Node {
    const [only] = nodes;
    if (nodes.length === 1 && only !== undefined) return only;
    return this.make(`any ${nodes.map(({ id }) => id).join()}`, [{ kind: "any", nodes }]);
  }

  /** A node that no value fits. */
  never(): Node {
    return this.make("never", [{ kind: "types", types: new Set(), wholeOnly: false }]);
  }

  #side(root: Schema, options: SideOptions): Draft {
    const builder = new SideBuilder(options, this.#tracks, (origin) => {
      const draft: Draft = { id: this.#next++, parts: [], declares: false, marks: [], origin };
      this.#drafts.push(draft);
      return draft;
    });
    return builder.build(root);
  }
}

function resolved(draft: Draft): Draft {
  let at = draft;
  while (at.same !== undefined) at = at.same;
  return at;
}

/** A pattern as patterns without leading lookaheads, all of which must be found or must not. */
function patternParts(pattern: Pattern): readonly { readonly pattern: Pattern; readonly negate: boolean }[] {
  return (
    pattern.parts?.flatMap((one) => {
      const inner = patternParts(one.pattern);
      const [only] = inner;
      if (inner.length === 1 && only !== undefined)
        return [{ pattern: only.pattern, negate: only.negate !== one.negate }];
      return one.negate ? [one] : inner;
    }) ?? [{ pattern, negate: false }]
  );
}

class SideBuilder {
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

/** The drafts with those that say the same made one, by refining classes of drafts until no class falls apart. */
function mergeEqual(drafts: readonly Draft[]): Map<Draft, Node> {
  const own = drafts.filter(({ same }) => same === undefined);
  let classes = new Map<Draft, number>(own.map((draft) => [draft, 0]));
  const shapes = new Map(own.map((draft) => [draft, shapeOf(draft)]));
  for (let count = 0; ; ) {
    const seen = new Map<string, number>();
    const next = new Map<Draft, number>();
    for (const draft of own) {
      const { parts = [], marks = [] } = shapes.get(draft) ?? {};
      const inner = (node: Node): number => classes.get(resolved(node as Draft)) ?? 0;
      const printed = parts.map(({ text, nodes }) =>
        nodes.length === 0 ? text : `${text}:${nodes.map(inner).join()}`,
      );
      const key = `${[...new Set(printed)].sort().join(" ")}|${marks.map(inner).join()}|${draft.declares}`;
      let at = seen.get(key);
      if (at === undefined) seen.set(key, (at = seen.size));
      next.set(draft, at);
    }
    classes = next;
    if (seen.size === count) break;
    count = seen.size;
  }
  const firsts = new Map<number, Draft>();
  for (const draft of own) {
    const at = classes.get(draft) ?? 0;
    if (!firsts.has(at)) firsts.set(at, draft);
  }
  const canonical = new Map<Draft, Draft>();
  for (const draft of own) canonical.set(draft, firsts.get(classes.get(draft) ?? 0) ?? draft);
  const of = (node: Node): Node => canonical.get(resolved(node as Draft)) ?? node;
  for (const draft of firsts.values()) {
    draft.parts = draft.parts.map((part) => mapNodes(part, of));
    draft.marks = draft.marks.map(of);
  }
  return canonical;
}

interface Shape {
  readonly parts: readonly { readonly text: string; readonly nodes: readonly Node[] }[];
  readonly marks: readonly Node[];
}

function shapeOf(draft: Draft): Shape {
  return { parts: draft.parts.map((part) => ({ text: textOf(part), nodes: nodesOf(part) })), marks: draft.marks };
}

function nodesOf(part: Part): readonly Node[] {
  if ("nodes" in part) return part.nodes;
  if ("node" in part) return [part.node];
  if (part.kind !== "if") return [];
  return [part.test, part.yes, part.no].filter((one) => one !== undefined);
}

/** What a demand says apart from the nodes in it. */
function textOf(part: Part): string {
  switch (part.kind) {
    case "types":
      return `types ${[...part.types].sort().join()} ${part.wholeOnly}`;
    case "values":
      return `values ${[...part.keys].sort().join()}`;
    case "pattern":
    case "pattern-members":
      return JSON.stringify([part.kind, part.pattern.flags, part.pattern.source]);
    case "rest-members":
      return JSON.stringify([part.kind, [...part.except].sort(), part.outside.map(({ source }) => source).sort()]);
    case "if":
      return `if ${part.yes !== undefined} ${part.no !== undefined}`;
    default:
      return JSON.stringify({ ...part, node: undefined, nodes: undefined });
  }
}

function mapNodes(part: Part, of: (node: Node) => Node): Part {
  if ("nodes" in part) return { ...part, nodes: part.nodes.map(of) };
  if ("node" in part) return { ...part, node: of(part.node) };
  if (part.kind !== "if") return part;
  const optional = (node: Node | undefined): Node | undefined => (node === undefined ? undefined : of(node));
  return { ...part, test: of(part.test), yes: optional(part.yes), no: optional(part.no) };
}
