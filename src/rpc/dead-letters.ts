import type { MessageInitShape } from "@bufbuild/protobuf";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import { invalidArgument } from "../core/errors.js";
import type { ChangeRequest } from "../dlq/close.js";
import type { DeadLetters } from "../dlq/dead-letters.js";
import type { Edit, EditResult } from "../dlq/edit-and-retry.js";
import type { ConsumerReport } from "../dlq/report.js";
import {
  type DeadLetterService,
  type EditAndRetryRequest,
  type GetDeadLetterStatsResponseSchema,
  type ReportDeadLetterRequest,
  type ResolveDeadLettersRequest,
} from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import type { Redact } from "../registry/redaction.js";
import type { CareChange, DeadLetterStatistics } from "../store/store.js";
import { impactMethods } from "./impact.js";
import { letterPage } from "./letter-page.js";
import { groupOut, selectionIn, shownOut } from "./letters.js";
import { previewMethods, redriveMethods } from "./redrives.js";
import { eventIn, rejectedOut, schemaUsedOut } from "./events.js";
import { failureActions, failureTypes, groupStates } from "./names.js";
import { safeIn } from "./numbers.js";
import { changesOut, recipeIn } from "./recipe-steps.js";
import { dateIn, millisecondsIn, optionalTimeOut, timeOut } from "./times.js";

/** What the service needs beside the dead letters. */
export interface DeadLetterServiceDeps {
  readonly deadLetters: DeadLetters;
  readonly now: () => Date;
  /** A letter as it is shown: with sensitive fields masked. */
  readonly redact: Redact;
  /** How many closed dead letters will be deleted within the time of warning. */
  readonly purgeAhead: () => Promise<number>;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told about each report from a consumer that made a dead letter. */
  readonly onReported: () => void;
}

type Service = ServiceImpl<typeof DeadLetterService>;

/** sluice.v1.DeadLetterService: each method decodes, calls its use case, and encodes. */
export function deadLetterService(deps: DeadLetterServiceDeps): Service {
  return {
    ...reading(deps),
    ...previewMethods(deps),
    ...redriveMethods(deps),
    ...editing(deps),
    ...closing(deps),
    ...caring(deps),
    ...reporting(deps),
    ...counting(deps),
    ...impactMethods(deps.deadLetters),
  };
}

function reading({
  deadLetters,
  now,
  redact,
}: DeadLetterServiceDeps): Pick<
  Service,
  "listDeadLetters" | "getDeadLetter" | "listGroups" | "listReveals" | "setGroupState"
> {
  return {
    async listDeadLetters(request, { signal }) {
      const { letters, ...page } = await letterPage({ deadLetters, now, redact }, request, {
        signal,
        make: (one) => one,
      });
      return { ...page, deadLetters: letters };
    },
    async getDeadLetter({ id, reveal, actor, reason }) {
      const { letter, attempts, notes } = await deadLetters.get(id);
      if (reveal) await deadLetters.reveal(letter, { actor, reason });
      const shown = reveal ? { letter, redacted: false, redactedFields: [] } : await redact(letter);
      const dataJson = shown.redacted ? "" : await deadLetters.dataJson(letter);
      return { deadLetter: shownOut(shown, attempts, notes), dataJson };
    },
    async listReveals({ id, ...request }) {
      const page = await deadLetters.reveals(id, request);
      const reveals = page.items.map(({ letterId, stream, at, actor, reason }) => ({
        ...{ deadLetterId: letterId, stream, actor, reason },
        at: timeOut(at),
      }));
      return { reveals, nextPageToken: page.nextPageToken };
    },
    async listGroups({ stream, includeClosed, state, ...request }) {
      const wanted = { stream, includeClosed, state: groupStates.word("state", state) };
      const page = await deadLetters.groups(wanted, request);
      return { groups: page.items.map(groupOut), nextPageToken: page.nextPageToken };
    },
    async setGroupState({ fingerprint, state, ignoreFor, actor, reason }) {
      const change = { fingerprint, ignoreFor: safeIn("ignore_for", ignoreFor), actor, reason };
      const group = await deadLetters.setGroupState({ ...change, state: groupStates.word("state", state) });
      return { group: groupOut(group) };
    },
  };
}

function editing({ deadLetters, redact }: DeadLetterServiceDeps): Pick<Service, "editAndRetry"> {
  return {
    async editAndRetry(request) {
      const { id, expectedRevision, actor, reason, dryRun } = request;
      const payload = await payloadIn(deadLetters, request);
      const edited = await deadLetters.edit({ id, payload, expectedRevision, actor, reason, dryRun });
      const shown = await redact(edited.letter);
      const changes = changesOut(edited.changes, !shown.redacted);
      return { outcome: editOutcomeOut(edited), deadLetter: shownOut(shown), changes };
    },
  };
}

async function payloadIn(deadLetters: DeadLetters, request: EditAndRetryRequest): Promise<Edit["payload"]> {
  const { data, dataText, dataJson } = request;
  if ([data.length > 0, dataText !== "", dataJson !== "", request.recipe !== undefined].filter(Boolean).length !== 1) {
    throw invalidArgument("data", "set exactly one of data, data_text, data_json and recipe");
  }
  if (dataJson !== "") return { json: dataJson };
  const recipe = await recipeIn(deadLetters, request.recipe);
  if (recipe !== undefined) return { recipe };
  return { data: dataText === "" ? data : new TextEncoder().encode(dataText) };
}

function editOutcomeOut({
  result,
  letter,
}: EditResult): NonNullable<MessageInitShape<typeof DeadLetterService.method.editAndRetry.output>["outcome"]> {
  const common = { sequence: 1n, eventId: letter.event.id };
  switch (result.outcome) {
    case "redriven":
      return {
        ...common,
        outcome: { case: "published", value: { position: BigInt(result.position), ...schemaUsedOut(result.schema) } },
      };
    case "failed-again":
      return { ...common, outcome: { case: "rejected", value: rejectedOut(result.failure) } };
    // A dry run has nothing to report but that it would be published, which an outcome without a case says.
    case "would-pass":
    case "skipped":
      return common;
  }
}

type Closing = Pick<Service, "resolveDeadLetters" | "discardDeadLetters" | "restoreDeadLetters">;

function closing({ deadLetters, now }: DeadLetterServiceDeps): Closing {
  const change = async (
    event: "resolve" | "discard" | "restore",
    request: Pick<ResolveDeadLettersRequest, "ids" | "group" | "filter" | "actor" | "reason">,
    { signal }: HandlerContext,
  ): Promise<{ changed: bigint; unchanged: bigint }> => {
    const { actor, reason } = request;
    const wanted: ChangeRequest = { selection: selectionIn(request, now()), actor, reason, signal };
    const { changed, unchanged } = await deadLetters.change(event, wanted);
    return { changed: BigInt(changed), unchanged: BigInt(unchanged) };
  };
  return {
    resolveDeadLetters: async (request, context) => await change("resolve", request, context),
    discardDeadLetters: async (request, context) => await change("discard", request, context),
    restoreDeadLetters: async (request, context) => await change("restore", request, context),
  };
}

type Caring = Pick<Service, "annotateDeadLetters" | "assignDeadLetters" | "snoozeDeadLetters" | "holdDeadLetters">;

function caring({ deadLetters, now }: DeadLetterServiceDeps): Caring {
  const care = async (
    request: Pick<ResolveDeadLettersRequest, "ids" | "group" | "filter" | "actor">,
    { change, note }: { readonly change: CareChange; readonly note: string },
    { signal }: HandlerContext,
  ): Promise<{ changed: bigint; unchanged: bigint }> => {
    const selection = selectionIn(request, now());
    const { changed, unchanged } = await deadLetters.care({ selection, change, actor: request.actor, note, signal });
    return { changed: BigInt(changed), unchanged: BigInt(unchanged) };
  };
  return {
    annotateDeadLetters: ({ note, ...request }, context) =>
      care(request, { change: { kind: "annotate" }, note }, context),
    assignDeadLetters: ({ note, assignee, ...request }, context) =>
      care(request, { change: { kind: "assign", assignee }, note }, context),
    snoozeDeadLetters: ({ note, until, ...request }, context) =>
      care(request, { change: { kind: "snooze", until: until && dateIn("until", until) }, note }, context),
    holdDeadLetters: ({ held, reason, ...request }, context) =>
      care(request, { change: { kind: "hold", held }, note: reason }, context),
  };
}

function reporting({ deadLetters, onReported }: DeadLetterServiceDeps): Pick<Service, "reportDeadLetter"> {
  return {
    async reportDeadLetter(request) {
      const { letter, created, action } = await deadLetters.report(reportIn(request));
      if (created || action === "discard") onReported();
      return {
        deadLetterId: letter?.id ?? "",
        fingerprint: letter?.fingerprint ?? "",
        created,
        action: failureActions.of[action],
        ...optionalTimeOut("nextRetryAt", letter?.nextRetryAt),
      };
    },
  };
}

/** A stream of statistics cannot be asked for more often, nor less often: timers beyond 2^31 ms fire at once. */
const statsIntervalMs = { least: 100, most: 24 * 60 * 60_000, fallback: 1000 };

function counting({
  deadLetters,
  purgeAhead,
  sleep,
}: DeadLetterServiceDeps): Pick<Service, "getDeadLetterStats" | "watchDeadLetterStats"> {
  const stats = async (stream: string) => {
    return { ...statisticsOut(await deadLetters.statistics(stream)), purgeAhead: BigInt(await purgeAhead()) };
  };
  return {
    getDeadLetterStats: async ({ stream }) => await stats(stream),
    async *watchDeadLetterStats({ stream, interval }, { signal }) {
      const { least, most, fallback } = statsIntervalMs;
      const ms = Math.min(most, Math.max(least, millisecondsIn("interval", interval, fallback)));
      while (!signal.aborted) {
        yield { stats: await stats(stream) };
        await sleep(ms, signal);
      }
    },
  };
}

function reportIn(request: ReportDeadLetterRequest): ConsumerReport {
  const { stream, position, event, consumerGroup, errorType, errorMessage, errorDetail, attempts } = request;
  const { deliveryId, retryAfter } = request;
  return {
    stream,
    position: position === undefined ? undefined : safeIn("position", position),
    event: event && eventIn("event", event),
    consumerGroup,
    errorType,
    errorMessage,
    errorDetail,
    attempts,
    deliveryId,
    retryAfterMs: millisecondsIn("retry_after", retryAfter, 0),
  };
}

function statisticsOut(
  statistics: DeadLetterStatistics & { readonly health: number },
): MessageInitShape<typeof GetDeadLetterStatsResponseSchema> {
  const { byStatus, retries, retriesSucceeded, closeTimeP50Ms, closeTimeP90Ms } = statistics;
  const half = closeTimeP50Ms === undefined ? undefined : durationFromMs(closeTimeP50Ms);
  return {
    open: BigInt(byStatus.open),
    redriven: BigInt(byStatus.redriven),
    resolved: BigInt(byStatus.resolved),
    discarded: BigInt(byStatus.discarded),
    ...optionalTimeOut("oldestOpenAt", statistics.oldestOpenAt),
    parkedLastHour: BigInt(statistics.parkedLastHour),
    parkedLastDay: BigInt(statistics.parkedLastDay),
    byFailureType: statistics.openByFailureType.map(({ failureType, count }) => ({
      failureType: failureTypes.of[failureType],
      count: BigInt(count),
    })),
    byService: statistics.openByService.map(({ service, count }) => ({ service, count: BigInt(count) })),
    byStream: statistics.openByStream.map(({ stream, count }) => ({ stream, count: BigInt(count) })),
    blockedKeys: BigInt(statistics.blockedKeys),
    held: BigInt(statistics.held),
    snoozed: BigInt(statistics.snoozed),
    ...(retries > 0 && { retrySuccessRatio: retriesSucceeded / retries }),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- clients of before read it
    ...(half !== undefined && { medianTimeToClose: half, closeTimeP50: half }),
    parkedPerMinute: statistics.parkedPerMinute,
    byGroup: statistics.openByGroup.map(({ count, ...group }) => ({ ...group, count: BigInt(count) })),
    ...(closeTimeP90Ms !== undefined && { closeTimeP90: durationFromMs(closeTimeP90Ms) }),
    health: statistics.health,
  };
}
