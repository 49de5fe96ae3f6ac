import type { JsonTypeName } from "../model/json.js";
import { type Schema, schemaLike } from "../model/schema.js";
import { accepts } from "../validation/evaluate.js";
import { arrayObstacles } from "./array-obligations.js";
import { combinationObstacles } from "./combination-obligations.js";
import { type Conjunction, extend, finiteValues, idOf, splitsOf, typesOf } from "./conjunction.js";
import { contradicts, type DisjointContext, isDisjoint, isEmpty } from "./disjoint.js";
import { SchemaEquality } from "./equal-schemas.js";
import { isWholeOnly, numberFacets } from "./facets.js";
import { discriminatorCases } from "./discriminator.js";
import { type Goal, obstacle, type ProofOptions, type Proving } from "./goal.js";
import { objectObstacles } from "./object-obligations.js";
import type { Budget, Obstacle } from "./obstacle.js";
import { numberObstacles, stringObstacles } from "./scalar-obligations.js";

const maxSplits = 6;
const maxCases = 64;

/**
 * Proves that whatever the writer sends fits the reader, by following both schemas together. A goal met again inside
 * itself may be taken for granted when it is about a smaller value (a member or an item), since values are finite; what
 * was concluded from such an assumption is forgotten when the assumption fails.
 */
export class Prover implements Proving {
  readonly options: ProofOptions;
  readonly budget: Budget;
  readonly equality = new SchemaEquality();
  /** Goals assumed or shown, with the depth in the value from which they may be used. */
  readonly #granted = new Map<string, number>();
  readonly #trail: { key: string; before: number | undefined }[] = [];
  readonly #failed = new Map<string, readonly Obstacle[]>();
  readonly #failedQuietly = new Set<string>();
  readonly #emptiness = new Map<number, Map<string, boolean>>();
  #tentative = 0;
  /** Above 0 while goals are tried without telling cases apart. */
  #undivided = 0;
  #depth = 0;

  constructor(options: ProofOptions, budget: Budget) {
    this.options = options;
    this.budget = budget;
  }

  /** What stands in the way of the proof; empty when it succeeded. */
  prove(goal: Goal): readonly Obstacle[] {
    const { writer, reader } = goal;
    this.budget.spend();
    if (reader.always === true || writer.all.includes(reader)) return [];
    const key = `${writer.key}>${idOf(reader)}`;
    if (this.#depth >= (this.#granted.get(key) ?? Number.POSITIVE_INFINITY)) return [];
    const known = this.#failed.get(key);
    if (known !== undefined) return known;
    if (this.#tentative > 0 && this.#failedQuietly.has(key)) return [obstacle(goal, "false")];
    if (writer.all.some((one) => this.equality.areEqual(one, reader))) return [];
    const mark = this.#trail.length;
    this.#grant(key, this.#depth + 1);
    const obstacles = this.#attempt(goal);
    if (obstacles.length === 0) {
      this.#grant(key, this.#depth);
      return obstacles;
    }
    this.#retract(mark);
    if (this.#tentative === 0) this.#failed.set(key, obstacles);
    else this.#failedQuietly.add(key);
    return obstacles;
  }

  /** Whether the goal at hand is only tried, so that one obstacle is as good as all. */
  get isTentative(): boolean {
    return this.#tentative > 0;
  }

  /** Proves a goal about a member or an item of the value at hand. */
  proveInside(goal: Goal): readonly Obstacle[] {
    this.#depth++;
    try {
      return this.prove(goal);
    } finally {
      this.#depth--;
    }
  }

  /** Whether the proof succeeds, for goals that are tried rather than demanded: the reasons do not matter. */
  tries(goal: Goal): boolean {
    this.#tentative++;
    try {
      return this.prove(goal).length === 0;
    } finally {
      this.#tentative--;
    }
  }

  /** Like `tries`, about a member or an item of the value at hand. */
  triesInside(goal: Goal): boolean {
    this.#depth++;
    try {
      return this.tries(goal);
    } finally {
      this.#depth--;
    }
  }

  #grant(key: string, depth: number): void {
    this.#trail.push({ key, before: this.#granted.get(key) });
    this.#granted.set(key, depth);
  }

  #retract(mark: number): void {
    for (const { key, before } of this.#trail.splice(mark).reverse()) {
      if (before === undefined) this.#granted.delete(key);
      else this.#granted.set(key, before);
    }
  }

  /** Whether no value is in the conjunction and fits the schema. */
  isDisjoint(known: Conjunction, schema: Schema): boolean {
    return isDisjoint(known, schema, this.#disjointContext());
  }

  /** Whether the conjunction has no values. */
  isEmpty(known: Conjunction): boolean {
    return isEmpty(known, this.#disjointContext());
  }

  #disjointContext(): DisjointContext {
    const certainlyFits = (known: Conjunction, schema: Schema): boolean =>
      known.all.includes(schema) ||
      known.all.some((one) => this.equality.areEqual(one, schema)) ||
      this.#fitsDirectly(known, schema);
    return { options: this.options, budget: this.budget, known: this.#emptiness, certainlyFits };
  }

  /** A proof without cases, for use inside the search for contradictions. */
  #fitsDirectly(known: Conjunction, schema: Schema): boolean {
    if (this.#tentative > 3 || contradicts(known, schema, this.options)) return false;
    this.#undivided++;
    try {
      return this.tries({ writer: extend({ ...known, none: [] }, {}), reader: schema, trail: undefined });
    } finally {
      this.#undivided--;
    }
  }

  #attempt(goal: Goal): readonly Obstacle[] {
    const { writer, reader } = goal;
    const values = finiteValues(writer, this.options);
    if (values !== undefined) {
      const options = { formats: this.options.formats, defaultsFill: this.options.defaultsFill };
      if (values.every((value) => accepts(reader, value, options))) return [];
      const keyword = reader.enum !== undefined ? "enum" : reader.constant !== undefined ? "const" : "type";
      const direct = this.#obligations(goal);
      return direct.length > 0 ? direct : [{ reader, keyword, writer, trail: goal.trail }];
    }
    const direct = this.#obligations(goal);
    if (direct.length === 0 || this.isEmpty(writer)) return [];
    return this.#byCases(goal, direct);
  }

  /** Tells the writer's values apart and proves each case by itself. */
  #byCases(goal: Goal, direct: readonly Obstacle[]): readonly Obstacle[] {
    const { writer, reader, trail } = goal;
    if (this.#undivided > 0 || writer.settled.size >= maxSplits) return direct;
    const split = splitsOf(writer)[0];
    let cases: Conjunction[] | undefined = split?.cases();
    if (cases === undefined && (reader.anyOf !== undefined || reader.oneOf !== undefined || reader.if !== undefined)) {
      cases = this.#typeCases(writer) ?? discriminatorCases(writer, reader, this.options);
    }
    if (cases === undefined || cases.length > maxCases) return direct;
    const obstacles: Obstacle[] = [];
    for (const one of cases) {
      if (this.isEmpty(one)) continue;
      obstacles.push(...this.prove({ writer: one, reader, trail }));
      if (obstacles.length > 0 && this.#tentative > 0) break;
    }
    return obstacles;
  }

  #typeCases(writer: Conjunction): Conjunction[] | undefined {
    const types = typesOf(writer);
    const like = writer.all[0];
    if (types.size < 2 || like === undefined || writer.settled.has("types")) return undefined;
    return [...types].map((type) =>
      extend(writer, { foreign: [schemaLike(like, { types: new Set([type]) })], settled: "types" }),
    );
  }

  #obligations(goal: Goal): readonly Obstacle[] {
    const { reader } = goal;
    const found: Obstacle[] = [];
    const types = typesOf(goal.writer);
    if (types.size === 0) return [];
    if (reader.always === false) return [obstacle(goal, "false")];
    const steps: readonly (() => readonly Obstacle[])[] = [
      () => this.#typeObstacles(goal, types),
      () => valueObstacles(goal),
      () => (types.has("number") ? numberObstacles(goal, this.options) : []),
      () => (types.has("string") ? stringObstacles(goal, this.options) : []),
      () => (reader.ref === undefined ? [] : this.prove({ ...goal, reader: reader.ref })),
      () => (types.has("object") ? objectObstacles(goal, this) : []),
      () => (types.has("array") ? arrayObstacles(goal, this) : []),
      () => combinationObstacles(goal, this),
    ];
    for (const step of steps) {
      found.push(...step());
      if (found.length > 0 && this.#tentative > 0) break;
    }
    return found;
  }

  #typeObstacles(goal: Goal, types: ReadonlySet<JsonTypeName>): readonly Obstacle[] {
    const { reader, writer } = goal;
    if (reader.types === undefined) return [];
    for (const type of types) {
      if (reader.types.has(type)) continue;
      if (type === "number" && isWholeOnly(reader) && numberFacets(writer).whole) continue;
      return [obstacle(goal, "type")];
    }
    return [];
  }
}

/** `enum` and `const` of the reader, for writers whose values are not few. */
function valueObstacles(goal: Goal): readonly Obstacle[] {
  if (goal.reader.constant !== undefined) return [obstacle(goal, "const")];
  return goal.reader.enum === undefined ? [] : [obstacle(goal, "enum")];
}
