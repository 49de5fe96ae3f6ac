import type { Comparison, Finding, Witness } from "../../../core/finding.js";
import type { SchemaSource } from "../../../core/schema.js";
import type { CompareOptions } from "../../format.js";
import { changesBetween } from "../changes.js";
import { judgeByConfluentRules } from "../confluent/judge.js";
import { loadSchema } from "../loaded-schema.js";
import type { JsonValue } from "../model/json.js";
import type { SchemaProgram } from "../model/schema.js";
import { findingFor } from "../rules/index.js";
import { findCounterexample, minimise } from "./counterexample.js";
import { Budget, BudgetExceeded, type Obstacle } from "./obstacle.js";
import { distinctFindings } from "./distinct-findings.js";
import { SchemaEquality } from "./equal-schemas.js";
import { type ProofOptions, rootGoal } from "./goal.js";
import { Prover } from "./prover.js";
import { Referee } from "./referee.js";
import { type SampleContext, samplesOf } from "./samples.js";

const proofSteps = 60_000;
const auditSteps = 3_000;
const searchSteps = 30_000;
/** Most obstacles a document is looked for. */
const maxSearched = 12;
const maxFindings = 60;

/**
 * Whether the reader accepts everything the writer accepts, as sets of documents. `compatible` is proven and then still
 * tried against generated documents; `incompatible` has a document that the validators agree on; anything else is
 * `undecided` and names what blocked the proof. Formats count only with `semantics.formatsAssert`, in the proof and in
 * the confirmation alike, although the gateway always checks them.
 */
export async function compareJsonSchemas(
  readerSource: SchemaSource,
  writerSource: SchemaSource,
  options: CompareOptions,
): Promise<Comparison> {
  const reader = loadSchema(readerSource).program;
  const writer = loadSchema(writerSource).program;
  const { declaredPropertiesOnly, formatsAssert, readerAppliesDefaults } = options.semantics;
  const proof: ProofOptions = {
    formats: formatsAssert,
    declaredOnly: declaredPropertiesOnly,
    defaultsFill: readerAppliesDefaults,
  };
  const semantic = await new SemanticComparison(reader, writer, proof).run();
  return options.policy === "semantic"
    ? semantic
    : judgeByConfluentRules(reader.root, writer.root, options.policy, semantic);
}

class SemanticComparison {
  readonly #reader: SchemaProgram;
  readonly #writer: SchemaProgram;
  readonly #options: ProofOptions;
  readonly #referee: Referee;
  readonly #search = new Budget(searchSteps);
  readonly #samples = new Map<string, JsonValue[]>();

  constructor(reader: SchemaProgram, writer: SchemaProgram, options: ProofOptions) {
    this.#reader = reader;
    this.#writer = writer;
    this.#options = options;
    this.#referee = new Referee(reader, writer, options);
  }

  async run(): Promise<Comparison> {
    const obstacles = this.#prove();
    if (obstacles === undefined) return this.#afterExhaustion();
    if (obstacles.length === 0) {
      // Equal schemas are judged by the same steps, so no document could tell them apart.
      const equal = new SchemaEquality().areEqual(this.#reader.root, this.#writer.root);
      return equal ? { verdict: "compatible", findings: this.#changes([]) } : this.#audited();
    }
    return this.#judge(distinctObstacles(obstacles));
  }

  #prove(): readonly Obstacle[] | undefined {
    const prover = new Prover(this.#options, new Budget(proofSteps));
    try {
      return prover.prove(rootGoal(this.#writer.root, this.#reader.root));
    } catch (caught) {
      if (caught instanceof BudgetExceeded || caught instanceof RangeError) return undefined;
      throw caught;
    }
  }

  /** A proof was found; documents are still made and tried, so that a fault of the prover shows. */
  #audited(): Comparison {
    const document = this.#sampled();
    const witness = document === undefined ? undefined : this.#witness(document);
    if (witness === undefined) return { verdict: "compatible", findings: this.#changes([]) };
    return { verdict: "incompatible", findings: [this.#general("error", witness.readerError)], witness };
  }

  #afterExhaustion(): Comparison {
    const document = this.#sampled();
    const witness = document === undefined ? undefined : this.#witness(document);
    if (witness !== undefined) {
      return { verdict: "incompatible", findings: [this.#general("error", witness.readerError)], witness };
    }
    const message = "The schemas are too large or too entangled to compare within the budget.";
    return {
      verdict: "undecided",
      findings: [{ ...this.#general("warning", message), ruleId: "comparison-budget-exceeded" }],
    };
  }

  #general(severity: "error" | "warning", message: string): Finding {
    return {
      ruleId: "schema-narrowed",
      severity,
      readerPath: "",
      writerPath: "",
      message,
      suggestion: "Accept in the reader what the writer may send.",
    };
  }

  #context(): SampleContext {
    return { options: this.#options, budget: this.#search, made: this.#samples };
  }

  #sampled(): JsonValue | undefined {
    const { writer } = rootGoal(this.#writer.root, this.#reader.root);
    return samplesOf(writer, { ...this.#context(), budget: new Budget(auditSteps) }).find((one) =>
      this.#referee.refutes(one),
    );
  }

  #judge(obstacles: readonly Obstacle[]): Comparison {
    const refutes = (document: JsonValue): boolean => this.#referee.refutes(document);
    let witness: Witness | undefined;
    const findings: Finding[] = [];
    for (const [at, one] of obstacles.entries()) {
      const document = at < maxSearched ? findCounterexample(one, refutes, this.#context()) : undefined;
      const confirmed = document === undefined ? undefined : this.#witness(document, witness === undefined);
      witness ??= confirmed;
      findings.push(findingFor(one, confirmed === undefined ? "warning" : "error"));
    }
    if (witness === undefined) {
      const document = this.#sampled();
      witness = document === undefined ? undefined : this.#witness(document);
      if (witness !== undefined && findings[0] !== undefined) findings[0] = { ...findings[0], severity: "error" };
    }
    const listed = distinctFindings([...bySeverity(findings), ...this.#changes(findings)]).slice(0, maxFindings);
    if (witness === undefined) return { verdict: "undecided", findings: listed };
    return { verdict: "incompatible", findings: listed, witness };
  }

  #witness(found: JsonValue, smallest = true): Witness | undefined {
    const refutes = (document: JsonValue): boolean => this.#referee.refutes(document);
    const small = smallest ? minimise(found, refutes) : found;
    const confirmedBy = this.#referee.confirm(small);
    if (confirmedBy === undefined) return undefined;
    const document = JSON.stringify(small);
    const payload = new TextEncoder().encode(document);
    return { document, payload, readerError: this.#referee.readerError(small), confirmedBy };
  }

  /** What changed besides, for people and for the choice of a version number. */
  #changes(told: readonly Finding[]): Finding[] {
    const known = new Set(told.map((one) => one.readerPath));
    const changes = changesBetween(this.#writer.root, this.#reader.root)
      .filter(({ toPath }) => toPath === "" || !known.has(toPath))
      .map(({ ruleId, message, toPath, fromPath }) => ({
        ruleId,
        severity: "info" as const,
        readerPath: toPath,
        writerPath: fromPath,
        message,
        suggestion: "",
      }));
    return distinctFindings(changes).slice(0, maxFindings);
  }
}

function bySeverity(findings: readonly Finding[]): Finding[] {
  return [
    ...findings.filter(({ severity }) => severity === "error"),
    ...findings.filter(({ severity }) => severity !== "error"),
  ];
}

function distinctObstacles(obstacles: readonly Obstacle[]): Obstacle[] {
  const found = new Map<string, Obstacle>();
  for (const one of obstacles) {
    const key = `${one.reader.place.resource.document.name}#${one.reader.place.pointer} ${one.keyword} ${one.property ?? ""}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
