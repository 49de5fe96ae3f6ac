import { create } from "@bufbuild/protobuf";
import {
  type CheckCompatibilityResponse,
  CheckCompatibilityResponseSchema,
  CompatibilityLevel,
  CompatibilityPolicy,
  Direction,
  FindingScope,
  SemverBump,
  Severity,
  Side,
  Verdict,
} from "@sluice/client/gen";
import type { CheckedSchemas } from "../../../src/cli/report/check-view.js";

/** The candidate of the sample check: tabs, wide characters, a required property too many. */
export const candidateText = `{
  "type": "object",
  "properties": {
    "id": { "type": "string" },
\t"名前": { "type": "string", "maxLength": 20 }
  },
  "required": ["id", "amount"]
}
`;

const earlierText = `{
  "type": "object",
  "properties": {
    "id": { "type": "string" },
    "名前": { "type": "string" },
    "amount": { "type": "number" }
  },
  "required": ["id"]
}
`;

const witness = {
  document: '{\n  "id": ""\n}',
  readerError: "must have the property amount",
  confirmedBy: ["ajv", "hyperjump"],
};

/** A check with every kind of thing a finding can have. */
export const sampleCheck: CheckCompatibilityResponse = create(CheckCompatibilityResponseSchema, {
  compatible: false,
  verdict: Verdict.INCOMPATIBLE,
  level: CompatibilityLevel.FULL_TRANSITIVE,
  policy: CompatibilityPolicy.SEMANTIC,
  semanticOptions: { declaredPropertiesOnly: false, readerAppliesDefaults: false, formatsAssert: true },
  bumpSemanticOptions: { declaredPropertiesOnly: true },
  bump: SemverBump.MAJOR,
  semver: "2.0.0",
  findings: [
    ...[1, 2, 3].map((version) => ({
      ruleId: "property-became-required",
      direction: Direction.BACKWARD,
      severity: Severity.ERROR,
      readerPath: "/required/1",
      readerPosition: { line: 7, column: 22 },
      writerPath: "/properties/amount",
      writerPosition: { line: 6, column: 5 },
      message: "The property `amount` is required now, but events written before may lack it.",
      suggestion: "Take `amount` out of `required`, or give it a default.",
      version,
      fix: {
        side: Side.READER,
        edits: [{ startLine: 7, startColumn: 20, endLine: 7, endColumn: 30, newText: "" }],
      },
    })),
    {
      ruleId: "max-length-added",
      direction: Direction.BACKWARD,
      severity: Severity.ERROR,
      readerPath: "/properties/名前/maxLength",
      readerPosition: { line: 5, column: 28 },
      writerPath: "/properties/名前",
      writerPosition: { line: 5, column: 5 },
      message: "The property `名前` may be at most 20 characters long now.",
      suggestion: "",
      version: 3,
      scope: FindingScope.JSON,
      witness: { ...witness, document: '{"id":"","名前":"aaaaaaaaaaaaaaaaaaaaa"}', readerError: "名前 is too long" },
    },
    {
      ruleId: "property-removed",
      direction: Direction.FORWARD,
      severity: Severity.WARNING,
      readerPath: "/properties/amount",
      readerPosition: { line: 6, column: 5 },
      message: "The property `amount` is gone; readers of version 3 will not see it any more.",
      version: 3,
    },
    ...[1, 2].map((version) => ({
      ruleId: "description-changed",
      direction: Direction.BACKWARD,
      severity: Severity.INFO,
      readerPath: "",
      message: `The wording changed since version ${version}.`,
      version,
    })),
  ],
  verdicts: [
    ...[1, 2, 3].map((version) => ({
      version,
      direction: Direction.BACKWARD,
      verdict: Verdict.INCOMPATIBLE,
      witness,
    })),
    { version: 3, direction: Direction.FORWARD, verdict: Verdict.COMPATIBLE },
  ],
  releasableDeadLetters: 3,
  examinedDeadLetters: 4,
});

/** The schemas of the sample check. */
export const sampleSchemas: CheckedSchemas = {
  candidate: () => ({ name: "schemas/order.json", file: "schemas/order.json", text: candidateText }),
  version: (version) => ({ name: `version ${version}`, file: undefined, text: earlierText }),
};
