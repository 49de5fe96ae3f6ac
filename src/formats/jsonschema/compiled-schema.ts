import type { SchemaSource } from "../../core/schema.js";
import { maxViolations, type Violation } from "../../core/violation.js";
import type { CompiledSchema, EditableText, Encoding, PayloadSelect, PayloadVerdict, Relaxation } from "../format.js";
import { canonicalText, normalizedText } from "./canonical.js";
import { type LoadedSchema, loadSchema } from "./loaded-schema.js";
import type { JsonValue } from "./model/json.js";
import type { Schema, SchemaProgram } from "./model/schema.js";
import { searchTextOf } from "./search-text.js";
import { compileWithAjv, type ValueCheck } from "./validation/ajv-validator.js";
import { FirstLook } from "./scan/first-look.js";
import { accepts, explain } from "./validation/evaluate.js";
import { editableJson, isJsonType, readPayload } from "./validation/payload.js";
import { levelsWithoutRepetition, nestsDeeper } from "./validation/repeated-work.js";
import { toViolations } from "./validation/violations.js";

/** Generating code for more schemas takes longer than an event may wait; they are judged as they stand. */
const maxGenerated = 3_000;
/** What generated code notes about alternatives that do not fit takes longer the more of them there are. */
const maxAlternatives = 50;

/** Reads a JSON Schema and makes it ready to validate; see the door for what is refused. */
export function compileJsonSchema(source: SchemaSource): CompiledSchema {
  return new CompiledJsonSchema(loadSchema(source));
}

class CompiledJsonSchema implements CompiledSchema {
  readonly canonical: string;
  readonly normalized: string;
  readonly searchText: string;
  readonly referenceNames: readonly string[];
  readonly footprint = 1;
  readonly sensitiveNames: readonly string[] = [];
  readonly #loaded: LoadedSchema;
  readonly #firstLook: FirstLook;
  #check: ValueCheck | undefined;
  #levels: number | undefined;

  constructor(loaded: LoadedSchema) {
    this.#loaded = loaded;
    this.#firstLook = new FirstLook(loaded.program);
    this.canonical = canonicalText(loaded.document);
    this.normalized = normalizedText(loaded.document);
    this.searchText = searchTextOf(loaded.document);
    this.referenceNames = loaded.referenceNames;
  }

  validate(payload: Uint8Array, select: PayloadSelect): PayloadVerdict {
    if (isJsonType(select.contentType) && this.#firstLook.accepts(payload, select.maxDepth)) return undefined;
    const reading = readPayload(payload, select);
    if ("failure" in reading) return reading.failure;
    if (!this.#fits(reading.value)) return this.#explain(reading.value);
    this.#firstLook.passedByValid();
    return undefined;
  }

  #fits(value: JsonValue): boolean {
    this.#check ??= this.#compile();
    try {
      return this.#check(value);
    } catch (caught) {
      // What cannot be judged within the stack does not count as valid.
      if (caught instanceof RangeError) return false;
      throw caught;
    }
  }

  decode(payload: Uint8Array, select: PayloadSelect): unknown {
    const reading = readPayload(payload, select);
    return "failure" in reading ? undefined : reading.value;
  }

  editable(payload: Uint8Array): EditableText {
    return editableJson(payload);
  }

  encode(text: string): Encoding {
    return { kind: "encoded", payload: new TextEncoder().encode(text) };
  }

  relaxations(): readonly Relaxation[] {
    return [];
  }

  framingLength(): number {
    return 0;
  }

  rootName(): string {
    return "";
  }

  framingOf(): Uint8Array {
    return new Uint8Array();
  }

  /** Most schemas are registered, kept and never used again in this process, so code is generated at the first payload. */
  #compile(): ValueCheck {
    const { program } = this.#loaded;
    const generated = isWorthGenerating(program) ? compileWithAjv(program, { formats: true }) : undefined;
    return (value) => {
      const remembers = this.#repeats(value);
      if (generated !== undefined && !remembers) return generated(value);
      return accepts(program.root, value, { formats: true, remembers });
    };
  }

  /** Whether inner parts of a value would be judged over and over unless what was said of them is remembered. */
  #repeats(value: JsonValue): boolean {
    this.#levels ??= levelsWithoutRepetition(this.#loaded.program);
    return Number.isFinite(this.#levels) && nestsDeeper(value, this.#levels);
  }

  #reasons(value: JsonValue): Violation[] {
    const { root } = this.#loaded.program;
    try {
      const remembers = this.#repeats(value);
      return toViolations(explain(root, value, { formats: true, most: maxViolations, remembers }));
    } catch (caught) {
      // The stack is used up: chains of references on every level of a payload that nests deep.
      if (caught instanceof RangeError) return [];
      throw caught;
    }
  }

  #explain(value: JsonValue): PayloadVerdict {
    const violations = this.#reasons(value);
    if (violations.length === 0) {
      const message = "does not fit the schema";
      violations.push({
        code: "schema",
        instancePath: "",
        schemaPath: "",
        keyword: "",
        message,
        hint: "",
        severity: "error",
      });
    }
    return { failureType: "schema-violation", violations };
  }
}

function isWorthGenerating({ schemas }: SchemaProgram): boolean {
  const areFew = (list: readonly Schema[] = []): boolean => list.length <= maxAlternatives;
  return schemas.length <= maxGenerated && schemas.every(({ anyOf, oneOf }) => areFew(anyOf) && areFew(oneOf));
}
