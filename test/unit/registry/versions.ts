import fc from "fast-check";
import type { VersionRow } from "../../../src/store/store.js";

/** A version as the store would have it. */
export function versionRow(version: number, semver: string, overrides: Partial<VersionRow> = {}): VersionRow {
  return {
    subject: "orders/placed",
    version,
    semver,
    major: Number.parseInt(semver, 10),
    schemaId: version,
    state: "active",
    deprecationMessage: "",
    sunsetAt: undefined,
    registeredAt: new Date(version * 1000),
    deletedAt: undefined,
    waiver: undefined,
    metadata: {},
    tags: [],
    owner: "",
    description: "",
    ...overrides,
  };
}

/** Versions of one subject, by number, each with a semantic version of its own. */
export const versionRows = fc
  .uniqueArray(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.constantFrom("", "", "-rc.1")), {
    selector: (parts) => parts.join("."),
    maxLength: 12,
  })
  .chain((semvers) =>
    fc.tuple(
      ...semvers.map((parts) => fc.tuple(fc.constant(parts), fc.constantFrom("active", "deprecated", "disabled"))),
    ),
  )
  .map((rows) =>
    rows.map(([[major, minor, patch, pre], state], index) =>
      versionRow(index + 1, `${major}.${minor}.${patch}${pre}`, { state }),
    ),
  );
