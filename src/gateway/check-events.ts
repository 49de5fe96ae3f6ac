import type { EventFailure, EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import { subjectName } from "../core/subject.js";
import { maxViolations, type Violation } from "../core/violation.js";
import { decodeBody, isViolation, unframe, type UnframedPayload, validateBody } from "../registry/payload.js";
import type { VersionSelector } from "../registry/selector.js";
import type { StreamConfig } from "../store/store.js";
import { findBadAttribute, findUnstorable } from "./attributes.js";
import { type ChooseDeps, type ChosenSchema, chooseSchema } from "./choose-schema.js";
import { assessQuality, type QualityAssessment } from "./quality/assess-quality.js";
import type { CompiledQuality } from "./quality/compile-quality.js";
import { JudgedEvent } from "./quality/judged-event.js";

/** What checking found out about one event. */
export interface EventCheck {
  readonly event: EventRecord;
  /** The subject its schemas belong to; empty where nothing was looked up. */
  readonly subject: string;
  readonly schema: SchemaUsed | undefined;
  /** Undefined when the event is valid. */
  readonly failure: EventFailure | undefined;
  /** What is questionable though valid: a deprecated version. */
  readonly warnings: readonly Violation[];
  /** What the quality rules found; undefined where there are none, or where the payload does not fit its schema. */
  readonly quality: QualityAssessment | undefined;
}

/** The rules a batch is checked by. */
export interface CheckRules {
  readonly config: StreamConfig;
  readonly framing: PayloadFraming;
  readonly preferences: readonly VersionSelector[];
  /** Check against this subject instead of the one the stream derives; then only the payload is checked. */
  readonly subject?: string;
  /** What is asked beyond the schema; absent when nothing is. */
  readonly quality?: QualityCheck | undefined;
}

/** The quality rules of a stream, and the moment from which ages are counted. */
export interface QualityCheck {
  readonly rules: CompiledQuality;
  readonly arrivedAt: Date;
}

/**
 * Checks events one by one, in order. What schema an event needs is looked up once for all events of a batch that want
 * the same, so that a batch sees one state of the registry.
 */
export async function checkEvents(
  deps: ChooseDeps,
  rules: CheckRules,
  events: readonly EventRecord[],
): Promise<readonly EventCheck[]> {
  const chosen = new Map<string, Choice>();
  let last: Choice | undefined;
  const checks: EventCheck[] = [];
  for (const event of events) {
    const early =
      findUnstorable(event, rules.config) ?? (rules.subject === undefined ? findBadAttribute(event) : undefined);
    if (early !== undefined) {
      checks.push({ event, subject: "", schema: undefined, failure: early, warnings: [], quality: undefined });
      continue;
    }
    const payload = unframe(event.data, rules.framing);
    // Mostly an event wants what the one before wanted; telling so costs less than making its key.
    const isSameType = last?.type === event.type;
    const subject = isSameType && last !== undefined ? last.subject : subjectOf(rules, event.type);
    if (isViolation(payload)) {
      checks.push(failed(event, subject, { failureType: "malformed", violations: [payload], schema: undefined }));
      continue;
    }
    const schemaId = payload.schemaId === 0 ? event.schemaId : payload.schemaId;
    const { dataschema } = event;
    if (!isSameType || last?.schemaId !== schemaId || last.dataschema !== dataschema) {
      const key = `${subject}\n${schemaId}\n${dataschema}`;
      last = chosen.get(key);
      if (last === undefined) {
        const schema = await chooseSchema(deps, { subject, schemaId, dataschema, preferences: rules.preferences });
        last = { type: event.type, subject, schemaId, dataschema, schema };
        chosen.set(key, last);
      }
    }
    checks.push(checkPayload({ event, subject, payload }, last.schema, rules));
  }
  return checks;
}

/** The schema that was chosen for what events say. */
interface Choice {
  readonly type: string;
  readonly subject: string;
  readonly schemaId: number;
  readonly dataschema: string;
  readonly schema: ChosenSchema | EventFailure;
}

function subjectOf(rules: CheckRules, type: string): string {
  return rules.subject ?? subjectName(rules.config.subjectNameStrategy, rules.config.stream, type);
}

function checkPayload(
  { event, subject, payload }: { event: EventRecord; subject: string; payload: UnframedPayload },
  schema: ChosenSchema | EventFailure,
  rules: CheckRules,
): EventCheck {
  if ("failureType" in schema) return failed(event, subject, schema);
  const context = { event, framing: rules.framing, maxDepth: rules.config.maxDepth };
  const verdict = validateBody(schema.compiled, payload.body, context);
  if (verdict !== undefined) return failed(event, subject, { ...verdict, schema: schema.used });
  const warnings = schema.warning === undefined ? [] : [schema.warning];
  if (rules.quality === undefined) {
    return { event, subject, schema: schema.used, failure: undefined, warnings, quality: undefined };
  }
  const decode = (): unknown => decodeBody(schema.compiled, payload.body, context);
  const quality = assessQuality(rules.quality.rules, new JudgedEvent(event, decode, rules.quality.arrivedAt));
  return { event, subject, schema: schema.used, failure: qualityFailure(quality, schema.used), warnings, quality };
}

/** The failure of an event that misses a rule of severity error; its warnings ride along behind the errors. */
export function qualityFailure(
  { violations }: QualityAssessment,
  schema: SchemaUsed | undefined,
): EventFailure | undefined {
  if (violations[0]?.severity !== "error") return undefined;
  return { failureType: "quality", violations: violations.slice(0, maxViolations), schema };
}

function failed(event: EventRecord, subject: string, failure: EventFailure): EventCheck {
  return { event, subject, schema: failure.schema, failure, warnings: [], quality: undefined };
}
