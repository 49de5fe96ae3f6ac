import type { Comparison, Finding, Side, Witness } from "../../../core/finding.js";
import type { SchemaSource } from "../../../core/schema.js";
import type { CompareOptions } from "../../format.js";
import { changeFindings } from "../changes.js";
import { judgeByConfluentRules } from "../confluent/judge.js";
import { type LoadedSchema, loadSchema } from "../loaded-schema.js";
import { type JsonValue, parseJson } from "../model/json.js";
import { findingFor } from "../rules/index.js";
import { findCounterexample } from "./counterexample.js";
import { type Blocked, type Outcome } from "./difference/outcome.js";
import { DifferenceSearch } from "./difference/find-difference.js";
import { isExhaustion } from "./difference/solver.js";
import { distinctFindings } from "./distinct-findings.js";
import { isShownBy } from "./shown-obstacles.js";
import { type ProofOptions, rootGoal } from "./goal.js";
import { Budget, type Obstacle } from "./obstacle.js";
import { Prover } from "./prover.js";
import { Referee } from "./referee.js";
import { type SampleContext, samplesOf, statedValues } from "./samples.js";
import { blockedFinding, disputeFinding, narrowedFinding } from "./undecided.js";
import { Witnesses } from "./witnesses.js";

const differenceSteps = 150_000;
const proofSteps = 30_000;
const auditSteps = 1_500;
const searchSteps = 8_000;
/** Most obstacles a document is looked for. */
const maxSearched = 12;
/** Most documents that are tried once validators disagree about the first. */
const maxOtherDocuments = 5;
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
  const reader = loadSchema(readerSource);
  const writer = loadSchema(writerSource);
  const { declaredPropertiesOnly, formatsAssert, readerAppliesDefaults } = options.semantics;
  const proof: ProofOptions = {
    formats: formatsAssert,
    declaredOnly: declaredPropertiesOnly,
    defaultsFill: readerAppliesDefaults,
  };
  const { policy, changeable = "reader" } = options;
  const semantic = await new SemanticComparison(reader, writer, proof, changeable).run();
  return policy === "semantic"
    ? semantic
    : judgeByConfluentRules(reader.program.root, writer.program.root, { ...options, policy }, semantic);
}

class SemanticComparison {
  readonly #reader: LoadedSchema;
  readonly #writer: LoadedSchema;
  readonly #options: ProofOptions;
  readonly #side: Side;
  readonly #referee: Referee;
  readonly #witnesses: Witnesses;
  readonly #search = new Budget(searchSteps);
  readonly #samples = new Map<string, JsonValue[]>();

  constructor(reader: LoadedSchema, writer: LoadedSchema, options: ProofOptions, side: Side) {
    this.#side = side;
    this.#reader = reader;
    this.#writer = writer;
    this.#options = options;
    this.#referee = new Referee(reader, writer, options);
    this.#witnesses = new Witnesses(this.#referee);
  }

  async run(): Promise<Comparison> {
    const search = new DifferenceSearch(
      this.#writer.program.root,
      this.#reader.program.root,
      this.#options,
      new Budget(differenceSteps),
    );
    const outcome = search.next();
    if (outcome.kind === "none") return await this.#audited();
    const obstacles = this.#obstacles();
    // Formats without a check hold everything for the structural proof, which so says nothing here.
    const isSettled = outcome.kind === "unknown" && outcome.blocked.keyword !== "format" && obstacles?.length === 0;
    if (isSettled) return await this.#audited();
    return await this.#judge(search, outcome, distinctObstacles(obstacles ?? []));
  }

  /** What a proof by the structure of both schemas fails at; undefined where it takes too long. */
  #obstacles(): readonly Obstacle[] | undefined {
    const prover = new Prover(this.#options, new Budget(proofSteps));
    try {
      return prover.prove(rootGoal(this.#writer.program.root, this.#reader.program.root));
    } catch (caught) {
      if (isExhaustion(caught)) return undefined;
      throw caught;
    }
  }

  /** A proof was found; documents are still made and tried, so that a fault of the proof shows. */
  async #audited(): Promise<Comparison> {
    const documents = this.#sampled();
    const refuting = documents.find((one) => this.#referee.refutes(one));
    if (refuting !== undefined) {
      const witness = await this.#witnesses.confirm(refuting);
      if (witness === undefined) return this.#undecided([]);
      return { verdict: "incompatible", findings: [narrowedFinding("error", witness.readerError)], witness };
    }
    const objection = this.#options.formats ? await this.#objection(documents) : undefined;
    if (objection !== undefined) return { verdict: "undecided", findings: [objection, ...this.#changes([])] };
    return { verdict: "compatible", findings: this.#changes([]) };
  }

  /** Formats are what validators see differently most often, so others are asked before "compatible" is said. */
  async #objection(documents: readonly JsonValue[]): Promise<Finding | undefined> {
    const programs = [this.#reader.program, this.#writer.program];
    if (!programs.some(({ schemas }) => schemas.some(({ format }) => format !== undefined))) return undefined;
    const stated = programs.flatMap(({ schemas }) => statedValues(schemas));
    const objection = await this.#referee.objection([...stated, ...documents]);
    if (objection === undefined) return undefined;
    const document = JSON.stringify(objection.document);
    return disputeFinding(
      `The reader was found to accept everything the writer may send, but ${objection.by} says that it refuses ${document}.`,
    );
  }

  #context(): SampleContext {
    return { options: this.#options, budget: this.#search, made: this.#samples };
  }

  #sampled(): JsonValue[] {
    const { writer } = rootGoal(this.#writer.program.root, this.#reader.program.root);
    return samplesOf(writer, { ...this.#context(), budget: new Budget(auditSteps) });
  }

  async #judge(search: DifferenceSearch, outcome: Outcome, obstacles: readonly Obstacle[]): Promise<Comparison> {
    const shown = await this.#showObstacles(obstacles);
    let witness = shown.find((one) => one !== undefined);
    witness ??= await this.#searched(search, outcome);
    if (witness === undefined) return this.#undecided(obstacles, outcome);
    const findings = this.#told(obstacles, shown, witness);
    if (!findings.some(({ severity }) => severity === "error")) {
      findings.unshift(narrowedFinding("error", witness.readerError, witness));
    }
    return { verdict: "incompatible", findings: this.#listed(findings), witness };
  }

  /** For each obstacle the event that shows it, where one was made and confirmed cheaply. */
  async #showObstacles(obstacles: readonly Obstacle[]): Promise<(Witness | undefined)[]> {
    const shown: (Witness | undefined)[] = [];
    for (const one of obstacles.slice(0, maxSearched)) {
      // An event that the reader refuses for another reason proves nothing of this obstacle.
      const shows = (document: JsonValue): boolean =>
        this.#referee.refutes(document) && isShownBy(one, this.#referee.failures(document));
      const document = findCounterexample(one, shows, this.#context());
      shown.push(document === undefined ? undefined : await this.#witnesses.confirm(document, shows));
    }
    return shown;
  }

  /** A witness made of what the search found, or of what else it finds when validators disagree. */
  async #searched(search: DifferenceSearch, first: Outcome): Promise<Witness | undefined> {
    const tried: JsonValue[] = [];
    for (let outcome = first; outcome.kind === "found"; outcome = search.next(tried)) {
      const witness = await this.#witnesses.confirm(outcome.value);
      if (witness !== undefined) return witness;
      tried.push(outcome.value);
      if (tried.length > maxOtherDocuments) break;
    }
    const sample = this.#sampled().find((one) => this.#referee.refutes(one));
    return sample === undefined ? undefined : await this.#witnesses.confirm(sample);
  }

  #told(obstacles: readonly Obstacle[], shown: readonly (Witness | undefined)[], witness: Witness): Finding[] {
    const failures = this.#referee.failures(parseJson(witness.document));
    return obstacles.map((one, at) => {
      const own = shown[at] ?? (isShownBy(one, failures) ? witness : undefined);
      return findingFor(one, own === undefined ? "warning" : "error", { side: this.#side, obstacles, witness: own });
    });
  }

  #undecided(obstacles: readonly Obstacle[], outcome?: Outcome): Comparison {
    const findings = this.#witnesses.disputes.map((message) => disputeFinding(message));
    if (outcome?.kind === "unknown") findings.push(this.#blocked(outcome.blocked));
    const side = this.#side;
    findings.push(...obstacles.map((one) => findingFor(one, "warning", { side, obstacles })));
    return { verdict: "undecided", findings: this.#listed(findings) };
  }

  #blocked(blocked: Blocked): Finding {
    return blockedFinding(blocked, new Set(this.#writer.program.schemas));
  }

  #listed(findings: readonly Finding[]): Finding[] {
    return distinctFindings([...bySeverity(findings), ...this.#changes(findings)]).slice(0, maxFindings);
  }

  /** What changed besides, for people and for the choice of a version number. */
  #changes(told: readonly Finding[]): Finding[] {
    const known = new Set(told.map((one) => one.readerPath));
    const changes = changeFindings(this.#writer.program.root, this.#reader.program.root).filter(
      ({ readerPath }) => readerPath === "" || !known.has(readerPath),
    );
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
