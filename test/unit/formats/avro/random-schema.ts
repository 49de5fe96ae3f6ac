import fc from "fast-check";

/** A schema as JSON. */
export type SchemaJson = string | readonly SchemaJson[] | { readonly [key: string]: unknown };

/** What a schema is drawn from: a tree in which a name may stand for a definition or, once defined, for its use. */
type Plan =
  | { readonly kind: "primitive"; readonly name: string }
  | { readonly kind: "array" | "map"; readonly inner: Plan }
  | { readonly kind: "union"; readonly branches: readonly Plan[] }
  | {
      readonly kind: "enum";
      readonly name: string;
      readonly symbols: readonly string[];
      readonly fallback: boolean;
      readonly alias: string | undefined;
    }
  | { readonly kind: "fixed"; readonly name: string; readonly size: number }
  | {
      readonly kind: "record";
      readonly name: string;
      readonly fields: readonly FieldPlan[];
      readonly alias: string | undefined;
    };

interface FieldPlan {
  readonly name: string;
  readonly type: Plan;
  readonly fallback: boolean;
  readonly alias: string | undefined;
}

export interface SchemaOptions {
  /** Whether records, enums and fields may have aliases. */
  readonly aliases: boolean;
  /** Namespaces that names are drawn from. */
  readonly namespaces: readonly string[];
}

const primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

/** Random small schemas over few names, so that two of them have something to do with each other. */
export function schemaArbitrary(options: SchemaOptions): fc.Arbitrary<SchemaJson> {
  const fullName = (names: readonly string[]) =>
    fc
      .tuple(fc.constantFrom(...options.namespaces), fc.constantFrom(...names))
      .map(([space, name]) => (space === "" ? name : `${space}.${name}`));
  const alias = options.aliases
    ? fc.option(fullName(["R", "S", "E"]), { nil: undefined, freq: 3 })
    : fc.constant(undefined);
  const fieldAlias = options.aliases
    ? fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined, freq: 4 })
    : fc.constant(undefined);
  const { plan } = fc.letrec<{ plan: Plan; leaf: Plan }>((tie) => ({
    leaf: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ kind: fc.constant("primitive" as const), name: fc.constantFrom(...primitives) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant("enum" as const),
          name: fullName(["E", "F"]),
          symbols: fc.uniqueArray(fc.constantFrom("X", "Y", "Z"), { minLength: 1 }),
          fallback: fc.boolean(),
          alias,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant("fixed" as const), name: fullName(["H"]), size: fc.nat(2) }),
      },
    ),
    plan: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      tie("leaf"),
      fc.record({ kind: fc.constantFrom("array" as const, "map" as const), inner: tie("plan") }),
      fc.record({
        kind: fc.constant("union" as const),
        branches: fc.array(tie("plan"), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant("record" as const),
        name: fullName(["R", "S"]),
        alias,
        fields: fc.uniqueArray(
          fc.record({
            name: fc.constantFrom("a", "b", "c"),
            type: tie("plan"),
            fallback: fc.boolean(),
            alias: fieldAlias,
          }),
          { maxLength: 3, selector: (field) => field.name },
        ),
      }),
    ),
  }));
  return plan.map((tree) => realize(tree, new Set()));
}

/** A plan as a schema: the first use of a name defines it, branches that would repeat in a union are dropped. */
function realize(plan: Plan, defined: Set<string>): SchemaJson {
  switch (plan.kind) {
    case "primitive":
      return plan.name;
    case "array":
      return { type: "array", items: realize(plan.inner, defined) };
    case "map":
      return { type: "map", values: realize(plan.inner, defined) };
    case "union":
      return realizeUnion(plan.branches, defined);
    default:
      return realizeNamed(plan, defined);
  }
}

function realizeUnion(branches: readonly Plan[], defined: Set<string>): SchemaJson {
  const seen = new Set<string>();
  const kept: SchemaJson[] = [];
  for (const branch of branches) {
    const key = "name" in branch ? branch.name : branch.kind;
    if (branch.kind === "union" || seen.has(key)) continue;
    seen.add(key);
    kept.push(realize(branch, defined));
  }
  return kept;
}

function realizeNamed(plan: Extract<Plan, { name: string }>, defined: Set<string>): SchemaJson {
  if (plan.kind === "primitive" || defined.has(plan.name)) return plan.name;
  defined.add(plan.name);
  if (plan.kind === "fixed") return { type: "fixed", name: plan.name, size: plan.size };
  const aliases = plan.alias === undefined || plan.alias === plan.name ? {} : { aliases: [plan.alias] };
  if (plan.kind === "enum") {
    return {
      type: "enum",
      name: plan.name,
      symbols: plan.symbols,
      ...(plan.fallback ? { default: plan.symbols[0] } : {}),
      ...aliases,
    };
  }
  const fields = plan.fields.map((field) => {
    const type = realize(field.type, defined);
    const fallback = field.fallback ? simpleDefault(type) : undefined;
    const alias = field.alias === undefined || field.alias === field.name ? {} : { aliases: [field.alias] };
    return { name: field.name, type, ...(fallback === undefined ? {} : { default: fallback }), ...alias };
  });
  return { type: "record", name: plan.name, fields, ...aliases };
}

const simple = new Map<unknown, unknown>([
  ["null", null],
  ["boolean", true],
  ["int", 7],
  ["long", 7],
  ["float", 1.5],
  ["double", 1.5],
  ["bytes", "\u00ff"],
  ["string", "text"],
  ["array", []],
  ["map", {}],
]);

/** A default for the types that have an obvious one; for a union that of its first branch. */
function simpleDefault(type: SchemaJson): unknown {
  if (typeof type === "string") return simple.get(type);
  if (Array.isArray(type)) return type.length === 0 ? undefined : simpleDefault(type[0] as SchemaJson);
  const object = type as { readonly [key: string]: unknown };
  if (object["type"] === "enum") return (object["symbols"] as readonly string[])[0];
  return simple.get(object["type"]);
}
