import { shortened } from "../../core/shortened.js";
import type { Finding, Severity, SchemaFix, Side, SourcePosition, Witness } from "../../core/finding.js";
import { JsonSource } from "../json-source.js";
import type { Spot } from "./obligation.js";
import type { RuleId } from "./rules.js";
import { type Edits, SchemaEditor } from "./schema-editor.js";
import { pointerOfNode, type SchemaText } from "./schema-text.js";
import type { ParsedSchema } from "./schema-type.js";

/** Something to say about a pair of schemas, before places are looked up and edits are made. */
export interface Remark {
  readonly ruleId: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly suggestion?: string;
  /** Undefined where only the other schema has the place. */
  readonly reader?: Spot | undefined;
  readonly writer?: Spot | undefined;
  /** Bytes of a value of the writer's type that may come out as another. */
  readonly sample?: Uint8Array | undefined;
  /** Says the suggestion as edits of the schema that can be changed. */
  readonly repair?: ((editor: SchemaEditor) => Edits) | undefined;
}

/** The two schemas of a comparison. */
export interface SchemaPair {
  readonly reader: ParsedSchema;
  readonly writer: ParsedSchema;
}

/** Edits are made for so many findings, and so many characters of text, at most. */
const mostFixes = 100;
const mostFixedText = 20_000_000;

/** Names have no limit; what is said about them has. */
const longestText = 4000;

/** A text without what goes beyond what anybody reads. */
export function clip(text: string): string {
  return shortened(text, longestText);
}

interface PlacedSpot {
  readonly path: string;
  readonly position: SourcePosition | undefined;
}

/** Turns remarks into findings: with pointers, lines and columns, and fixes for the schema that can be changed. */
export class Report {
  readonly #pair: SchemaPair;
  readonly #changeable: Side;
  readonly #editor: SchemaEditor;
  readonly #sources = new Map<SchemaText, JsonSource>();
  #fixesLeft: number;

  constructor(pair: SchemaPair, changeable: Side) {
    this.#pair = pair;
    this.#changeable = changeable;
    this.#editor = new SchemaEditor(pair[changeable], this.#sourceOf(pair[changeable].text));
    this.#fixesLeft = Math.min(mostFixes, Math.ceil(mostFixedText / (pair[changeable].text.text.length + 1)));
  }

  /** The finding for a remark, with the event that shows it where there is one. */
  finding(remark: Remark, witness?: Witness): Finding {
    const reader = remark.reader && this.#place(this.#pair.reader, remark.reader);
    const writer = remark.writer && this.#place(this.#pair.writer, remark.writer);
    const fix = this.#fix(remark);
    return {
      ruleId: remark.ruleId,
      severity: remark.severity,
      readerPath: reader?.path ?? "",
      writerPath: writer?.path ?? "",
      ...(reader?.position && { readerPosition: reader.position }),
      ...(writer?.position && { writerPosition: writer.position }),
      message: clip(remark.message),
      suggestion: clip(remark.suggestion ?? ""),
      ...(fix && { fix }),
      ...(witness && { witness }),
    };
  }

  #fix({ repair }: Remark): SchemaFix | undefined {
    if (repair === undefined || this.#fixesLeft <= 0) return undefined;
    this.#fixesLeft--;
    const edits = repair(this.#editor);
    return edits === undefined || edits.length === 0 ? undefined : { side: this.#changeable, edits };
  }

  #place(schema: ParsedSchema, { base, step }: Spot): PlacedSpot {
    const place = base && schema.places.get(base);
    const text = place?.source ?? schema.text;
    const path = `${place === undefined ? "" : pointerOfNode(place.node)}${step}`;
    const position = this.#sourceOf(text).positionOf(path);
    return { path, position: position && { ...position, document: text.reference } };
  }

  #sourceOf(text: SchemaText): JsonSource {
    const source = this.#sources.get(text) ?? new JsonSource(text.text);
    this.#sources.set(text, source);
    return source;
  }
}
