import type { EventRecord } from "../src/core/event.js";

/** The stream everything goes to. */
export const stream = "ledger";

/** The schema of every type that has one, in Avro. */
export const schema = JSON.stringify({
  type: "record",
  name: "Made",
  fields: [
    { name: "number", type: "int" },
    { name: "note", type: "string" },
  ],
});

/**
 * What is to become of an event: `valid` ends in the log; `malformed` is parked and stays there, or is rejected when its
 * producer wants that; `late` has a type without a schema, is parked, and ends in the log by a redrive.
 */
export type EventKind = "valid" | "malformed" | "late";

/** What becomes of the event of a producer with this number. */
export function kindOf(number: number): EventKind {
  if (number % 5 === 4) return "malformed";
  return number % 6 === 2 ? "late" : "valid";
}

/**
 * The key within which the order of an event is kept; empty for none. Events that are parked for ever have none, since
 * they would hold back the others for as long, nor have those of producers who may send a number late.
 */
export function keyOf(producer: string, number: number): string {
  const isOrdered = (producer === "p0" || producer === "p1") && number % 3 === 2 && kindOf(number) !== "malformed";
  return isOrdered ? `${producer}/${Math.floor(number / 60)}` : "";
}

/** The event of a producer with this number: always the same. */
export function makeEvent(producer: string, number: number): EventRecord {
  const kind = kindOf(number);
  const key = keyOf(producer, number);
  return {
    id: `${producer}-${number}`,
    source: "/crash",
    type: kind === "late" ? `late-${Math.floor(number / 40)}` : "made",
    subject: "",
    time: undefined,
    datacontenttype: "",
    dataschema: "",
    extensions: key === "" ? {} : { partitionkey: key },
    data: kind === "malformed" ? new Uint8Array(0) : encode(number, `${producer} `.repeat(number % 60)),
    schemaId: 0,
  };
}

/** Number of an event, from its id. */
export function numberOf(id: string): number {
  return Number(id.slice(id.lastIndexOf("-") + 1));
}

/** Name of the producer of an event, from its id. */
export function producerOf(id: string): string {
  return id.slice(0, id.lastIndexOf("-"));
}

/** The record of the schema in Avro's binary encoding (Avro 1.12, "Binary Encoding"). */
function encode(number: number, note: string): Uint8Array {
  return Buffer.concat([encodeLong(number), encodeLong(Buffer.byteLength(note)), Buffer.from(note)]);
}

function encodeLong(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value * 2;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 + (rest % 128));
  return Buffer.from([...bytes, rest]);
}
