import type { LocatedFinding, Witness } from "../core/finding.js";

/** A witness as JSON holds it. */
type WrittenWitness = Omit<Witness, "payload"> & {
  /** In base64. Older rows have the bytes of the array by their indexes, or what `Buffer.toJSON` makes of them. */
  readonly payload: string | { readonly data: readonly number[] } | Readonly<Record<string, number>>;
};

type WrittenFinding = Omit<LocatedFinding, "witness"> & { readonly witness?: WrittenWitness };

/** The findings that a waiver waives as the text that is kept with the version. */
export function writeWaivedFindings(findings: readonly LocatedFinding[]): string {
  const written = findings.map(({ witness, ...rest }): WrittenFinding => {
    if (witness === undefined) return rest;
    return { ...rest, witness: { ...witness, payload: Buffer.from(witness.payload).toString("base64") } };
  });
  return JSON.stringify(written);
}

/** Reads back what `writeWaivedFindings` wrote, in this version or an earlier one. */
export function readWaivedFindings(text: string): readonly LocatedFinding[] {
  // Only the registry writes this text.
  const written = JSON.parse(text) as readonly WrittenFinding[];
  return written.map(({ witness, ...rest }): LocatedFinding => {
    if (witness === undefined) return rest;
    return { ...rest, witness: { ...witness, payload: bytesOf(witness.payload) } };
  });
}

function bytesOf(payload: WrittenWitness["payload"]): Uint8Array {
  if (typeof payload === "string") return Buffer.from(payload, "base64");
  return Uint8Array.from(Array.isArray(payload.data) ? payload.data : Object.values(payload));
}
