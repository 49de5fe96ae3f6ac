import type { SourcePosition } from "../../core/finding.js";
import { JsonSource } from "../json-source.js";
import type { SchemaDocument, SchemaPlace } from "./model/document.js";
import { childPointer } from "../../core/json-pointer.js";
import { type Schema, spelledKeyword } from "./model/schema.js";

/** A place in the text of a schema or of one of its references; not every pointer leads to something. */
export interface SchemaSpot {
  readonly document: SchemaDocument;
  readonly pointer: string;
}

/** The spot some steps below a place. */
export function spotAt({ pointer, resource }: SchemaPlace, ...tokens: readonly (string | number)[]): SchemaSpot {
  return { document: resource.document, pointer: tokens.reduce<string>(childPointer, pointer) };
}

/** The spot of a keyword (in the words of draft 2020-12) of a schema; of the schema itself where the keyword is `false`. */
export function spotOfKeyword(schema: Schema, keyword: string): SchemaSpot {
  return keyword === "false" ? spotAt(schema.place) : spotAt(schema.place, spelledKeyword(schema, keyword));
}

/** The pointer as findings have it; the name of a referenced schema comes before. Empty for no spot. */
function pathOf(spot: SchemaSpot | undefined): string {
  if (spot === undefined) return "";
  return spot.document.name === "" ? spot.pointer : `${spot.document.name}#${spot.pointer}`;
}

const sources = new WeakMap<SchemaDocument, JsonSource>();

/** The text of a document, to find places in and to edit. */
export function sourceOf(document: SchemaDocument): JsonSource {
  let source = sources.get(document);
  if (source === undefined) sources.set(document, (source = new JsonSource(document.text)));
  return source;
}

/** Line and column of a spot; undefined where its pointer leads nowhere. */
function positionOf({ document, pointer }: SchemaSpot): SourcePosition | undefined {
  const position = sourceOf(document).positionOf(pointer);
  return position === undefined ? undefined : { ...position, document: document.name };
}

/** Paths and positions of a finding. */
export interface FindingPlaces {
  readonly readerPath: string;
  readonly writerPath: string;
  readonly readerPosition?: SourcePosition;
  readonly writerPosition?: SourcePosition;
}

/** The paths and positions of two spots, either of which may be missing. */
export function placesOf(reader: SchemaSpot | undefined, writer: SchemaSpot | undefined): FindingPlaces {
  const readerPosition = reader && positionOf(reader);
  const writerPosition = writer && positionOf(writer);
  return {
    readerPath: pathOf(reader),
    writerPath: pathOf(writer),
    ...(readerPosition !== undefined && { readerPosition }),
    ...(writerPosition !== undefined && { writerPosition }),
  };
}
