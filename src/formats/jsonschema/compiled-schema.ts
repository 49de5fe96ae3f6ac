import type { SchemaSource } from "../../core/schema.js";
import { maxViolations } from "../../core/violation.js";
import type { CompiledSchema, EditableText, Encoding, PayloadSelect, PayloadVerdict, Relaxation } from "../format.js";
import { canonicalText, normalizedText } from "./canonical.js";
import { type LoadedSchema, loadSchema } from "./loaded-schema.js";
import type { JsonValue } from "./model/json.js";
import { searchTextOf } from "./search-text.js";
import { compileWithAjv, type ValueCheck } from "./validation/ajv-validator.js";
import { FirstLook } from "./scan/first-look.js";
import { accepts, explain } from "./validation/evaluate.js";
import { editableJson, isJsonType, readPayload } from "./validation/payload.js";
import { toViolations } from "./validation/violations.js";

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
    this.#check ??= this.#compile();
    if (!this.#check(reading.value)) return this.#explain(reading.value);
    this.#firstLook.passedByValid();
    return undefined;
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
    return compileWithAjv(program, { formats: true }) ?? ((value) => accepts(program.root, value, { formats: true }));
  }

  #explain(value: JsonValue): PayloadVerdict {
    const { root } = this.#loaded.program;
    const failures = explain(root, value, { formats: true, most: maxViolations });
    const violations = toViolations(failures);
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
