import type { JsonValue } from "../model/json.js";
import type { SchemaProgram } from "../model/schema.js";
import { compileWithAjv, type ValueCheck } from "../validation/ajv-validator.js";
import { accepts, explain } from "../validation/evaluate.js";
import { toViolations } from "../validation/violations.js";
import type { ProofOptions } from "./goal.js";

/** Judges documents for a comparison with two validators that share no evaluation code: Ajv and Sluice's own. */
export class Referee {
  readonly #reader: SchemaProgram;
  readonly #writer: SchemaProgram;
  readonly #options: ProofOptions;
  #ajvReader: ValueCheck | undefined;
  #ajvWriter: ValueCheck | undefined;

  constructor(reader: SchemaProgram, writer: SchemaProgram, options: ProofOptions) {
    this.#reader = reader;
    this.#writer = writer;
    this.#options = options;
  }

  /** Whether the writer may send the document and the reader refuses it, by Sluice's own validator. */
  refutes(document: JsonValue): boolean {
    const { formats, declaredOnly, defaultsFill } = this.#options;
    return (
      accepts(this.#writer.root, document, { formats, declaredOnly }) &&
      !accepts(this.#reader.root, document, { formats, defaultsFill })
    );
  }

  /** The validators that agree that the document refutes; undefined when one of them does not. */
  confirm(document: JsonValue): readonly string[] | undefined {
    if (!this.refutes(document)) return undefined;
    const { formats, defaultsFill } = this.#options;
    this.#ajvWriter ??= compileWithAjv(this.#writer, { formats });
    this.#ajvReader ??= compileWithAjv(this.#reader, { formats, defaultsFill });
    if (this.#ajvWriter === undefined || this.#ajvReader === undefined) return ["sluice"];
    return this.#ajvWriter(document) && !this.#ajvReader(document) ? ["ajv", "sluice"] : undefined;
  }

  /** The first reason the reader gives against a document, as one sentence. */
  readerError(document: JsonValue): string {
    const { formats, defaultsFill } = this.#options;
    const failures = explain(this.#reader.root, document, { formats, defaultsFill, most: 5 });
    const [first] = toViolations(failures);
    if (first === undefined) return "The reader does not accept it.";
    const where = first.instancePath === "" ? "The event" : `'${first.instancePath}'`;
    return `${where} ${first.message}.`;
  }
}
