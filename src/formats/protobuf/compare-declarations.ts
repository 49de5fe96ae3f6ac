import type { DescEnum, DescFile, DescMessage, DescMethod, DescService } from "@bufbuild/protobuf";
import { FeatureSet_JsonFormat as JsonFormat } from "@bufbuild/protobuf/wkt";
import type { CompareContext } from "./compare-context.js";
import type { Advice, Difference } from "./difference.js";
import type { LoadedSchema } from "./load-schema.js";
import { restoreMethod, restoreService } from "./repairs.js";
import type { RuleId } from "./rules.js";
import { bySide, methodSpot, otherSide, typeSpot } from "./spots.js";

/** Differences between the declarations of two files that no event notices: findings for people and for JSON. */
export function compareDeclarations(context: CompareContext): Difference[] {
  const [older, newer] = [context[otherSide(context.newer)], context[context.newer]];
  const change: Change = { context, older, newer };
  return [
    ...compareSyntax(change),
    ...compareTypes(change, older.file, newer.file),
    ...older.file.services.flatMap((service) => compareService(change, service)),
  ];
}

interface Change {
  readonly context: CompareContext;
  readonly older: LoadedSchema;
  readonly newer: LoadedSchema;
}

function compareSyntax({ context, older, newer }: Change): Difference[] {
  const [before, after] = [syntaxOf(older.file), syntaxOf(newer.file)];
  if (before === after) return [];
  const sides = bySide(context.newer, { older: { path: "" }, newer: { path: "" } });
  const message = `The file was written in ${before} and is now in ${after}; generated code changes with it.`;
  return [{ ruleId: "source-syntax-changed", ...sides, message }];
}

function syntaxOf({ proto }: DescFile): string {
  if (proto.syntax === "editions") return "edition 2023";
  return proto.syntax === "" ? "proto2" : proto.syntax;
}

interface TypeOwner {
  readonly messages: readonly DescMessage[];
  readonly enums: readonly DescEnum[];
}

/** Types that are gone, and what can be said of those that stay without looking at events. */
function compareTypes(change: Change, older: TypeOwner, newer: TypeOwner): Difference[] {
  const out: Difference[] = [];
  // A list instead of recursion, so that the stack does not depend on the schema.
  const owners: [TypeOwner, TypeOwner][] = [[older, newer]];
  for (const [before, after] of owners) {
    const enums = new Map(after.enums.map((one) => [one.name, one]));
    for (const type of before.enums) {
      const now = enums.get(type.name);
      if (now === undefined) out.push(typeRemoved(change, type));
      else out.push(...jsonFormatChanged(change, type, now));
    }
    const messages = new Map(after.messages.map((one) => [one.name, one]));
    for (const type of before.messages) {
      const now = messages.get(type.name);
      // A message of the file itself can be an event, so its removal is told as what it is on the wire.
      if (now === undefined && type.parent !== undefined) out.push(typeRemoved(change, type));
      if (now === undefined) continue;
      out.push(...jsonFormatChanged(change, type, now), ...extensionRangesRemoved(change, type, now));
      owners.push([insideOf(type), insideOf(now)]);
    }
  }
  return out;
}

function insideOf(message: DescMessage): TypeOwner {
  return { messages: message.nestedMessages, enums: message.nestedEnums };
}

function typeRemoved({ context }: Change, type: DescMessage | DescEnum): Difference {
  const message = `The ${type.kind} ${type.typeName} is gone; code that names it no longer compiles.`;
  const sides = bySide(context.newer, { older: typeSpot(type), newer: { path: "" } });
  return { ruleId: "source-type-removed", ...sides, message };
}

function jsonFormatChanged<T extends DescMessage | DescEnum>({ context }: Change, older: T, newer: T): Difference[] {
  const [before, after] = [older, newer].map(jsonFormatOf);
  if (before === after || after === JsonFormat.ALLOW) return [];
  const sides = bySide(context.newer, { older: typeSpot(older), newer: typeSpot(newer) });
  const message = `${newer.typeName} no longer promises a JSON form (json_format = LEGACY_BEST_EFFORT).`;
  return [{ ruleId: "json-format-changed", ...sides, message }];
}

/** protobuf-es resolves no JSON format, so the syntax and the options around the type tell it. */
function jsonFormatOf(type: DescMessage | DescEnum): JsonFormat {
  for (let at: DescMessage | DescEnum | undefined = type; at !== undefined; at = at.parent) {
    const own = at.proto.options?.features?.jsonFormat ?? JsonFormat.JSON_FORMAT_UNKNOWN;
    if (own !== JsonFormat.JSON_FORMAT_UNKNOWN) return own;
  }
  const inFile = type.file.proto.options?.features?.jsonFormat ?? JsonFormat.JSON_FORMAT_UNKNOWN;
  // proto2 promises none either, but changing the syntax is told by itself.
  return inFile === JsonFormat.JSON_FORMAT_UNKNOWN ? JsonFormat.ALLOW : inFile;
}

function extensionRangesRemoved({ context }: Change, older: DescMessage, newer: DescMessage): Difference[] {
  const ranges = newer.proto.extensionRange;
  const lost = older.proto.extensionRange.filter(
    (range) => !ranges.some((other) => other.start <= range.start && range.end <= other.end),
  );
  if (lost.length === 0) return [];
  const list = lost.map(({ start, end }) => (end - start === 1 ? `${start}` : `${start} to ${end - 1}`)).join(", ");
  const sides = bySide(context.newer, { older: typeSpot(older), newer: typeSpot(newer) });
  const message = `${newer.typeName} no longer keeps ${list} for extensions; extensions with those numbers no longer compile.`;
  const advise = (): Advice => ({ suggestion: `Keep the numbers: extensions ${list};` });
  return [{ ruleId: "source-extension-range-removed", ...sides, message, advise }];
}

function compareService(change: Change, service: DescService): Difference[] {
  const { context, older, newer } = change;
  const other = newer.file.services.find((one) => one.name === service.name);
  if (other !== undefined) {
    const methods = new Map(other.methods.map((one) => [one.name, one]));
    return service.methods.flatMap((method) => {
      const now = methods.get(method.name);
      return now === undefined ? [methodRemoved(change, other, method)] : compareMethod(change, method, now);
    });
  }
  const message = `The service ${service.typeName} is gone; its callers fail.`;
  const sides = bySide(context.newer, { older: typeSpot(service), newer: { path: "" } });
  const advise = (): Advice => ({ suggestion: besides, repair: restoreService(older, service) });
  return [{ ruleId: "source-service-removed", ...sides, message, advise }];
}

const besides = "Add a new method or service beside the old one, and remove the old one when nobody calls it.";

function methodRemoved({ context, older }: Change, service: DescService, method: DescMethod): Difference {
  const message = `The method ${methodSpot(method).path} is gone; its callers fail.`;
  const sides = bySide(context.newer, { older: methodSpot(method), newer: typeSpot(service) });
  const advise = (): Advice => ({ suggestion: besides, repair: restoreMethod(older, method, service) });
  return { ruleId: "source-method-removed", ...sides, message, advise };
}

function compareMethod({ context, older }: Change, before: DescMethod, after: DescMethod): Difference[] {
  const { path } = methodSpot(before);
  const sides = bySide(context.newer, { older: methodSpot(before), newer: methodSpot(after) });
  const advise = (): Advice => ({ suggestion: besides, repair: restoreMethod(older, before, after) });
  const found = (ruleId: RuleId, message: string): Difference => ({ ruleId, ...sides, message, advise });
  const out: Difference[] = [];
  if (before.input.typeName !== after.input.typeName || before.output.typeName !== after.output.typeName) {
    out.push(found("source-method-type-changed", `The method ${path} takes or gives another message than before.`));
  }
  if (before.methodKind !== after.methodKind) {
    const words = (kind: DescMethod["methodKind"]): string => kind.replace("_", " ").replace("bidi", "bidirectional");
    const message = `The method ${path} was ${words(before.methodKind)} and is now ${words(after.methodKind)}; old clients fail.`;
    out.push(found("source-method-streaming-changed", message));
  }
  if (before.idempotency !== after.idempotency) {
    out.push(found("source-method-idempotency-changed", `The idempotency level of ${path} changed.`));
  }
  return out;
}
