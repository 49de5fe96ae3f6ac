import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Duration, durationFromMs } from "@bufbuild/protobuf/wkt";
import { invalidArgument } from "../core/errors.js";
import { groupBy } from "../core/group-by.js";
import type { Completeness, Freshness, QualityCheck, QualityRule, StreamQuality } from "../core/quality.js";
import type { QualityAssessment } from "../gateway/quality/assess-quality.js";
import type { QualityStatisticsRow } from "../store/store.js";
import type { Severity } from "../../gen/proto/sluice/v1/finding_pb.js";
import type {
  Completeness as CompletenessMessage,
  EventQualitySchema,
  Freshness as FreshnessMessage,
  QualityRule as RuleMessage,
  QualityRuleStatsSchema,
  QualityStatsSchema,
  StreamQuality as QualityMessage,
  StreamQualitySchema,
} from "../../gen/proto/sluice/v1/quality_pb.js";
import { severities, timeUnits } from "./names.js";
import { millisecondsIn } from "./times.js";

/** The quality rules a caller set; undefined when the message is empty, which turns them off. */
export function qualityIn({ completeness, freshness, rules }: QualityMessage): StreamQuality | undefined {
  if (completeness === undefined && freshness === undefined && rules.length === 0) return undefined;
  const place = "config.quality";
  return {
    ...(completeness && { completeness: completenessIn(`${place}.completeness`, completeness) }),
    ...(freshness && { freshness: freshnessIn(`${place}.freshness`, freshness) }),
    rules: rules.map((rule, index) => ruleIn(`${place}.rules[${index}]`, rule)),
  };
}

function completenessIn(field: string, { fields, minimum, severity }: CompletenessMessage): Completeness {
  return {
    fields: fields.map(({ path, weight, types }) => ({ path, weight: weight === 0 ? 1 : weight, types })),
    minimum,
    severity: severityIn(`${field}.severity`, severity),
  };
}

function freshnessIn(field: string, message: FreshnessMessage): Freshness {
  return {
    maxAgeMs: spanIn(`${field}.max_age`, message.maxAge),
    maxFutureSkewMs: spanIn(`${field}.max_future_skew`, message.maxFutureSkew),
    path: message.path,
    unit: timeUnits.word(`${field}.unit`, message.unit) ?? "milliseconds",
    severity: severityIn(`${field}.severity`, message.severity),
  };
}

function spanIn(field: string, duration: Duration | undefined): number | undefined {
  return duration && millisecondsIn(field, duration, 0);
}

function ruleIn(field: string, { id, description, severity, types, check }: RuleMessage): QualityRule {
  return {
    id,
    description,
    severity: severityIn(`${field}.severity`, severity),
    types,
    check: checkIn(field, check),
  };
}

function checkIn(field: string, check: RuleMessage["check"]): QualityCheck {
  switch (check.case) {
    case "expression":
      return { kind: "cel", text: check.value };
    case "jsonSchema":
      return { kind: "json-schema", text: check.value };
    case undefined:
      throw invalidArgument(field, "must set `expression` or `json_schema`");
  }
}

function severityIn(field: string, value: Severity): "warning" | "error" {
  const severity = severities.word(field, value) ?? "warning";
  if (severity === "info") throw invalidArgument(field, "must be WARNING or ERROR");
  return severity;
}

/** Quality rules for the wire. */
export function qualityOut({
  completeness,
  freshness,
  rules,
}: StreamQuality): MessageInitShape<typeof StreamQualitySchema> {
  return {
    ...(completeness && {
      completeness: {
        fields: completeness.fields.map(({ path, weight, types }) => ({ path, weight, types: [...types] })),
        minimum: completeness.minimum,
        severity: severities.of[completeness.severity],
      },
    }),
    ...(freshness && { freshness: freshnessOut(freshness) }),
    rules: rules.map(({ id, description, severity, types, check }) => ({
      id,
      description,
      severity: severities.of[severity],
      types: [...types],
      check: { case: check.kind === "cel" ? "expression" : "jsonSchema", value: check.text },
    })),
  };
}

function freshnessOut({ maxAgeMs, maxFutureSkewMs, path, unit, severity }: Freshness) {
  return {
    ...(maxAgeMs !== undefined && { maxAge: durationFromMs(maxAgeMs) }),
    ...(maxFutureSkewMs !== undefined && { maxFutureSkew: durationFromMs(maxFutureSkewMs) }),
    path,
    unit: timeUnits.of[unit],
    severity: severities.of[severity],
  };
}

/** 10,000 years, which is all that a Duration can hold (google/protobuf/duration.proto). */
const maxDurationMs = 315_576_000_000_000;

/** A number that counts another unit than is said may lie further away than a Duration reaches; then that is as far as it goes. */
function ageOut(ageMs: number): Duration {
  return durationFromMs(Math.max(-maxDurationMs, Math.min(maxDurationMs, ageMs)));
}

/** What was measured of one event. */
export function eventQualityOut({
  score,
  missing,
  ageMs,
}: QualityAssessment): MessageInitShape<typeof EventQualitySchema> {
  return {
    ...(score !== undefined && { score }),
    missingFields: [...missing],
    ...(ageMs !== undefined && { age: ageOut(ageMs) }),
  };
}

/** What the quality rules found, by stream and type. */
export function qualityStatsOut(
  rows: readonly QualityStatisticsRow[],
): readonly MessageInitShape<typeof QualityStatsSchema>[] {
  const groups = groupBy(rows, ({ stream, type }) => JSON.stringify([stream, type]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const rules = ruleStatsOut(group);
    const scoreHistogram = histogramOut(group);
    if (first === undefined || rules.length + scoreHistogram.length === 0) return [];
    return [{ stream: first.stream, type: first.type, scoreHistogram, rules }];
  });
}

function histogramOut(rows: readonly QualityStatisticsRow[]): bigint[] {
  const scores = rows.filter(({ measure }) => measure === "score");
  if (scores.length === 0) return [];
  const histogram = Array<bigint>(10).fill(0n);
  for (const { name, events } of scores) histogram[Number(name)] = BigInt(events);
  return histogram;
}

const ruleMeasures = { warning: "warnings", error: "errors", failed: "failed" } as const;

function ruleStatsOut(rows: readonly QualityStatisticsRow[]): MessageInitShape<typeof QualityRuleStatsSchema>[] {
  const sums = new Map<string, { warnings: number; errors: number; failed: number }>();
  for (const { measure, name, events } of rows) {
    if (measure === "score" || measure === "questionable") continue;
    const sum = sums.get(name) ?? { warnings: 0, errors: 0, failed: 0 };
    sum[ruleMeasures[measure]] += events;
    sums.set(name, sum);
  }
  return [...sums]
    .map(([rule, sum]) => ({ rule, ...sum, total: sum.warnings + sum.errors + sum.failed }))
    .sort((a, b) => b.total - a.total || (a.rule < b.rule ? -1 : 1))
    .map(({ rule, warnings, errors, failed }) => ({
      rule,
      warnings: BigInt(warnings),
      errors: BigInt(errors),
      failed: BigInt(failed),
    }));
}
