import { create } from "@bufbuild/protobuf";
import {
  type CompareSchemasResponse,
  CompareSchemasResponseSchema,
  CompatibilityPolicy,
  type DiffSchemasResponse,
  DiffSchemasResponseSchema,
} from "@sluice/client/gen";
import { compareWithFixes } from "../../compat/check-fixes.js";
import { inferBump } from "../../compat/infer-bump.js";
import { type CompatibilityPolicy as Policy, type SemanticOptions, strictSemantics } from "../../core/finding.js";
import type { CompareOptions } from "../../formats/format.js";
import { failure } from "../cli-error.js";
import { compileLocal } from "./compile-local.js";
import type { LocalSchema } from "./local-sources.js";
import { bumpMessage, changeMessage, comparisonMessage, verdictMessage, witnessMessage } from "./messages.js";

/** How two files are compared. */
export interface LocalComparison {
  readonly policy: CompatibilityPolicy;
  readonly semantics: SemanticOptions | undefined;
  /** Whose author is asking. */
  readonly changeable: "reader" | "writer";
}

const policies: Partial<Record<CompatibilityPolicy, Policy>> = {
  [CompatibilityPolicy.STRICT]: "strict",
  [CompatibilityPolicy.LENIENT]: "lenient",
};

function checkSameLanguage(a: LocalSchema, b: LocalSchema): void {
  if (a.language.name === b.language.name) return;
  throw failure(
    `${a.shown.name} is ${a.language.name}, ${b.shown.name} is ${b.language.name}; schemas of two languages cannot be compared`,
    "say which language both are with --schema-format",
  );
}

/** Does one file read what the other writes? The answer is that of a server asked to compare the two. */
export async function compareFiles(
  reader: LocalSchema,
  writer: LocalSchema,
  { policy, semantics, changeable }: LocalComparison,
): Promise<CompareSchemasResponse> {
  checkSameLanguage(reader, writer);
  for (const schema of [reader, writer]) await compileLocal(schema);
  const assumed = semantics ?? strictSemantics;
  const options: CompareOptions = { policy: policies[policy] ?? "semantic", semantics: assumed, changeable };
  const pair = { reader: reader.source, writer: writer.source };
  const { verdict, findings, witness } = await compareWithFixes(reader.language, pair, options);
  return create(CompareSchemasResponseSchema, {
    verdict: verdictMessage(verdict),
    findings: findings.map(comparisonMessage),
    ...(witness && { witness: witnessMessage(witness) }),
    policy: policy === CompatibilityPolicy.UNSPECIFIED ? CompatibilityPolicy.SEMANTIC : policy,
    semanticOptions: assumed,
  });
}

/** What changed between two files, and which reads which. */
export interface LocalDiff {
  /** Without version numbers. */
  readonly response: DiffSchemasResponse;
  readonly backward: CompareSchemasResponse;
  readonly forward: CompareSchemasResponse;
}

/** Tells two files apart, as a server tells two versions apart. */
export async function diffFiles(from: LocalSchema, to: LocalSchema): Promise<LocalDiff> {
  const how = { policy: CompatibilityPolicy.SEMANTIC, semantics: undefined } as const;
  const backward = await compareFiles(to, from, { ...how, changeable: "reader" });
  const forward = await compareFiles(from, to, { ...how, changeable: "writer" });
  const { bump, changes } = await inferBump(to.language, from.source, to.source);
  const response = create(DiffSchemasResponseSchema, {
    changes: changes.map(changeMessage),
    backward: backward.verdict,
    forward: forward.verdict,
    bump: bumpMessage(bump),
  });
  return { response, backward, forward };
}
