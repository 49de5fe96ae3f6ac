import type { LoadedSchema } from "../loaded-schema.js";
import type { JsonValue } from "../model/json.js";
import { compileWithAjv } from "../validation/ajv-validator.js";
import { accepts, explain } from "../validation/evaluate.js";
import type { Failure } from "../validation/failure.js";
import { compileWithHyperjump } from "../validation/hyperjump-validator.js";
import { toViolations } from "../validation/violations.js";
import type { ProofOptions } from "./goal.js";

/** What one validator says: accepted or not; undefined where it cannot say. */
type Check = (value: JsonValue) => boolean | undefined;

/** A validator that has read both schemas. */
interface Judge {
  readonly name: string;
  readonly writer: Check;
  readonly reader: Check;
}

/** What the validators say of a document that Sluice's own calls a proof. */
export type Ruling =
  | { readonly kind: "confirmed"; readonly by: readonly string[] }
  /** Somebody says otherwise, or nobody else could read the schemas; `why` tells who and what, in a sentence. */
  | { readonly kind: "disputed"; readonly why: string };

/**
 * Judges documents for a comparison with three validators that share no evaluation code: Ajv, which runs the schemas as
 * Sluice understood them, Hyperjump, which reads the original texts, and Sluice's own. "Writers send declared members
 * only" is judged by Sluice's own alone, on top of what the others say of the writer as it stands; where readers apply
 * defaults, the others get the reader without the demands that defaults meet.
 */
export class Referee {
  readonly #reader: LoadedSchema;
  readonly #writer: LoadedSchema;
  readonly #options: ProofOptions;
  #judges: Promise<readonly Judge[]> | undefined;

  constructor(reader: LoadedSchema, writer: LoadedSchema, options: ProofOptions) {
    this.#reader = reader;
    this.#writer = writer;
    this.#options = options;
  }

  /** Whether the writer may send the document and the reader refuses it, by Sluice's own validator. */
  refutes(document: JsonValue): boolean {
    const { formats, declaredOnly, defaultsFill } = this.#options;
    return (
      accepts(this.#writer.program.root, document, { formats, declaredOnly }) &&
      !accepts(this.#reader.program.root, document, { formats, defaultsFill })
    );
  }

  /** What all validators say of a document that refutes. */
  async rule(document: JsonValue): Promise<Ruling> {
    const judges = await this.#otherJudges();
    const by = [...judges.map(({ name }) => name), "sluice"];
    if (judges.length === 0) return { kind: "disputed", why: "no other validator can read the schemas" };
    for (const judge of judges) {
      const said = rulingOf(judge, document);
      if (said !== undefined) return { kind: "disputed", why: said };
    }
    return { kind: "confirmed", by };
  }

  /** What another validator has against a verdict of "compatible": the document of the list it calls a proof, with its name. */
  async objection(documents: readonly JsonValue[]): Promise<{ document: JsonValue; by: string } | undefined> {
    for (const judge of await this.#otherJudges()) {
      const document = documents.find((one) => rulingOf(judge, one) === undefined);
      if (document !== undefined) return { document, by: judge.name };
    }
    return undefined;
  }

  async #otherJudges(): Promise<readonly Judge[]> {
    this.#judges ??= this.#appoint();
    return await this.#judges;
  }

  async #appoint(): Promise<readonly Judge[]> {
    const { formats, defaultsFill } = this.#options;
    const writers = await checksOf(this.#writer, { formats, defaultsFill: false });
    const readers = await checksOf(this.#reader, { formats, defaultsFill });
    const judges: Judge[] = [];
    for (const name of ["ajv", "hyperjump"] as const) {
      const [writer, reader] = [writers[name], readers[name]];
      if (writer !== undefined && reader !== undefined) judges.push({ name, writer, reader });
    }
    return judges;
  }

  /** The reasons the reader gives against a document. */
  failures(document: JsonValue): readonly Failure[] {
    const { formats, defaultsFill } = this.#options;
    return explain(this.#reader.program.root, document, { formats, defaultsFill, most: 20 });
  }

  /** The first reason the reader gives against a document, as one sentence. */
  readerError(document: JsonValue): string {
    const [first] = toViolations(this.failures(document));
    if (first === undefined) return "The reader does not accept it.";
    const where = first.instancePath === "" ? "The event" : `'${first.instancePath}'`;
    return `${where} ${first.message}.`;
  }
}

/** A schema as the other validators read it; undefined for those that cannot. */
interface Checks {
  readonly ajv: Check | undefined;
  readonly hyperjump: Check | undefined;
}

interface CheckOptions {
  readonly formats: boolean;
  readonly defaultsFill: boolean;
}

const checks = new WeakMap<LoadedSchema, Map<string, Promise<Checks>>>();

/** Kept as long as the schema is: reading it takes validators longer than everything else in a comparison. */
async function checksOf(schema: LoadedSchema, options: CheckOptions): Promise<Checks> {
  let known = checks.get(schema);
  if (known === undefined) checks.set(schema, (known = new Map<string, Promise<Checks>>()));
  const key = `${options.formats} ${options.defaultsFill}`;
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = makeChecks(schema, options)));
  return await found;
}

async function makeChecks({ program, document }: LoadedSchema, options: CheckOptions): Promise<Checks> {
  return {
    ajv: compileWithAjv(program, { ...options, unevaluated: true, passing: true }),
    hyperjump: await compileWithHyperjump(document, program, options),
  };
}

/** What a validator has against a proof; undefined when it agrees. */
function rulingOf({ name, writer, reader }: Judge, document: JsonValue): string | undefined {
  const [sent, read] = [writer(document), reader(document)];
  if (sent === undefined || read === undefined) return `${name} gives up on it`;
  if (!sent) return `${name} says that the writer does not allow it`;
  return read ? `${name} says that the reader accepts it` : undefined;
}
